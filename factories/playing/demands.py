"""What a beatmap and mods ask of a player, nominally: by tables, so that no calculator decides who passes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.scoring import mod_multiplier

if TYPE_CHECKING:
    from mockbancho.osu.objects import Objects
    from mockbancho.osu.scoring import Figures

_STARS: Final = {
    GameMode.OSU: {Mods.DOUBLETIME: 1.38, Mods.HALFTIME: 0.76, Mods.HARDROCK: 1.09, Mods.EASY: 0.97, Mods.HIDDEN: 1.03, Mods.FLASHLIGHT: 1.2},
    GameMode.TAIKO: {Mods.DOUBLETIME: 1.34, Mods.HALFTIME: 0.8, Mods.HARDROCK: 1.04, Mods.EASY: 1.0, Mods.HIDDEN: 1.05, Mods.FLASHLIGHT: 1.2},
    GameMode.CATCH: {Mods.DOUBLETIME: 1.36, Mods.HALFTIME: 0.78, Mods.HARDROCK: 1.12, Mods.EASY: 0.92, Mods.HIDDEN: 1.02, Mods.FLASHLIGHT: 1.15},
    GameMode.MANIA: {Mods.DOUBLETIME: 1.36, Mods.HALFTIME: 0.77, Mods.EASY: 1.0, Mods.HIDDEN: 1.04, Mods.FADEIN: 1.04, Mods.FLASHLIGHT: 1.1},
}  # fmt: skip
"""By how much a mod makes a beatmap harder for those who play it."""
_ASSISTED: Final = {
    GameMode.OSU_RELAX: 0.74,
    GameMode.TAIKO_RELAX: 0.8,
    GameMode.CATCH_RELAX: 0.85,
    GameMode.OSU_AUTOPILOT: 0.78,
}
_SUDDEN: Final = Mods.SUDDENDEATH | Mods.PERFECT
_UNFAILING: Final = Mods.RELAX | Mods.AUTOPILOT
_SPEEDS: Final = {Mods.DOUBLETIME: 1.5, Mods.HALFTIME: 0.75}
_ERRORS: Final = {Mods.DOUBLETIME: 1.3, Mods.HALFTIME: 0.8, Mods.HARDROCK: 0.88}
"""By how much errors in timing grow against the beatmap's own tempo; who plays Hard Rock times well."""
_STEADY: Final = {
    GameMode.OSU_RELAX: 0.74,
    GameMode.TAIKO_RELAX: 0.85,
    GameMode.CATCH_RELAX: 0.9,
    GameMode.OSU_AUTOPILOT: 0.85,
}
_CLEAN: Final = {
    GameMode.TAIKO: 0.5,
    GameMode.CATCH: 0.65,
    GameMode.MANIA: 0.5,
    GameMode.TAIKO_RELAX: 0.5,
    GameMode.CATCH_RELAX: 0.6,
    GameMode.OSU_AUTOPILOT: 0.9,
}
"""How errors in timing and misses compare with osu!'s, where they do not as they are."""


class Playable(msgspec.Struct, frozen=True, gc=False):
    """What of a beatmap decides how it is played: *stars* by its recipe, not a calculator; *weight* is how popular."""

    md5: str
    mode: int
    stars: float
    objects: Objects
    figures: Figures
    weight: int = 1
    gives_pp: bool = True


class Demand(msgspec.Struct, frozen=True, gc=False):
    """What a choice of mods in a mode asks, as factors, and what it allows.

    *stars* is for the difficulty, *speed* for the tempo, *od* for the overall difficulty, *unsteady* for the error in
    timing (in the beatmap's own tempo), *misses* for what is missed, *failing* for how soon health runs out, *points*
    for the score. *best* is what mania's best judgement is worth; grades are *silver* or not; with *sudden* the first
    miss ends a play, with *perfect* whatever is not the best judgement.
    """

    ruleset: int
    stars: float
    speed: float
    od: float
    unsteady: float
    misses: float
    failing: float
    points: float
    best: int
    silver: bool
    sudden: bool
    perfect: bool


class Trial(msgspec.Struct, frozen=True, gc=False):
    """One play as it stands: how much better than asked the player moves and times, what is missed, how much is played.

    *gap* and *touch* are places in tables over gaps; *rate* is a share of the objects; *share* is 1 for a whole play.
    """

    beatmap: Playable
    demand: Demand
    gap: int
    touch: int
    rate: float
    share: float


@lru_cache(maxsize=1024)
def demand_of(mode: int, mods: int) -> Demand:
    """Return what these mods ask in a mode; mods that change nothing there are ignored."""
    ruleset = GameMode(mode).ruleset
    hiding = Mods.HIDDEN | Mods.FLASHLIGHT | (Mods.FADEIN if ruleset is GameMode.MANIA else 0)
    return Demand(
        ruleset=int(ruleset),
        stars=_ASSISTED.get(GameMode(mode), 1.0) * _product(_STARS[ruleset], mods),
        speed=_product(_SPEEDS, mods),
        od=1.0 if ruleset is GameMode.MANIA else 1.4 if mods & Mods.HARDROCK else 0.5 if mods & Mods.EASY else 1.0,
        unsteady=_STEADY.get(GameMode(mode), 1.0) * _product(_ERRORS, mods),
        misses=_CLEAN.get(GameMode(mode), 1.0),
        failing=0.0
        if mods & (Mods.NOFAIL | _SUDDEN)
        else 0.6
        if mods & _UNFAILING
        else 0.45
        if mods & Mods.EASY
        else 1.0,
        points=mod_multiplier(mode, mods),
        best=305 if ruleset is GameMode.MANIA and mods & Mods.SCOREV2 else 300,
        silver=bool(mods & hiding),
        sudden=bool(mods & _SUDDEN),
        perfect=bool(mods & Mods.PERFECT),
    )


def _product(table: dict[Mods, float], mods: int) -> float:
    product = 1.0
    for bit, factor in table.items():
        if mods & bit:
            product *= factor
    return product


def schooling(stars: float) -> float:
    """Return what mistakes are multiplied by: who plays harder beatmaps makes fewer, as these ask for it."""
    return 1.42 - 0.11 * stars if stars < 8 else 0.54
