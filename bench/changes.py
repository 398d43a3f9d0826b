"""Rows to put into a world: what changes while a server is played on."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec.structs import replace

from bench.generator import COUNTRIES, online, stats
from mockbancho.osu.scores import ScoreStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.generator import Plan
    from mockbancho.records import Row
    from mockbancho.world.world import World

R = TypeVar("R")
GENERATIONS: Final = 100


class Changes:
    """Changes of one world, each of another row than the last."""

    def __init__(self, world: World, plan: Plan, seed: int) -> None:
        """Take a made-up world and its plan; with another *seed* other rows change."""
        self.world = world
        self._plan = plan
        self._random = Random(seed)
        self._number = count(1)

    def by_name(self) -> dict[str, Callable[[], Row]]:
        """Return how to make the next row of each kind of change."""
        return {
            "player": self._player,
            "player, other country": self._moved_player,
            "session": self._session,
            "stats, other pp": self._stats,
            "score, new": self._new_score,
            "score, replaced": self._score,
            "beatmap": self._beatmap,
            "match": self._match,
        }

    def _player(self) -> Row:
        return replace(self._one(self.world.players.get, self._plan.player_ids()), latest_activity=next(self._number))

    def _moved_player(self) -> Row:
        player = self._one(self.world.players.get, self._plan.player_ids())
        return replace(player, country=COUNTRIES[COUNTRIES.index(player.country) - 1])

    def _session(self) -> Row:
        return replace(self._one(self.world.sessions.get, online(self._plan)), info_text=f"Song {next(self._number)}")

    def _stats(self) -> Row:
        return stats(self._random.choice(self._plan.player_ids()), 0, self._random.random())

    def _new_score(self) -> Row:
        """Return one more best score of somebody, on a beatmap that they played before."""
        like = self._one(self.world.scores.get, range(1, self._plan.scores + 1))
        number = self._plan.scores + next(self._number)
        return replace(like, id=number, play_time=like.play_time + timedelta(days=999), status=ScoreStatus.BEST.value)

    def _score(self) -> Row:
        old = self._one(self.world.scores.get, range(1, self._plan.scores + 1))
        return replace(old, pp=round(self._random.random() * 400, 3))

    def _beatmap(self) -> Row:
        return replace(self._one(self.world.beatmaps.get, self._plan.beatmap_ids()), plays=next(self._number))

    def _match(self) -> Row:
        return replace(self._one(self.world.matches.get, (1, 2, 3)), seed=next(self._number))

    def _one(self, get: Callable[[int], R | None], ids: Sequence[int]) -> R:
        row = get(self._random.choice(ids))
        assert row is not None
        return row


def hundredth(changes: Changes) -> World:
    """Return the hundredth generation of forks, each of which changed a row, every kind in turn."""
    kinds = list(changes.by_name().values())
    for generation in range(GENERATIONS):
        row = kinds[generation % len(kinds)]()
        changes.world = changes.world.fork()
        changes.world.put(row)
    return changes.world
