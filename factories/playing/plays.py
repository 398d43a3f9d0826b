"""Plays: from a beatmap, mods and a skill to hits, combo, accuracy, grade, score, and how far it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.osu.accuracy import Hits
from mockbancho.osu.modes import GameMode
from mockbancho.osu.scores import Grade

from ..chance import mix
from .curves import GAP, NORMAL, WAITS, count, falling, over_gaps, place_of
from .demands import Playable, Trial, demand_of, schooling
from .judging import judge
from .outcomes import outcome_of
from .runs import longest_run

if TYPE_CHECKING:
    from .demands import Demand

_FORM: Final = 0.36
"""How much better or worse than usual a player does in one play, in stars."""
_TOUCH: Final = 0.9
"""How much better or worse a player times in one play than moves, in stars."""
_MISSED: Final = 0.0195
"""The share of objects missed by a player who is just as good as a beatmap asks."""
_MOST_MISSED: Final = 0.09
"""More than this share missed, health does not last."""
_DYING: Final = 0.03
"""What is missed beyond that in a play that fails."""
_SHORTEST: Final = 0.02
_SLIPPED: Final = 0.12
"""How often a slider breaks combo without a miss, against how often an object is missed."""

_TOUCHES: Final = tuple(int(_TOUCH * GAP * deviation) for deviation in NORMAL)
_RATES: Final = over_gaps(lambda gap: min(_MOST_MISSED, _MISSED * falling(1.4 * gap)))
_DANGERS: Final = over_gaps(lambda gap: 0.026 * falling(1.3 * gap))
_DROPS: Final = over_gaps(lambda gap: min(0.5, 0.004 * falling(0.9 * gap)))
"""The share of combo that a full combo lacks where slider ends are dropped."""

_KINDS: Final = (("n300", "n100", "n50"), ("ngeki", "n300", "nkatu", "n100", "n50"))
"""What can be hit, best first: in other rulesets, and in mania."""


class Attempt(msgspec.Struct, frozen=True, gc=False):
    """What came of one play; *share* is how much of the beatmap was played, *time_elapsed* in milliseconds."""

    hits: Hits
    max_combo: int
    passed: bool
    share: float
    score: int
    acc: float
    grade: Grade
    perfect: bool
    time_elapsed: int


def play(bits: int, beatmap: Playable, mode: int, mods: int, skill: float, *, passing: bool = False) -> Attempt:
    """Return the play that these 64 bits stand for; *passing* says that health lasts, whatever is missed.

    *skill* is in stars: a player who has as many as the beatmap asks passes it four times out of five. Under Sudden
    Death and Perfect a play also ends with the first mistake, *passing* or not.
    """
    demand = demand_of(mode, mods)
    luck = mix(bits)
    more = mix(luck)
    asked = beatmap.stars * demand.stars
    gap = place_of(skill - asked + _FORM * NORMAL[more >> 54])
    touch = gap + _TOUCHES[luck >> 54]
    care = schooling(asked) * schooling(asked)
    rate = _RATES[gap] * demand.misses * care * care
    if demand.sudden:
        return _sudden(luck, more, Trial(beatmap, demand, gap, touch, rate, 1.0))
    share = 1.0
    danger = _DANGERS[gap] * demand.failing * (5 + beatmap.figures.hp)
    if not passing and danger > WAITS[more >> 44 & 1023]:
        share = _share(WAITS[more >> 44 & 1023] / danger)
        rate = 1.5 * rate + _DYING
    trial = Trial(beatmap, demand, gap, touch, rate, share)
    return _told(more, trial, judge(luck, trial))


def _share(lasted: float) -> float:
    """Return how much is played before health runs out, or the player gives up: early rather than late."""
    share = lasted * (0.35 + 0.65 * lasted)
    return share if share > _SHORTEST else _SHORTEST


def _sudden(luck: int, more: int, trial: Trial) -> Attempt:
    """Return a play that the first mistake ends, if there is one."""
    hits = judge(luck, trial)
    mistakes = hits.nmiss + (hits.n100 + hits.n50 + hits.nkatu if _counts_all(trial.demand) else 0)
    if not mistakes:
        return _told(more, trial, hits)
    share = max(_SHORTEST, (more >> 44 & 1023) / 1024 / mistakes)
    ended = Trial(trial.beatmap, trial.demand, trial.gap, trial.touch, 0.0, share)
    return _told(more, ended, _one_missed(judge(luck, ended), trial.demand.ruleset))


def _counts_all(demand: Demand) -> bool:
    """Whether everything but the best judgement is a mistake."""
    return demand.perfect and demand.ruleset in (GameMode.OSU, GameMode.TAIKO)


def _one_missed(hits: Hits, ruleset: int) -> Hits:
    """Return hits of which the last was missed."""
    kind = next((kind for kind in _KINDS[ruleset == GameMode.MANIA] if getattr(hits, kind)), None)
    return msgspec.structs.replace(hits, **{kind: getattr(hits, kind) - 1, "nmiss": 1}) if kind else hits


def _told(bits: int, trial: Trial, hits: Hits) -> Attempt:
    combo = _combo(bits, trial, hits)
    score, acc, grade = outcome_of(trial, hits, combo)
    beatmap, share = trial.beatmap, trial.share
    passed = share == 1
    return Attempt(
        hits,
        combo,
        passed,
        share,
        score,
        acc,
        grade if passed else Grade.F,
        passed and combo == beatmap.objects.max_combo,
        int(beatmap.figures.seconds * 1000 * share / trial.demand.speed),
    )


def _combo(bits: int, trial: Trial, hits: Hits) -> int:
    """Return the longest run: all but what was missed if nothing broke it, less dropped slider ends in osu!."""
    whole, late = trial.beatmap.objects, hits.n100 + hits.n50
    breaks = hits.nmiss
    room = (int(whole.max_combo * trial.share) or 1) - breaks
    sliders = 0.0 if trial.demand.ruleset or not late else (whole.max_combo - whole.count) * trial.share
    if sliders > 0:
        slipped = min(late, count(_SLIPPED * sliders * trial.rate, bits >> 10 & 0xFFFF))
        if not breaks and not slipped:
            return room - min(hits.n100, count(sliders * _DROPS[trial.gap], bits >> 26 & 0xFFFF))
        breaks, room = breaks + slipped, room - slipped
    run = longest_run(room, breaks, bits & 1023) if room > 0 else 0
    return run or int(hits.nmiss < hits.judged(trial.demand.ruleset))
