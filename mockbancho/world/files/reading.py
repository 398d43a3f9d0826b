"""Reading a world file: to rows, or to all mistakes in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec.json import Decoder

from mockbancho.clock import from_datetime
from mockbancho.errors import WorldFileError
from mockbancho.world.files.documents import UnreadableError, text_of
from mockbancho.world.files.history import beginning
from mockbancho.world.files.layout import FORMAT
from mockbancho.world.files.places import Mistakes, Place
from mockbancho.world.files.sections import read_files, read_live, read_state, read_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.records import Row

_INT: Final = Decoder(int)
_MOMENT: Final = Decoder(int | datetime)
_LAST: Final = from_datetime(datetime.max)  # noqa: DTZ901  # naive UTC, as everywhere


@dataclass(frozen=True)
class Contents:
    """What a world file holds: rows, the clock's reading in microseconds since the Unix epoch, and the seed."""

    rows: list[Row]
    now: int
    seed: int


def read_rows(data: bytes, file: str) -> Contents:
    """Return the contents of a world file, given as bytes.

    *file* is its name. Raises `WorldFileError` with every mistake in it; then nothing of it is returned.
    """
    mistakes = Mistakes()
    try:
        sections = Place(text_of(data), "$", mistakes).known_members(_READERS)
        values = {name: _READERS[name](section) for name, section in sections}
    except UnreadableError as error:
        raise WorldFileError(file, [str(error)]) from None
    except RecursionError:
        raise WorldFileError(file, ["nested too deeply to be read"]) from None
    if mistakes.count:
        raise WorldFileError(file, mistakes.lines())
    rows = list(chain.from_iterable(values.get(name, ()) for name in ("tables", "files", "live", "state")))
    return Contents(rows, values["now"] if "now" in values else beginning(rows), values.get("seed", 0))


def _format(place: Place) -> int:
    """Return the file's format; one that is yet unknown makes all else in the file unreadable."""
    given = place.value(_INT, 0)
    if given < 0:
        place.expected(f"int from 0 to {FORMAT}")
    if given > FORMAT:
        raise UnreadableError(
            f"{place.path}: this file is of format {given}, this mockbancho reads up to {FORMAT}; "
            "a newer mockbancho reads it"
        )
    return given


def _now(place: Place) -> int:
    """Return the clock's reading, given as text in UTC or as microseconds since the Unix epoch."""
    try:
        given: int | datetime = _MOMENT.decode(place.raw)
    except msgspec.DecodeError:
        given = -1
    if isinstance(given, datetime):
        given = -1 if given.utcoffset() else from_datetime(given.replace(tzinfo=None))
    if not 0 <= given <= _LAST:
        place.expected("'YYYY-MM-DDTHH:MM:SSZ' or int microseconds since 1970, in the years from 1970 to 9999")
    return given


_READERS: Final[dict[str, Callable[[Place], Any]]] = {
    "mockbancho": _format,
    "now": _now,
    "seed": lambda place: place.value(_INT, 0),
    "state": lambda place: list(read_state(place)),
    "meta": lambda _: None,
    "tables": lambda place: list(read_tables(place)),
    "redis": lambda _: None,
    "files": lambda place: list(read_files(place)),
    "live": lambda place: list(read_live(place)),
}
"""How each top key is read; `meta` and `redis` are not, the one is a note and the other follows from the tables."""
