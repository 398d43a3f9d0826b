"""How long the longest run between two mistakes is."""

from __future__ import annotations

from itertools import accumulate
from math import sqrt
from typing import Final

from .curves import SURPRISES

_MOST: Final = 96
_HARMONIC: Final = tuple(accumulate((1 / pieces for pieces in range(1, _MOST + 1)), initial=0.0))
_SQUARES: Final = tuple(accumulate((1 / pieces**2 for pieces in range(1, _MOST + 1)), initial=0.0))


def _spread(pieces: int) -> float:
    """Return the deviation of the longest of some pieces of a whole that is cut at random."""
    mean = _HARMONIC[pieces]
    return sqrt((_SQUARES[pieces] + mean**2) / (pieces * (pieces + 1)) - (mean / pieces) ** 2)


_MEANS: Final = (1.0, *(_HARMONIC[pieces] / pieces for pieces in range(1, _MOST + 1)))
_SPREADS: Final = (0.0, 0.0, *(_spread(pieces) for pieces in range(2, _MOST + 1)))


def longest_run(room: int, breaks: int, bits: int) -> int:
    """Return the longest of the runs that *breaks* cut *room* into, by ten bits; mistakes tend to come together."""
    if not breaks:
        return room
    if breaks == 1:
        return room - room * bits // 2048
    pieces = min(_MOST, breaks + 1 - breaks // 5)
    share = _MEANS[pieces] + _SPREADS[pieces] * SURPRISES[bits]
    least = -(-room // (breaks + 1))
    return max(least, min(int(room * share), room - breaks // 2))
