"""What someone who plays would complain about: objects off the playfield, off the beat, or on top of each other."""

from itertools import pairwise

import fosu
import pytest
from mockbancho.factories.mapping import write_beatmap

from mockbancho.records import BeatmapRecipe
from tests.factories.mapping.given import BPMS, recipe, spread

pytestmark = pytest.mark.unmeasured

MODES = pytest.mark.parametrize("mode", range(4))
PARTS_OF_A_BEAT = {0: 12, 1: 8, 2: 12, 3: 8}
"""The finest grid that objects of each mode are on, at the speeds of `spread`."""


def read(recipe: BeatmapRecipe) -> fosu.Beatmap:
    content = write_beatmap(recipe).content
    return fosu.parse(content, calculate_slider_end_times=True, calculate_slider_paths=True)


def path(slider: fosu.Slider) -> list[tuple[float, float]]:
    """Every point that the ball goes through."""
    return [(slider.x + point.x, slider.y + point.y) for point in slider.path.points] if slider.path else []


def off_the_beat(beatmap: fosu.Beatmap, step: float) -> float:
    """Milliseconds between the grid and the object that is furthest from it."""
    first = beatmap.timing_points[0].time
    return max(abs(each.time - first - round((each.time - first) / step) * step) for each in beatmap.hit_objects)


@MODES
def test_every_object_is_in_the_playfield(mode: int) -> None:
    objects = [each for recipe in spread(mode, 50) for each in read(recipe).hit_objects]

    assert [each for each in objects if not (0 <= each.x <= 512 and 0 <= each.y <= 384)] == []


@pytest.mark.parametrize("bpm", [None, 47.5, 100.0, 300.0, 1000.0])
@pytest.mark.parametrize("mode", [0, 2])
def test_every_slider_stays_in_the_playfield(mode: int, bpm: float | None) -> None:
    recipes = spread(mode, 40)

    beatmaps = [read(recipe(mode, each.level, each.id, bpm=bpm or each.bpm)) for each in recipes]

    points = [
        point
        for each in beatmaps
        for slider in each.hit_objects
        if isinstance(slider, fosu.Slider)
        for point in path(slider)
    ]
    assert len(points) > 1000
    assert [(x, y) for x, y in points if not (0 <= x <= 512 and 0 <= y <= 384)] == []


@MODES
def test_every_object_is_on_the_grid_of_the_beat(mode: int) -> None:
    recipes = spread(mode, 50)

    off = [off_the_beat(read(each), 60000 / each.bpm / PARTS_OF_A_BEAT[mode]) for each in recipes]

    assert max(off) <= 1


@pytest.mark.parametrize("mode", [0, 1, 2])
def test_an_object_begins_when_the_one_before_it_is_over(mode: int) -> None:
    objects = [read(recipe).hit_objects for recipe in spread(mode, 50)]

    gaps = [later.time - earlier.end_time for each in objects for earlier, later in pairwise(each)]

    assert min(gaps) > 20


def test_a_column_of_mania_is_free_when_it_is_hit_again() -> None:
    beatmaps = [read(recipe) for recipe in spread(3, 50)]

    columns = [
        [each for each in beatmap.hit_objects if each.x == place]
        for beatmap in beatmaps
        for place in sorted({each.x for each in beatmap.hit_objects})
    ]

    assert min(later.time - earlier.end_time for each in columns for earlier, later in pairwise(each)) > 20
    assert all(earlier.time <= later.time for each in beatmaps for earlier, later in pairwise(each.hit_objects))


@pytest.mark.parametrize("keys", [1, 2, 4, 5, 7, 9, 10])
def test_mania_has_as_many_columns_as_its_circle_size_says(keys: int) -> None:
    beatmap = read(recipe(3, 5.0, cs=float(keys)))

    assert {int(each.x * keys / 512) for each in beatmap.hit_objects} == set(range(keys))


@MODES
def test_long_songs_have_breaks_in_which_nothing_is_to_be_hit(mode: int) -> None:
    beatmaps = [
        read(recipe(mode, 1.0 + key / 4, key, total_length=200, bpm=BPMS[key % len(BPMS)])) for key in range(20)
    ]

    breaks = [(each, pause) for each in beatmaps for pause in each.breaks]

    assert len(breaks) >= 20
    assert min(pause.end - pause.start for _, pause in breaks) >= 5000
    assert [
        pause
        for beatmap, pause in breaks
        for each in beatmap.hit_objects
        if each.end_time > pause.start - 100 and each.time < pause.end + 300
    ] == []


@MODES
def test_short_songs_have_no_break(mode: int) -> None:
    assert [read(recipe(mode, key=key, total_length=60)).breaks for key in range(10)] == [[]] * 10


@MODES
def test_the_chorus_is_kiai_and_denser_than_the_opening(mode: int) -> None:
    beatmap = read(recipe(mode, 5.0, 3, total_length=150))

    openings = [each.time for each in beatmap.timing_points if not each.uninherited and not each.effects & 1]
    choruses = [each.time for each in beatmap.timing_points if each.effects & 1]
    ahead = [each for each in beatmap.hit_objects if openings[0] <= each.time < openings[0] + 10_000]
    chorus = [each for each in beatmap.hit_objects if choruses[0] <= each.time < choruses[0] + 10_000]

    assert len(chorus) > len(ahead)


def test_osu_has_sliders_streams_jumps_spinners_and_new_combos() -> None:
    beatmap = read(recipe(0, 6.0, 2, total_length=240))

    circles = [each for each in beatmap.hit_objects if each.is_circle]
    sliders = [each for each in beatmap.hit_objects if isinstance(each, fosu.Slider)]
    quarters = sum(later.time - earlier.time in (83, 84) for earlier, later in pairwise(circles))

    assert len(circles) > len(sliders) > 100
    assert quarters > 40
    assert {each.curve_type.name for each in sliders} >= {
        "LINEAR",
        "BEZIER",
        "PERFECT_CURVE",
    }
    assert sum(each.is_spinner for each in beatmap.hit_objects) >= 1
    assert 4 <= len(beatmap.hit_objects) / sum(each.new_combo for each in beatmap.hit_objects) <= 12


def test_taiko_has_both_colours_finishers_drumrolls_and_dendens() -> None:
    objects = [each for key in range(5) for each in read(recipe(1, 4.5, key, total_length=240)).hit_objects]

    notes = [each for each in objects if each.is_circle]
    kats = sum(bool(each.hitsound & 10) for each in notes)

    assert 0.25 < kats / len(notes) < 0.6
    assert sum(bool(each.hitsound & 4) for each in notes) > 5
    assert sum(each.is_slider for each in objects) > 2
    assert sum(each.is_spinner for each in objects) > 2


def test_mania_has_chords_and_holds_but_few_jacks() -> None:
    beatmap = read(recipe(3, 4.0, 2, cs=4.0, total_length=120))

    times = [each.time for each in beatmap.hit_objects]
    repeated = sum(later.x == earlier.x for earlier, later in pairwise(beatmap.hit_objects))

    assert len(set(times)) < 0.9 * len(times)
    assert 20 < sum(each.is_hold for each in beatmap.hit_objects) < 0.4 * len(times)
    assert repeated < 0.1 * len(times)


def test_beginners_get_a_slow_and_near_osu() -> None:
    beatmap = read(recipe(0, 1.5, 2))

    steps = [
        ((later.x - earlier.x) ** 2 + (later.y - earlier.y) ** 2) ** 0.5
        for earlier, later in pairwise(beatmap.hit_objects)
        if earlier.is_circle and later.is_circle
    ]

    assert min(later.time - earlier.time for earlier, later in pairwise(beatmap.hit_objects)) >= 333
    assert max(steps) < 120
    assert beatmap.ar is not None
    assert beatmap.ar <= 5
