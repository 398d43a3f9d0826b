"""What becomes of a delivery when nobody waits for anything: each pause is compared with the client's patience.

A pause longer than that is a timeout at once; a shorter one takes no time.
"""

from __future__ import annotations

from enum import Enum
from math import inf
from typing import TYPE_CHECKING, Final

from mockbancho.api.wire import Ending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.api.wire import Delivery

ENDLESS: Final = "nothing more comes, and this client has no read timeout: over a socket it would wait for ever"


_UNTIL_THE_END: Final = inf


class Failure(Enum):
    """How an exchange ends badly for the client."""

    CLOSED = "closed"
    RESET = "reset"
    TIMED_OUT = "timed out"
    ENDLESS = "endless"
    GARBAGE = "garbage"


class Broken(Exception):
    """Say that the connection broke here."""

    def __init__(self, failure: Failure) -> None:
        """Take how."""
        super().__init__(failure.value)
        self.failure = failure


def head(delivery: Delivery, patience: float | None) -> None:
    """Do nothing if the answer's head comes; raise `Broken` otherwise. *patience* is in seconds, None without end."""
    _wait(delivery.delay, patience)
    if delivery.garbage is not None:
        raise Broken(Failure.GARBAGE)
    if not delivery.has_head:
        _end(delivery, patience)


def body(delivery: Delivery, patience: float | None) -> Iterator[bytes]:
    """Yield the pieces of the body, and raise `Broken` where it does not come whole."""
    left = _declared(delivery)
    for pause, piece in delivery.outgoing:
        _wait(pause, patience)
        yield piece
        left -= len(piece)
    if left > 0:
        _end(delivery, patience)


def _declared(delivery: Delivery) -> float:
    """Return how many bytes the head announces; without a number the client reads until the end."""
    lengths = [value for name, value in delivery.headers if name == b"content-length" and value.isdigit()]
    return int(lengths[0]) if lengths else _UNTIL_THE_END


def _wait(seconds: float, patience: float | None) -> None:
    if patience is not None and seconds > patience:
        raise Broken(Failure.TIMED_OUT)


def _end(delivery: Delivery, patience: float | None) -> None:
    match delivery.ending:
        case Ending.CLOSE:
            raise Broken(Failure.CLOSED)
        case Ending.RESET:
            raise Broken(Failure.RESET)
        case Ending.HANG:
            raise Broken(Failure.ENDLESS if patience is None else Failure.TIMED_OUT)
        case Ending.COMPLETE:
            pass
