"""Given generated worlds, and their rows at hand."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from mockbancho.factories import generate_world

from mockbancho.records import Beatmap, Player, Score, Stats
from mockbancho.world.plan import plan_of

if TYPE_CHECKING:
    from mockbancho.world.world import World

SEED = 11


@cache
def sound_world() -> World:
    """The world whose numbers are recomputed; tests that change something take a fork."""
    return generate_world(plan_of(40, 25), SEED)


class Rows:
    """The rows of a world by their keys."""

    def __init__(self, world: World) -> None:
        """Take the world, which is not changed any more."""
        self.world = world

    @cached_property
    def players(self) -> dict[int, Player]:
        """All but the bot, by id."""
        return {row.id: row for row in self.world.rows(Player) if row.id != 1}

    @cached_property
    def beatmaps(self) -> dict[str, Beatmap]:
        """By md5."""
        return {row.md5: row for row in self.world.rows(Beatmap)}

    @cached_property
    def scores(self) -> list[Score]:
        """In the order of their ids."""
        return list(self.world.rows(Score))

    @cached_property
    def passed(self) -> list[Score]:
        """The scores that did not fail."""
        return [score for score in self.scores if score.status > 0]

    @cached_property
    def stats(self) -> dict[tuple[int, int], Stats]:
        """By player and mode, without the bot's."""
        return {(row.id, row.mode): row for row in self.world.rows(Stats) if row.id != 1}

    @cached_property
    def scores_of(self) -> dict[int, list[Score]]:
        """By player, earliest first."""
        found: dict[int, list[Score]] = {number: [] for number in self.players}
        for score in self.scores:
            found[score.userid].append(score)
        return found


def column(rows: list[Any], name: str) -> list[Any]:
    """Return one column of rows."""
    return [getattr(row, name) for row in rows]
