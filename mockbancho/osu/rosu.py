"""The default pp engine: rosu-pp-py, with the rules of the stable client.

It reads anything as a beatmap, if need be as an empty one. `read_beatmap_file` is the gate for files that users give;
others are refused here as the real server's engine refuses them.
"""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from mockbancho.osu.engine import (
    KEPT_ATTRIBUTES,
    KEPT_BEATMAPS,
    Calculator,
    Difficulty,
    PartialPlay,
    Performance,
    number,
    understood,
)
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.objects import Objects
from mockbancho.osu.refusals import refuse_unreadable

if TYPE_CHECKING:
    from types import ModuleType

_LARGEST: Final = 2**31 - 1
"""More hits or combo than this, the library refuses."""
_TEMPO: Final = Mods.DOUBLETIME | Mods.HALFTIME
_FIGURES: Final = Mods.EASY | Mods.HARDROCK
_HARDER: Final = {
    GameMode.OSU: _TEMPO | _FIGURES | Mods.TOUCHSCREEN | Mods.HIDDEN | Mods.FLASHLIGHT | Mods.RELAX | Mods.AUTOPILOT,
    GameMode.TAIKO: _TEMPO | _FIGURES | Mods.RELAX,
    GameMode.CATCH: _TEMPO | _FIGURES,
    GameMode.MANIA: _TEMPO,
}
"""The mods that change how hard a beatmap is; with any others the difficulty is the same, and kept once."""


class Rosu:
    """Calculate with rosu-pp-py 4, whose figures are those of osu! today."""

    name = "rosu"

    def difficulty(self, content: bytes, mode: int, mods: int = 0) -> Difficulty:
        """Return the difficulty; *peak* is None, the library does not have it."""
        _refuse(content)
        found = _attributes(content, GameMode(mode).ruleset, understood(mods))
        return Difficulty(
            stars=found.stars,
            aim=found.aim,
            speed=found.speed,
            flashlight=found.flashlight,
            slider_factor=found.slider_factor,
            speed_note_count=found.speed_note_count,
            stamina=found.stamina,
            color=found.color,
            rhythm=found.rhythm,
            peak=None,
        )

    def performance(self, content: bytes, mode: int, mods: int, play: PartialPlay) -> Performance:
        """Return what a play is worth; of taiko the library has no *effective_miss_count*."""
        _refuse(content)
        bits = understood(mods)
        asked = _rosu().Performance(mods=bits, lazer=False, **_given(play))
        found = asked.calculate(_attributes(content, GameMode(mode).ruleset, bits))
        return Performance(
            pp=number(found.pp),
            pp_acc=found.pp_accuracy,
            pp_aim=found.pp_aim,
            pp_speed=found.pp_speed,
            pp_flashlight=found.pp_flashlight,
            effective_miss_count=found.effective_miss_count,
            pp_difficulty=found.pp_difficulty,
        )

    def calculator(self, content: bytes, mode: int, mods: int = 0) -> Calculator:
        """Return the function from hits and combo to pp."""
        bits = understood(mods)
        attributes = _attributes(content, GameMode(mode).ruleset, bits)
        asked = _rosu().Performance(mods=bits, lazer=False)  # asked again and again: new ones cost twice the time
        set_n300, set_n100, set_n50 = asked.set_n300, asked.set_n100, asked.set_n50
        set_geki, set_katu, set_misses, set_combo = (
            asked.set_n_geki,
            asked.set_n_katu,
            asked.set_misses,
            asked.set_combo,
        )
        calculate = asked.calculate

        def pp(n300: int, n100: int, n50: int, ngeki: int, nkatu: int, nmiss: int, combo: int) -> float:
            set_n300(n300)
            set_n100(n100)
            set_n50(n50)
            set_geki(ngeki)
            set_katu(nkatu)
            set_misses(nmiss)
            set_combo(combo)
            found: float = calculate(attributes).pp
            return found if isfinite(found) else 0.0

        return pp


def objects_of(content: bytes, mode: int) -> Objects:
    """Return what a beatmap's file has to hit in a mode; the same whichever engine pp comes from."""
    ruleset = GameMode(mode).ruleset
    attributes = _attributes(content, ruleset, 0)
    match GameMode(int(attributes.mode)):
        case GameMode.TAIKO:
            return Objects(attributes.max_combo, attributes.max_combo)
        case GameMode.CATCH:
            tiny, droplets = attributes.n_tiny_droplets, attributes.n_droplets
            return Objects(attributes.n_fruits + droplets + tiny, attributes.max_combo, droplets, tiny)
        case _:
            return Objects(_beatmap(content, ruleset).n_objects, attributes.max_combo)


@lru_cache(maxsize=KEPT_BEATMAPS)
def _refuse(content: bytes) -> None:
    """Raise `Mistake` for a file that is no beatmap; what is one is checked once."""
    refuse_unreadable(content)


def _given(play: PartialPlay) -> dict[str, Any]:
    """Return a play as the library's arguments, numbers cut to what it takes."""
    counts = {
        "n300": play.n300,
        "n100": play.n100,
        "n50": play.n50,
        "n_geki": play.ngeki,
        "n_katu": play.nkatu,
        "misses": play.nmiss,
        "combo": play.combo,
    }
    given = {name: min(count, _LARGEST) for name, count in counts.items() if count is not None}
    return given if play.has_hits or play.accuracy is None else {**given, "accuracy": play.accuracy}


def _attributes(content: bytes, ruleset: GameMode, mods: int) -> Any:  # noqa: ANN401  # the library's own
    return _calculated(content, ruleset, mods & _HARDER[ruleset].value)


@lru_cache(maxsize=KEPT_ATTRIBUTES)
def _calculated(content: bytes, ruleset: GameMode, mods: int) -> Any:  # noqa: ANN401  # the library's own
    return _rosu().Difficulty(mods=mods, lazer=False).calculate(_beatmap(content, ruleset))


@lru_cache(maxsize=KEPT_BEATMAPS)
def _beatmap(content: bytes, ruleset: GameMode) -> Any:  # noqa: ANN401  # the library's own
    rosu = _rosu()
    beatmap = rosu.Beatmap(bytes=content)
    if beatmap.mode == rosu.GameMode.Osu:
        beatmap.convert((rosu.GameMode.Osu, rosu.GameMode.Taiko, rosu.GameMode.Catch, rosu.GameMode.Mania)[ruleset])
    return beatmap


def _rosu() -> ModuleType:
    """Return the library, which is loaded when it is first needed."""
    import rosu_pp_py  # most worlds have no beatmap files

    return rosu_pp_py
