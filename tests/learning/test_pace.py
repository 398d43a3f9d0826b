"""How fast is asked, and how long is waited."""

import pytest

from mockbancho.learning.pace import Pace
from tests.learning.playing import StoppedTimer


def test_there_is_time_between_two_requests() -> None:
    timer = StoppedTimer()
    pace = Pace(2, timer)

    for _ in range(4):
        pace.turn()

    assert timer.slept == [0.5, 0.5, 0.5]


def test_time_that_passed_anyhow_counts() -> None:
    timer = StoppedTimer()
    pace = Pace(2, timer)

    pace.turn()
    timer.sleep(0.4)
    pace.turn()

    assert timer.slept == [0.4, pytest.approx(0.1)]


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("30", 30.0),
        (" 0 ", 0.0),
        ("Mon, 01 Jul 2024 12:01:30 GMT", 90.0),
        ("Mon, 01 Jul 2024 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(retry_after: str | None, seconds: float | None) -> None:
    assert Pace(2, StoppedTimer()).asked_to_wait(retry_after) == seconds
