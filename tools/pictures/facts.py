"""What a world holds, as the numbers that are drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from mockbancho.factories.playing.demands import demand_of
from mockbancho.factories.worlds.people import draw_citizen

from mockbancho.clock import SECOND, from_datetime
from mockbancho.osu.beatmaps import GIVES_PP
from mockbancho.osu.mods import Mods, letters_of
from mockbancho.osu.scores import ScoreStatus
from mockbancho.records import Beatmap, Player, Score, Stats
from mockbancho.world.plan import Plan
from mockbancho.world.submission import weighted_pp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from mockbancho.factories.playing.people import Person

    from mockbancho.world.world import World

FULL: Final = 0.97
"""Who has this much of the combo and no miss, has a full combo: slider ends may be dropped."""
SETTLED: Final = 15
"""Plays from which on somebody is said to play a mode."""
_UNSHOWN: Final = Mods.RELAX | Mods.AUTOPILOT | Mods.NIGHTCORE
"""What a mode always has, and what is Double Time by another name."""


class Attempt(NamedTuple):
    """A play beside the skill that the player had then, both in stars."""

    skill: float
    stars: float
    passed: bool


class Facts:
    """A world's rows, sorted for drawing; *plan* is what it was made from, None for the default world."""

    def __init__(self, world: World, plan: Plan | None = None) -> None:
        self.world, self.plan = world, plan
        self.beatmaps = {beatmap.md5: beatmap for beatmap in world.rows(Beatmap)}
        self.scores = sorted(world.rows(Score), key=attrgetter("play_time"))
        self.players = {player.id: player for player in world.rows(Player)}
        self.stats = [stats for stats in world.rows(Stats) if stats.plays >= SETTLED]

    @cached_property
    def bests(self) -> list[Score]:
        """Best scores on beatmaps that give pp."""
        return [score for score in self.scores if score.status == ScoreStatus.BEST and self.gives_pp(score)]

    def gives_pp(self, score: Score) -> bool:
        """Whether a score's beatmap gives pp."""
        return self.beatmaps[score.map_md5].status in GIVES_PP

    def is_full_combo(self, score: Score) -> bool:
        """Whether nothing broke the combo."""
        return not score.nmiss and score.max_combo >= FULL * self.beatmaps[score.map_md5].max_combo

    def by_mode(self) -> dict[int, list[Score]]:
        """Return the best scores of each mode that is played."""
        found: dict[int, list[Score]] = defaultdict(list)
        for score in self.bests:
            found[score.mode].append(score)
        return dict(sorted(found.items()))

    def mods(self) -> Counter[str]:
        """Count the mods of best scores, without those that a mode always has."""
        return Counter(letters_of(score.mods & ~_UNSHOWN) for score in self.bests)

    def failures_before_passing(self) -> Counter[int]:
        """Count how often somebody failed before first passing a beatmap, of those who passed it."""
        found: Counter[int] = Counter()
        for tries in _tries(self.scores):
            statuses = [score.status for score in tries]
            if any(statuses):
                found[next(place for place, status in enumerate(statuses) if status)] += 1
        return found

    def attempts(self, mode: int = 0) -> Iterator[Attempt]:
        """Yield plays of those who play a mode most, beside what they were good for."""
        people = self.people
        for score in self.scores:
            person = people[score.userid]
            if score.mode == mode == person.main:
                at = from_datetime(score.play_time) // SECOND
                stars = self.beatmaps[score.map_md5].diff * demand_of(mode, score.mods).stars
                yield Attempt(person.skill_at(mode, at), stars, score.status > 0)

    @cached_property
    def people(self) -> dict[int, Person]:
        """What the players of a generated world are like, by their ids."""
        plan = self.plan or Plan()
        drawn = (
            draw_citizen(self.world.seed, number, plan.scores_per_player, now=self.world.now)
            for number in range(plan.players)
        )
        return {citizen.player.id: citizen.person for citizen in drawn}

    def local_times(self) -> list[datetime]:
        """Return when plays were over, by the clock where the player lives."""
        return [score.play_time + timedelta(seconds=self.people[score.userid].offset) for score in self.scores]

    def most_played(self, most: int) -> list[list[float]]:
        """Return each player's shares of plays that the first, second … most played beatmap has."""
        plays: dict[int, Counter[str]] = defaultdict(Counter)
        for score in self.scores:
            plays[score.userid][score.map_md5] += 1
        return [
            [count / counts.total() for _, count in counts.most_common(most)]
            for counts in plays.values()
            if counts.total() >= SETTLED
        ]

    def named(self, name: str) -> Player:
        """Return the player of this name."""
        return next(player for player in self.players.values() if player.name == name)

    def growth(self, player: Player, mode: int) -> list[tuple[datetime, int]]:
        """Return a player's total pp in a mode after each play that raised it."""
        best: dict[str, float] = {}
        found: list[tuple[datetime, int]] = []
        for score in self._of(player, mode):
            if score.status and self.gives_pp(score) and score.pp > best.get(score.map_md5, 0.0):
                best[score.map_md5] = score.pp
                found.append((score.play_time, weighted_pp(sorted(best.values(), reverse=True))))
        return found

    def days(self, player: Player) -> Counter[date]:
        """Count a player's plays by day."""
        return Counter(score.play_time.date() for score in self.scores if score.userid == player.id)

    def _of(self, player: Player, mode: int) -> Iterable[Score]:
        return (score for score in self.scores if (score.userid, score.mode) == (player.id, mode))


def _tries(scores: list[Score]) -> Iterator[list[Score]]:
    """Yield what each player played of each beatmap, in order."""
    key = attrgetter("userid", "mode", "map_md5")
    return (list(tries) for _, tries in groupby(sorted(scores, key=key), key))
