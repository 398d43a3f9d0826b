"""What is known of a server by its answers: rows with the columns that were told, and what to remark on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockbancho.learning.columns import columns_of
from mockbancho.records import Beatmap, Clan, Match, Player, Pool, PoolBeatmap, Score, Session, Stats

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mockbancho.records import Record

Columns = dict[str, Any]
Key = tuple[int, ...]


class Gathered:
    """Rows in the making.

    A later answer counts more than an earlier one; columns of which the server told several values are *moved*: somebody
    played meanwhile, or the server contradicts itself.
    """

    def __init__(self) -> None:
        """Know nothing."""
        self.rows: dict[type[Record], dict[Key, Columns]] = {
            kind: {} for kind in (Player, Stats, Clan, Beatmap, Score, Session, Match, Pool, PoolBeatmap)
        }
        self.nameless: list[Columns] = []
        """Scores that were told without their id."""
        self.played: dict[tuple[int, int], dict[str, int]] = {}
        """How often a player played each beatmap, by player and mode, then md5."""
        self.complete: set[tuple[int, int]] = set()
        """Players and modes of which every score was told."""
        self.oldest: dict[tuple[int, int], datetime] = {}
        """When the oldest score was played of those that a player's newest ones were told to be."""
        self.offline: set[int] = set()
        """Players who were told to be offline."""
        self.avatars: dict[int, bytes] = {}
        self.total: int | None = None
        """How many players the server counts."""
        self.moved: set[str] = set()
        """Names of the columns of which several values were told."""
        self._supposed: dict[tuple[type[Record], Key], set[str]] = {}
        """Columns that nobody told yet: what is told later is no contradiction."""
        self.remarks: dict[str, None] = {}
        """What could not be taken as it was told; each once."""

    def see(self, kind: type[Record], key: Key, told: Mapping[str, Any]) -> Columns:
        """Take over what is told of a row, and return what is known of it now."""
        notes: list[str] = []
        columns = columns_of(kind, told, notes)
        self.remarks |= dict.fromkeys(f"{kind.__name__} {' '.join(map(str, key))}: {note}" for note in notes)
        row = self.rows[kind].setdefault(key, {})
        known = row.keys() - self._supposed.get((kind, key), set())
        self.moved |= {name for name, value in columns.items() if name in known and row[name] != value}
        row |= columns
        return row

    def suppose(self, kind: type[Record], key: Key, told: Mapping[str, Any]) -> None:
        """Take over what is told of a row only where nothing else is known."""
        row = self.rows[kind].setdefault(key, {})
        new = {name: value for name, value in columns_of(kind, told).items() if name not in row}
        self._supposed.setdefault((kind, key), set()).update(new)
        row |= new
