"""What a pp engine answers, and what it is asked: the common ground of rosu and akatsuki."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Final, Protocol

import msgspec

from mockbancho.osu.mods import Mods

Calculator = Callable[[int, int, int, int, int, int, int], float]
"""pp of one play, unrounded, from n300, n100, n50, ngeki, nkatu, nmiss (in the order of `Hits`) and combo.

Positional and without checks, since worlds ask it a million times. Not to be shared between threads.
"""
KEPT_BEATMAPS: Final = 64
"""Parsed files that an engine keeps."""
KEPT_ATTRIBUTES: Final = 256
"""Difficulties (a file, a mode, mods) that an engine keeps."""
_BITS: Final = 0xFFFF_FFFF


class PartialPlay(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a play; the engine fills in the rest, as well as it can be played.

    *accuracy* in percent, read only where no hits are given; *combo* None is a full one.
    """

    accuracy: float | None = None
    n300: int | None = None
    n100: int | None = None
    n50: int | None = None
    ngeki: int | None = None
    nkatu: int | None = None
    nmiss: int = 0
    combo: int | None = None

    @property
    def has_hits(self) -> bool:
        """Whether any hits are given; misses alone are none. bancho.py: calculate_pp then ignores the accuracy."""
        given = (self.n300, self.n100, self.n50, self.ngeki, self.nkatu)
        return any(count is not None for count in given)


class Difficulty(msgspec.Struct, frozen=True):
    """How hard a beatmap is, in parts; None where the ruleset, or the engine, does not have the part."""

    stars: float
    aim: float | None
    speed: float | None
    flashlight: float | None
    slider_factor: float | None
    speed_note_count: float | None
    stamina: float | None
    color: float | None
    rhythm: float | None
    peak: float | None


class Performance(msgspec.Struct, frozen=True):
    """What a play is worth, in parts; unrounded. None where the ruleset, or the engine, does not have the part."""

    pp: float
    pp_acc: float | None
    pp_aim: float | None
    pp_speed: float | None
    pp_flashlight: float | None
    effective_miss_count: float | None
    pp_difficulty: float | None


class PpEngine(Protocol):
    """Calculate difficulty and pp from a beatmap's file.

    *content* is the file; *mode* any of the twelve, of which the ruleset counts; the mods say Relax and Autopilot.
    A mode converts osu! beatmaps only, and has no effect on others. Mods are bits, Nightcore alone means Double Time.
    Raises `Mistake` for a file that the engine cannot read.
    """

    @property
    def name(self) -> str:
        """The name it is chosen by."""
        ...

    def difficulty(self, content: bytes, mode: int, mods: int = 0) -> Difficulty:
        """Return the difficulty of a beatmap played in a mode with mods."""
        ...

    def performance(self, content: bytes, mode: int, mods: int, play: PartialPlay) -> Performance:
        """Return what a play that is known in part is worth."""
        ...

    def calculator(self, content: bytes, mode: int, mods: int = 0) -> Calculator:
        """Return the function from hits and combo to pp, for many plays of one beatmap with the same mods."""
        ...


def understood(mods: int) -> int:
    """Return mods as the engines read them: 32 bits, and Double Time with Nightcore, which alone would be ignored."""
    bits = mods & _BITS
    return bits | Mods.DOUBLETIME.value if bits & Mods.NIGHTCORE.value else bits


def number(pp: float) -> float:
    """Return pp, or 0 for what is no number. bancho.py: likewise."""
    return pp if isfinite(pp) else 0.0
