"""The real server's own pp engine: akatsuki-pp-py 1.0.5, an extra that runs on Python 3.11 alone."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from math import isfinite
from sys import version_info
from typing import TYPE_CHECKING, Any

from mockbancho.errors import Mistake
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

if TYPE_CHECKING:
    from types import ModuleType


class Akatsuki:
    """Calculate with akatsuki-pp-py, as bancho.py 5.3 does: the same figures to the last digit."""

    name = "akatsuki"

    def __init__(self) -> None:
        """Raise `Mistake` where the library is not installed."""
        _akatsuki()

    def difficulty(self, content: bytes, mode: int, mods: int = 0) -> Difficulty:
        """Return the difficulty, with every part that the real server tells: with Relax, the one that pp comes from."""
        found = _question(content, mode, mods).performance(_beatmap(content)).difficulty
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
            peak=found.peak,
        )

    def performance(self, content: bytes, mode: int, mods: int, play: PartialPlay) -> Performance:
        """Return what a play is worth, with every part that the real server tells."""
        found = _question(content, mode, mods, **_given(play)).performance(_beatmap(content))
        return Performance(
            pp=number(found.pp),
            pp_acc=found.pp_acc,
            pp_aim=found.pp_aim,
            pp_speed=found.pp_speed,
            pp_flashlight=found.pp_flashlight,
            effective_miss_count=found.effective_miss_count,
            pp_difficulty=found.pp_difficulty,
        )

    def calculator(self, content: bytes, mode: int, mods: int = 0) -> Calculator:
        """Return the function from hits and combo to pp.

        About 1 µs a play; with Relax in osu!, and for beatmaps converted to taiko or mania, the library begins anew (25 to
        300 µs).
        """
        beatmap, asked = _beatmap(content), _question(content, mode, mods)
        set_n300, set_n100, set_n50 = asked.set_n300, asked.set_n100, asked.set_n50
        set_geki, set_katu, set_misses, set_combo = (
            asked.set_n_geki,
            asked.set_n_katu,
            asked.set_n_misses,
            asked.set_combo,
        )
        performance = asked.performance

        def pp(n300: int, n100: int, n50: int, ngeki: int, nkatu: int, nmiss: int, combo: int) -> float:
            set_n300(n300)
            set_n100(n100)
            set_n50(n50)
            set_geki(ngeki)
            set_katu(nkatu)
            set_misses(nmiss)
            set_combo(combo)
            found: float = performance(beatmap).pp
            return found if isfinite(found) else 0.0

        return pp


def _question(content: bytes, mode: int, mods: int, **given: float) -> Any:  # noqa: ANN401  # the library's own
    """Return the library's calculator with a difficulty that is already known."""
    ruleset, bits = GameMode(mode).ruleset, understood(mods)
    known = _attributes(content, ruleset, bits)
    return _akatsuki().Calculator(mode=ruleset.value, mods=bits, difficulty=known, **given)


def _given(play: PartialPlay) -> dict[str, float]:
    counts = {
        "n300": play.n300,
        "n100": play.n100,
        "n50": play.n50,
        "n_geki": play.ngeki,
        "n_katu": play.nkatu,
        "n_misses": play.nmiss,
        "combo": play.combo,
        "acc": None if play.has_hits else play.accuracy,
    }
    return {name: count for name, count in counts.items() if count is not None}


@lru_cache(maxsize=KEPT_ATTRIBUTES)
def _attributes(content: bytes, ruleset: GameMode, mods: int) -> Any:  # noqa: ANN401  # the library's own
    return _akatsuki().Calculator(mode=ruleset.value, mods=mods).difficulty(_beatmap(content))


@lru_cache(maxsize=KEPT_BEATMAPS)
def _beatmap(content: bytes) -> Any:  # noqa: ANN401  # the library's own
    akatsuki = _akatsuki()
    try:
        return akatsuki.Beatmap(bytes=content)
    except akatsuki.ParseError as error:
        reason = " ".join(str(error).split())
        raise Mistake(f"akatsuki cannot read this beatmap file: {reason}") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the library's, of no module that could be imported
            raise
        raise Mistake("akatsuki breaks down on this beatmap file") from None


def _akatsuki() -> ModuleType:
    """Return the library; raises `Mistake` that says how to install it."""
    try:
        return import_module("akatsuki_pp_py")
    except ImportError:
        running = f"{version_info.major}.{version_info.minor}"
        raise Mistake(
            "pp engine 'akatsuki' needs akatsuki-pp-py, which is not installed: pip install \"mockbancho[akatsuki]\"; "
            f"it needs Python 3.11, this is {running}"
        ) from None
