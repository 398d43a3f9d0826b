"""Whether a row is one of a world: by its primary key, and by columns that never change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from mockbancho.errors import NoSuchRow
from mockbancho.records import Beatmap, Beatmapset, Clan, Match, Player, Pool, Score, Session
from mockbancho.world.files.expectations import shortened

if TYPE_CHECKING:
    from mockbancho.world.world import World

R = TypeVar("R")
MARKS: Final[dict[type, tuple[str, ...]]] = {
    Player: ("creation_time",),
    Clan: ("created_at",),
    Beatmapset: ("server",),
    Beatmap: ("set_id", "creator"),
    Score: ("userid", "map_md5", "play_time"),
    Session: ("login_time",),
    Match: ("seed",),
    Pool: ("created_at",),
}
"""Columns that never change: a row with the primary key of one of a world and other marks is of another world."""


def current_row(world: World, row: R) -> R:
    """Return a row that may be stale as it is now.

    Raises `NoSuchRow` for one of another world or that is gone. Rows without marks, such as stats, are not told from
    another world's.
    """
    found = world.current(row)
    if found is None or any(getattr(found, mark) != getattr(row, mark) for mark in MARKS.get(type(row), ())):
        raise NoSuchRow(f"{_called(row)} is of another world, or gone from this one")
    return found


def _called(row: Any) -> str:  # noqa: ANN401  # rows of every kind
    noun = type(row).__name__.lower()
    if not hasattr(row, "id"):
        return f"the {noun} {shortened(row)}"
    name = f" {row.name!r}" if hasattr(row, "name") else ""
    return f"the {noun}{name} with id {row.id}"
