"""Accuracy and hits of each ruleset, by the server's own formulas."""

import pytest

from mockbancho.osu.accuracy import Hits, accuracy, column
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods


@pytest.mark.parametrize(
    ("mode", "hits", "expected"),
    [
        (GameMode.OSU, Hits(90, 6, 3, nmiss=1), 100 * (27000 + 600 + 150) / 30000),
        (GameMode.OSU_RELAX, Hits(1, 1), 100 * 400 / 600),
        (GameMode.TAIKO, Hits(7, 2, nmiss=1), 80.0),
        (GameMode.CATCH, Hits(50, 20, 20, nkatu=6, nmiss=4), 90.0),
        (GameMode.MANIA, Hits(2, 1, 1, 4, 1, 1), 100 * (50 + 100 + 200 + 1800) / 3000),
    ],
)
def test_accuracy_is_the_servers(mode: GameMode, hits: Hits, expected: float) -> None:
    assert accuracy(mode, hits) == pytest.approx(expected)


def test_with_score_v2_the_best_hits_of_mania_are_worth_more() -> None:
    assert accuracy(GameMode.MANIA, Hits(n300=1, ngeki=1), Mods.SCOREV2) == pytest.approx(100 * 605 / 610)


@pytest.mark.parametrize("mode", [0, 1, 2, 3])
def test_without_hits_accuracy_is_zero(mode: int) -> None:
    assert accuracy(mode, Hits()) == 0.0


def test_total_hits_count_big_notes_in_taiko_and_every_note_in_mania() -> None:
    hits = Hits(1, 2, 4, 8, 16, 32)

    assert [hits.total(mode) for mode in (0, 1, 2, 3, 4, 5)] == [7, 31, 7, 31, 7, 31]


def test_columns_keep_three_digits() -> None:
    assert column(98.76543) == 98.765
