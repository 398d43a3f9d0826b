"""How fast a server is asked, and how long it is waited for."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, Protocol

from mockbancho import clock

if TYPE_CHECKING:
    from datetime import datetime

FIRST_WAIT: Final = 1.0
"""Seconds before the second attempt; each later one waits twice as long as the one before."""
LONGEST_WAIT: Final = 600.0
"""Seconds that are waited at most when a server asks for it."""


class Timer(Protocol):
    """What tells the time and lets it pass: the module `mockbancho.clock` is one."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Let time pass."""
        ...

    def wall_clock(self) -> int:
        """Return microseconds since the Unix epoch."""
        ...


class Pace:
    """Takes care that there is time between two requests."""

    def __init__(self, rate: float, timer: Timer = clock) -> None:
        """Take how many requests a second there may be."""
        self._gap = 1 / rate
        self._next = 0.0
        self.timer = timer

    def turn(self) -> None:
        """Wait until the next request may be sent."""
        now = self.timer.monotonic()
        if now < self._next:
            self.timer.sleep(self._next - now)
        self._next = max(now, self._next) + self._gap

    def wait(self, seconds: float) -> None:
        """Wait, beside the pace."""
        self.timer.sleep(seconds)

    def asked_to_wait(self, retry_after: str | None) -> float | None:
        """Return the seconds that a `Retry-After` asks for, in either of its forms; None if it says nothing."""
        if retry_after is None:
            return None
        if retry_after.strip().isdecimal():
            return float(retry_after)
        moment = _date(retry_after)
        now = self.timer.wall_clock() / clock.SECOND
        return None if moment is None else max(0.0, moment.timestamp() - now)


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def backoff(attempt: int) -> float:
    """Return the seconds between attempt number *attempt* (0 is the first) and the next."""
    return FIRST_WAIT * float(1 << attempt)
