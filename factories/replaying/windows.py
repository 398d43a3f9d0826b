"""How far from its time an object may be hit, and what it then is worth. Source: osu! wiki, Gameplay/Judgement."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from mockbancho.osu.mods import Mods, speed_of

_HARDER: Final = 1.4
_MANIA_BEST: Final = 16.5


class Window(NamedTuple):
    """From which error in ms to which a judgement is given; both are well inside, so that rounding decides nothing."""

    least: float
    most: float


def osu_windows(od: float, mods: int) -> tuple[Window, Window, Window]:
    """Return the windows of 300, 100 and 50, with the end of the last as stable has it."""
    od = difficulty(od, mods)
    w300, w100, w50 = 80 - 6 * od, 140 - 8 * od, 200 - 10 * od
    return Window(0, 0.8 * w300), Window(w300 + 3, w100 - 3), Window(w100 + 3, w50 - 3)


def taiko_windows(od: float, mods: int) -> tuple[Window, Window]:
    """Return the windows of 300 and 100."""
    od = difficulty(od, mods)
    w300, w100 = 50 - 3 * od, 120 - 8 * od if od < 5 else 110 - 6 * od
    return Window(0, 0.8 * w300), Window(w300 + 3, w100 - 3)


def mania_windows(od: float, mods: int) -> tuple[Window, ...]:
    """Return the windows of the best judgement, 300, 200, 100 and 50; they go with the tempo."""
    factor = (1.4 if mods & Mods.EASY else 1 / 1.4 if mods & Mods.HARDROCK else 1) * speed_of(mods)
    ends = [factor * end for end in (_MANIA_BEST, 64 - 3 * od, 97 - 3 * od, 127 - 3 * od, 151 - 3 * od)]
    return Window(0, 0.6 * ends[0]), *(Window(least, most) for least, most in pairwise(ends))


def difficulty(figure: float, mods: int) -> float:
    """Return the overall difficulty with mods."""
    if mods & Mods.EASY:
        return figure / 2
    return min(10.0, figure * _HARDER) if mods & Mods.HARDROCK else figure


def circle_radius(cs: float, mods: int) -> float:
    """Return the radius of a circle in osu!'s pixels."""
    if mods & Mods.EASY:
        cs /= 2
    elif mods & Mods.HARDROCK:
        cs = min(10.0, cs * 1.3)
    return 54.4 - 4.48 * cs
