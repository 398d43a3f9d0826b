"""A beatmap of wanted stars is found by measuring few files."""

from collections.abc import Callable

import pytest
from mockbancho.factories.mapping import tuned, write_beatmap
from msgspec.structs import replace

from mockbancho.errors import Mistake
from mockbancho.osu.pp import stars_of_file
from tests.factories.mapping.given import recipe


def counting(calls: list[int]) -> Callable[[bytes, int], float]:
    """Measure with rosu-pp-py, and note the mode of each file measured."""

    def measure(content: bytes, mode: int) -> float:
        calls.append(mode)
        return stars_of_file(content, mode)

    return measure


@pytest.mark.parametrize("wish", [1.0, 1.7, 2.5, 3.3, 4.2, 5.0, 5.9, 6.6, 7.0])
@pytest.mark.parametrize("mode", range(4))
def test_a_wish_is_met_within_a_tenth_of_a_star(mode: int, wish: float) -> None:
    recipes = [recipe(mode, wish, key, total_length=90 + key, bpm=150.0 + 37 * key) for key in range(2)]

    found = [tuned(each, wish, stars_of_file) for each in recipes]

    assert [stars_of_file(write_beatmap(each).content, mode) for each in found] == pytest.approx([wish] * 2, abs=0.1)


@pytest.mark.parametrize(("mode", "wish"), [(0, 8.0), (0, 9.0), (2, 8.0), (3, 8.0)])
def test_hard_wishes_are_met_as_well_as_can_be(mode: int, wish: float) -> None:
    found = tuned(recipe(mode, wish), wish, stars_of_file)

    assert stars_of_file(write_beatmap(found).content, mode) == pytest.approx(wish, abs=0.3)


def test_tuning_changes_the_level_alone() -> None:
    given = recipe(0, 2.0)

    found = tuned(given, 4.5, stars_of_file)

    assert replace(found, level=2.0) == given
    assert found.level == round(found.level, 3) != 2.0


def test_tuning_measures_few_files_of_its_own_mode() -> None:
    calls: list[int] = []

    for key in range(10):
        tuned(recipe(1, 4.0, key), 4.0, counting(calls))

    assert set(calls) == {1}
    assert len(calls) < 60


def test_any_measure_will_do() -> None:
    found = tuned(recipe(0), 3.25, lambda content, _: len(content) / 4000)

    assert len(write_beatmap(found).content) / 4000 == pytest.approx(3.25, abs=0.1)


@pytest.mark.parametrize(("mode", "bpm"), [(0, 180.0), (1, 200.0), (2, 150.0), (3, 180.0)])
def test_a_wish_out_of_reach_is_refused_with_the_nearest(mode: int, bpm: float) -> None:
    with pytest.raises(
        Mistake, match=rf"^stars: 40 cannot be reached at {bpm:g} bpm in 60 seconds; the nearest is \d+\.\d\d$"
    ):
        tuned(recipe(mode, bpm=bpm), 40.0, stars_of_file)


def test_no_stars_at_all_cannot_be_reached() -> None:
    with pytest.raises(
        Mistake, match=r"^stars: 0 cannot be reached at 180 bpm in 60 seconds; the nearest is \d\.\d\d$"
    ):
        tuned(recipe(), 0.0, stars_of_file)
