"""catch: the plate under what is caught, and away from what is not."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.osu.beatmap_objects import Kind
from mockbancho.osu.mods import Mods, speed_of
from mockbancho.osu.replays import Frame

from ..chance import mix
from .places import missed_places, picked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mockbancho.records import Score

    from .targets import Target, Targets

FRUIT, DROPLET, TINY = range(3)
_FIELD: Final = 512
_STEP: Final = 16
_DASH: Final = 0.5
"""Pixels a millisecond that the catcher walks."""
_SHORTEST_GAP, _LONGEST_GAP = 80, 100
"""Milliseconds between falls that have no tiny droplets between them, and between tiny droplets."""
_SWAY: Final = 20
"""Pixels by which the client moves tiny droplets aside."""
_MARGIN: Final = 8


class Fall(msgspec.Struct, frozen=True):
    """One thing that falls: what it is, when and where."""

    kind: int
    at: float
    x: float


def play_catch(targets: Targets, score: Score, bits: int) -> tuple[list[Frame], bool]:
    """Return the frames of a score, and whether they have its very counts."""
    falls = sorted((fall for each in targets.objects for fall in falls_of(each)), key=attrgetter("at"))
    missed = _missed(falls, score, bits)
    caught = [sum(fall.kind == kind for nth, fall in enumerate(falls) if nth not in missed) for kind in range(3)]
    tiny = sum(falls[nth].kind == TINY for nth in missed)
    met = (*caught, tiny, len(missed) - tiny)
    spots = list(dict(_spots(falls, missed, _reach(targets.cs, score.mods), bits)).items())
    frames = list(_walked(spots, round(_STEP * speed_of(score.mods))))
    return frames, met == (score.n300, score.n100, score.n50, score.nkatu, score.nmiss)


def falls_of(target: Target) -> Iterator[Fall]:
    """Yield what falls out of an object; nobody has to catch a shower's bananas."""
    if target.kind is Kind.CIRCLE:
        yield Fall(FRUIT, target.at, target.x)
    elif target.kind is Kind.SLIDER:
        yield from _stream(target)


def _stream(target: Target) -> Iterator[Fall]:
    """Yield the fruits at the ends of slides, the droplets at ticks, and tiny ones between."""
    marks = [target.at, *target.parts, target.end]
    yield Fall(FRUIT, target.at, target.x)
    for nth, (since, until) in enumerate(pairwise(marks)):
        gap = int(until) - int(since)
        for time in _tiny_times(gap):
            yield Fall(TINY, since + time, target.ball(since + time)[0])
        if nth != len(target.parts) - 1:  # the last part is where following ends, and nothing falls there
            is_end = nth == len(target.parts) or (nth + 1) % (len(target.ticks) + 1) == 0
            yield Fall(FRUIT if is_end else DROPLET, until, target.ball(until)[0])


def _tiny_times(gap: int) -> list[float]:
    """Return after how many milliseconds of a gap tiny droplets fall: halves of it, until they are close enough."""
    if gap <= _SHORTEST_GAP:
        return []
    parts = 1
    while gap / parts > _LONGEST_GAP:
        parts *= 2
    return [gap * nth / parts for nth in range(1, parts)]


def _missed(falls: Sequence[Fall], score: Score, bits: int) -> set[int]:
    """Return what is not caught: of each kind as many as the score says, so that the longest run is right, or nearly."""
    droplets = [nth for nth, fall in enumerate(falls) if fall.kind == DROPLET]
    fruits = sum(fall.kind == FRUIT for fall in falls)
    lost_fruits = max(0, min(score.nmiss, fruits - score.n300))
    counted = [nth for nth, fall in enumerate(falls) if fall.kind != TINY]
    runs = missed_places([falls[nth].kind == FRUIT for nth in counted], lost_fruits, score.max_combo, bits)
    missed = {counted[place] for place in runs}
    near = sorted(droplets, key=lambda each: min((abs(each - other) for other in missed), default=0))
    lost_droplets = max(0, score.nmiss - len(missed))
    missed |= set(near[:lost_droplets])
    return missed | picked((nth for nth, fall in enumerate(falls) if fall.kind == TINY), score.nkatu, bits)


def _reach(cs: float, mods: int) -> float:
    """Return how far from the middle of the plate something is still caught."""
    cs = cs / 2 if mods & Mods.EASY else min(10.0, cs * 1.3) if mods & Mods.HARDROCK else cs
    return 106.75 * (1 - 0.7 * (cs - 5) / 5) * 0.8 / 2


def _spots(falls: Sequence[Fall], missed: set[int], reach: float, bits: int) -> Iterator[tuple[int, int]]:
    """Yield when the plate is where; of two things at once the later one counts."""
    for nth, fall in enumerate(falls):
        x = fall.x + (mix(bits ^ nth) % (2 * _MARGIN + 1) - _MARGIN) / 2
        if nth in missed:
            away = reach + _SWAY + _MARGIN
            x = (
                fall.x + away
                if fall.x + away <= _FIELD and (fall.x < away or mix(bits ^ nth) >> 32 & 1)
                else fall.x - away
            )
        yield int(fall.at), max(0, min(_FIELD, round(x)))
        if fall.at > int(fall.at):
            yield int(fall.at) + 1, max(0, min(_FIELD, round(x)))


def _walked(spots: Sequence[tuple[int, int]], step: int) -> Iterator[Frame]:
    """Yield the frames of a plate that goes from spot to spot, with the dash key where that is fast."""
    yield Frame(min(0, spots[0][0] - step), spots[0][1], 0, 0)
    for (since, start), (until, stop) in pairwise([(spots[0][0] - step, spots[0][1]), *spots]):
        keys = int(abs(stop - start) / (until - since) > _DASH)
        for time in range(since + step, until, step):
            yield Frame(time, start + (stop - start) * (time - since) // (until - since), 0, keys)
        yield Frame(until, stop, 0, keys)
