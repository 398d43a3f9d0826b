"""Grades as the client gives them (osu! wiki, Gameplay/Grade)."""

import pytest

from mockbancho.osu.accuracy import Hits
from mockbancho.osu.grading import grade_of
from mockbancho.osu.mods import Mods

OSU, TAIKO, CATCH, MANIA = range(4)


@pytest.mark.parametrize(
    ("mode", "hits", "grade"),
    [
        (OSU, Hits(100), "X"),
        (OSU, Hits(95, 4, 1), "S"),
        (OSU, Hits(95, 3, 2), "A"),
        (OSU, Hits(95, 4, nmiss=1), "A"),
        (OSU, Hits(85, 15), "A"),
        (OSU, Hits(85, 14, nmiss=1), "B"),
        (OSU, Hits(75, 25), "B"),
        (OSU, Hits(75, 24, nmiss=1), "C"),
        (OSU, Hits(65, 34, nmiss=1), "C"),
        (OSU, Hits(60, 40), "D"),
        (OSU, Hits(), "D"),
        (TAIKO, Hits(95, 5), "S"),
        (CATCH, Hits(99, nkatu=1), "S"),
        (CATCH, Hits(98, nkatu=2), "A"),
        (CATCH, Hits(91, nkatu=9), "B"),
        (CATCH, Hits(86, nkatu=14), "C"),
        (CATCH, Hits(85, nkatu=15), "D"),
        (MANIA, Hits(50, ngeki=50), "X"),
        (MANIA, Hits(96, nmiss=4), "S"),
        (MANIA, Hits(91, nmiss=9), "A"),
        (MANIA, Hits(81, nmiss=19), "B"),
        (MANIA, Hits(71, nmiss=29), "C"),
        (MANIA, Hits(70, nmiss=30), "D"),
    ],
)
def test_the_grade_follows_from_the_hits(mode: int, hits: Hits, grade: str) -> None:
    assert grade_of(mode, hits) == grade


def test_hidden_and_flashlight_turn_the_best_two_silver() -> None:
    assert [grade_of(OSU, Hits(100), mods) for mods in (Mods.HIDDEN, Mods.FLASHLIGHT, Mods.HARDROCK)] == [
        "XH",
        "XH",
        "X",
    ]
    assert grade_of(OSU, Hits(95, 5), Mods.HIDDEN) == "SH"
    assert grade_of(OSU, Hits(95, 4, nmiss=1), Mods.HIDDEN) == "A"


def test_fade_in_does_so_in_mania_alone() -> None:
    assert [grade_of(mode, Hits(100), Mods.FADEIN) for mode in (OSU, MANIA)] == ["X", "XH"]


def test_a_failed_play_has_its_own_grade() -> None:
    assert grade_of(OSU, Hits(100), passed=False) == "F"
