"""The tables of chance are the curves that they stand for."""

from math import erfc, exp, sqrt

import pytest
from mockbancho.factories.playing.curves import (
    NORMAL,
    SURPRISES,
    WAITS,
    between,
    count,
    falling,
    outside,
    over_gaps,
    place_of,
)


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


@pytest.mark.parametrize("x", [-3.0, -0.01, 0.0, 0.5, 1.3, 7.77, 23.9])
def test_falling_is_the_exponential_function(x: float) -> None:
    assert falling(x) == pytest.approx(exp(-x), rel=3e-4)


def test_far_out_nothing_is_left() -> None:
    assert (falling(24.5), outside(6.0), outside(60.0)) == (0, 0, 0)


@pytest.mark.parametrize("deviations", [0.0, 0.3, 1.0, 2.5, 4.0])
def test_outside_is_the_tail_of_the_bell_curve(deviations: float) -> None:
    assert outside(deviations) == pytest.approx(erfc(deviations / sqrt(2)), abs=3e-5)


@pytest.mark.parametrize(("table", "middle"), [(NORMAL, 0), (WAITS, 1), (SURPRISES, 0)])
def test_tables_have_their_mean_and_a_deviation_of_one(table: tuple[float, ...], middle: float) -> None:
    assert mean(list(table)) == pytest.approx(middle, abs=0.01)
    assert mean([(each - middle) ** 2 for each in table]) == pytest.approx(1, abs=0.02)
    assert list(table) == sorted(table)


@pytest.mark.parametrize("wanted", [0.0, 0.05, 0.97, 1.03, 7.0, 9.44, 11.9, 12.1, 80.0])
def test_counts_have_the_mean_and_spread_of_a_poisson_count(wanted: float) -> None:
    counts = [float(count(wanted, bits)) for bits in range(65_536)]

    assert mean(counts) == pytest.approx(wanted, rel=0.01)
    assert mean([(each - wanted) ** 2 for each in counts]) == pytest.approx(wanted, rel=0.03)


def test_quantiles_between_those_of_a_table_lie_between_them() -> None:
    assert [between((1.0, 2.0, 4.0), unit) for unit in (0.0, 0.25, 0.5, 0.75)] == [1, 1.5, 2, 3]


@pytest.mark.parametrize("gap", [-99.0, -8.0, -0.5, 0.0, 3.25, 8.0, 99.0])
def test_a_table_over_gaps_holds_its_curve_at_each_place_and_has_an_edge(gap: float) -> None:
    table = over_gaps(lambda each: each)

    assert table[place_of(gap)] == max(-8.0, min(8.0, gap))
    assert 4 * 64 <= place_of(gap) <= len(table) - 4 * 64
