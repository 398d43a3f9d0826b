"""Hits, and the accuracy that each ruleset makes of them.

Source: bancho.py's own calculation (FACTS: app/objects/score.py), which differs from the client's nowhere that counts.
"""

from __future__ import annotations

from typing import Final

import msgspec

from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods

DIGITS: Final = 3
"""Digits that the columns for pp and accuracy keep."""


class Hits(msgspec.Struct, frozen=True, gc=False):
    """How many judgements of each kind a score has, named as in the database.

    In catch: fruits, droplets, tiny droplets, missed tiny droplets as *nkatu*. In mania: *ngeki* are the best ones,
    *nkatu* are 200s.
    """

    n300: int = 0
    n100: int = 0
    n50: int = 0
    ngeki: int = 0
    nkatu: int = 0
    nmiss: int = 0

    def judged(self, mode: int) -> int:
        """Return how many judgements count for the accuracy."""
        match GameMode(mode).ruleset:
            case GameMode.TAIKO:
                return self.n300 + self.n100 + self.nmiss
            case GameMode.CATCH:
                return self.n300 + self.n100 + self.n50 + self.nkatu + self.nmiss
            case GameMode.MANIA:
                return self.n300 + self.n100 + self.n50 + self.ngeki + self.nkatu + self.nmiss
            case _:
                return self.n300 + self.n100 + self.n50 + self.nmiss

    def total(self, mode: int) -> int:
        """Return what the score adds to the player's `total_hits`."""
        plain = self.n300 + self.n100 + self.n50
        counts_all = GameMode(mode).ruleset in (GameMode.TAIKO, GameMode.MANIA)
        return plain + self.ngeki + self.nkatu if counts_all else plain


def accuracy(mode: int, hits: Hits, mods: int = 0) -> float:
    """Return the accuracy in percent, unrounded; 0 without any hit."""
    judged = hits.judged(mode)
    if not judged:
        return 0.0
    match GameMode(mode).ruleset:
        case GameMode.TAIKO:
            return 100 * (hits.n300 + hits.n100 / 2) / judged
        case GameMode.CATCH:
            return 100 * (hits.n300 + hits.n100 + hits.n50) / judged
        case GameMode.MANIA:
            best = 305 if mods & Mods.SCOREV2 else 300
            points = 50 * hits.n50 + 100 * hits.n100 + 200 * hits.nkatu + 300 * hits.n300 + best * hits.ngeki
            return 100 * points / (best * judged)
        case _:
            return 100 * (300 * hits.n300 + 100 * hits.n100 + 50 * hits.n50) / (300 * judged)


def column(value: float) -> float:
    """Return a number as the columns for pp and accuracy keep it."""
    return round(value, DIGITS)
