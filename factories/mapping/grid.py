"""Which quarters of a song's grid have something to hit in taiko and mania, by how many notes a second are wanted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ..chance import mix
from .song import BAR

if TYPE_CHECKING:
    from .song import Bar

SLOTS: Final = 16
"""Quarters of a pulse in a bar."""
QUARTER: Final = BAR // SLOTS
Slot = tuple[int, int, int]
"""Tick, rank (0 on the first and third pulse, 1 on the others, 2 on halves, 3 on quarters), 32 bits to draw from."""
_RANKS: Final = (0, 3, 2, 3, 1, 3, 2, 3) * 2
_WORD: Final = 0xFFFF


def slots(bar: Bar, rate: float, pulse: float) -> list[Slot]:
    """Return the quarters of a bar with something to hit, about *rate* a second; the song's first always has."""
    found: list[Slot] = []
    tick, limit, together = bar.start - QUARTER, bar.limit, 0
    for beat, bounds in enumerate(_bounds(rate * pulse / 250)):
        if bounds[1] and not beat & 1:
            together = (mix(bar.rhythm + 32 + (beat >> 1)) & _WORD) * 3
        shared, own, draws = mix(bar.rhythm + beat), mix(bar.own + beat), 0
        for quarter, bound in enumerate(bounds):
            tick += QUARTER
            if bound and tick <= limit:
                drawn = (shared >> 16 * quarter & _WORD) * 3 + (own >> 16 * quarter & _WORD)
                if quarter & 1:
                    drawn = (drawn + together) * 4 // 7
                if drawn < bound or not tick:
                    draws = draws or mix(bar.rhythm + 16 + beat)
                    bits = draws >> 16 * quarter & _WORD | (own >> 16 * quarter & _WORD) << 16
                    found.append((tick, _RANKS[beat * 4 + quarter], bits))
    return found


@lru_cache(maxsize=64)
def _bounds(wanted: float) -> tuple[tuple[int, ...], ...]:
    """Return, for the quarters of the four pulses, below what a draw of 18 bits is a note.

    *wanted* is notes a bar: the first pulse comes first, then the third, the others, halves, quarters.
    """
    shares = (0.1 + 0.9 * wanted, (wanted - 0.25) * 0.5, (wanted - 0.8) / 4, (wanted - 1.8) / 7, (wanted - 6) / 10)
    first, third, odd, half, quarter = (int(_share(share) * 262144) for share in shares)
    return tuple((pulse, quarter, half, quarter) for pulse in (first, odd, third, odd))


def _share(share: float) -> float:
    return 0.0 if share < 0 else 1.0 if share > 1 else share
