"""How a question is put to the world, answered from an index, and explained.

A question is a chain of named filters. Run plainly, it reads an index that already has most of them, in the answer's
order, and stops at the last row asked for. Run explained, it takes everything that the question could be about, applies
every filter in turn, and counts what each dropped. Both find the same rows. `heard` is how a question gets out of the
function that puts it: it collects those that are read meanwhile.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Index(Protocol[R_co]):
    """Rows in an order: a table or an ordered index."""

    def __len__(self) -> int:
        """Return how many rows there are."""
        ...

    def __iter__(self) -> Iterator[R_co]:
        """Iterate over the rows in order."""
        ...

    def page(self, offset: int, limit: int) -> Sequence[R_co]:
        """Return *limit* rows from the position *offset* on."""
        ...


class Filter(msgspec.Struct, Generic[R], frozen=True):
    """A condition with a name that completes "rows of which …"; *free* ones need not run in a plain answer.

    A filter is free if the index holds only rows that pass, or if a later filter implies it.
    """

    name: str
    keep: Callable[[R], bool]
    free: bool = False


class Step(msgspec.Struct, frozen=True):
    """What one filter did in an explained run; *without* is how many rows there would be but for this filter."""

    name: str
    dropped: int
    without: int


class Explanation(msgspec.Struct, Generic[R], frozen=True):
    """Why a question found what it found."""

    about: str
    considered: int
    steps: tuple[Step, ...]
    found: tuple[R, ...]

    @property
    def nearest(self) -> Step | None:
        """The filter whose absence would find the most rows that are not found now, if there is one."""
        more = [step for step in self.steps if step.without > len(self.found)]
        return max(more, key=lambda step: step.without, default=None)


class Question(msgspec.Struct, Generic[R], frozen=True):
    """Rows of one kind that pass all *filters*, in the order of *index*, which is that of the key *order*.

    *about* names what *everything* holds, such as "scores of player 3"; *everything* is looked at in an explained run
    alone.
    """

    about: str
    index: Index[R]
    order: Callable[[R], Any]
    filters: tuple[Filter[R], ...]
    everything: Callable[[], Iterable[R]]

    def page(self, offset: int, limit: int) -> Sequence[R]:
        """Return *limit* rows from the position *offset* on."""
        running = [condition for condition in self.filters if not condition.free]
        if running:
            rows: Sequence[R] = list(islice(self._passing(running), offset, offset + limit))
        else:
            rows = self.index.page(offset, limit)
        self._tell(offset, rows)
        return rows

    def counted_page(self, offset: int, limit: int) -> tuple[Sequence[R], int]:
        """Return a page, and how many rows there are in all."""
        running = [condition for condition in self.filters if not condition.free]
        every: Index[R] | list[R] = list(self._passing(running)) if running else self.index
        rows = every[offset : offset + limit] if isinstance(every, list) else every.page(offset, limit)
        self._tell(offset, rows)
        return rows, len(every)

    def all(self) -> list[R]:
        """Return all rows."""
        rows = list(self._passing(condition for condition in self.filters if not condition.free))
        self._tell(0, rows)
        return rows

    def explain(self) -> Explanation[R]:
        """Return the same rows, and what each filter dropped on the way."""
        rows = list(self.everything())
        steps: list[Step] = []
        passing = rows
        for condition in self.filters:
            kept = [row for row in passing if condition.keep(row)]
            steps.append(Step(condition.name, len(passing) - len(kept), self._without(condition, rows)))
            passing = kept
        return Explanation(self.about, len(rows), tuple(steps), tuple(sorted(passing, key=self.order)))

    def _tell(self, offset: int, rows: Sequence[R]) -> None:
        """Tell whoever hears of it what was read."""
        hearing = _HEARING.get()
        if hearing is not None:
            hearing.append(Reading(self, offset, tuple(rows)))

    def _passing(self, running: Iterable[Filter[R]]) -> Iterable[R]:
        rows: Iterable[R] = self.index
        for condition in running:
            rows = filter(condition.keep, rows)
        return rows

    def _without(self, left_out: Filter[R], rows: Iterable[R]) -> int:
        others = [condition.keep for condition in self.filters if condition is not left_out]
        return sum(all(keep(row) for keep in others) for row in rows)


class Reading(msgspec.Struct, Generic[R], frozen=True):
    """A question, and the part of its answer that was read: *rows*, from the position *offset* on."""

    question: Question[R]
    offset: int
    rows: tuple[R, ...]


_HEARING: ContextVar[list[Reading[Any]] | None] = ContextVar("_HEARING", default=None)


@contextmanager
def heard() -> Generator[list[Reading[Any]]]:
    """Collect the questions of which this thread reads a page until the block ends."""
    collected: list[Reading[Any]] = []
    token = _HEARING.set(collected)
    try:
        yield collected
    finally:
        _HEARING.reset(token)


def chain(*filters: Filter[Any] | None) -> tuple[Filter[Any], ...]:
    """Return the filters that are there; an optional one that was not asked for is None."""
    return tuple(condition for condition in filters if condition is not None)
