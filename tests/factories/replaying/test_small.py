"""Beatmaps of a few objects, so that what is missed or let go of can only be the one thing."""

import pytest
from mockbancho.factories.replaying.osu import play_osu
from mockbancho.factories.replaying.targets import read_targets

from tests.factories.replaying.osu_judge import Judge, Moment, Verdict
from tests.rows import score

HEAD = """osu file format v14

[General]
Mode: 0
StackLeniency: 0.7

[Difficulty]
CircleSize:4
OverallDifficulty:8
ApproachRate:9
SliderMultiplier:1
SliderTickRate:1

[TimingPoints]
0,400,4,1,0,60,1,0

[HitObjects]
"""
CIRCLE = "256,192,1000,1,0"
SLIDER = "100,100,2000,2,0,L|400:100,1,300"
"""With ticks after 400 and 800 ms."""
SHORT = "100,300,2000,2,0,L|150:300,1,50"
SPINNER = "256,192,4000,12,0,6000"
LAST = "300,300,8000,1,0"


def played(*lines: str, mods: int = 0, **columns: int) -> Verdict:
    text = HEAD + "\n".join(lines)
    frames, _ = play_osu(read_targets(text.encode()), score(n50=0, mods=mods, **columns), 7)
    return Judge(text, mods).judge([Moment(-1, 256, -500, 0), *(Moment(*frame) for frame in frames)])


def told(found: Verdict) -> tuple[int, int, int, int, int]:
    return found.n300, found.n100, found.n50, found.nmiss, found.longest


def test_the_cursor_leaves_a_slider_for_the_tick_that_breaks_the_combo() -> None:
    found = played(CIRCLE, SLIDER, LAST, n300=2, n100=1, nmiss=0, max_combo=3)

    assert told(found) == (2, 1, 0, 0, 3)


def test_a_slider_without_ticks_breaks_the_combo_at_its_head() -> None:
    found = played(
        CIRCLE, SHORT.replace("L|150:300,1,50", "L|200:300,1,100"), LAST, n300=2, n100=1, nmiss=0, max_combo=2
    )

    assert told(found) == (2, 1, 0, 0, 2)


def test_of_a_slider_the_end_alone_is_dropped_while_the_combo_goes_on() -> None:
    found = played(CIRCLE, SLIDER, LAST, n300=2, n100=1, nmiss=0, max_combo=5)

    assert told(found) == (2, 1, 0, 0, 5)


@pytest.mark.parametrize("mods", [0, 2, 16, 64, 8192])
def test_everything_can_be_missed(mods: int) -> None:
    found = played(CIRCLE, SLIDER, SPINNER, LAST, mods=mods, n300=0, n100=0, nmiss=4, max_combo=0)

    assert told(found) == (0, 0, 0, 4, 0)


@pytest.mark.parametrize("mods", [0, 2, 16, 64, 256])
def test_everything_can_be_hit(mods: int) -> None:
    found = played(CIRCLE, SLIDER, SPINNER, LAST, mods=mods, n300=4, n100=0, nmiss=0, max_combo=7)

    assert told(found) == (4, 0, 0, 0, 7)


def test_of_more_hits_than_objects_the_misses_come_first() -> None:
    found = played(CIRCLE, SLIDER, LAST, n300=9, n100=9, nmiss=1, max_combo=1)

    assert (found.n100, found.nmiss) == (2, 1)


def test_a_missed_circle_between_two_that_are_hit_early_and_late_is_not_visited() -> None:
    stream = [f"{100 + 40 * nth},192,{1000 + 50 * nth},1,0" for nth in range(9)]

    found = played(*stream, n300=0, n100=8, nmiss=1, max_combo=8)

    assert found.nmiss == 1


def test_where_the_next_object_would_be_locked_misses_come_in_a_row() -> None:
    stream = [f"{100 + 40 * nth},192,{1000 + 50 * nth},1,0" for nth in range(9)]

    found = played(*stream, n300=4, n100=0, nmiss=5, max_combo=4)

    assert told(found) == (4, 0, 0, 5, 4)


def test_a_slider_whose_repeats_are_too_close_breaks_nowhere() -> None:
    found = played(CIRCLE, "100,300,2000,2,0,L|110:300,6,10", LAST, n300=2, n100=1, nmiss=0, max_combo=4)

    assert (found.n300, found.n100, found.nmiss) == (2, 1, 0)


def test_objects_in_one_place_are_stacked_below_a_sliders_end_too() -> None:
    stack = [SLIDER, *(f"400,100,{3300 + 200 * nth},1,0" for nth in range(6)), LAST]

    found = played(*stack, n300=8, n100=0, nmiss=0, max_combo=11)

    assert told(found) == (8, 0, 0, 0, 11)
