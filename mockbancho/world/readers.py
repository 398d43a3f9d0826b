"""Arguments in Python: each type has a reader, which returns what is meant or raises `Mistake` in Python's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

import msgspec

from mockbancho.errors import Mistake
from mockbancho.osu.mods import Mods, read_mods
from mockbancho.osu.words import WordEnum
from mockbancho.world.files.expectations import expectation, shortened
from mockbancho.world.osu_files import OsuFile, osu_file_of
from mockbancho.world.pictures import Picture, picture_of
from mockbancho.world.references import REFERENCES, resolve

if TYPE_CHECKING:
    from mockbancho.world.world import World

Reader = Callable[["World", object], object]
_COUNTED: Final = 30
"""Characters that nobody counts by eye."""
_PYTHON: Final = {"true or false": "True or False", "base64": "bytes", "an object": "a dict"}
"""Words of world files that a program calls otherwise."""


def reader_of(checked: Any, *, is_optional: bool) -> Reader:  # noqa: ANN401  # a type of any kind
    """Return what turns an argument into what is wanted of this type, or raises `Mistake`."""
    read = _strict_reader(checked)
    return lambda world, value: None if value is None and is_optional else read(world, value)


def _strict_reader(checked: Any) -> Reader:  # noqa: ANN401  # a type of any kind
    origin: Any = get_origin(checked)
    arguments: tuple[Any, ...] = get_args(checked)
    if checked is Mods:
        return lambda _, value: _mods(value)
    if checked is OsuFile:
        return lambda _, value: osu_file_of(value)
    if checked is Picture:
        return lambda _, value: picture_of(value)
    if is_word(checked):
        return lambda _, value: checked.of(_whole_or_text(value, f"a {checked.__name__}, as word or number"))
    if checked in REFERENCES:
        return _row_reader(checked)
    if origin is Sequence:
        return lambda world, value: [resolve(world, arguments[0], each) for each in _listed(value)]
    if origin is Mapping:
        return lambda world, value: {key: resolve(world, arguments[1], each) for key, each in _mapped(value).items()}
    return lambda _, value: _convert(checked, value)


def is_word(checked: Any) -> bool:  # noqa: ANN401  # a type of any kind
    """Whether a type has a word for each of its numbers."""
    return isinstance(checked, type) and issubclass(checked, WordEnum)


def _row_reader(kind: type) -> Reader:
    return lambda world, value: resolve(world, kind, value)


def _mods(value: object) -> int:
    given = _whole_or_text(value, "mods as letters such as 'HDDT', or a number")
    joined = "".join(each for each in str(given) if each.isalnum())
    if isinstance(given, str) and joined != given:
        raise Mistake(f"mods are letters with nothing between them; did you mean {joined!r}? got {given!r}")
    return read_mods(given)


def _whole_or_text(value: object, wanted: str) -> int | str:
    if isinstance(value, int | str) and not isinstance(value, bool):
        return value
    raise Mistake(f"expected {wanted}; got {shown(value)}")


def _listed(value: object) -> list[object]:
    if isinstance(value, list | tuple):
        return list(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # checked one by one
    raise Mistake(f"expected a list; got {shown(value)}")


def _mapped(value: object) -> dict[str, object]:
    try:
        return msgspec.convert(value, dict[str, Any])
    except msgspec.ValidationError:
        raise Mistake(f"expected a dict; got {shown(value)}") from None


def _convert(checked: Any, value: object) -> object:  # noqa: ANN401  # a type of any kind
    """Return a plain value that is right for its column."""
    if isinstance(value, float) and not isfinite(value):
        raise Mistake(f"expected a finite number, got {value}")
    if isinstance(value, int) and not isinstance(value, bool):
        value = int(value)  # also of a flag
    try:
        return msgspec.convert(value, checked)
    except msgspec.ValidationError:
        wanted = expectation(checked, type(value).__name__)
        raise Mistake(f"expected {_PYTHON.get(wanted, wanted)}, got {shown(value)}") from None


def shown(value: object) -> str:
    """Return an argument as a mistake shows it: its type in a word, and its beginning."""
    match value:
        case None:
            return "None"
        case list() | tuple() | dict() | set():
            return f"a {type(value).__name__}"  # pyright: ignore[reportUnknownArgumentType]  # of anything
        case str() if len(value) > _COUNTED:
            return f"str of {len(value)} characters, {shortened(value)}"
        case _:
            return f"{type(value).__name__} {shortened(value)}"
