"""What hits are worth: score, accuracy and grade, in far fewer steps than `mockbancho.osu` takes.

A world computes these for each of a million plays. The rules, and their sources, stand in `mockbancho.osu`: accuracy,
grading, scoring; a test holds these here to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.osu.accuracy import DIGITS, Hits
from mockbancho.osu.modes import GameMode
from mockbancho.osu.scores import Grade
from mockbancho.osu.scoring import LARGEST, difficulty_multiplier

if TYPE_CHECKING:
    from collections.abc import Callable

    from .demands import Trial

Outcome = tuple[int, float, Grade]
"""Score, accuracy as its column keeps it, and the grade of a whole play."""

_PLAIN: Final = (Grade.X, Grade.S)
_SILVER: Final = (Grade.XH, Grade.SH)


def outcome_of(trial: Trial, hits: Hits, combo: int) -> Outcome:
    """Return what these hits and this longest run are worth."""
    return _RULESETS[trial.demand.ruleset](trial, hits, combo)


def _osu(trial: Trial, hits: Hits, combo: int) -> Outcome:
    n300, n100, n50, nmiss = hits.n300, hits.n100, hits.n50, hits.nmiss
    judged = n300 + n100 + n50 + nmiss
    points = 300 * n300 + 100 * n100 + 50 * n50
    grade = _by_hits(trial, n300 / judged, nmiss, few_50s=n50 <= 0.01 * judged)
    return _score(trial, points, judged, combo, nmiss), round(100 * points / (300 * judged), DIGITS), grade


def _taiko(trial: Trial, hits: Hits, combo: int) -> Outcome:
    n300, n100, nmiss = hits.n300, hits.n100, hits.nmiss
    judged = n300 + n100 + nmiss
    score = _score(trial, 300 * n300 + 150 * n100, judged, combo, nmiss)
    return score, round(100 * (n300 + n100 / 2) / judged, DIGITS), _by_hits(trial, n300 / judged, nmiss, few_50s=True)


def _catch(trial: Trial, hits: Hits, combo: int) -> Outcome:
    n300, n100, n50, nmiss = hits.n300, hits.n100, hits.n50, hits.nmiss
    judged = n300 + n100 + n50 + hits.nkatu + nmiss
    reached = 100 * (n300 + n100 + n50) / judged
    score = _score(trial, 300 * n300 + 100 * n100 + 50 * n50, judged, combo, nmiss)
    return score, round(reached, DIGITS), _by_accuracy(trial, reached, _CATCH_LADDER)


def _mania(trial: Trial, hits: Hits, combo: int) -> Outcome:  # noqa: ARG001  # where combo is worth nothing
    n300, ngeki, nkatu = hits.n300, hits.ngeki, hits.nkatu
    judged = n300 + hits.n100 + hits.n50 + ngeki + nkatu + hits.nmiss
    low = 50 * hits.n50 + 100 * hits.n100 + 200 * nkatu + 300 * n300
    best = trial.demand.best
    reached = 100 * (low + best * ngeki) / (best * judged)
    base = 100 * (low + 300 * ngeki) / (300 * judged) / 100
    score = int(1_000_000 * trial.demand.points * base * (base + (ngeki + 0.95 * n300) / judged) / 2)
    return score, round(reached, DIGITS), _by_accuracy(trial, reached, _MANIA_LADDER)


def _score(trial: Trial, points: int, judged: int, combo: int, nmiss: int) -> int:
    """Return the points, and what combo adds to them: the longest run, and the rest in runs no longer than it."""
    whole = trial.beatmap.objects
    most = whole.max_combo if trial.share == 1 else int(whole.max_combo * trial.share) or 1
    runs = 0
    if combo:
        times, rest = divmod(max(combo, most - nmiss), combo)
        runs = times * ((combo - 1) * (combo - 2) // 2) + (rest - 1) * (rest - 2) // 2 * (rest > 0)
    multiplier = difficulty_multiplier(trial.beatmap.figures, whole.count) * trial.demand.points
    return min(LARGEST, points + int(points / judged / 25 * multiplier * (runs * judged / (most or 1))))


def _by_hits(trial: Trial, great: float, nmiss: int, *, few_50s: bool) -> Grade:
    if great == 1:
        return _SILVER[0] if trial.demand.silver else _PLAIN[0]
    if great > 0.9:
        if nmiss or not few_50s:
            return Grade.A
        return _SILVER[1] if trial.demand.silver else _PLAIN[1]
    if great > 0.8:
        return Grade.B if nmiss else Grade.A
    if great > 0.7 and not nmiss:
        return Grade.B
    return Grade.C if great > 0.6 else Grade.D


_CATCH_LADDER: Final = ((98.0, Grade.S), (94.0, Grade.A), (90.0, Grade.B), (85.0, Grade.C))
_MANIA_LADDER: Final = ((95.0, Grade.S), (90.0, Grade.A), (80.0, Grade.B), (70.0, Grade.C))


def _by_accuracy(trial: Trial, reached: float, ladder: tuple[tuple[float, Grade], ...]) -> Grade:
    if reached >= 100:
        return _SILVER[0] if trial.demand.silver else _PLAIN[0]
    for above, grade in ladder:
        if reached > above:
            return _SILVER[1] if grade is Grade.S and trial.demand.silver else grade
    return Grade.D


_RULESETS: Final[dict[int, Callable[[Trial, Hits, int], Outcome]]] = {
    GameMode.OSU.value: _osu,
    GameMode.TAIKO.value: _taiko,
    GameMode.CATCH.value: _catch,
    GameMode.MANIA.value: _mania,
}
