"""A catalogue gives beatmaps of a difficulty: popular ones more often, the same ones for the same bits."""

from collections import Counter

import pytest
from mockbancho.factories.chance import mix
from mockbancho.factories.playing.catalogues import Catalogue
from mockbancho.factories.playing.demands import Playable

from mockbancho.errors import Mistake

from .peopled import catalogue, playable, playables


def weighing(number: int, weight: int, *, gives_pp: bool = True) -> Playable:
    """A beatmap of three stars that is so popular."""
    plain = playable(number, 0, 3.0)
    return Playable(plain.md5, 0, 3.0, plain.objects, plain.figures, weight, gives_pp)


def chosen(listed: Catalogue, stars: float, times: int = 512) -> Counter[str]:
    return Counter(listed.choose(0, stars, mix(each))[0].md5 for each in range(times))


@pytest.mark.parametrize("stars", [1.2, 3.6, 6.9])
def test_a_choice_is_of_the_wanted_difficulty(stars: float) -> None:
    found = [catalogue().choose(mode, stars, mix(each))[0] for mode in range(4) for each in range(100)]

    assert all(abs(each.stars - stars) < 0.5 for each in found)


@pytest.mark.parametrize(
    ("stars", "low", "high"), [(-1.0, 1.0, 1.3), (0.0, 1.0, 1.3), (8.4, 7.2, 8.0), (20.0, 7.2, 8.0)]
)
def test_who_is_out_of_range_chooses_at_the_end(stars: float, low: float, high: float) -> None:
    found = [catalogue().choose(0, stars, mix(each))[0] for each in range(200)]

    assert all(low <= each.stars <= high for each in found)
    assert len({each.md5 for each in found}) > 2


def test_a_popular_beatmap_is_chosen_more_often() -> None:
    rare, common = weighing(1, 1), weighing(2, 9)

    counts = chosen(Catalogue([rare, common]), 3.0, 4000)

    assert 0.8 < counts[common.md5] / 4000 < 0.97


def test_nobody_chooses_a_beatmap_without_weight() -> None:
    listed = Catalogue([weighing(1, 0), weighing(2, 1)])

    assert set(chosen(listed, 3.0)) | set(chosen(listed, 9.0)) == {weighing(2, 1).md5}


def test_one_beatmap_more_takes_choices_and_moves_no_others() -> None:
    few = [weighing(number, 3) for number in range(9)]
    before, after = Catalogue(few), Catalogue([weighing(9, 3), *reversed(few)])

    moved = [
        after.choose(0, 3.0, turn)[0].md5
        for turn in range(512)
        if before.choose(0, 3.0, turn)[0] != after.choose(0, 3.0, turn)[0]
    ]

    assert set(moved) == {weighing(9, 3).md5}
    assert 25 < len(moved) < 85


def test_an_unplayed_beatmap_is_the_nearest_that_gives_pp_and_rather_an_easier_one() -> None:
    row = [playable(number, 0, 2 + number / 2) for number in range(5)]
    listed = Catalogue([*row, weighing(99, 1, gives_pp=False)])
    played: set[str] = set()

    order: list[float] = []
    for _ in range(5):
        found = listed.unplayed(0, 3.1, played)
        assert found
        played.add(found[0].md5)
        order.append(found[0].stars)

    assert order == [3.0, 2.5, 2.0, 3.5, 4.0]
    assert listed.unplayed(0, 3.1, played) is None


def test_a_mode_without_beatmaps_has_nothing_to_choose() -> None:
    listed = Catalogue(playables((3, 0, 0, 0)))

    assert [listed.has(mode) for mode in (0, 4, 8, 1, 2, 3)] == [True, True, True, False, False, False]
    with pytest.raises(Mistake, match="there is no beatmap for taiko"):
        listed.choose(5, 3.0, 0)
