"""What follows from many scores at once: the result of submitting them one by one, without doing that.

`submission.py` has the rules; this module adds them up. Generated worlds agree with their scores by it, and it finds
where a loaded one contradicts itself.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from mockbancho.osu.beatmaps import GIVES_PP, HAS_LEADERBOARD
from mockbancho.osu.modes import GameMode
from mockbancho.osu.scores import ScoreStatus
from mockbancho.records import Stats
from mockbancho.world.submission import COUNTERS, weighted_accuracy, weighted_pp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.records import Score

_FAILED: Final = ScoreStatus.FAILED.value
_SUBMITTED: Final = ScoreStatus.SUBMITTED.value
_BEST: Final = ScoreStatus.BEST.value
_ALL_HITS_COUNT: Final = (GameMode.TAIKO, GameMode.MANIA)
"""Rulesets in which gekis and katus are hits of their own."""
in_order = attrgetter("play_time", "id")
"""What orders scores as they were submitted."""


class Tally:
    """What a player's scores in one mode come to, counted in the order in which they were submitted.

    *statuses* has the status of each score, in that order.
    """

    __slots__ = ("_best", "_columns", "_mode", "_of_beatmaps", "_sums_all_hits", "statuses")

    def __init__(self, mode: int) -> None:
        """Start without a score."""
        self._mode = mode
        self._sums_all_hits = GameMode(mode).ruleset in _ALL_HITS_COUNT
        self._best: dict[str, tuple[int, Score]] = {}
        self._of_beatmaps: dict[str, int | None] = {}
        self._columns = dict.fromkeys(("plays", "playtime", "tscore", "total_hits", "max_combo"), 0)
        self.statuses: list[int] = []

    def count(self, score: Score, beatmap_status: int | None) -> None:
        """Count one more score; *beatmap_status* is that of its beatmap, None if that has no row."""
        columns = self._columns
        columns["plays"] += 1
        columns["playtime"] += score.time_elapsed // 1000
        columns["tscore"] += score.score
        columns["total_hits"] += score.n300 + score.n100 + score.n50
        if self._sums_all_hits:
            columns["total_hits"] += score.ngeki + score.nkatu
        self.statuses.append(_FAILED)
        if score.status == _FAILED:
            return
        if beatmap_status in HAS_LEADERBOARD and score.max_combo > columns["max_combo"]:
            columns["max_combo"] = score.max_combo
        self._of_beatmaps[score.map_md5] = beatmap_status
        self._place(score)

    def _place(self, score: Score) -> None:
        """Find out whether the score that passed is the best so far on its beatmap."""
        old = self._best.get(score.map_md5)
        if old is not None and not score.pp > old[1].pp:
            self.statuses[-1] = _SUBMITTED
            return
        if old is not None:
            self.statuses[old[0]] = _SUBMITTED
        self.statuses[-1] = _BEST
        self._best[score.map_md5] = len(self.statuses) - 1, score

    def stats(self, player_id: int, **kept: int) -> Stats:
        """Return the stats of the player; *kept* are columns that do not follow from scores."""
        of_beatmaps = self._of_beatmaps
        counts = [placed for md5, placed in self._best.items() if of_beatmaps[md5] in GIVES_PP]
        counts.sort(key=lambda placed: (-placed[1].pp, placed[0]))
        best = [score for _, score in counts]
        counted: dict[str, Any] = dict.fromkeys(COUNTERS.values(), 0)
        for score in best:
            if score.grade in COUNTERS:
                counted[COUNTERS[score.grade]] += 1
        return Stats(
            id=player_id,
            mode=self._mode,
            rscore=sum(score.score for score in best),
            pp=weighted_pp(score.pp for score in best),
            acc=weighted_accuracy(score.acc for score in best),
            **self._columns,
            **counted,
            **kept,
        )


def tallied(mode: int, scores: Iterable[Score], statuses: dict[str, int]) -> Tally:
    """Return what a player's scores in a mode come to; *statuses* are those of the beatmaps, by md5."""
    tally = Tally(mode)
    for score in scores:
        tally.count(score, statuses.get(score.map_md5))
    return tally
