"""Clans, by id. Their members stand with the players."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.world.store import Store
from mockbancho.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.records import Clan


class Clans(Store):
    """The rows of `clans`."""

    __slots__ = ("rows",)

    def __init__(self, rows: Iterable[Clan] = ()) -> None:
        """Take all rows at once."""
        self.rows = Table.of((row.id, row) for row in rows)

    def get(self, clan_id: int) -> Clan | None:
        """Return the clan with this id, or None."""
        return self.rows.get(clan_id)

    def put(self, row: Clan) -> None:
        """Add a clan, or replace the one with the same id."""
        self.rows = self.rows.put(row.id, row)

    def remove(self, clan_id: int) -> None:
        """Remove a clan."""
        self.rows = self.rows.remove(clan_id)
