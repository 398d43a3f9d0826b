"""Time is integer microseconds since the Unix epoch, and naive UTC where bancho.py has datetimes."""

import time
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mockbancho import clock
from tests import rows


def test_a_world_without_a_history_starts_at_noon_on_the_first_of_july_2024() -> None:
    assert clock.to_datetime(clock.START) == rows.NOON
    assert clock.to_datetime(clock.START).isoformat() == "2024-07-01T12:00:00"


@given(moment=st.datetimes())
def test_a_datetime_is_converted_and_back(moment: datetime) -> None:
    assert clock.to_datetime(clock.from_datetime(moment)) == moment


@given(moment=st.datetimes())
def test_microseconds_count_from_the_epoch_in_utc(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC)

    assert timedelta(microseconds=clock.from_datetime(moment)) == aware - datetime(1970, 1, 1, tzinfo=UTC)


def test_the_wall_clock_counts_in_microseconds() -> None:
    before = time.time()

    now = clock.wall_clock()

    assert before - 1 <= now / clock.SECOND <= time.time() + 1


def test_the_time_of_day_is_the_machine_s() -> None:
    shown = clock.local_time()

    assert abs(shown.timestamp() - clock.wall_clock() / clock.SECOND) < 1
