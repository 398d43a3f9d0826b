"""Curves of chance as tables: made with + - x / alone, so they are the same on every machine."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, repeat
from math import sqrt
from operator import mul
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_PER_UNIT: Final = 32
_DECAY: Final = 0.9692332344763441
"""e to the power of -1/32."""
_DEEPEST: Final = 24
_FALLING: Final = tuple(accumulate(repeat(_DECAY, _DEEPEST * _PER_UNIT + 1), mul, initial=1.0))

_STEPS: Final = 64
"""Steps of a standard deviation in the table of the bell curve."""
_WIDEST: Final = 6
_SINK: Final = 0.9997558891748972
"""e to the power of -1/64²."""
_PEAK: Final = 0.7978845608028654 / _STEPS
"""The height of the folded bell curve at its middle, √(2/π), for one step."""

LEVELS: Final = 1024
"""Entries of the tables that are looked up with ten bits."""
_MANY: Final = 12
"""From this mean on, a count is as good as normal."""


def falling(x: float) -> float:
    """Return e to the power of -x; from 24 on as good as nothing, and above 1 for a negative *x*."""
    if x < 0:
        return 1 / falling(-x)
    if x >= _DEEPEST:
        return 0.0 if x > _DEEPEST else _FALLING[-1]
    place = x * _PER_UNIT
    below = int(place)
    low = _FALLING[below]
    return low + (place - below) * (_FALLING[below + 1] - low)


def _folded_tail() -> tuple[float, ...]:
    """Return the share of a bell curve that lies further out than each step, on both sides."""
    height, ratio = _PEAK, sqrt(_SINK)
    tail = [1.0]
    for _ in range(_WIDEST * _STEPS + 1):
        lower = height * ratio
        tail.append(max(0.0, tail[-1] - (height + lower) / 2))
        height, ratio = lower, ratio * _SINK
    return tuple(tail)


_TAIL: Final = _folded_tail()


def outside(deviations: float) -> float:
    """Return how likely something normal is further from its mean than so many standard deviations."""
    if deviations >= _WIDEST:
        return 0.0
    place = deviations * _STEPS
    below = int(place)
    high = _TAIL[below]
    return high - (place - below) * (high - _TAIL[below + 1])


def _quantiles() -> tuple[float, ...]:
    """Return what something normal is at each level, in standard deviations."""
    rising = tuple(-share for share in _TAIL)
    upper: list[float] = []
    for level in range(LEVELS // 2, LEVELS):
        wanted = 2 * (level + 0.5) / LEVELS - 2
        above = bisect_left(rising, wanted)
        span = rising[above] - rising[above - 1]
        upper.append((above - 1 + (wanted - rising[above - 1]) / span) / _STEPS)
    return (*(-each for each in reversed(upper)), *upper)


def _waits() -> tuple[float, ...]:
    """Return how long something waits that comes once in a while, at each level, shortest first."""
    rising = tuple(-share for share in _FALLING)
    waits: list[float] = []
    for level in range(LEVELS):
        wanted = (level + 0.5) / LEVELS - 1
        above = bisect_left(rising, wanted)
        span = rising[above] - rising[above - 1]
        waits.append((above - 1 + (wanted - rising[above - 1]) / span) / _PER_UNIT)
    return tuple(waits)


NORMAL: Final = _quantiles()
"""What something normal is at each of the levels, lowest first: mean 0, deviation 1."""
WAITS: Final = _waits()
"""How long something with a mean of 1 is waited for at each of the levels, shortest first."""


def _surprises() -> tuple[float, ...]:
    """Return what the largest of many is at each level, as a Gumbel curve has it, with mean 0 and deviation 1."""
    grid = tuple(place / _PER_UNIT for place in range(-80, 321))
    rising = tuple(falling(falling(each)) for each in grid)
    surprises: list[float] = []
    for level in range(LEVELS):
        wanted = (level + 0.5) / LEVELS
        above = bisect_left(rising, wanted)
        part = (wanted - rising[above - 1]) / (rising[above] - rising[above - 1])
        surprises.append((grid[above - 1] + part / _PER_UNIT - 0.5772) / 1.2825)
    return tuple(surprises)


SURPRISES: Final = _surprises()
"""By how many deviations the largest of many is above its mean, at each of the levels."""


_PARTS: Final = 8
"""Rows of the table of counts for each whole mean."""


def _counts(mean: float) -> bytes:
    """Return how often something happens at each level that happens *mean* times on average."""
    chance, reached, levels = falling(mean), 0.0, b""
    happened = 0
    while len(levels) < LEVELS and happened < 4 * _MANY:
        reached += chance
        levels += bytes([happened]) * (int(reached * LEVELS + 0.5) - len(levels))
        happened += 1
        chance *= mean / happened
    return levels.ljust(LEVELS, bytes([happened]))


_COUNTS: Final = tuple(_counts(row / _PARTS) for row in range(_MANY * _PARTS + 1))


def count(mean: float, bits: int) -> int:
    """Return how often something happens that happens *mean* times on average, by 16 bits."""
    if mean >= _MANY:
        happened = int(mean + sqrt(mean) * NORMAL[bits >> 6] + 0.5)
        return happened if happened > 0 else 0
    if mean >= 1:
        return _COUNTS[int(mean * _PARTS + (bits & 63) / 64)][bits >> 6]
    place = mean * _PER_UNIT
    below = int(place)
    chance = _FALLING[below] + (place - below) * (_FALLING[below + 1] - _FALLING[below])
    unit = (bits + 0.5) / 65536
    happened = 0
    while unit > chance and happened < _MANY:
        unit -= chance
        happened += 1
        chance *= mean / happened
    return happened


def between(table: tuple[float, ...], unit: float) -> float:
    """Return the value of a table of evenly spaced quantiles at *unit*, from 0 to below 1."""
    place = unit * (len(table) - 1)
    below = int(place)
    return table[below] + (place - below) * (table[below + 1] - table[below])


GAP: Final = 64
"""Places to a star in tables that go by how much better a player is than asked."""
_WORST: Final = 12
_EDGE: Final = 4 * GAP
_PLACES: Final = 2 * _WORST * GAP


def place_of(gap: float) -> int:
    """Return the place of so many stars in such tables; a few stars below and above it are places, too."""
    place = int((gap + _WORST) * GAP)
    return _EDGE if place < _EDGE else _PLACES - _EDGE if place > _PLACES - _EDGE else place


def over_gaps(curve: Callable[[float], float]) -> tuple[float, ...]:
    """Return such a table: a curve at each place."""
    return tuple(curve(place / GAP - _WORST) for place in range(_PLACES))
