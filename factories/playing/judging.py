"""What a player hits of a beatmap: the judgements of each ruleset, by how much the player is above what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.osu.accuracy import Hits
from mockbancho.osu.modes import GameMode

from .curves import count, falling, outside, over_gaps
from .demands import schooling

if TYPE_CHECKING:
    from collections.abc import Callable

    from .demands import Trial

_FIELD: Final = 0xFFFF
_SHARPEST: Final = 7.0
_BLUNTEST: Final = 34.0
"""Errors in timing, in milliseconds, that nobody is below or above."""


def _errors(usual: float, slope: float) -> tuple[float, ...]:
    """Return the error in timing over gaps, given that of a player who is just as good as asked."""
    return over_gaps(lambda gap: min(_BLUNTEST, max(_SHARPEST, usual - slope * gap)))


def _slips(usual: float, slope: float) -> tuple[float, ...]:
    """Return the share of hits that go wrong for no reason, over gaps."""
    return over_gaps(lambda gap: min(0.2, usual * falling(slope * gap)))


_OSU_ERRORS: Final = _errors(18.8, 2.0)
_OSU_SLIPS: Final = _slips(0.01, 0.6)
_TAIKO_ERRORS: Final = _errors(18.0, 1.7)
_TAIKO_SLIPS: Final = _slips(0.012, 0.5)
_TINY_SLIPS: Final = _slips(0.014, 0.5)
_MANIA_ERRORS: Final = _errors(24.0, 1.8)
_MANIA_SLIPS: Final = _slips(0.006, 0.5)


def judge(bits: int, trial: Trial) -> Hits:
    """Return the hits in what is played of a beatmap: at least one judgement, and all of them in a whole play."""
    return _RULESETS[trial.demand.ruleset](bits, trial)


def _osu(bits: int, trial: Trial) -> Hits:
    demand, touch = trial.demand, trial.touch
    judged = int(trial.beatmap.objects.count * trial.share) or 1
    nmiss = count(judged * trial.rate, bits & _FIELD)
    hit = judged - nmiss if nmiss < judged else 0
    error, slips = (
        _OSU_ERRORS[touch] * demand.unsteady * schooling(trial.beatmap.stars * demand.stars),
        _OSU_SLIPS[touch],
    )
    od = trial.beatmap.figures.od * demand.od
    od = od if od < 10 else 10.0
    n100 = count(hit * (outside((79.5 - 6 * od) / error) + slips), bits >> 16 & _FIELD)
    n100 = n100 if n100 < hit else hit
    n50 = count(hit * (outside((139.5 - 8 * od) / error) + 0.12 * slips), bits >> 32 & _FIELD)
    n50 = n50 if n50 < n100 else n100
    n100, n300 = n100 - n50, hit - n100
    sets, great = judged // 5, n300 / judged
    geki = sets if n300 == judged else int(sets * great * great * great * great)
    return Hits(n300, n100, n50, geki, min(n100, int((sets - geki) * (hit - n50) / judged)), judged - hit)


def _taiko(bits: int, trial: Trial) -> Hits:
    demand, touch = trial.demand, trial.touch
    judged = int(trial.beatmap.objects.count * trial.share) or 1
    nmiss = count(judged * trial.rate, bits & _FIELD)
    hit = judged - nmiss if nmiss < judged else 0
    od = min(10.0, trial.beatmap.figures.od * demand.od)
    error = _TAIKO_ERRORS[touch] * demand.unsteady * schooling(trial.beatmap.stars * demand.stars)
    late = outside((50 - 3 * od) / error) + _TAIKO_SLIPS[touch]
    n100 = min(hit, count(hit * late, bits >> 16 & _FIELD))
    n300 = hit - n100
    return Hits(n300, n100, 0, n300 // 16, n100 // 16, judged - hit)


def _catch(bits: int, trial: Trial) -> Hits:
    """Return fruits, droplets and tiny droplets; nothing is timed, and a tiny one is lost without a miss."""
    objects, share, rate = trial.beatmap.objects, trial.share, trial.rate
    judged = int(objects.count * share) or 1
    tiny = int(objects.tiny * share)
    droplets = min(judged - tiny, int(objects.droplets * share))
    fruits = judged - droplets - tiny
    dropped = min(droplets, count(droplets * rate, bits >> 16 & _FIELD))
    nmiss = min(fruits, count(fruits * rate, bits & _FIELD))
    lost = min(tiny, count(tiny * (3 * rate + _TINY_SLIPS[trial.touch]), bits >> 32 & _FIELD))
    return Hits(fruits - nmiss, droplets - dropped, tiny - lost, 0, lost, nmiss + dropped)


def _mania(bits: int, trial: Trial) -> Hits:
    """Return hits of which those that are not the very best are mostly the next best."""
    demand, touch = trial.demand, trial.touch
    judged = int(trial.beatmap.objects.count * trial.share) or 1
    nmiss = count(judged * trial.rate, bits & _FIELD)
    hit = judged - nmiss if nmiss < judged else 0
    steady = (
        schooling(trial.beatmap.stars * demand.stars) * demand.unsteady / demand.speed
    )  # mania's windows go with the tempo
    error = _MANIA_ERRORS[touch] * steady
    below_best = min(hit, count(hit * outside(16.5 / error), bits >> 16 & _FIELD))
    late = outside((64 - 3 * trial.beatmap.figures.od) / error) + _MANIA_SLIPS[touch]
    nkatu = min(below_best, count(hit * late, bits >> 32 & _FIELD))
    n100 = min(nkatu, count(nkatu * 0.18, bits >> 48))
    n50 = min(n100, count(nkatu * 0.05, (bits ^ bits >> 24) & _FIELD))
    return Hits(below_best - nkatu, n100 - n50, n50, hit - below_best, nkatu - n100, judged - hit)


_RULESETS: Final[dict[int, Callable[[int, Trial], Hits]]] = {
    GameMode.OSU.value: _osu,
    GameMode.TAIKO.value: _taiko,
    GameMode.CATCH.value: _catch,
    GameMode.MANIA.value: _mania,
}
