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
_RANK: Final = "rank"


_MODES: Final = range(-128, 128)
"""What the column can hold."""


def _key(player_id: int, mode: int) -> int:
    """Return the table's key: modes of one player stand together, ascending."""
    return player_id << 8 | mode - _MODES.start


def _largest_first(column: str) -> Callable[[Stats], tuple[float, int]]:
    value = attrgetter(column)
    return lambda row: (-value(row), row.id)


def _rank_key(row: Stats) -> tuple[int, str]:
    """Return the place in the rank set, last rank first. bancho.py: equal pp, the larger id *as text* is ahead."""
    return row.pp, str(row.id)


_KEYS: Final = {sort: _largest_first(sort) for sort in SORTS} | {_RANK: _rank_key}
_VALUES: Final = {sort: attrgetter(sort) for sort in SORTS} | {_RANK: attrgetter("pp")}


def _board(mode: int, country: str, order: str) -> str:
    return f"{mode}:{country}:{order}"


class StatsStore(Store):
    """The rows of `stats` with their orders; only unrestricted players stand in those, with values above 0."""

    __slots__ = ("boards", "rows")

    def __init__(self, rows: Iterable[Stats], player_of: Callable[[int], Player | None]) -> None:
        """Take all rows at once, and where to look up their players."""
        self.rows = Table.of((_key(row.id, row.mode), row) for row in rows)
        filed: dict[str, list[Stats]] = {}
        for row in self.rows:
            for board, _ in _boards(row, player_of(row.id)):
                filed.setdefault(board, []).append(row)
        self.boards = Hashed.of(
            {board: Ordered.of(_KEYS[board.rpartition(":")[2]], found) for board, found in filed.items()}
        )

    def get(self, player_id: int, mode: int) -> Stats | None:
        """Return a player's stats in a mode, or None."""
        return self.rows.get(_key(player_id, mode)) if mode in _MODES else None

    def of(self, player_id: int) -> list[Stats]:
        """Return a player's stats in every mode that has a row, ascending."""
        return self.rows.between(player_id << 8, (player_id + 1) << 8)

    def board(self, mode: int, sort: str, country: str = WORLDWIDE) -> Ordered[Stats]:
        """Return a leaderboard: largest *sort* column first, older player first among equals."""
        return self.boards.get(_board(mode, country.lower(), sort)) or Ordered(_KEYS[sort])

    def ranks(self, row: Stats, player: Player) -> tuple[int, int]:
        """Return the rank that a player's stats have worldwide and in the country, 1 being best, 0 for none."""
        country = _standing(player) if row.pp > 0 else None
        if country is None:
            return 0, 0
        key = _rank_key(row)
        boards = (self.boards.get(_board(row.mode, where, _RANK)) for where in (WORLDWIDE, country))
        worldwide, national = (len(board) - board.position(key) if board else 0 for board in boards)
        return worldwide, national

    def put(self, row: Stats, player: Player | None) -> None:
        """Add stats, or replace those of the same player and mode; *player* is whose they are."""
        self.remove(row.id, row.mode, player)
        self.rows = self.rows.put(_key(row.id, row.mode), row)
        self._file(row, player)

    def remove(self, player_id: int, mode: int, player: Player | None) -> None:
        """Remove stats; *player* is who they were filed for."""
        old = self.get(player_id, mode)
        if old is not None:
            self._unfile(old, player)
            self.rows = self.rows.remove(_key(player_id, mode))

    def refile(self, player_id: int, old: Player | None, new: Player | None) -> None:
        """Move a player's stats to other leaderboards, after the player's row changed."""
        before, after = _standing(old), _standing(new)
        if before == after:
            return
        for row in self.of(player_id):
            self._unfile(row, old)
            self._file(row, new)

    def _file(self, row: Stats, player: Player | None) -> None:
        for board, order in _boards(row, player):
            found = self.boards.get(board) or Ordered(_KEYS[order])
            self.boards = self.boards.put(board, found.insert(row))

    def _unfile(self, row: Stats, player: Player | None) -> None:
        for board, _ in _boards(row, player):
            found = self.boards.get(board)
            if found is not None:
                self.boards = self.boards.put(board, found.remove(row))


def _standing(player: Player | None) -> str | None:
    """Return the country that a player is ranked in, None for players who are not ranked."""
    return None if player is None or player.is_restricted else player.country.lower()


def _boards(row: Stats, player: Player | None) -> Iterator[tuple[str, str]]:
    """Yield the leaderboards that these stats stand in, and what orders each."""
    country = _standing(player)
    if country is None:
        return
    for order, value in _VALUES.items():
        if value(row) > 0:
            yield _board(row.mode, WORLDWIDE, order), order
            yield _board(row.mode, country, order), order
