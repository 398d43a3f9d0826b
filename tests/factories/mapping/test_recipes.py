"""What is not given follows from the level, as mappers choose it."""

import pytest
from mockbancho.factories import Chance
from mockbancho.factories.mapping import draw_recipe, write_beatmap

from mockbancho.errors import Mistake
from tests.factories.mapping.given import recipe


def test_what_is_given_is_kept() -> None:
    found = draw_recipe(
        Chance(7, "beatmap", 3),
        id=3,
        set_id=4,
        mode=0,
        level=4.12345,
        artist="XYLON",
        title="Glass Waltz",
        version="Hard",
        creator="Aika",
        total_length=91,
        bpm=187.5,
        cs=3.33,
        ar=9.87,
        od=1.0,
        hp=0.0,
    )

    assert (found.id, found.set_id, found.mode, found.level) == (3, 4, 0, 4.123)
    assert (found.artist, found.title, found.version, found.creator) == ("XYLON", "Glass Waltz", "Hard", "Aika")
    assert (found.total_length, found.bpm) == (91, 187.5)
    assert (found.cs, found.ar, found.od, found.hp) == (3.33, 9.87, 1.0, 0.0)


def test_the_same_chance_draws_the_same_recipe() -> None:
    assert recipe(0, 5.0, 3) == recipe(0, 5.0, 3)
    assert recipe(0, 5.0, 3).bits != recipe(0, 5.0, 4).bits
    assert all(0 <= recipe(key=key).bits < 2**63 for key in range(50))


@pytest.mark.parametrize(
    ("mode", "level", "least", "most"),
    [
        (0, 1.5, (2.5, 3.5, 2.5, 2.0), (4.0, 5.0, 4.0, 4.0)),
        (0, 5.3, (3.3, 8.2, 6.3, 4.0), (4.5, 9.4, 7.8, 6.0)),
        (0, 7.5, (3.5, 8.8, 8.0, 4.5), (5.0, 10.0, 10.0, 7.0)),
        (1, 5.0, (2.0, 5.0, 4.0, 4.5), (5.0, 5.0, 6.5, 6.5)),
        (2, 5.0, (3.3, 7.5, 7.5, 4.0), (4.6, 9.0, 9.0, 6.5)),
        (3, 4.0, (4.0, 5.0, 7.0, 7.0), (7.0, 5.0, 8.5, 8.5)),
    ],
)
def test_figures_are_those_of_the_level(
    mode: int, level: float, least: tuple[float, ...], most: tuple[float, ...]
) -> None:
    drawn = [recipe(mode, level, key) for key in range(40)]

    figures = [(each.cs, each.ar, each.od, each.hp) for each in drawn]

    assert all(low <= figure <= high for row in figures for low, figure, high in zip(least, row, most, strict=True))
    assert all(figure == round(figure, 1) for row in figures for figure in row)


def test_mania_has_four_or_seven_keys() -> None:
    assert {recipe(3, key=key).cs for key in range(40)} == {4.0, 7.0}


@pytest.mark.parametrize(
    ("bpm", "total_length", "told"),
    [
        (0.0, 60, "got 0 bpm, 60 seconds"),
        (-120.0, 60, "got -120 bpm, 60 seconds"),
        (1e9, 60, "got 1e+09 bpm, 60 seconds"),
        (float("nan"), 60, "got nan bpm, 60 seconds"),
        (180.0, 0, "got 180 bpm, 0 seconds"),
    ],
)
def test_a_song_that_cannot_be_is_refused(bpm: float, total_length: int, told: str) -> None:
    with pytest.raises(Mistake) as caught:
        write_beatmap(recipe(bpm=bpm, total_length=total_length))

    assert str(caught.value) == f"beatmap 75: expected 10 to 1000 bpm and a second or more; {told}"
