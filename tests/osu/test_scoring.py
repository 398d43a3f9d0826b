"""Scores of the size that the client would show."""

import pytest

from mockbancho.osu.accuracy import Hits
from mockbancho.osu.mods import Mods
from mockbancho.osu.objects import Objects
from mockbancho.osu.scoring import LARGEST, Figures, difficulty_multiplier, mod_multiplier, score_of

FIGURES = Figures(cs=4.0, od=8.0, hp=6.0, seconds=100)


def test_a_perfect_play_without_sliders_is_exact() -> None:
    objects = Objects(3, 3)
    multiplier = difficulty_multiplier(FIGURES, 3)

    assert score_of(0, Hits(3), 3, 0, FIGURES, objects) == 900 + 300 * multiplier // 25


def test_the_difficulty_multiplier_counts_objects_a_second() -> None:
    assert [difficulty_multiplier(FIGURES, count) for count in (0, 100, 200, 5000)] == [2, 3, 4, 4]


@pytest.mark.parametrize(
    ("mode", "mods", "expected"),
    [
        (0, Mods.HIDDEN | Mods.DOUBLETIME, 1.06 * 1.12),
        (0, Mods.NOFAIL | Mods.SPUNOUT, 0.45),
        (2, Mods.HARDROCK, 1.12),
        (3, Mods.HIDDEN, 1.0),
        (3, Mods.EASY, 0.5),
    ],
)
def test_mods_multiply_the_score(mode: int, mods: int, expected: float) -> None:
    assert mod_multiplier(mode, mods) == pytest.approx(expected)


def test_a_broken_combo_costs() -> None:
    objects = Objects(500, 500)
    whole, broken = (score_of(0, Hits(499, nmiss=1), combo, 0, FIGURES, objects) for combo in (499, 250))

    assert broken < whole * 0.6


def test_mania_gives_a_million_at_most() -> None:
    objects = Objects(100, 100)

    assert score_of(3, Hits(ngeki=100), 100, 0, FIGURES, objects) == 1_000_000
    assert 900_000 < score_of(3, Hits(90, nkatu=2, ngeki=8), 100, 0, FIGURES, objects) < 1_000_000


def test_a_score_fits_its_column() -> None:
    assert score_of(0, Hits(90_000), 90_000, 0, FIGURES, Objects(90_000, 90_000)) == LARGEST


def test_without_a_combo_the_hits_alone_count() -> None:
    assert score_of(0, Hits(nmiss=5), 0, 0, FIGURES, Objects(5, 5)) == 0
