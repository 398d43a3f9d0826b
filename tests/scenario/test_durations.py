"""Durations and moments as people write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockbancho import Mistake, clock
from mockbancho.world.durations import micros_of, moment_of, told

NOON = datetime(2024, 7, 1, 12)  # noqa: DTZ001  # naive is UTC


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        (90, 90),
        (0.1, 0.1),
        (0, 0),
        ("90s", 90),
        ("1m30s", 90),
        ("1m 30s", 90),
        ("2h", 7200),
        ("1.5h", 5400),
        ("100ms", 0.1),
        ("1d2h3m4s5ms", 93784.005),
        ("36500d", 3_153_600_000),
    ],
)
def test_a_duration_is_seconds_or_text(given: float | str, seconds: float) -> None:
    assert micros_of(given) == round(seconds * clock.SECOND)


@pytest.mark.parametrize(
    "text", ["", "5", "s", "1:30", "90 seconds", "30s1m", "1s1s", "-5s", "1,5s", "1e3s", "5S", "m", "1m30", "s5", "½s"]
)
def test_text_that_is_no_duration_is_refused_with_some_that_are(text: str) -> None:
    with pytest.raises(Mistake) as refused:
        micros_of(text)

    assert str(refused.value) == (
        f"a duration is such as '90s', '1m30s', '2h' or '100ms', its units from large to small; got {text!r}"
    )


@pytest.mark.parametrize("given", [None, True, [], timedelta(seconds=5)])
def test_what_is_neither_number_nor_text_is_refused(given: object) -> None:
    with pytest.raises(Mistake) as refused:
        micros_of(given)

    assert str(refused.value) == (
        f"a duration is a number of seconds, or such as '90s', '1m30s' or '2h'; got {given!r}"
    )


@pytest.mark.parametrize(
    "given", [-1, -0.001, "36501d", 10**12, 10**400, 1e308, float("inf"), float("nan"), "9" * 40 + "d"]
)
def test_a_duration_is_neither_below_zero_nor_over_a_hundred_years(given: object) -> None:
    with pytest.raises(Mistake) as refused:
        micros_of(given)

    assert str(refused.value) == f"a duration is from 0 seconds to 100 years; got {given!r}"


@given(micros=st.integers(0, 100 * 365 * 86_400 * 1000).map(lambda millis: millis * 1000))
def test_what_is_told_of_a_duration_reads_as_the_same_one(micros: int) -> None:
    assert micros_of(told(micros)) == micros


@pytest.mark.parametrize(
    ("micros", "text"), [(0, "0s"), (90_000_000, "1m30s"), (3_600_000_000, "1h"), (100_000, "100ms"), (999, "0s")]
)
def test_a_duration_is_told_in_its_largest_units(micros: int, text: str) -> None:
    assert told(micros) == text


@pytest.mark.parametrize(
    "given",
    [
        NOON,
        NOON.replace(tzinfo=UTC),
        datetime(2024, 7, 1, 14, tzinfo=timezone(timedelta(hours=2))),
        "2024-07-01T12:00:00",
        "2024-07-01 12:00",
        "2024-07-01T12:00:00Z",
        "2024-07-01T14:00:00+02:00",
    ],
)
def test_a_moment_is_a_datetime_or_its_text_and_naive_ones_are_utc(given: datetime | str) -> None:
    assert moment_of(given) == clock.START


@pytest.mark.parametrize("given", ["soon", "12:00", "", 5, None])
def test_what_is_no_moment_is_refused_with_one_that_is(given: object) -> None:
    with pytest.raises(Mistake) as refused:
        moment_of(given)

    assert str(refused.value) == f"a moment is a datetime, or text such as '2024-07-01T12:05:00'; got {given!r}"
