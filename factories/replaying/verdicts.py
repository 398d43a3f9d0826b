"""Which objects of an osu! beatmap a play misses, hits late or lets go of, so that its counts and its combo come true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.osu.beatmap_objects import Kind

from .runs import Search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .breaking import Run
    from .courses import Counts, Course


class Verdict(msgspec.Struct, frozen=True):
    """What an object is worth; of a slider, its *head* and *skipped* parts may be missed without a miss."""

    worth: int = 300
    head: bool = True
    skipped: tuple[int, ...] = ()


MISS: Final = Verdict(0)
GREAT: Final = Verdict()


def decide(course: Course, counts: Counts) -> list[Verdict]:
    """Return what each object is worth. Counts that cannot be met are met as nearly as can be."""
    verdicts = [GREAT] * len(course.targets)
    run, dropped = Search(course, counts).longest()
    for place in run.breaks:
        number = course.owners[place]
        verdicts[number] = _broken(course, number, place)
    _miss(course, verdicts, run, counts.nmiss - verdicts.count(MISS))
    for number in course.shuffled(filter(course.can_drop, course.sliders), 1):
        if dropped and verdicts[number] == GREAT and course.ends_in(number, run.start, run.stop):
            verdicts[number] = _dropped(course, number)
            dropped -= 1
    left = _hit_late(course, verdicts, 50, counts.n50)
    _hit_late(course, verdicts, 100, left + counts.n100 - sum(each.worth == 100 for each in verdicts))
    return verdicts


def _broken(course: Course, number: int, place: int) -> Verdict:
    """Return a circle that is missed, or a slider that breaks the combo at a place of it."""
    if course.targets[number].kind is Kind.CIRCLE:
        return MISS
    nth = place - course.firsts[number]
    return Verdict(100, skipped=(nth - 1,)) if nth else Verdict(100, head=False)


def _dropped(course: Course, number: int) -> Verdict:
    return Verdict(100, skipped=(len(course.targets[number].parts) - 1,))


def _miss(course: Course, verdicts: list[Verdict], run: Run, missing: int) -> None:
    """Miss so many more objects, circles that stand alone first, then what comes before a miss, and sliders last."""
    outside = [each for each in course.circles if not run.start <= course.firsts[each] < run.stop]
    for numbers in (outside, course.circles, [*course.sliders, *range(len(verdicts))]):
        missing = _miss_some(course, verdicts, numbers, missing)


def _miss_some(course: Course, verdicts: list[Verdict], numbers: Sequence[int], missing: int) -> int:
    """Miss up to so many of these objects; return how many are still to be missed."""
    for number in course.shuffled(filter(course.can_miss, numbers), 0):
        if missing > 0 and verdicts[number] == GREAT:
            verdicts[number] = MISS
            missing -= 1
    for number in reversed(numbers):
        if missing > 0 and verdicts[number] == GREAT and MISS in verdicts[number + 1 : number + 2]:
            verdicts[number] = MISS
            missing -= 1
    return missing


def _hit_late(course: Course, verdicts: list[Verdict], worth: int, wanted: int) -> int:
    """Hit so many circles early or late; if there are too few, let go of sliders. Return how many are still wanted."""
    for number in course.shuffled(course.circles, worth):
        if wanted > 0 and verdicts[number] == GREAT:
            verdicts[number] = Verdict(worth)
            wanted -= 1
    for number in course.shuffled(course.sliders, worth):
        parts = len(course.targets[number].parts)
        if wanted > 0 and verdicts[number] == GREAT and (course.can_drop(number) if worth == 100 else parts > 1):
            verdicts[number] = Verdict(worth, skipped=tuple(range(parts)) if worth == 50 else (parts - 1,))
            wanted -= 1
    return wanted
