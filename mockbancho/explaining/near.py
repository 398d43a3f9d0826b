"""Rows that are near one that was not found, and how rows are called in a sentence."""

from __future__ import annotations

from difflib import get_close_matches
from heapq import nsmallest
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.records import Beatmap, Player
    from mockbancho.world.world import World

SHOWN: Final = 3
"""Rows that a sentence names at most."""
_LOOKED_AT: Final = 20_000
"""Names that are compared at most."""


def nearest_ids(wanted: int, known: Iterable[int]) -> list[int]:
    """Return the ids next to one, nearest first."""
    return nsmallest(SHOWN, known, key=lambda each: (abs(each - wanted), each))


def nearest_players(world: World, name: str) -> list[Player]:
    """Return the players whose names are most like one."""
    rows = {row.safe_name: row for row in world.players.rows.page(0, _LOOKED_AT)}
    wanted = name.strip().lower().replace(" ", "_")
    close = get_close_matches(wanted, list(rows), n=SHOWN)
    return [rows[safe] for safe in close]


def player_of(row: Player) -> str:
    """Return what a player is called."""
    return f"{row.name} (player {row.id})"


def beatmap_of(row: Beatmap) -> str:
    """Return what a beatmap is called."""
    return f"{row.artist} - {row.title} [{row.version}] (beatmap {row.id})"


def listed(words: Iterable[object]) -> str:
    """Return words as a sentence lists them: `3, 4 and 5`."""
    *others, last = map(str, words)
    return f"{', '.join(others)} and {last}" if others else last
