"""Where a combo breaks, so that its longest run is the one that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ..chance import mix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NEVER: Final = 1 << 40


class Run(NamedTuple):
    """The longest run, from a place up to another, and the breaks that keep it and all others from being longer."""

    start: int
    stop: int
    breaks: tuple[int, ...]


def longest_runs(breakable: Sequence[bool], length: int, breaks: tuple[int, int], bits: int) -> Iterator[Run]:
    """Yield runs of exactly this length, in an order that the bits decide.

    A break takes its own place out of the combo. *breakable* says of each place of the combo whether it can break there,
    *breaks* how many there are, and how many there may be; runs that need no more than there are come first.
    """
    finder = _Finder(breakable, length)
    usual, most = breaks
    starts = [start for start in finder.starts() if finder.needed(start) <= most]
    for start in sorted(starts, key=lambda each: (max(usual, finder.needed(each)), mix(bits ^ each))):
        yield finder.run(start)


class _Finder:
    """Know the fewest breaks that keep what is left and right of a place in runs no longer than wanted."""

    def __init__(self, breakable: Sequence[bool], length: int) -> None:
        self._breakable = breakable
        self._length = length
        self._end = end = len(breakable)
        self._before = _last_break(breakable)
        self._after = _next_break(breakable)
        self._left, self._right = [0] * (end + 1), [0] * (end + 2)
        for stop in range(length + 1, end + 1):
            place = self._first_of_left(stop)
            self._left[stop] = 1 + self._left[place] if place < stop else _NEVER
        for start in range(end - length - 1, -1, -1):
            place = self._last_of_right(start)
            self._right[start] = 1 + self._right[place + 1] if place >= start else _NEVER

    def starts(self) -> Iterator[int]:
        """Yield where a run of the length may start: breaks, or the ends of the combo, are on either side of it."""
        for start in range(self._end - self._length + 1):
            stop = start + self._length
            if (not start or self._breakable[start - 1]) and (stop == self._end or self._breakable[stop]):
                yield start

    def needed(self, start: int) -> int:
        """Return how many breaks a run needs, its own two included."""
        stop = start + self._length
        left = 1 + self._left[start - 1] if start else 0
        return left + (1 + self._right[stop + 1] if stop < self._end else 0)

    def run(self, start: int) -> Run:
        """Return a run with its breaks."""
        stop = start + self._length
        return Run(start, stop, (*self._leftwards(start), *self._rightwards(stop)))

    def _leftwards(self, start: int) -> Iterator[int]:
        place = start - 1
        while place >= 0:
            yield place
            place = self._first_of_left(place) if place > self._length else -1

    def _rightwards(self, stop: int) -> Iterator[int]:
        place = stop
        while place < self._end:
            yield place
            start = place + 1
            place = self._last_of_right(start) if self._end - start > self._length else self._end

    def _first_of_left(self, stop: int) -> int:
        """Return the first break after which no more than the length is left before *stop*."""
        return self._after[stop - 1 - self._length]

    def _last_of_right(self, start: int) -> int:
        """Return the last break up to which there is no more than the length after *start*."""
        return self._before[start + self._length]


def _last_break(breakable: Sequence[bool]) -> list[int]:
    """Return, for each place, the last one up to it that can break, -1 if there is none."""
    found: list[int] = []
    last = -1
    for place, can_break in enumerate(breakable):
        last = place if can_break else last
        found.append(last)
    return found


def _next_break(breakable: Sequence[bool]) -> list[int]:
    """Return, for each place, the first one from it on that can break, a far one if there is none."""
    found, first = [0] * len(breakable), _NEVER
    for place in range(len(breakable) - 1, -1, -1):
        first = place if breakable[place] else first
        found[place] = first
    return found
