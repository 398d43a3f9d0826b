"""Reading a table: all rows at once if they are right, else row by row and column by column for every mistake."""

from __future__ import annotations

from operator import attrgetter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import msgspec

from mockbancho.world.files.expectations import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mockbancho.world.files.layout import Table
    from mockbancho.world.files.places import Place


def read_table(place: Place, table: Table) -> list[Any]:
    """Return the rows of a table as the world keeps them, or none if there are mistakes, which are noted."""
    count = place.mistakes.count
    rows = _rows_at_once(place, table)
    if rows is None:
        rows = [_row(entry, table) for entry in place.entries()]
    note_duplicates(place, table, rows)
    return table.keep(rows) if place.mistakes.count == count else []


def _rows_at_once(place: Place, table: Table) -> list[Any] | None:
    """Return the rows, or None if there is a mistake in any."""
    try:
        rows: list[Any] = table.all_rows.decode(place.raw)
    except msgspec.DecodeError:
        return None
    return None if _has_zone(rows, table) else rows


def _row(place: Place, table: Table) -> object:
    """Return a row; one with mistakes, which are noted, is a namespace of the columns that are right."""
    try:
        row = table.one_row.decode(place.raw)
    except msgspec.DecodeError:
        return _partial_row(place, table)
    return _partial_row(place, table) if _has_zone([row], table) else row


def _partial_row(place: Place, table: Table) -> SimpleNamespace:
    return SimpleNamespace(**{**table.blank, **read_columns(place, table)})


def _has_zone(rows: Sequence[object], table: Table) -> bool:
    """Whether any datetime has a zone, which msgspec lets pass."""
    return any(getattr(row, name).tzinfo for name in table.moments for row in rows)


def read_columns(place: Place, table: Table) -> dict[str, Any]:
    """Return the columns that a row gives, by the record's names; None for each that is wrong, which is noted."""
    members = place.columns()
    if members is None:
        return {}
    for name in members:
        if name not in table.columns:
            place.member(name, members[name]).unknown(name, table.columns, table.word)
    values: dict[str, Any] = {}
    for name, column in table.columns.items():
        if name in members:
            values[column.field] = _column(place, name, members[name], table)
        elif column.is_required:
            place.wrong(f"{table.word} {name!r} is missing and has no default")
    return values


def _column(row: Place, name: str, raw: msgspec.Raw, table: Table) -> object:
    decoder = table.columns[name].decoder
    try:
        return decoder.decode(raw)
    except msgspec.DecodeError:
        row.member(name, raw).refuse(decoder.type, is_of_database=table.is_of_database)
        return None


def note_duplicates(place: Place, table: Table, rows: Sequence[object]) -> None:
    """Note each row that repeats a primary or unique key."""
    for word, fields in _keys(table):
        values: Sequence[object] = list(map(attrgetter(*fields), rows))
        if word == "unique":
            values = list(map(_without_case, values))
        if len(set(values)) < len(values):
            for index, first in _repeated(values):
                key = ", ".join(f"{table.spelled.get(name, name)}={_shown(rows[index], name)}" for name in fields)
                place.mistakes.add(f"{place.path}[{index}]: duplicate {word} key {key}, first at {place.path}[{first}]")


def _keys(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys; a primary key with a unique column in it says no more than that column."""
    if not set(table.primary) & set(table.unique):
        yield "primary", table.primary
    for name in table.unique:
        yield "unique", (name,)


def _without_case(value: object) -> object:
    """bancho.py: the database takes text that differs in letter case alone for equal."""
    return value.lower() if isinstance(value, str) else value


def _repeated(values: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Yield the index of each value that was there before, and where it was first."""
    first: dict[object, int] = {}
    for index, value in enumerate(values):
        if not _has_null(value) and first.setdefault(value, index) != index:
            yield index, first[value]


def _has_null(value: object) -> bool:
    """Whether a key is NULL, or NULL in part; no two of those are equal."""
    return value is None or (isinstance(value, tuple) and None in value)


def _shown(row: object, name: str) -> str:
    return shortened(getattr(row, name))
