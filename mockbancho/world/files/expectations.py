"""Mistakes in words: what a column expects, and what was given."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import inspect

if TYPE_CHECKING:
    from collections.abc import Iterable

LENGTH: Final = 60
"""Characters of a value that are shown."""
_COUNTED: Final = 30
"""Characters that nobody counts by eye."""
_NAMES: Final = {bool: "bool", int: "int", float: "float", str: "str"}
_PLAIN: Final[dict[type[inspect.Type], str]] = {
    inspect.NoneType: "null",
    inspect.IntType: "int",
    inspect.StrType: "str",
    inspect.FloatType: "number",
    inspect.BoolType: "true or false",
    inspect.BytesType: "base64",
    inspect.DateTimeType: "'YYYY-MM-DD HH:MM:SS' in UTC, without a zone",
    inspect.DictType: "an object",
}


@lru_cache(maxsize=1024)
def expectation(kind: object, given_name: str) -> str:
    """Return what a value of type *kind* is, such as `int from 0 to 63`.

    *given_name* is the first word of `given`; bounds are told only to a value that has the right type.
    """
    return _words(inspect.type_info(kind), given_name)


def _words(kind: inspect.Type, given_name: str) -> str:
    match kind:
        case inspect.UnionType(types=types):
            return " or ".join(_words(each, given_name) for each in types)
        case inspect.IntType(ge=int(low), le=int(high)) if given_name == "int":
            return f"int from {low} to {high}"
        case inspect.FloatType(ge=low, le=high) if None not in (low, high) and given_name in ("int", "float"):
            return f"number from {low:g} to {high:g}"
        case inspect.StrType(min_length=least, max_length=int(most)) if given_name == "str":
            return f"str of {'' if least == most else 'at most '}{most} characters"
        case inspect.LiteralType(values=values):
            return _one_of(values)
        case inspect.EnumType(cls=cls):
            return _one_of(member.value for member in cls)
        case inspect.VarTupleType() | inspect.TupleType():
            return _array(kind, given_name)
        case _:
            return _PLAIN[type(kind)]


def _array(kind: inspect.VarTupleType | inspect.TupleType, given_name: str) -> str:
    if isinstance(kind, inspect.TupleType):
        return f"an array of {len(kind.item_types)} values"
    return f"an array of {_words(kind.item_type, given_name)}"


def _one_of(values: Iterable[object]) -> str:
    *front, last = map(repr, values)
    return f"{', '.join(front)} or {last}"


def given(raw: bytes | msgspec.Raw) -> str:
    """Return a value of the file as a mistake shows it: its type in a word, and its beginning."""
    try:
        value: Any = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        return shortened(bytes(memoryview(raw)[: 2 * LENGTH]).decode(errors="replace"))
    match value:
        case None:
            return "null"
        case list():
            return "an array"
        case dict():
            return "an object"
        case bool():
            return f"bool {str(value).lower()}"
        case str() if len(value) > _COUNTED:
            return f"str of {len(value)} characters, {shortened(value)}"
        case _:
            return f"{_NAMES[type(value)]} {shortened(value)}"


def shortened(value: object) -> str:
    """Return a value in Python's spelling, without its end if it is long."""
    text = repr(value)
    return text if len(text) <= LENGTH + 2 else f"{text[:LENGTH]}…"
