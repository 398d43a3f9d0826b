"""Mods: the bits that the client sends, their two-letter names, and how the API reads a `mods` parameter."""

from __future__ import annotations

from enum import IntFlag
from typing import Final

import msgspec

from mockbancho.errors import Mistake, nearest


class Mods(IntFlag):
    """The bits of a score's `mods` column."""

    NOFAIL = 1 << 0
    EASY = 1 << 1
    TOUCHSCREEN = 1 << 2
    HIDDEN = 1 << 3
    HARDROCK = 1 << 4
    SUDDENDEATH = 1 << 5
    DOUBLETIME = 1 << 6
    RELAX = 1 << 7
    HALFTIME = 1 << 8
    NIGHTCORE = 1 << 9
    FLASHLIGHT = 1 << 10
    AUTOPLAY = 1 << 11
    SPUNOUT = 1 << 12
    AUTOPILOT = 1 << 13
    PERFECT = 1 << 14
    KEY4 = 1 << 15
    KEY5 = 1 << 16
    KEY6 = 1 << 17
    KEY7 = 1 << 18
    KEY8 = 1 << 19
    FADEIN = 1 << 20
    RANDOM = 1 << 21
    CINEMA = 1 << 22
    TARGET = 1 << 23
    KEY9 = 1 << 24
    KEYCOOP = 1 << 25
    KEY1 = 1 << 26
    KEY3 = 1 << 27
    KEY2 = 1 << 28
    SCOREV2 = 1 << 29
    MIRROR = 1 << 30


_PAIRS: Final = "NF EZ TD HD HR SD DT RX HT NC FL AU SO AP PF 4K 5K 6K 7K 8K FI RN CN TP 9K CO 1K 3K 2K V2 MR"
LETTERS: Final[dict[str, int]] = {pair: mod.value for pair, mod in zip(_PAIRS.split(), Mods, strict=True)}
"""The bits by pair of letters; plain numbers, since arithmetic with flags is slow."""


_EXCLUSIVE: Final = (
    (Mods.EASY, Mods.HARDROCK),
    (Mods.DOUBLETIME, Mods.HALFTIME),
    (Mods.RELAX, Mods.AUTOPILOT),
    (Mods.NOFAIL, Mods.SUDDENDEATH),
)


def parse_mods(text: str) -> int:
    """Return the bits of mods written as a decimal number or as pairs of letters.

    As observed of bancho.py: Unicode decimal digits count, numbers of any size are taken; otherwise the text is cut
    into pairs, letter case does not matter, and unknown pairs and a last single character are skipped.
    """
    if text.isdecimal():
        return int(text)
    upper = (text[i : i + 2].upper() for i in range(0, len(text), 2))
    bits = 0
    for pair in upper:
        bits |= LETTERS.get(pair, 0)
    return int(bits)


def read_mods(given: int | str) -> int:
    """Return the bits of mods that our own user wrote, as a number or as pairs of letters such as `HDDT`.

    As the client sends them: Nightcore with Double Time, Perfect with Sudden Death. Raises `Mistake` for letters that
    are no mods, bits that no mod has, and mods that cannot be chosen together.
    """
    bits = _bits_of_letters(given) if isinstance(given, str) else given
    if not 0 <= bits < 1 << len(Mods):
        raise Mistake(f"{given!r} is no sum of mods; expected 0 to {(1 << len(Mods)) - 1}, or letters such as 'HDDT'")
    bits |= Mods.DOUBLETIME if bits & Mods.NIGHTCORE else 0
    bits |= Mods.SUDDENDEATH if bits & Mods.PERFECT else 0
    for one, other in _EXCLUSIVE:
        if bits & one and bits & other:
            raise Mistake(f"mods {letters_of(one)} and {letters_of(other)} cannot be chosen together")
    return int(bits)


def _bits_of_letters(text: str) -> int:
    bits = 0
    for pair in (text[i : i + 2].upper() for i in range(0, len(text), 2)):
        if pair not in LETTERS and pair != "NM":
            raise Mistake(f"{pair!r} in {text!r} is no mod{nearest(pair, LETTERS)}; known: {' '.join(LETTERS)}")
        bits |= LETTERS.get(pair, 0)
    return int(bits)


def letters_of(mods: int) -> str:
    """Return mods as pairs of letters in bit order, `NM` for none."""
    return "".join(pair for pair, bit in LETTERS.items() if mods & bit) or "NM"


def speed_of(mods: int) -> float:
    """Return how fast a beatmap is played with mods, 1 without any."""
    return 1.5 if mods & Mods.DOUBLETIME else 0.75 if mods & Mods.HALFTIME else 1.0


class ModsFilter(msgspec.Struct, frozen=True):
    """What a `mods` parameter asks for: all of *mods* (`HDDT`, `=HDDT`), or any of them (`~HDDT`)."""

    mods: int
    any_of: bool = False

    @classmethod
    def parse(cls, text: str) -> ModsFilter:
        """Read a `mods` parameter; one leading `=` or `~` is cut off. *text* must not be empty."""
        prefix = text[0] if text[0] in "=~" else ""
        return cls(parse_mods(text.removeprefix(prefix)), prefix == "~")

    def admits(self, mods: int) -> bool:
        """Whether a score with these mods passes. No mods asked: all pass, or with `~` none."""
        return bool(mods & self.mods) if self.any_of else (mods & self.mods) == self.mods

    @property
    def admits_all(self) -> bool:
        """Whether every score passes, as with `mods=vn`."""
        return self.mods == 0 and not self.any_of
