"""Stats: by player and mode, the leaderboards of each mode and country, and the ranks."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from mockbancho.world.hashed import Hashed
from mockbancho.world.ordered import Ordered
from mockbancho.world.store import Store
from mockbancho.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mockbancho.records import Player, Stats

SORTS: Final = ("tscore", "rscore", "pp", "acc", "plays", "playtime")
"""Columns that leaderboards are ordered by."""
WORLDWIDE: Final = ""
_MODES: Final = range(-128, 128)
"""What the column can hold."""
_RANK: Final = len(SORTS)
"""The place of the rank set behind the leaderboards."""
_LEADERBOARDS: Final = range(_RANK)
_RANKS: Final = range(_RANK, _RANK + 1)
_ALL: Final = range(_RANK + 1)

Entry = tuple[float, int | str]
"""What stands in an order: the value, negated where the largest is first, and what decides between equals."""
Orders = tuple[Ordered[Entry], ...]
"""The orders of one mode and country: one for each of `SORTS`, and the rank set."""
_NO_ORDERS: Final[Orders] = tuple(Ordered[Entry](None) for _ in range(_RANK + 1))
_NO_ENTRIES: Final[tuple[Entry | None, ...]] = (None,) * (_RANK + 1)


def _key(player_id: int, mode: int) -> int:
    """Return the table's key: modes of one player stand together, ascending."""
    return player_id << 8 | mode - _MODES.start


def _entries(row: Stats) -> tuple[Entry | None, ...]:
    """Return where these stats stand in each order; values that are not above 0 stand nowhere.

    bancho.py: in the rank set, of equal pp the larger id *as text* is ahead. Its last rank comes first here.
    """
    found: list[Entry | None] = [(-getattr(row, sort), row.id) if getattr(row, sort) > 0 else None for sort in SORTS]
    found.append((row.pp, str(row.id)) if row.pp > 0 else None)
    return tuple(found)


class Leaderboard:
    """The stats of a mode and country in the order of one column, largest first, older player first among equals."""

    __slots__ = ("_mode", "_order", "_row_at", "key")

    def __init__(self, order: Ordered[Entry], row_at: Callable[[int], Stats | None], mode: int, sort: str) -> None:
        """Take the order, where to look up rows by the table's key, the mode, and the column."""
        self._order = order
        self._row_at = row_at
        self._mode = mode
        value = attrgetter(sort)
        self.key: Callable[[Stats], Entry] = lambda row: (-value(row), row.id)

    def __len__(self) -> int:
        """Return how many players stand in it."""
        return len(self._order)

    def __iter__(self) -> Iterator[Stats]:
        """Iterate over the stats in order."""
        return iter(self._rows(self._order))

    def page(self, offset: int, limit: int) -> list[Stats]:
        """Return *limit* rows from the position *offset* on."""
        return self._rows(self._order.page(offset, limit))

    def _rows(self, entries: Iterable[Entry]) -> list[Stats]:
        row_at, tail = self._row_at, self._mode - _MODES.start
        found = (row_at(int(player_id) << 8 | tail) for _, player_id in entries)
        return [row for row in found if row is not None]


class StatsStore(Store):
    """The rows of `stats` with their orders; only unrestricted players stand in those."""

    __slots__ = ("boards", "rows")

    def __init__(self, rows: Iterable[Stats], player_of: Callable[[int], Player | None]) -> None:
        """Take all rows at once, and where to look up their players."""
        self.rows = Table.of((_key(row.id, row.mode), row) for row in rows)
        filed: dict[str, tuple[list[Entry], ...]] = {}
        for row in self.rows:
            entries = _entries(row)
            for board, places in _boards(row.mode, player_of(row.id)):
                orders = filed.setdefault(board, tuple([] for _ in entries))
                for order, entry in zip(orders, _only(entries, places), strict=True):
                    if entry is not None:
                        order.append(entry)
        self.boards: Hashed[Orders] = Hashed.of(
            {
                board: tuple(Ordered.of(None, entries) for entries in orders)
                for board, orders in filed.items()
                if any(orders)
            }
        )

    def get(self, player_id: int, mode: int) -> Stats | None:
        """Return a player's stats in a mode, or None."""
        return self.rows.get(_key(player_id, mode)) if mode in _MODES else None

    def of(self, player_id: int) -> list[Stats]:
        """Return a player's stats in every mode that has a row, ascending."""
        return self.rows.between(player_id << 8, (player_id + 1) << 8)

    def board(self, mode: int, sort: str, country: str = WORLDWIDE) -> Leaderboard:
        """Return the leaderboard of a mode by a column of `SORTS`, worldwide or of one country."""
        order = self._orders(_board(mode, country.lower()))[SORTS.index(sort)]
        return Leaderboard(order, self.rows.lookup, mode, sort)

    def ranks(self, row: Stats, player: Player) -> tuple[int, int]:
        """Return the rank that a player's stats have worldwide and in the country, 1 being best, 0 for none."""
        country = _standing(player) if row.pp > 0 else None
        if country is None:
            return 0, 0
        entry = (row.pp, str(row.id))
        orders = (self._orders(_board(row.mode, where))[_RANK] for where in (WORLDWIDE, country))
        worldwide, national = (len(order) - order.position(entry) for order in orders)
        return worldwide, national

    def put(self, row: Stats, player: Player | None) -> None:
        """Add stats, or replace those of the same player and mode; *player* is whose they are."""
        old = self.get(row.id, row.mode)
        self.rows = self.rows.put(_key(row.id, row.mode), row)
        self._move(_boards(row.mode, player), old, row)

    def remove(self, player_id: int, mode: int, player: Player | None) -> None:
        """Remove stats; *player* is who they were filed for."""
        old = self.get(player_id, mode)
        if old is not None:
            self._move(_boards(mode, player), old, None)
            self.rows = self.rows.remove(_key(player_id, mode))

    def refile(self, player_id: int, old: Player | None, new: Player | None) -> None:
        """Move a player's stats to other leaderboards, after the player's row changed."""
        if _standing(old) == _standing(new):
            return
        for row in self.of(player_id):
            before, after = set(_boards(row.mode, old)), set(_boards(row.mode, new))
            self._move(before - after, row, None)
            self._move(after - before, None, row)

    def _orders(self, board: str) -> Orders:
        return self.boards.get(board) or _NO_ORDERS

    def _move(self, boards: Iterable[tuple[str, range]], old: Stats | None, new: Stats | None) -> None:
        """Put new stats in the place of old ones, in the orders of these boards whose value changed."""
        before = _NO_ENTRIES if old is None else _entries(old)
        after = _NO_ENTRIES if new is None else _entries(new)
        if before == after:
            return
        for board, places in boards:
            orders = tuple(map(_exchanged, self._orders(board), _only(before, places), _only(after, places)))
            left = any(map(len, orders))
            self.boards = self.boards.put(board, orders) if left else self.boards.remove(board)


def _exchanged(order: Ordered[Entry], before: Entry | None, after: Entry | None) -> Ordered[Entry]:
    if before == after:
        return order
    rest = order if before is None else order.remove(before)
    return rest if after is None else rest.insert(after)


def _only(entries: tuple[Entry | None, ...], places: range) -> tuple[Entry | None, ...]:
    if places is _ALL:
        return entries
    return tuple(entry if place in places else None for place, entry in enumerate(entries))


def _standing(player: Player | None) -> str | None:
    """Return the country that a player is ranked in, None for players who are not ranked."""
    return None if player is None or player.is_restricted else player.country


def _board(mode: int, country: str) -> str:
    return f"{mode}:{country}"


def _boards(mode: int, player: Player | None) -> tuple[tuple[str, range], ...]:
    """Return where a player's stats in a mode stand: boards, and which of the orders of each.

    bancho.py: leaderboards fold the letter case of a country, ranks do not.
    """
    country = _standing(player)
    if country is None:
        return ()
    worldwide, folded = (_board(mode, WORLDWIDE), _ALL), country.lower()
    if country == folded:
        return worldwide, (_board(mode, country), _ALL)
    return worldwide, (_board(mode, folded), _LEADERBOARDS), (_board(mode, country), _RANKS)
