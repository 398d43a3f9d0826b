"""pp: by the calculator where there is a file, by a formula where there is none."""

import base64
import json
from pathlib import Path

import pytest
import rosu_pp_py as rosu

from mockbancho.osu.accuracy import Hits
from mockbancho.osu.mods import Mods
from mockbancho.osu.objects import Objects
from mockbancho.osu.pp import objects_in_file, pp_with_file, pp_without_file, stars_of_file
from mockbancho.osu.solving import hits_for

WORLD = json.loads((Path(__file__).parent.parent / "conformance" / "world.json").read_text("utf-8"))
FILES = {int(number): base64.b64decode(file) for number, file in WORLD["files"]["osu"].items()}
OSU, TAIKO, CATCH, MANIA = (FILES[number] for number in (9001, 9003, 9005, 9006))


@pytest.mark.parametrize(("file", "mode"), [(OSU, 0), (TAIKO, 1), (CATCH, 2), (MANIA, 3), (OSU, 1), (OSU, 4), (OSU, 8)])
def test_pp_is_the_calculators(file: bytes, mode: int) -> None:
    objects = objects_in_file(file, mode)
    hits = hits_for(mode, objects, 97.0, misses=1)
    beatmap = rosu.Beatmap(bytes=file)
    beatmap.convert((rosu.GameMode.Osu, rosu.GameMode.Taiko, rosu.GameMode.Catch, rosu.GameMode.Mania)[mode % 4], 0)

    asked = rosu.Performance(
        mods=72, lazer=False, n300=hits.n300, n100=hits.n100, n50=hits.n50, n_geki=hits.ngeki, n_katu=hits.nkatu,
        misses=1, combo=objects.max_combo // 2,
    )  # fmt: skip

    assert pp_with_file(file, mode, hits, objects.max_combo // 2, 72) == asked.calculate(beatmap).pp


@pytest.mark.parametrize(("file", "mode"), [(OSU, 0), (TAIKO, 1), (CATCH, 2), (MANIA, 3)])
def test_a_perfect_play_of_a_file_is_the_calculators_own(file: bytes, mode: int) -> None:
    objects = objects_in_file(file, mode)
    hits = hits_for(mode, objects, 100.0)

    best = rosu.Performance(lazer=False).calculate(rosu.Beatmap(bytes=file)).pp

    assert pp_with_file(file, mode, hits, objects.max_combo) == pytest.approx(best, rel=0.15 if mode == 3 else 1e-9)


def test_nightcore_counts_as_double_time() -> None:
    hits = Hits(objects_in_file(OSU, 0).count)

    assert pp_with_file(OSU, 0, hits, 320, Mods.NIGHTCORE) == pp_with_file(OSU, 0, hits, 320, Mods.DOUBLETIME)


def test_stars_rise_with_speed() -> None:
    assert stars_of_file(OSU, 0) < stars_of_file(OSU, 0, Mods.DOUBLETIME)


def test_without_a_file_pp_rises_with_stars_accuracy_and_combo_and_falls_with_misses() -> None:
    objects = Objects(500, 700)

    def pp(stars: float = 5.0, hits: Hits = Hits(490, 10), combo: int = 700, mods: int = 0) -> float:  # noqa: B008
        return pp_without_file(0, stars, objects, hits, combo, mods)

    assert pp(stars=6) > pp() > pp(hits=Hits(450, 50)) > 0
    assert pp() > pp(combo=300) > pp(combo=300, hits=Hits(480, 10, nmiss=10))
    assert pp(mods=Mods.DOUBLETIME) > pp(mods=Mods.HIDDEN) > pp() > pp(mods=Mods.HALFTIME)


def test_without_a_file_pp_is_of_a_familiar_size() -> None:
    perfect = [pp_without_file(0, stars, Objects(500, 700), Hits(500), 700) for stars in (3, 5, 7)]

    assert perfect == pytest.approx([39, 181, 497], rel=0.02)
