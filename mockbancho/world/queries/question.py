"""How a question is put to the world, answered from an index, and explained.

A question is a chain of named filters. Run plainly, it reads an index that already has most of them, in the answer's
order, and stops at the last row asked for. Run explained, it takes everything that the question could be about, applies
every filter in turn, and counts what each dropped. Both find the same rows.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
        if not running:
            return self.index.page(offset, limit)
        return list(islice(self._passing(running), offset, offset + limit))

    def counted_page(self, offset: int, limit: int) -> tuple[Sequence[R], int]:
        """Return a page, and how many rows there are in all."""
        running = [condition for condition in self.filters if not condition.free]
        if not running:
            return self.index.page(offset, limit), len(self.index)
        rows = list(self._passing(running))
        return rows[offset : offset + limit], len(rows)

    def all(self) -> list[R]:
        """Return all rows."""
        return list(self._passing(condition for condition in self.filters if not condition.free))

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

    def _passing(self, running: Iterable[Filter[R]]) -> Iterable[R]:
        rows: Iterable[R] = self.index
        for condition in running:
            rows = filter(condition.keep, rows)
        return rows

    def _without(self, left_out: Filter[R], rows: Iterable[R]) -> int:
        others = [condition.keep for condition in self.filters if condition is not left_out]
        return sum(all(keep(row) for keep in others) for row in rows)


def chain(*filters: Filter[Any] | None) -> tuple[Filter[Any], ...]:
    """Return the filters that are there; an optional one that was not asked for is None."""
    return tuple(condition for condition in filters if condition is not None)
