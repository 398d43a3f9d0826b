"""Difficulties are kept once for all mods that do not change them, and nobody can tell by the pp."""

from __future__ import annotations

from itertools import combinations
from typing import Any, Final

import pytest
import rosu_pp_py
from mockbancho.factories import Chance
from mockbancho.factories.mapping import draw_recipe, write_beatmap

from mockbancho.osu.engine import understood
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.rosu import Rosu, _attributes

HITS: Final = (300, 12, 3, 40, 6, 2)
COMBO: Final = 150
LIBRARY: Final = (
    rosu_pp_py.GameMode.Osu,
    rosu_pp_py.GameMode.Taiko,
    rosu_pp_py.GameMode.Catch,
    rosu_pp_py.GameMode.Mania,
)


def content(mode: int) -> bytes:
    """A short beatmap for a ruleset."""
    recipe = draw_recipe(
        Chance(7, "mapping", mode),
        id=10,
        set_id=1,
        mode=mode,
        level=5.0,
        artist="Artist",
        title="Title",
        version="Insane",
        creator="Mapper",
        total_length=40,
        bpm=180.0,
    )
    return write_beatmap(recipe).content


def pp_by_hand(file: bytes, mode: int, mods: int) -> float:
    """pp with a difficulty that is calculated for these very mods."""
    beatmap: Any = rosu_pp_py.Beatmap(bytes=file)  # its stub wants mods to convert with
    if beatmap.mode == rosu_pp_py.GameMode.Osu:
        beatmap.convert(LIBRARY[mode])
    bits = understood(mods)
    n300, n100, n50, geki, katu, misses = HITS
    asked = rosu_pp_py.Performance(
        mods=bits, lazer=False, n300=n300, n100=n100, n50=n50, n_geki=geki, n_katu=katu, misses=misses, combo=COMBO
    )
    return asked.calculate(rosu_pp_py.Difficulty(mods=bits, lazer=False).calculate(beatmap)).pp


@pytest.mark.parametrize(("made_for", "mode"), [(0, 0), (0, 1), (0, 2), (0, 3), (1, 1), (2, 2), (3, 3)])
def test_pp_is_that_of_the_very_mods(made_for: int, mode: int) -> None:
    file, engine = content(made_for), Rosu()
    played = [0, *(int(mod) for mod in Mods), *(int(one | other) for one, other in combinations(list(Mods)[:15], 2))]

    found = {mods: engine.calculator(file, mode, mods)(*HITS, COMBO) for mods in played}

    assert found == {mods: pp_by_hand(file, mode, mods) for mods in played}


@pytest.mark.parametrize(
    ("mode", "letters"), [(0, Mods.NOFAIL | Mods.SPUNOUT), (1, Mods.HIDDEN), (2, Mods.FLASHLIGHT), (3, Mods.MIRROR)]
)
def test_mods_that_change_nothing_cost_nothing(mode: int, letters: int) -> None:
    file = content(mode)

    assert _attributes(file, GameMode(mode), letters) is _attributes(file, GameMode(mode), 0)
    assert _attributes(file, GameMode(mode), Mods.DOUBLETIME) is not _attributes(file, GameMode(mode), 0)
