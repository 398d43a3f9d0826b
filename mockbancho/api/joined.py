"""Fragments made of a row and of rows that it refers to, remembered as long as those cannot have changed.

Tables never change, so whatever was made of one is right as long as the world has that very table. A world that stands
still answers from here; after a change of, say, a beatmap, the joins with beatmaps are made anew from fragments.
"""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Generic, TypeVar

from mockbancho.api.fragments import REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mockbancho.world.world import World

R = TypeVar("R")


class Joined(Generic[R]):
    """What was made of rows of one kind while *tables* were the world's."""

    __slots__ = ("_made", "_make", "_rows", "tables")

    def __init__(self, tables: tuple[object, ...], make: Callable[[R], bytes]) -> None:
        """Take the tables that the join reads, and how to make one of it."""
        self.tables = tables
        self._make = make
        self._made: dict[int, bytes] = {}
        self._rows: dict[int, R] = {}

    def each(self, rows: Iterable[R]) -> list[bytes]:
        """Return the joins of several rows."""
        made, make = self._made.get, self._add
        return [made(id(row)) or make(row) for row in rows]

    def _add(self, row: R) -> bytes:
        if len(self._rows) >= REMEMBERED:
            self._made.clear()
            self._rows.clear()
        self._rows[id(row)] = row
        found = self._made[id(row)] = self._make(row)
        return found


def joined(world: World, name: object, tables: tuple[object, ...], make: Callable[[R], bytes]) -> Joined[R]:
    """Return the joins of this *name* that were made while the world had these *tables*; *make* makes more.

    *make* must read nothing but its row and these tables.
    """
    found: Joined[R] | None = world.remembered.get(name)
    if found is None or not all(map(is_, found.tables, tables)):
        found = world.remembered[name] = Joined(tables, make)
    return found
