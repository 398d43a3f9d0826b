"""Latency as people write it, and how long that is."""

from statistics import median

import pytest

from mockbancho.errors import Mistake
from mockbancho.world.latency import LONGEST, Latency, latency_of


def drawn(given: Latency) -> list[float]:
    """Return ten thousand of a latency, ascending, drawn by pairs that lie evenly."""
    draw = latency_of(given)
    return sorted(draw(number * 0.7548776662 % 1, number * 0.5698402910 % 1) for number in range(10_000))


@pytest.mark.parametrize(
    ("given", "seconds"),
    [(0, 0.0), (0.25, 0.25), (3, 3.0), ("200ms", 0.2), ("1m30s", 90.0), ("1h", LONGEST), ("1h..2h", LONGEST)],
)
def test_a_latency_is_fixed_and_ten_minutes_at_most(given: Latency, seconds: float) -> None:
    assert [latency_of(given)(0.0, 0.0), latency_of(given)(0.999, 0.999)] == [seconds, seconds]


def test_a_span_goes_from_its_shorter_to_its_longer_end() -> None:
    draw = latency_of("100ms .. 2s")

    assert [draw(share, 0.0) for share in (0.0, 0.5, 1.0)] == pytest.approx([0.1, 1.05, 2.0])


def test_each_latency_of_a_span_is_as_likely() -> None:
    found = drawn("1s..3s")

    assert [found[place] for place in (2500, 5000, 7500)] == pytest.approx([1.5, 2.0, 2.5], abs=0.05)


@pytest.mark.parametrize(("given", "spread"), [("about 300ms", 1.5), ("about 300ms x3", 3.0), ("about 300ms x1", 1.0)])
def test_about_is_as_often_above_as_below_and_two_of_three_are_within_its_spread(given: str, spread: float) -> None:
    found = drawn(given)
    within = [each for each in found if 0.3 / spread <= each * 1.000001 and each <= 0.3 * spread * 1.000001]

    assert median(found) == pytest.approx(0.3, rel=0.05)
    assert len(within) / len(found) == pytest.approx(0.683 if spread > 1 else 1.0, abs=0.02)


def test_what_is_about_so_long_is_ten_minutes_at_most() -> None:
    assert latency_of("about 5m x3")(1 - 2**-53, 0.0) == LONGEST


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("soon", "a duration is such as '90s', '1m30s', '2h' or '100ms', its units from large to small; got 'soon'"),
        ("2s..1s", "a span goes from the shorter to the longer, such as '100ms..2s'; got '2s..1s'"),
        ("1s..", "a duration is such as '90s', '1m30s', '2h' or '100ms', its units from large to small; got ''"),
        ("about 1s x0.5", "the spread of a latency is at least 1, as in 'about 300ms x1.5'; got x0.5"),
        ("about", "a duration is such as '90s', '1m30s', '2h' or '100ms', its units from large to small; got 'about'"),
        (-1, "a duration is from 0 seconds to 100 years; got -1"),
    ],
)
def test_what_is_no_latency_is_told(given: Latency, told: str) -> None:
    with pytest.raises(Mistake) as error:
        latency_of(given)

    assert str(error.value) == told
