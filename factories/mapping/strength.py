"""From a level to how strongly the patterns are drawn, by tables of what was measured.

The tables tell the median stars of beatmaps drawn at each of `STRENGTHS`, for pulses of some lengths.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from .measured import CATCH, MANIA_4, MANIA_7, OSU, STRENGTHS, TAIKO
from .song import pulse_of

if TYPE_CHECKING:
    from mockbancho.records import BeatmapRecipe

    from .measured import Measured

_FEW: Final = 4
_MANY: Final = 7
"""Keys of the two tables of mania."""
_LENGTHS: Final = (5, 20, 45, 90, 150, 240, 400)
_BY_LENGTH: Final = (
    (0.76, 0.87, 0.94, 0.99, 1.025, 1.05, 1.075),
    (0.78, 0.88, 0.945, 1.0, 1.015, 1.03, 1.07),
    (0.6, 0.77, 0.91, 0.99, 1.05, 1.11, 1.16),
    (0.78, 0.88, 0.95, 0.99, 1.02, 1.045, 1.065),
)
"""How many times the measured stars a beatmap of each ruleset has, by its length in seconds."""


def strength_of(recipe: BeatmapRecipe, slowest: float) -> float:
    """Return the strength at which about half of all beatmaps have more stars than the recipe's level."""
    pulse = pulse_of(recipe.bpm, slowest)
    level = recipe.level / _between(_LENGTHS, _BY_LENGTH[recipe.mode], recipe.total_length)
    if recipe.mode != 3:
        return _at(_stars((OSU, TAIKO, CATCH)[recipe.mode], pulse), level)
    keys = min(_MANY, max(_FEW, round(recipe.cs)))
    few, many = _at(_stars(MANIA_4, pulse), level), _at(_stars(MANIA_7, pulse), level)
    return few + (many - few) * (keys - _FEW) / (_MANY - _FEW)


@lru_cache(maxsize=1024)
def _stars(measured: Measured, pulse: float) -> tuple[float, ...]:
    """Return the stars at each strength for a pulse, between the two nearest that were measured."""
    pairs = list(pairwise(measured))
    (short, below), (long, above) = next((pair for pair in pairs if pulse <= pair[1][0]), pairs[-1])
    share = min(1.0, max(0.0, (pulse - short) / (long - short)))
    return tuple(low + (high - low) * share for low, high in zip(below, above, strict=True))


def _between(places: tuple[int, ...], heights: tuple[float, ...], place: float) -> float:
    """Return the height at a place, on straight lines between those that are known; level beyond them."""
    place = min(places[-1], max(places[0], place))
    right = min(len(places) - 1, bisect_right(places, place))
    left = right - 1
    share = (place - places[left]) / (places[right] - places[left])
    return heights[left] + (heights[right] - heights[left]) * share


def _at(stars: tuple[float, ...], level: float) -> float:
    """Return the strength of a level, between the two nearest; beyond the last, the line goes on."""
    place = min(len(stars) - 1, max(1, bisect_right(stars, level)))
    low, high = stars[place - 1], stars[place]
    share = (level - low) / (high - low)
    return max(0.0, STRENGTHS[place - 1] + (STRENGTHS[place] - STRENGTHS[place - 1]) * min(4.0, share))
