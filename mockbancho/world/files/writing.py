"""Writing a world file: JSON in UTF-8, keys in a fixed order, one row a line, so that two files compare line by line."""

from __future__ import annotations

import os
from datetime import datetime
from functools import cache
from math import isfinite
from threading import get_ident
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import asdict, fields

from mockbancho.clock import to_datetime
from mockbancho.errors import Mistake
from mockbancho.records import Avatar, BeatmapFile, Due, Match, Record, ReplayFrames, Session, Slot
from mockbancho.world.files.expectations import shortened
from mockbancho.world.files.layout import FORMAT, STATE, TABLES
from mockbancho.world.files.texts import document, encode, listed, nested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mockbancho.world.files.layout import RowSource

_OPEN: Final = Slot()


def write_rows(world: RowSource) -> bytes:
    """Return a world as the bytes of a world file; what is read from them is written as the same bytes.

    The world must not change meanwhile. Raises `Mistake` for a number that JSON does not have.
    """
    return b"".join(_pieces(world))


def save_file(world: RowSource, path: Path) -> None:
    """Write a world to a file; one that is there stays as it is until all is written, so a failure loses nothing.

    The world must not change meanwhile. Raises `OSError` if it cannot be written, `Mistake` as `write_rows` does.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        _write_through(world, path)
        return
    sibling = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}")
    try:
        _write_through(world, sibling)
        if path.exists():
            sibling.chmod(path.stat().st_mode)
        sibling.replace(path)
    finally:
        sibling.unlink(missing_ok=True)


def _write_through(world: RowSource, path: Path) -> None:
    with path.open("wb") as file:
        file.writelines(_pieces(world))


def _pieces(world: RowSource) -> Iterator[bytes]:
    return document(
        [
            ("mockbancho", [encode(FORMAT)]),
            ("now", [encode(f"{to_datetime(world.now).isoformat()}Z")]),
            ("seed", [encode(world.seed)]),
            (
                "state",
                nested(
                    ((name, _rows(world, table.record, _SHOWN.get(table.record))) for name, table in STATE.items()), 1
                ),
            ),
            ("tables", nested(((name, _rows(world, table.record)) for name, table in TABLES.items()), 1)),
            ("files", nested(_files(world), 1)),
            ("live", nested([("players", _rows(world, Session)), ("matches", _rows(world, Match, _match))], 1)),
        ]
    )


def _files(world: RowSource) -> Iterator[tuple[str, Iterator[bytes]]]:
    yield "osu", nested(((str(row.id), [encode(row.content)]) for row in world.rows(BeatmapFile)), 2)
    yield "osr", nested(((str(row.id), [encode(row.content)]) for row in world.rows(ReplayFrames)), 2)
    yield "avatars", nested(((row.name, [encode(row.content)]) for row in world.rows(Avatar)), 2)


def _rows(world: RowSource, kind: type[Record], to_members: Callable[[Any], object] | None = None) -> Iterator[bytes]:
    to_members = to_members or _members
    return listed((encode(to_members(row)) for row in world.rows(kind)), 2)


def _members(row: Record) -> dict[str, Any]:
    """Return a row as the file has it: datetimes with a space in the middle, floats with a point."""
    members = asdict(row)
    try:
        for name, printed in _printed(type(row)):
            members[name] = printed(members[name])
    except ValueError as error:
        raise Mistake(f"{error}: {shortened(row)}") from None
    return members


@cache
def _printed(kind: type[Record]) -> list[tuple[str, Callable[[Any], object]]]:
    """Return the columns of a record that JSON would print otherwise than the database, and how it prints them."""
    how: dict[Any, Callable[[Any], object]] = {datetime: str, float: _finite}
    return [(each.name, how[each.type]) for each in fields(kind) if each.type in how]


def _finite(number: float) -> float:
    if not isfinite(number):
        raise ValueError(f"a world file cannot hold the number {number}")
    return float(number)


def _match(row: Match) -> dict[str, Any]:
    """Return a match with the slots alone that are not open and bare."""
    members = asdict(row)
    slots = [{"index": index, **asdict(slot)} for index, slot in enumerate(row.slots) if slot != _OPEN]
    return {"index": members.pop("id"), **members, "slots": slots}


def _due(row: Due) -> dict[str, Any]:
    return {**asdict(row), "arguments": dict(row.arguments)}


_SHOWN: Final[dict[type[Record], Callable[[Any], object]]] = {Due: _due}
"""What of a file's state is not written as its members stand."""
