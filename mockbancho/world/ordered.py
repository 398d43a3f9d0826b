"""An ordered index: rows in the order of a key, in chunks, never changed.

The key is a function of the row, so an entry costs one reference. Small ones (most scores of most players) are a single
tuple.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

R = TypeVar("R")
S = TypeVar("S")
Key = Any
"""Whatever the key function returns: comparable, and different for different rows."""
CHUNK: Final = 128
"""Rows in a chunk after a bulk load; one is split at twice that."""


class Ordered(Generic[R]):
    """Rows in ascending order of `key(row)`, or of themselves; inserting and removing copy one chunk and their list."""

    __slots__ = ("_chunks", "_key", "_lasts", "_starts")

    def __init__(self, key: Callable[[R], Key] | None, chunks: Sequence[tuple[R, ...]] = ()) -> None:
        """Take the key function, None for rows that order themselves, and chunks in its order, never changed again."""
        self._key = key
        self._chunks = chunks
        self._starts: list[int] | None = None
        self._lasts: list[Key] | None = None

    @staticmethod
    def of(key: Callable[[S], Key] | None, rows: Iterable[S]) -> Ordered[S]:
        """Return an index of these rows, given in any order."""
        comparable: Iterable[Any] = rows
        ordered: tuple[S, ...] = tuple(sorted(comparable, key=key))
        return Ordered(key, [ordered[i : i + CHUNK] for i in range(0, len(ordered), CHUNK)])

    def __len__(self) -> int:
        """Return how many rows there are."""
        chunks = self._chunks
        return self._positions()[-1] + len(chunks[-1]) if chunks else 0

    def __iter__(self) -> Iterator[R]:
        """Iterate over the rows in order."""
        chunks = self._chunks
        return iter(chunks[0]) if len(chunks) == 1 else chain.from_iterable(chunks)

    def page(self, offset: int, limit: int) -> tuple[R, ...]:
        """Return *limit* rows from the position *offset* on."""
        chunks = self._chunks
        if len(chunks) == 1:
            return chunks[0][offset : offset + limit]
        starts = self._positions()
        place = bisect_right(starts, offset) - 1
        found: tuple[R, ...] = ()
        while place < len(chunks) and len(found) < limit:
            start = max(0, offset - starts[place])
            found += chunks[place][start : start + limit - len(found)]
            place += 1
        return found

    def position(self, key: Key) -> int:
        """Return how many rows come before *key*."""
        if self._lasts is None:
            self._lasts = [self.key(chunk[-1]) for chunk in self._chunks]
        place = bisect_left(self._lasts, key)
        if place == len(self._chunks):
            return len(self)
        before = self._positions()[place] if place else 0
        return before + bisect_left(self._chunks[place], key, key=self._key)

    def same(self, row: R) -> R | None:
        """Return the row that has this row's key, or None."""
        key = self.key(row)
        place = self._place(key)
        if place == len(self._chunks):
            return None
        chunk = self._chunks[place]
        at = bisect_left(chunk, key, key=self._key)
        return chunk[at] if at < len(chunk) and self.key(chunk[at]) == key else None

    def __contains__(self, row: R) -> bool:
        """Whether a row with this row's key is here."""
        return self.same(row) is not None

    def insert(self, row: R) -> Ordered[R]:
        """Return an index with *row* in its place; a row with the same key is replaced."""
        chunks = self._chunks
        if not chunks:
            return Ordered(self._key, [(row,)])
        key = self.key(row)
        place = min(self._place(key), len(chunks) - 1)
        chunk = chunks[place]
        at = bisect_left(chunk, key, key=self._key)
        same = at < len(chunk) and bool(self.key(chunk[at]) == key)
        new = (*chunk[:at], row, *chunk[at + same :])
        return self._with(place, [new] if len(new) < 2 * CHUNK else [new[:CHUNK], new[CHUNK:]])

    def remove(self, row: R) -> Ordered[R]:
        """Return an index without the row of this row's key; the same one if it has none."""
        chunks = self._chunks
        key = self.key(row)
        place = self._place(key)
        if place == len(chunks):
            return self
        chunk = chunks[place]
        at = bisect_left(chunk, key, key=self._key)
        if at == len(chunk) or self.key(chunk[at]) != key:
            return self
        rest = chunk[:at] + chunk[at + 1 :]
        return self._with(place, [rest] if rest else [])

    def exchange(self, old: R, new: R) -> Ordered[R]:
        """Return an index with *new* in the place of *old*, wherever that is now."""
        same = self.key(old) == self.key(new)
        return self.insert(new) if same else self.remove(old).insert(new)

    def key(self, row: R) -> Key:
        """Return what orders a row."""
        return row if self._key is None else self._key(row)

    def _with(self, place: int, new: Sequence[tuple[R, ...]]) -> Ordered[R]:
        chunks = list(self._chunks)
        chunks[place : place + 1] = new
        return Ordered(self._key, chunks)

    def _place(self, key: Key) -> int:
        """Return which chunk *key* belongs into: the first whose last row is not before it."""
        chunks = self._chunks
        if len(chunks) == 1:
            return 0
        return bisect_left(chunks, key, key=lambda chunk: self.key(chunk[-1]))

    def _positions(self) -> list[int]:
        """Return the position of each chunk's first row; counted once."""
        if self._starts is None:
            self._starts = [0, *accumulate(len(chunk) for chunk in self._chunks[:-1])]
        return self._starts
