"""Performance points: by rosu-pp-py where there is a beatmap's file, by a closed formula where there is none."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from mockbancho.osu.accuracy import Hits, accuracy
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.objects import Objects

if TYPE_CHECKING:
    from types import ModuleType

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


def pp_with_file(content: bytes, mode: int, hits: Hits, combo: int, mods: int = 0) -> float:
    """Return pp as rosu-pp-py calculates it from the beatmap's file; unrounded, 0 for what is no number.

    bancho.py: Relax and Autopilot count as the ruleset they are played in; the mods say the rest.
    """
    attributes = _attributes(content, GameMode(mode).ruleset, _known(mods))
    found: float = (
        _rosu()
        .Performance(
            mods=_known(mods),
            lazer=False,
            n300=hits.n300,
            n100=hits.n100,
            n50=hits.n50,
            n_geki=hits.ngeki,
            n_katu=hits.nkatu,
            misses=hits.nmiss,
            combo=combo,
        )
        .calculate(attributes)
        .pp
    )
    return found if isfinite(found) else 0.0


def objects_in_file(content: bytes, mode: int) -> Objects:
    """Return what a beatmap's file has to hit in a mode."""
    ruleset = GameMode(mode).ruleset
    attributes = _attributes(content, ruleset, 0)
    match ruleset:
        case GameMode.TAIKO:
            return Objects(attributes.max_combo, attributes.max_combo)
        case GameMode.CATCH:
            tiny, droplets = attributes.n_tiny_droplets, attributes.n_droplets
            return Objects(attributes.n_fruits + droplets + tiny, attributes.max_combo, droplets, tiny)
        case _:
            return Objects(_beatmap(content, ruleset).n_objects, attributes.max_combo)


def stars_of_file(content: bytes, mode: int, mods: int = 0) -> float:
    """Return the star rating of a beatmap's file in a mode; unrounded."""
    stars: float = _attributes(content, GameMode(mode).ruleset, _known(mods)).stars
    return stars


def _known(mods: int) -> int:
    """Return mods as rosu reads them: Nightcore alone would be ignored."""
    return mods | Mods.DOUBLETIME if mods & Mods.NIGHTCORE else mods


@lru_cache(maxsize=256)
def _attributes(content: bytes, ruleset: GameMode, mods: int) -> Any:  # noqa: ANN401  # rosu's own
    return _rosu().Difficulty(mods=mods, lazer=False).calculate(_beatmap(content, ruleset))


@lru_cache(maxsize=64)
def _beatmap(content: bytes, ruleset: GameMode) -> Any:  # noqa: ANN401  # rosu's own
    rosu = _rosu()
    beatmap = rosu.Beatmap(bytes=content)
    wanted = (rosu.GameMode.Osu, rosu.GameMode.Taiko, rosu.GameMode.Catch, rosu.GameMode.Mania)[ruleset]
    if beatmap.mode != wanted:
        beatmap.convert(wanted)
    return beatmap


def _rosu() -> ModuleType:
    """Return the calculator, which is loaded when it is first needed."""
    import rosu_pp_py  # most worlds have no beatmap files

    return rosu_pp_py
