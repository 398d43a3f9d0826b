"""The score of a play, as ScoreV1 would have it without the order of its hits.

Source: osu! wiki, Gameplay/Score/ScoreV1; where a hit's place in its combo is unknown, the average hit stands there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.osu.accuracy import Hits, accuracy
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods

if TYPE_CHECKING:
    from mockbancho.osu.objects import Objects

LARGEST: Final = 2**31 - 1
"""What the column can hold."""
_MANIA_BEST: Final = 1_000_000
_MULTIPLIERS: Final = {
    Mods.NOFAIL: 0.5,
    Mods.EASY: 0.5,
    Mods.HALFTIME: 0.3,
    Mods.HARDROCK: 1.06,
    Mods.DOUBLETIME: 1.12,
    Mods.HIDDEN: 1.06,
    Mods.FLASHLIGHT: 1.12,
    Mods.SPUNOUT: 0.9,
}
_CATCH: Final = {**_MULTIPLIERS, Mods.HARDROCK: 1.12, Mods.DOUBLETIME: 1.06}
_MANIA: Final = {Mods.NOFAIL: 0.5, Mods.EASY: 0.5, Mods.HALFTIME: 0.5}


class Figures(msgspec.Struct, frozen=True, gc=False):
    """What of a beatmap decides its score multiplier; *seconds* is its length."""

    cs: float
    od: float
    hp: float
    seconds: int


def mod_multiplier(mode: int, mods: int) -> float:
    """Return what these mods multiply a score by."""
    ruleset = GameMode(mode).ruleset
    table = _MANIA if ruleset is GameMode.MANIA else _CATCH if ruleset is GameMode.CATCH else _MULTIPLIERS
    product = 1.0
    for bit, factor in table.items():
        if mods & bit:
            product *= factor
    return product


def difficulty_multiplier(figures: Figures, objects: int) -> int:
    """Return the multiplier of a beatmap, by its figures without mods."""
    density = min(16.0, max(0.0, 8 * objects / max(1, figures.seconds)))
    return round((figures.hp + figures.cs + figures.od + density) / 38 * 5)


def score_of(mode: int, hits: Hits, combo: int, mods: int, figures: Figures, objects: Objects) -> int:
    """Return the score of a play whose longest run was *combo*."""
    if GameMode(mode).ruleset is GameMode.MANIA:
        return _mania(hits, mods)
    points = 300 * hits.n300 + (150 if GameMode(mode).ruleset is GameMode.TAIKO else 100) * hits.n100 + 50 * hits.n50
    judged = max(1, hits.judged(mode))
    multiplier = difficulty_multiplier(figures, objects.count) * mod_multiplier(mode, mods)
    runs = _combo_sum(combo, objects.max_combo - hits.nmiss) * judged / max(1, objects.max_combo)
    return min(LARGEST, points + int(points / judged / 25 * multiplier * runs))


def _combo_sum(longest: int, total: int) -> int:
    """Return the sum of combos over all hits: the longest run, and the rest in runs no longer than it."""
    if longest <= 0:
        return 0
    whole, rest = divmod(max(longest, total), longest)
    return whole * _triangle(longest) + _triangle(rest)


def _triangle(length: int) -> int:
    """Return the sum of max(0, combo - 1) over a run."""
    return max(0, length - 1) * max(0, length - 2) // 2


def _mania(hits: Hits, mods: int) -> int:
    """Return up to a million: half for the hits as they are, half for how many are the very best."""
    judged = max(1, hits.judged(GameMode.MANIA))
    base = accuracy(GameMode.MANIA, hits) / 100
    bonus = (hits.ngeki + 0.95 * hits.n300) / judged
    return int(_MANIA_BEST * mod_multiplier(GameMode.MANIA, mods) * base * (base + bonus) / 2)
