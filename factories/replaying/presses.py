"""When keys are pressed in osu!: each object within its window, in order, and none while an earlier one locks it."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.osu.beatmap_objects import Kind

from ..chance import mix
from .verdicts import GREAT, MISS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .courses import Course
    from .verdicts import Verdict
    from .windows import Window

_APART: Final = 8
"""The fewest milliseconds between two presses."""
_AFTER: Final = 5
"""Milliseconds that a slider or spinner is over before the next press."""
_NEVER: Final = 1 << 40
_BELL: Final = 1 / (1 << 18)


class Press(msgspec.Struct, frozen=True):
    """A key that is held on an object from one millisecond to another."""

    number: int
    at: int
    until: int


def timed(course: Course, verdicts: list[Verdict], windows: tuple[Window, Window, Window]) -> list[Press]:
    """Return the presses. Where verdicts cannot stand so close together, others take their place, in the list too."""
    roomy = _by_room(course)
    timer = _Timer(course, windows)
    while (stuck := timer.look_back(verdicts)) is not None:
        _relieve(verdicts, stuck, roomy)
    return timer.held(verdicts)


def _by_room(course: Course) -> list[int]:
    """Return the circles, those with the most time around them last."""
    targets = course.targets
    before = [float("-inf"), *(each.end for each in targets[:-1])]
    after = [*(each.at for each in targets[1:]), float("inf")]
    room = {
        number: min(targets[number].at - before[number], after[number] - targets[number].at)
        for number in course.circles
    }
    return sorted(room, key=room.__getitem__)


def _relieve(verdicts: list[Verdict], stuck: int, roomy: list[int]) -> None:
    """Swap the late hit that leaves no time for an object with a hit that has more of it; if there is none, miss it."""
    near = [number for number in (stuck, stuck + 1, stuck - 1) if 0 <= number < len(verdicts)]
    late = next((number for number in near if _is_late(verdicts[number])), None)
    if late is None:
        verdicts[stuck] = MISS
        return
    wanted, verdicts[late] = verdicts[late], GREAT
    while roomy:
        other = roomy.pop()
        if verdicts[other] == GREAT and other != late:
            verdicts[other] = wanted
            return


def _is_late(verdict: Verdict) -> bool:
    """Whether a circle is hit early or late."""
    return verdict.worth in (50, 100) and verdict.head and not verdict.skipped


class _Timer:
    """Know for each object when it may be pressed at the latest, so that all after it still can be."""

    def __init__(self, course: Course, windows: tuple[Window, Window, Window]) -> None:
        self._targets = course.targets
        self._windows: dict[int, Window] = dict(zip((300, 100, 50), windows, strict=True))
        self._bits = mix(course.bits ^ 0x50)
        self._latest: list[int] = []

    def look_back(self, verdicts: Sequence[Verdict]) -> int | None:
        """Find the latest presses, from the last object to the first; return one for which there is none, or None."""
        self._soonest = list(self._soonest_presses(verdicts))
        self._latest = [0] * len(verdicts)
        upper = float("inf")
        for number in range(len(verdicts) - 1, -1, -1):
            if verdicts[number] is MISS:
                continue
            spans = self._spans(number, verdicts[number])
            fitting = [
                floor(min(most, upper))
                for least, most in spans
                if ceil(max(least, self._soonest[number])) <= floor(min(most, upper))
            ]
            if not fitting:
                return number
            self._latest[number] = fitting[-1]
            upper = fitting[-1] - _APART
        return None

    def _soonest_presses(self, verdicts: Sequence[Verdict]) -> Iterator[float]:
        """Yield before when no press counts for an object, as an earlier one is still to be judged."""
        soonest = float("-inf")
        for target, verdict in zip(self._targets, verdicts, strict=True):
            yield soonest
            if target.kind is not Kind.CIRCLE:
                soonest = max(soonest, target.end + _AFTER)
            if verdict is MISS:
                soonest = max(soonest, target.at + self._windows[50].most + _AFTER)

    def _spans(self, number: int, verdict: Verdict) -> list[tuple[float, float]]:
        """Return from when to when an object may be pressed, earlier spans first."""
        target = self._targets[number]
        if target.kind is Kind.SPINNER:
            return [(target.at + 1, max(target.at + 2, min(target.at + 60, target.end - 1)))]
        if target.kind is Kind.SLIDER:
            if not verdict.head:
                late = target.at + self._windows[50].most + _AFTER + 3
                return [(late, late + 20)]
            most = min(self._windows[300].most, 0.4 * (target.parts[0] - target.at))
            return [(target.at - most, target.at + most)]
        least, most = self._windows[verdict.worth]
        if not least:
            return [(target.at - most, target.at + most)]
        return [(target.at - most, target.at - least), (target.at + least, target.at + most)]

    def held(self, verdicts: Sequence[Verdict]) -> list[Press]:
        """Return the presses, each near to when a player would press it."""
        times: list[tuple[int, int]] = []
        last = float("-inf")
        for number, verdict in enumerate(verdicts):
            if verdict is not MISS:
                last = self._time(number, verdict, max(last + _APART, self._soonest[number]))
                times.append((number, last))
        after = [at for _, at in times[1:]]
        return [
            Press(number, at, self._release(number, verdicts[number], at, until))
            for (number, at), until in zip(times, [*after, _NEVER], strict=False)  # no presses, no releases
        ]

    def _time(self, number: int, verdict: Verdict, soonest: float) -> int:
        bits = mix(self._bits ^ number)
        latest = self._latest[number]
        spans = [each for each in self._spans(number, verdict) if ceil(max(each[0], soonest)) <= min(each[1], latest)]
        least, most = spans[-1 if bits >> 60 & 3 else 0]
        share = ((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 44 & 0xFFFF)) * _BELL
        low, high = ceil(max(least, soonest)), floor(min(most, latest))
        return max(low, min(high, round(least + (most - least) * share)))

    def _release(self, number: int, verdict: Verdict, at: int, following: int) -> int:
        target = self._targets[number]
        if target.kind is Kind.CIRCLE:
            until = at + 40 + (mix(self._bits ^ number << 20) & 31)
        elif verdict.skipped and verdict.skipped[-1] == len(target.parts) - 1:
            kept = [part for nth, part in enumerate(target.parts) if nth not in verdict.skipped]
            last = max(at, kept[-1] if kept else at)
            first = next(part for nth, part in enumerate(target.parts) if nth in verdict.skipped and part > last)
            until = int(last + 0.4 * (first - last))
        else:
            until = ceil(target.end) + 3
        return max(at + 2, min(until, following - 2))
