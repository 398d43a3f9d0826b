"""Where an answer does not have the form that a contract gives it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.learning.bodies import is_list, is_object
from mockbancho.learning.forms import Cases, Maybe, Members, Plain, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockbancho.learning.bodies import Object
    from mockbancho.learning.forms import Form

NOTHING_THERE: Final = "nothing"
"""What one side has where only the other has a member."""
_SHORT: Final = 30
"""Characters of a text that is shown whole."""
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_EXACT: Final[dict[type, str]] = {
    bool: "bool",
    int: "int",
    float: "float",
    type(None): "null",
    list: "a list",
    dict: "an object",
}


class Kind(StrEnum):
    """In which way a server deviates; its value says it in words."""

    NO_ENDPOINT = "missing endpoint"
    MISSING = "missing"
    EXTRA = "extra"
    TYPE = "other type"
    STATUS = "other status"
    ERROR = "other error"
    ORDER = "other order"

    @property
    def is_drift(self) -> bool:
        """Whether a client may stumble over it; few read members by their place."""
        return self is not Kind.ORDER


class Deviation(msgspec.Struct, frozen=True):
    """One way in which a server deviates at a path: what the contract has there, and what the server sends."""

    kind: Kind
    path: str
    contract: str
    server: str


def type_of(value: object) -> str:
    """Return what a JSON value is; text that is a moment as bancho.py prints it is a time."""
    if isinstance(value, str):
        return "time" if _TIME.fullmatch(value) else "string"
    return _EXACT[type(value)]


def deviations(form: Form, value: object, path: str = "") -> Iterator[Deviation]:
    """Yield where a value deviates from a form, each object by itself; the same may come again."""
    if not _suits(form, value):
        yield Deviation(Kind.TYPE, path, str(form), _shown(value))
        return
    match form:
        case Maybe(of=of) if value is not None:
            yield from deviations(of, value, path)
        case Cases(by=by, true=true, false=false) if is_object(value):
            yield from deviations(true if value.get(by) is True else false, value, path)
        case Members(forms=forms) if is_object(value):
            yield from _in_object(forms, value, path)
        case Rows(of=of) if is_object(value):
            yield from _in_each(of, value.values(), f"{path}.*")
        case Rows(of=of) if is_list(value):
            yield from _in_each(of, value, f"{path}[]")
        case _:
            pass


def _suits(form: Form, value: object) -> bool:
    """Whether a value is of the sort that a form describes, whatever is in it."""
    match form:
        case Maybe(of=of):
            return value is None or _suits(of, value)
        case Plain(types=types):
            return type_of(value) in types or ("string" in types and isinstance(value, str))
        case Rows(by_key=False):
            return is_list(value)
        case _:
            return is_object(value)


def _in_each(form: Form, values: Iterable[object], path: str) -> Iterator[Deviation]:
    for value in values:
        yield from deviations(form, value, path)


def _in_object(forms: dict[str, Form], value: Object, path: str) -> Iterator[Deviation]:
    before = f"{path}." if path else ""
    for name, form in forms.items():
        if name in value:
            yield from deviations(form, value[name], f"{before}{name}")
        else:
            yield Deviation(Kind.MISSING, f"{before}{name}", str(form), NOTHING_THERE)
    for name, extra in value.items():
        if name not in forms:
            yield Deviation(Kind.EXTRA, f"{before}{name}", NOTHING_THERE, type_of(extra))
    expected = [name for name in forms if name in value]
    found = [name for name in value if name in forms]
    if expected != found:
        yield Deviation(Kind.ORDER, path or "the answer", " ".join(expected), " ".join(found))


def _shown(value: object) -> str:
    """Return what a value is, with an example of a text where the contract has something else."""
    return f"string {value!r}" if isinstance(value, str) and len(value) <= _SHORT else type_of(value)
