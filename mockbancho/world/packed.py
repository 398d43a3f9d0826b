"""Worlds as finished rows in MessagePack: what ships inside the package, decoded in milliseconds.

Not a format for users, who have world files: one version of mockbancho writes it and the same one reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

import msgspec

from mockbancho.records import Row
from mockbancho.world.world import World

if TYPE_CHECKING:
    from mockbancho.records import Record

_KINDS: Final[dict[str, type[Record]]] = {kind.__name__: kind for kind in get_args(Row)}


class _Table(msgspec.Struct, frozen=True):
    """Rows of one kind, without the names of their columns in each."""

    columns: tuple[str, ...]
    rows: list[list[Any]]


class _Packed(msgspec.Struct, frozen=True):
    now: int
    seed: int
    tables: dict[str, _Table]


def pack(world: World) -> bytes:
    """Return all rows of a world, its time and its seed."""
    tables: dict[str, _Table] = {}
    for name, kind in _KINDS.items():
        columns = kind.__struct_fields__
        rows = [[getattr(row, column) for column in columns] for row in world.rows(kind)]
        if rows:
            tables[name] = _Table(columns, rows)
    return msgspec.msgpack.encode(_Packed(world.now, world.seed, tables))


def unpack(packed: bytes) -> World:
    """Return the world of `pack`; raises `msgspec.DecodeError` for anything else."""
    found = msgspec.msgpack.decode(packed, type=_Packed)
    rows = [row for name, table in found.tables.items() for row in _rows(table, _KINDS[name])]
    return World.build(rows, now=found.now, seed=found.seed)


def _rows(table: _Table, kind: type[Record]) -> list[Any]:
    columns = table.columns
    return msgspec.convert([dict(zip(columns, row, strict=True)) for row in table.rows], list[kind])  # type: ignore[valid-type]  # the type is chosen here
