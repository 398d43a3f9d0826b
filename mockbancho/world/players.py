"""Players: by id, by name, by API key, by clan, and in the form that the search goes through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.osu.players import Privileges
from mockbancho.world.collation import fold, fold_inside
from mockbancho.world.hashed import Hashed
from mockbancho.world.store import Store
from mockbancho.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.records import Player

SEARCHABLE: Final = (Privileges.UNRESTRICTED | Privileges.VERIFIED).value


class Players(Store):
    """The rows of `users` with their indexes."""

    __slots__ = ("by_clan", "by_key", "by_name", "rows", "searchable")

    def __init__(self, rows: Iterable[Player] = ()) -> None:
        """Take all rows at once."""
        self.rows = Table.of((row.id, row) for row in rows)
        self.by_name = Hashed.of({fold(row.safe_name): row.id for row in self.rows})
        self.by_key = Hashed.of({row.api_key: row.id for row in self.rows if row.api_key})
        self.searchable = Table.of((row.id, (fold_inside(row.name), row)) for row in self.rows if is_searchable(row))
        clans: dict[int, list[int]] = {}
        for row in self.rows:
            if row.clan_id:
                clans.setdefault(row.clan_id, []).append(row.id)
        self.by_clan = Table.of((clan, tuple(members)) for clan, members in clans.items())

    def get(self, player_id: int) -> Player | None:
        """Return the player with this id, or None."""
        return self.rows.get(player_id)

    def named(self, safe: str) -> Player | None:
        """Return the player whose `safe_name` the database takes for *safe*, or None."""
        found = self.by_name.get(fold(safe))
        return None if found is None else self.rows.get(found)

    def with_key(self, key: str) -> Player | None:
        """Return the player whose API key this is, letter for letter, or None."""
        found = self.by_key.get(key)
        return None if found is None else self.rows.get(found)

    def in_clan(self, clan_id: int) -> list[Player]:
        """Return the members of a clan, restricted ones too, ascending by id."""
        members = (self.rows.get(player_id) for player_id in self.by_clan.get(clan_id) or ())
        return [member for member in members if member is not None]

    def put(self, row: Player) -> None:
        """Add a player, or replace the one with the same id."""
        self.remove(row.id, replaced_by=row)
        self.rows = self.rows.put(row.id, row)
        key = fold(row.safe_name)
        if self.by_name.get(key) != row.id:
            self.by_name = self.by_name.put(key, row.id)
        if row.api_key and self.by_key.get(row.api_key) != row.id:
            self.by_key = self.by_key.put(row.api_key, row.id)
        if is_searchable(row):
            self.searchable = self.searchable.put(row.id, (fold_inside(row.name), row))
        members = self.by_clan.get(row.clan_id) or ()
        if row.clan_id and row.id not in members:
            self.by_clan = self.by_clan.put(row.clan_id, tuple(sorted((*members, row.id))))

    def remove(self, player_id: int, *, replaced_by: Player | None = None) -> None:
        """Remove a player; entries that *replaced_by* will have too are left alone."""
        old = self.rows.get(player_id)
        if old is None:
            return
        if replaced_by is None:
            self.rows = self.rows.remove(player_id)
        key = fold(old.safe_name)
        if replaced_by is None or fold(replaced_by.safe_name) != key:
            self._forget_name(key, player_id)
        if old.api_key and (replaced_by is None or replaced_by.api_key != old.api_key):
            self._forget_key(old.api_key, player_id)
        if replaced_by is None or not is_searchable(replaced_by):
            self.searchable = self.searchable.remove(player_id)
        if old.clan_id and (replaced_by is None or replaced_by.clan_id != old.clan_id):
            rest = tuple(member for member in self.by_clan.get(old.clan_id) or () if member != player_id)
            self.by_clan = self.by_clan.put(old.clan_id, rest) if rest else self.by_clan.remove(old.clan_id)

    def _forget_name(self, key: str, player_id: int) -> None:
        """Remove a name, unless another player has taken it meanwhile: two who swap names do so one after the other."""
        if self.by_name.get(key) == player_id:
            self.by_name = self.by_name.remove(key)

    def _forget_key(self, key: str, player_id: int) -> None:
        """Remove an API key, unless another player has it meanwhile."""
        if self.by_key.get(key) == player_id:
            self.by_key = self.by_key.remove(key)


def is_searchable(row: Player) -> bool:
    """Whether the search finds the player: unrestricted and verified."""
    return row.priv & SEARCHABLE == SEARCHABLE
