"""Performance points: by an engine where there is a beatmap's file, by a closed formula where there is none."""

from __future__ import annotations

from typing import Final

from mockbancho.osu.accuracy import Hits, accuracy
from mockbancho.osu.engines import DEFAULT, engine_of
from mockbancho.osu.mods import Mods
from mockbancho.osu.objects import Objects
from mockbancho.osu.rosu import objects_of

LARGEST_PP: Final = 9999.999
"""What the column of a score's pp can hold."""
_STARS: Final = {Mods.DOUBLETIME: 1.38, Mods.HALFTIME: 0.77, Mods.HARDROCK: 1.06, Mods.EASY: 0.9}
"""What mods make of the stars, about."""
_WORTH: Final = {Mods.HIDDEN: 1.05, Mods.FLASHLIGHT: 1.12, Mods.NOFAIL: 0.95, Mods.SPUNOUT: 0.98}


def pp_without_file(mode: int, stars: float, objects: Objects, hits: Hits, combo: int, mods: int = 0) -> float:
    """Return pp by stars, accuracy, combo and misses alone; unrounded.

    About 40 for a perfect play of three stars, 180 for five, 500 for seven.
    """
    difficulty, worth = stars, 1.45
    for bit, factor in _STARS.items():
        difficulty *= factor if mods & bit else 1
    for bit, factor in _WORTH.items():
        worth *= factor if mods & bit else 1
    length = 0.9 + 0.2 * min(1.0, objects.count / 1000)
    share = min(1.0, combo / max(1, objects.max_combo))
    precision = (accuracy(mode, hits, mods) / 100) ** 6
    return worth * difficulty**3 * length * precision * (0.4 + 0.6 * share) * 0.97**hits.nmiss


def pp_with_file(content: bytes, mode: int, hits: Hits, combo: int, mods: int = 0, *, engine: str = DEFAULT) -> float:
    """Return pp as an engine calculates it from the beatmap's file; unrounded, 0 for what is no number.

    bancho.py: Relax and Autopilot count as the ruleset they are played in; the mods say the rest.
    """
    pp = engine_of(engine).calculator(content, mode, mods)
    return pp(hits.n300, hits.n100, hits.n50, hits.ngeki, hits.nkatu, hits.nmiss, combo)


def objects_in_file(content: bytes, mode: int) -> Objects:
    """Return what a beatmap's file has to hit in a mode; by rosu, so that it does not change with the engine."""
    return objects_of(content, mode)


def stars_of_file(content: bytes, mode: int, mods: int = 0, *, engine: str = DEFAULT) -> float:
    """Return the star rating of a beatmap's file in a mode; unrounded."""
    return engine_of(engine).difficulty(content, mode, mods).stars
