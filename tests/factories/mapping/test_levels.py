"""A level is about the stars that rosu-pp-py finds in the file."""

from statistics import median

import pytest
from mockbancho.factories.mapping import write_beatmap

from mockbancho.osu.pp import stars_of_file
from tests.factories.mapping.given import BPMS, recipe

pytestmark = pytest.mark.unmeasured


def stars(mode: int, level: float, count: int) -> list[float]:
    """The stars of so many beatmaps of a level, of all speeds."""
    recipes = [recipe(mode, level, key, bpm=BPMS[key % len(BPMS)], total_length=60 + 8 * key) for key in range(count)]
    return [stars_of_file(write_beatmap(each).content, mode) for each in recipes]


@pytest.mark.parametrize(("mode", "level"), [(mode, level) for mode in range(4) for level in (1.0, 2.0, 3.5, 5.0, 6.0)])
def test_half_of_the_beatmaps_have_more_stars_than_their_level_and_most_are_near(mode: int, level: float) -> None:
    found = stars(mode, level, 18)

    assert median(found) == pytest.approx(level, abs=0.25)
    assert sum(abs(each - level) <= 0.5 for each in found) >= 13


@pytest.mark.parametrize("mode", range(4))
def test_more_level_is_more_stars(mode: int) -> None:
    found = [sum(stars(mode, level / 2, 4)) / 4 for level in range(2, 16)]

    assert found == sorted(found)


@pytest.mark.parametrize("mode", range(4))
def test_a_harder_beatmap_has_more_to_hit(mode: int) -> None:
    counts = [write_beatmap(recipe(mode, level)).objects.max_combo for level in (1.0, 3.0, 5.0, 7.0)]

    assert counts == sorted(counts)
    assert counts[-1] > 1.5 * counts[0]
