"""Time: integer microseconds since the Unix epoch, and the naive UTC datetimes that bancho.py's tables hold.

The only module that may look at the wall clock.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001  # bancho.py's datetimes are naive UTC
SECOND: Final = 1_000_000
DAY: Final = 86_400 * SECOND
START: Final = 1_719_835_200 * SECOND
"""Where the clock of a world without a history stands: 2024-07-01T12:00:00Z."""


def wall_clock() -> int:
    """Return the machine's time, in microseconds since the Unix epoch."""
    return time.time_ns() // 1000


def monotonic() -> float:
    """Return seconds of the machine that never go back, from some point on."""
    return time.monotonic()


def sleep(seconds: float) -> None:
    """Let the machine's time pass, for whoever has to wait for another machine."""
    time.sleep(seconds)


def from_datetime(moment: datetime) -> int:
    """Return a naive UTC datetime as microseconds since the Unix epoch."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def to_datetime(micros: int) -> datetime:
    """Return microseconds since the Unix epoch as a naive UTC datetime."""
    return EPOCH + timedelta(microseconds=micros)


def local_time() -> datetime:
    """Return the machine's time of day where it stands, for lines of a log."""
    return datetime.now()  # noqa: DTZ005  # shown to the person in front of the machine
