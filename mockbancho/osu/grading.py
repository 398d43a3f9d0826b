"""The grade that the client gives a score; the server keeps what it is sent.

Source: osu! wiki, Gameplay/Grade.
"""

from __future__ import annotations

from typing import Final

from mockbancho.osu.accuracy import Hits, accuracy
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.scores import Grade

_LADDERS: Final = {
    GameMode.CATCH: ((98.0, Grade.S), (94.0, Grade.A), (90.0, Grade.B), (85.0, Grade.C)),
    GameMode.MANIA: ((95.0, Grade.S), (90.0, Grade.A), (80.0, Grade.B), (70.0, Grade.C)),
}
"""What an accuracy must be above, best grade first."""
_SILVER: Final = {Grade.X: Grade.XH, Grade.S: Grade.SH}


def grade_of(mode: int, hits: Hits, mods: int = 0, *, passed: bool = True) -> Grade:
    """Return the grade of a score; `F` for one that failed."""
    if not passed:
        return Grade.F
    ruleset = GameMode(mode).ruleset
    plain = _by_accuracy(ruleset, hits, mods) if ruleset in _LADDERS else _by_hits(ruleset, hits)
    hiding = Mods.HIDDEN | Mods.FLASHLIGHT | (Mods.FADEIN if ruleset is GameMode.MANIA else 0)
    return _SILVER.get(plain, plain) if mods & hiding else plain


def _by_accuracy(ruleset: GameMode, hits: Hits, mods: int) -> Grade:
    reached = accuracy(ruleset, hits, mods)
    if reached >= 100:
        return Grade.X
    return next((grade for above, grade in _LADDERS[ruleset] if reached > above), Grade.D)


def _by_hits(ruleset: GameMode, hits: Hits) -> Grade:
    """Return the grade in osu! and taiko, where the share of 300s decides, and whether anything was missed."""
    judged = hits.judged(ruleset)
    if not judged:
        return Grade.D
    great, clean = hits.n300 / judged, not hits.nmiss
    if hits.n300 == judged:
        return Grade.X
    if great > 0.9 and clean and (ruleset is GameMode.TAIKO or hits.n50 <= 0.01 * judged):
        return Grade.S
    if great > 0.9 or (great > 0.8 and clean):
        return Grade.A
    if great > 0.8 or (great > 0.7 and clean):
        return Grade.B
    return Grade.C if great > 0.6 else Grade.D
