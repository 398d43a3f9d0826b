"""A table: rows by whole number, ascending, in chunks, never changed.

Putting a row makes a new table that shares all chunks but one with the old. So a fork is a reference, a checkpoint is a
table kept, and a reader in another thread sees one state or the other. Chunks are found by bisection over their first
keys, so sparse ids cost nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from mockbancho.world.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

R = TypeVar("R")
S = TypeVar("S")
CHUNK: Final = 256
"""Rows in a chunk after a bulk load; one is split at twice that."""


class Table(Generic[R]):
    """Rows of one kind by key; reading costs a bisection, writing one chunk and the list of chunks."""

    __slots__ = ("_chunks", "_firsts", "_lookup", "_size", "_starts")

    def __init__(self, chunks: Sequence[dict[int, R]] = (), firsts: Sequence[int] = (), size: int = 0) -> None:
        """Take chunks, none empty, each in ascending order of keys, and their first keys; all are never changed again."""
        self._chunks = chunks
        self._firsts = firsts
        self._size = size
        self._lookup: Callable[[int], R | None] | None = None
        self._starts: Sequence[int] | None = None

    @staticmethod
    def of(rows: Iterable[tuple[int, S]]) -> Table[S]:
        """Return a table of these keys and rows, in any order; of equal keys the last one counts."""
        ordered = iter(sorted(dict(rows).items()))
        chunks: list[dict[int, S]] = []
        while chunk := dict(islice(ordered, CHUNK)):
            chunks.append(chunk)
        return Table(chunks, [next(iter(chunk)) for chunk in chunks], sum(map(len, chunks)))

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._size

    def __iter__(self) -> Iterator[R]:
        """Iterate over the rows, ascending by key."""
        return chain.from_iterable(chunk.values() for chunk in self._chunks)

    def __contains__(self, key: int) -> bool:
        """Whether there is a row with this key."""
        return self.get(key) is not None

    def items(self) -> Iterator[tuple[int, R]]:
        """Iterate over keys and rows, ascending."""
        return chain.from_iterable(chunk.items() for chunk in self._chunks)

    def get(self, key: int) -> R | None:
        """Return the row with this key, or None."""
        place = bisect_right(self._firsts, key) - 1
        return self._chunks[place].get(key) if place >= 0 else None

    @property
    def lookup(self) -> Callable[[int], R | None]:
        """What `get` does, faster from the second time on that a key is asked for."""
        if self._lookup is None:
            find: Callable[[int], R | None] = _finder(self._chunks, self._firsts)
            self._lookup = Seen(find).__getitem__
        return self._lookup

    def between(self, low: int, high: int) -> list[R]:
        """Return the rows whose keys are at least *low* and below *high*, ascending."""
        start = max(0, bisect_right(self._firsts, low) - 1)
        found: list[R] = []
        for chunk in self._chunks[start : bisect_right(self._firsts, high)]:
            keys = list(chunk)
            found += list(chunk.values())[bisect_left(keys, low) : bisect_left(keys, high)]
        return found

    def page(self, offset: int, limit: int) -> list[R]:
        """Return *limit* rows from the position *offset* on, ascending by key."""
        found: list[R] = []
        if offset >= self._size:
            return found
        starts = self._positions()
        place = bisect_right(starts, offset) - 1
        while place < len(starts) and len(found) < limit:
            start = max(0, offset - starts[place])
            found.extend(islice(self._chunks[place].values(), start, start + limit - len(found)))
            place += 1
        return found

    def _positions(self) -> Sequence[int]:
        """Return the position of each chunk's first row; counted once."""
        if self._starts is None:
            self._starts = [0, *accumulate(len(chunk) for chunk in self._chunks[:-1])]
        return self._starts

    @property
    def last_key(self) -> int | None:
        """The largest key, None for an empty table."""
        return next(reversed(self._chunks[-1])) if self._chunks else None

    def put(self, key: int, row: R) -> Table[R]:
        """Return a table that has *row* under *key*, in place of the one that was there."""
        if not self._chunks:
            return Table([{key: row}], [key], 1)
        place = max(0, bisect_right(self._firsts, key) - 1)
        old = self._chunks[place]
        chunk = old.copy()
        chunk[key] = row
        if len(chunk) == len(old):
            return self._with(place, [chunk], self._firsts, 0)
        if key < next(reversed(old)):
            chunk = dict(sorted(chunk.items()))
        return self._with(place, *_split(chunk, self._firsts, place), 1)

    def remove(self, key: int) -> Table[R]:
        """Return a table without *key*; the same one if there is no such row."""
        place = bisect_right(self._firsts, key) - 1
        if place < 0 or key not in self._chunks[place]:
            return self
        chunk = self._chunks[place].copy()
        del chunk[key]
        firsts = list(self._firsts)
        firsts[place : place + 1] = [next(iter(chunk))] if chunk else []
        return self._with(place, [chunk] if chunk else [], firsts, -1)

    def _with(self, place: int, new: Sequence[dict[int, R]], firsts: Sequence[int], growth: int) -> Table[R]:
        chunks = list(self._chunks)
        chunks[place : place + 1] = new
        return Table(chunks, firsts, self._size + growth)


def _finder(chunks: Sequence[Mapping[int, R]], firsts: Sequence[int]) -> Callable[[int], R | None]:
    """Return a look-up that holds the chunks alone, so that a table and its memory are no cycle."""

    def find(key: int) -> R | None:
        place = bisect_right(firsts, key) - 1
        return chunks[place].get(key) if place >= 0 else None

    return find


def _split(chunk: dict[int, R], firsts: Sequence[int], place: int) -> tuple[Sequence[dict[int, R]], Sequence[int]]:
    """Return the chunk, halved if it is too large, and the first keys of all chunks with it."""
    first = next(iter(chunk))
    if len(chunk) < 2 * CHUNK and first == firsts[place]:
        return [chunk], firsts
    halves = [chunk]
    if len(chunk) >= 2 * CHUNK:
        rows = list(chunk.items())
        halves = [dict(rows[:CHUNK]), dict(rows[CHUNK:])]
    return halves, [*firsts[:place], *(next(iter(half)) for half in halves), *firsts[place + 1 :]]
