"""The journal: what was asked, and what answered."""

from __future__ import annotations

from collections import deque
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.contract.queries import split_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEPT: Final = 1_000
"""Calls that a journal remembers unless told otherwise."""
ODD: Final = 200
"""Calls to be explained that are remembered, however many others came after them."""
FORKS: Final = 8
"""Forks of a server whose journals are remembered."""


class Source(StrEnum):
    """What an answer came from."""

    WORLD = "world"
    """The rows of the world, or a check of the request."""
    UPSTREAM_CRASH = "upstream crashes here"
    """A bug of the real server, kept on purpose."""
    NOT_FOUND = "no such path"
    """No endpoint has the path."""
    ROUTE = "a route of your own"
    """A route that this server has, and bancho.py has not."""
    FAULT = "a fault"
    """A fault, in place of the server."""
    BESIDE = "beside the API"
    """An avatar, the plain page, a redirect, a preflight."""


class Call(msgspec.Struct, frozen=True, gc=False):
    """One request and its answer. *at* is the world's clock, in microseconds; *seconds* is what answering took.

    *ignored* are the parameters that the endpoint does not take, *fault* is the rule that spoiled the answer, *number*
    counts the requests of a server from 1, and *events* is how many events its world had had.
    """

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
    fault: str = ""
    number: int = 0
    events: int = 0

    @property
    def parameters(self) -> dict[str, str]:
        """The texts of the query by name, taken apart when somebody looks."""
        return split_query(self.query)

    @property
    def target(self) -> str:
        """The path with its query, as it was sent."""
        return f"{self.path}?{self.query.decode('latin-1')}" if self.query else self.path


class Journal:
    """The last calls of a server, oldest first."""

    __slots__ = ("_begins", "_calls", "_numbers", "forks", "odd", "unread", "witness")

    def __init__(self, kept: int = KEPT, *, above: Journal | None = None) -> None:
        """Take how many calls to remember, and the journal of the server that this one's was forked from."""
        self._calls: deque[Call] = deque(maxlen=kept)
        self._numbers = count(1)
        self._begins = 0
        self.forks: deque[Journal] = deque(maxlen=FORKS) if above is None else above.forks
        """Those of the last forks, and of their forks."""
        self.odd: deque[Call] = deque(maxlen=ODD) if above is None else above.odd
        """Calls that no endpoint has the path of, or with a parameter that is ignored, until somebody expects them.

        Forks share it: whoever has a server answers for its forks.
        """
        self.unread: deque[object] = deque(maxlen=ODD) if above is None else above.unread
        """What selected some of the calls and was not asked for them yet: an expectation that says nothing."""
        self.witness: Callable[[Call, bytes], None] | None = None if above is None else above.witness
        """What is shown each call with the body that answers it."""
        if above is not None:
            self.forks.append(self)

    def add(self, call: Call, body: bytes = b"") -> None:
        """Remember a call; the oldest is forgotten when there are too many."""
        self._calls.append(call)
        if call.ignored or call.source is Source.NOT_FOUND:
            self.odd.append(call)
        if self.witness is not None:
            self.witness(call, body)

    def next_number(self) -> int:
        """Return the number of the next call."""
        return next(self._numbers)

    def keep(self, number: int) -> None:
        """Remember so many calls from now on."""
        self._calls = deque(self._calls, maxlen=number)

    def forget(self) -> None:
        """Forget the calls up to now, as if they had never been; the numbers go on."""
        self._begins = self.count
        self._calls.clear()

    @property
    def count(self) -> int:
        """How many calls there were in all, by the number of the last."""
        return self._calls[-1].number if self._calls else self._begins

    @property
    def forgotten(self) -> int:
        """How many calls there were before those that are remembered, since the last `forget`."""
        return max(0, self._calls[0].number - 1 - self._begins) if self._calls else 0

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
