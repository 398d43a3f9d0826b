"""Moments before a world's now, as bancho.py's columns hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.clock import SECOND, to_datetime

if TYPE_CHECKING:
    from datetime import datetime

DAY: Final = 86_400
YEAR: Final = 365 * DAY


def seconds_before(now: int, seconds: int) -> int:
    """Return a Unix time that many seconds before *now* (microseconds), never before 1970."""
    return max(0, now // SECOND - seconds)


def moment_before(now: int, seconds: int) -> datetime:
    """Return the same as a naive UTC datetime."""
    return to_datetime(seconds_before(now, seconds) * SECOND)
