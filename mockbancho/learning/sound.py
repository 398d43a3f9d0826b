"""The world of what was gathered: rows that a world file can hold, each key once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.learning.filling import rows_of
from mockbancho.world.files.expectations import shortened
from mockbancho.world.files.history import beginning
from mockbancho.world.files.layout import TABLES
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.learning.gathered import Gathered
    from mockbancho.records import Row
    from mockbancho.world.files.layout import Table

_TABLES: Final = {table.record: (name, table) for name, table in TABLES.items()}


def world_of(known: Gathered, now: int) -> tuple[World, list[str]]:
    """Return the world that answers as the server did at *now*, and a line for each row that it cannot hold."""
    remarks = list(known.remarks)
    rows = _sound(rows_of(known), remarks)
    return World.build(rows, now=max(now, beginning(rows))), remarks


def _sound(rows: Iterable[Row], remarks: list[str]) -> list[Row]:
    """Return the rows that can stand in one world; the others are remarked on."""
    taken: dict[tuple[object, ...], Row] = {}
    kept: list[Row] = []
    for row in rows:
        name, table = _TABLES.get(type(row), ("", None))
        clash = "" if table is None else _clash(row, table, taken)
        if clash:
            remarks.append(
                f"{name} {' '.join(str(getattr(row, key)) for key in (table or TABLES[name]).primary)}: {clash}"
            )
        else:
            kept.append(row)
    return kept


def _clash(row: Row, table: Table, taken: dict[tuple[object, ...], Row]) -> str:
    """Return why a row cannot stand beside the others, or nothing; then its keys are taken."""
    keys = {(table.record, names, *(getattr(row, name) for name in names)): names for names in _keys(table)}
    sound = {key: names for key, names in keys.items() if key[-1] is not None}
    for key, names in sound.items():
        if key in taken:
            other = " ".join(str(getattr(taken[key], name)) for name in table.primary)
            return f"left out, since {' and '.join(names)} {shortened(key[-1])} is that of {other}"
    try:
        msgspec.convert(row, table.record, from_attributes=True)
    except msgspec.ValidationError as error:
        return f"left out: {error}"
    taken.update(dict.fromkeys(sound, row))
    return ""


def _keys(table: Table) -> list[tuple[str, ...]]:
    return [table.primary, *((name,) for name in table.unique)]
