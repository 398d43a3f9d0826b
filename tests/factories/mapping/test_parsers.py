"""Parsers that others wrote read the files as what the recipe says and the generator counted."""

from typing import Any

import fosu
import pytest
import rosu_pp_py as rosu
from mockbancho.factories.mapping import write_beatmap

from mockbancho.osu.pp import objects_in_file
from tests.factories.mapping.given import recipe, spread

pytestmark = pytest.mark.unmeasured


def read(content: bytes) -> fosu.Beatmap:
    return fosu.parse(content, calculate_slider_end_times=True)


def seconds(beatmap: fosu.Beatmap) -> int:
    """From the first object to the end of the last."""
    ends = [each.end_time for each in beatmap.hit_objects]
    return int(max(ends) - beatmap.hit_objects[0].time) // 1000


@pytest.mark.parametrize("mode", range(4))
def test_fosu_reads_the_figures_of_a_hundred_recipes(mode: int) -> None:
    recipes = spread(mode)

    parsed = [read(write_beatmap(each).content) for each in recipes]

    assert [(each.cs, each.ar, each.od, each.hp) for each in parsed] == [
        pytest.approx((each.cs, each.ar, each.od, each.hp)) for each in recipes
    ]
    assert [(each.mode, each.beatmap_id, each.beatmap_set_id) for each in parsed] == [
        (mode, each.id, each.set_id) for each in recipes
    ]
    assert [seconds(each) for each in parsed] == [each.total_length for each in recipes]
    assert [len(each.hit_objects) for each in parsed] == [
        write_beatmap(each).content.split(b"[HitObjects]\r\n")[1].count(b"\r\n") for each in recipes
    ]


@pytest.mark.parametrize("mode", range(4))
def test_fosu_finds_no_malformed_line_and_the_right_bpm(mode: int) -> None:
    recipes = spread(mode, 20)

    parsed = [read(write_beatmap(each).content) for each in recipes]

    assert [each.stats.malformed_lines for each in parsed] == [0] * 20
    assert [60000 / each.timing_points[0].beat_length for each in parsed] == pytest.approx(
        [each.bpm for each in recipes]
    )


@pytest.mark.parametrize("mode", range(4))
def test_rosu_counts_the_same_objects_and_combo_in_a_hundred_beatmaps(mode: int) -> None:
    mapped = [write_beatmap(each) for each in spread(mode)]

    counted = [objects_in_file(each.content, mode) for each in mapped]

    assert counted == [each.objects for each in mapped]


@pytest.mark.parametrize("mode", range(4))
def test_rosu_reads_the_figures(mode: int) -> None:
    recipes = spread(mode, 30)

    parsed: list[Any] = [rosu.Beatmap(bytes=write_beatmap(each).content) for each in recipes]

    assert [(each.version, each.bpm, each.is_suspicious()) for each in parsed] == [
        (14, pytest.approx(each.bpm, abs=0.01), False) for each in recipes
    ]
    assert [(each.cs, each.ar, each.od, each.hp) for each in parsed] == [
        pytest.approx((each.cs, each.ar, each.od, each.hp)) for each in recipes
    ]


@pytest.mark.parametrize("total_length", [1, 5, 6, 7, 12, 29, 90, 341, 1200])
@pytest.mark.parametrize("mode", range(4))
def test_a_beatmap_is_exactly_as_long_as_wanted(mode: int, total_length: int) -> None:
    wanted = [
        recipe(mode, 2.0, key, total_length=total_length, bpm=bpm) for key, bpm in enumerate((61.7, 180.0, 333.0))
    ]

    mapped = [write_beatmap(each) for each in wanted]

    assert [each.total_length for each in mapped] == [total_length] * 3
    assert [seconds(read(each.content)) for each in mapped] == [total_length] * 3


@pytest.mark.parametrize("bpm", [10.0, 47.5, 75.0, 120.0, 150.0, 300.0, 411.0, 1000.0])
@pytest.mark.parametrize("mode", range(4))
def test_slow_and_fast_songs_are_counted_right_too(mode: int, bpm: float) -> None:
    mapped = [write_beatmap(recipe(mode, level, int(level), bpm=bpm)) for level in (1.0, 3.0, 5.0, 7.0)]

    assert [objects_in_file(each.content, mode) for each in mapped] == [each.objects for each in mapped]
