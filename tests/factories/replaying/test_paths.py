"""The way of a slider's ball."""

import pytest
from mockbancho.factories.replaying.paths import Path, Point

HALF_CIRCLE: list[Point] = [(0, 0), (100, 100), (200, 0)]
CORNER: list[Point] = [(0, 0), (100, 0), (100, 100)]


def spots(path: Path, *distances: float) -> list[Point]:
    return [(round(x), round(y)) for x, y in map(path.at, distances)]


def test_a_line_goes_through_its_points_and_on_beyond_the_last() -> None:
    path = Path("L", CORNER, 250)

    assert spots(path, 0, 50, 100, 150, 250) == [(0, 0), (50, 0), (100, 0), (100, 50), (100, 150)]


def test_three_points_of_a_circle_are_an_arc() -> None:
    path = Path("P", HALF_CIRCLE, 314)

    assert spots(path, 0, 157, 314) == [(0, 0), (100, 100), (200, 0)]


def test_an_arc_goes_the_other_way_round_where_its_middle_is_there() -> None:
    path = Path("P", [(0, 0), (100, -100), (200, 0)], 314)

    assert spots(path, 157) == [(100, -100)]


def test_three_points_on_a_line_are_no_arc() -> None:
    assert spots(Path("P", [(0, 0), (10, 0), (20, 0)], 20), 15) == [(15, 0)]


def test_a_curve_ends_at_its_last_point() -> None:
    path = Path("B", [(0, 0), (0, 100), (100, 100), (100, 0)], 200)

    assert spots(path, 100, 200) == [(50, 75), (100, 0)]


@pytest.mark.parametrize("letter", ["L", "P", "B"])
def test_upside_down_every_point_is_mirrored(letter: str) -> None:
    path = Path(letter, HALF_CIRCLE, 200)

    assert spots(path.turned(384), 0, 70, 200) == [(x, 384 - y) for x, y in spots(path, 0, 70, 200)]
