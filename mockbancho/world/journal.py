"""The journal: what was asked, and what answered."""

from __future__ import annotations

from collections import deque
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT: Final = 1_000
"""Calls that a journal remembers unless told otherwise."""


class Source(StrEnum):
    """What an answer came from."""

    WORLD = "world"
    """The rows of the world, or a check of the request."""
    UPSTREAM_CRASH = "upstream crashes here"
    """A bug of the real server, kept on purpose."""
    NOT_FOUND = "no such path"
    """No endpoint has the path."""
    NOT_BUILT = "not built yet"
    """mockbancho lacks the endpoint."""
    BESIDE = "beside the API"
    """An avatar, the plain page, a redirect, a preflight."""


class Call(msgspec.Struct, frozen=True, gc=False):
    """One request and its answer. *at* is the world's clock, in microseconds; *seconds* is what answering took."""

    at: int
    method: str
    path: str
    query: bytes
    endpoint: str | None
    status: int
    source: Source
    reason: str
    ignored: tuple[str, ...]
    seconds: float


class Journal:
    """The last calls of a world, oldest first."""

    __slots__ = ("_calls",)

    def __init__(self, kept: int = KEPT) -> None:
        """Take how many calls to remember."""
        self._calls: deque[Call] = deque(maxlen=kept)

    def add(self, call: Call) -> None:
        """Remember a call; the oldest is forgotten when there are too many."""
        self._calls.append(call)

    def __iter__(self) -> Iterator[Call]:
        """Iterate over the calls, oldest first."""
        return iter(tuple(self._calls))

    def __len__(self) -> int:
        """Return how many calls are remembered."""
        return len(self._calls)

    def __repr__(self) -> str:
        """Tell how many calls these are, and the last."""
        last = f", last {self._calls[-1].method} {self._calls[-1].path}" if self._calls else ""
        return f"<Journal of {len(self)} calls{last}>"
