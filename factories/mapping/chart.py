"""What a ruleset's mapper hands back: the lines of the objects, and what is in them."""

from __future__ import annotations

from functools import cache

import msgspec

from mockbancho.osu.objects import Objects


class Chart(msgspec.Struct, frozen=True):
    """Lines of `[HitObjects]`, what they are in the ruleset, and the slider speed they were written for."""

    lines: list[str]
    objects: Objects
    slider_multiplier: float


CIRCLE, SLIDER, NEW_COMBO, SPINNER, HOLD = 1, 2, 4, 8, 128
"""Bits of an object's type."""
WHISTLE, FINISH, CLAP = 2, 4, 8
"""Bits of an object's hit sound."""


@cache
def edges_of(slides: int) -> str:
    """Return sounds and sample sets of a slider's ends, as plain as can be."""
    return "|".join(["0"] * (slides + 1)) + "," + "|".join(["0:0"] * (slides + 1))


def slider_multiplier(pixels: float, pulse: float, beat: float) -> float:
    """Return the speed at which a slider goes so many pixels a pulse, in hundreds of pixels a beat."""
    return max(0.4, min(3.6, round(pixels / 100 * beat / pulse, 2)))


def ticks_of(ticks: int, pulse: float, beat: float) -> int:
    """Return the slider ticks in one slide of so many ticks of the song: one each beat, none at its very end."""
    beats = ticks * pulse / 12 / beat
    return max(0, int(beats - 0.02))
