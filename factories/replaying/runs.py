"""The longest run of an osu! play: between misses, slips on sliders and the ends of the beatmap, and as long as it was."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from mockbancho.osu.beatmap_objects import Kind

from .breaking import Run, longest_runs

if TYPE_CHECKING:
    from .courses import Counts, Course

_FEW: Final = 12
"""Slider ends that are dropped at most to bring the longest run to its length, where misses break it."""
_TRIES: Final = 32
"""Longest runs that are tried, each with other breaks."""
_OFF: Final = 24
"""By how much the longest run may be off before it is left to where the misses happen to be."""
_CIRCLES, _BOTH, _SLIDERS = ((True, False), (True, True), (False, True))
"""What breaks the combo."""


class Search:
    """Know the runs of each length that the counts of a score allow."""

    def __init__(self, course: Course, counts: Counts) -> None:
        """Take what can be broken, and how often it may."""
        self._course = course
        self._counts = counts
        self._whole = len(course.owners)
        self._found: dict[tuple[bool, bool, int], list[Run]] = {}
        self._ends = sum(map(course.can_drop, course.sliders))

    def longest(self) -> tuple[Run, int]:
        """Return the longest run with the breaks around it, and how many slider ends are dropped in it."""
        for off in sorted(range(-_OFF, _OFF + 1), key=abs):
            for breakers in (_CIRCLES, _BOTH, _SLIDERS) if self._counts.n100 else (_CIRCLES,):
                found = self._dropping(self._counts.combo + off, breakers)
                if found:
                    return found
        return Run(0, 0 if self._counts.nmiss else self._whole, ()), 0

    def _dropping(self, combo: int, breakers: tuple[bool, bool]) -> tuple[Run, int] | None:
        """Return a run that has this combo after so many ends of it are dropped, or None."""
        most = min(self._counts.n100, self._ends)
        for dropped in range((min(most, _FEW) if self._counts.nmiss or breakers[1] else most) + 1):
            for run in self._runs(combo + dropped, breakers):
                if self._fits(run, dropped):
                    return run, dropped
        return None

    def _runs(self, length: int, breakers: tuple[bool, bool]) -> list[Run]:
        """Return runs of a length, those first that need few slips."""
        key = (*breakers, length)
        if not 0 < length <= self._whole:
            return []
        if key not in self._found:
            slips = self._counts.n100 if breakers[1] else 0
            runs = longest_runs(
                self._breakable(*breakers), length, (self._counts.nmiss, self._counts.nmiss + slips), self._course.bits
            )
            self._found[key] = list(islice(runs, _TRIES))
        return self._found[key]

    def _breakable(self, circles: bool, sliders: bool) -> list[bool]:  # one of three pairs
        course = self._course
        found = [False] * self._whole
        for number in course.circles if circles and self._counts.nmiss else ():
            found[course.firsts[number]] = course.can_miss(number)
        for number in course.sliders if sliders else ():
            for nth in course.slips(number):
                found[course.firsts[number] + nth] = True
        return found

    def _fits(self, run: Run, dropped: int) -> bool:
        """Whether there are misses for the breaks at circles, places for the other misses, 100s and ends to drop."""
        course, counts = self._course, self._counts
        owners = [course.owners[place] for place in run.breaks]
        missed = sum(course.targets[number].kind is Kind.CIRCLE for number in owners)
        if missed > counts.nmiss or len(owners) - missed > counts.n100 - dropped or len(set(owners)) < len(owners):
            return False
        outside = sum(
            course.can_miss(each) and not run.start <= course.firsts[each] < run.stop for each in course.circles
        )
        return counts.nmiss <= outside and (not dropped or dropped <= self._ends_in(run, owners))

    def _ends_in(self, run: Run, owners: list[int]) -> int:
        course = self._course
        return sum(
            course.can_drop(each) and course.ends_in(each, run.start, run.stop) and each not in owners
            for each in course.sliders
        )
