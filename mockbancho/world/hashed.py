"""A map from text to rows that never changes: extendible hashing over chunks.

The directory has 2^depth places; several may share one chunk. A chunk that grows too large is split alone, and the
directory doubles only when its fullest chunk is as deep as itself. So no single write ever moves many entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from mockbancho.world.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

R = TypeVar("R")
S = TypeVar("S")
CHUNK: Final = 512
"""Entries at which a chunk is split."""
DEEPEST: Final = 16
"""The directory never has more than 2^DEEPEST places, whatever the hashes are."""

_Chunk = tuple[int, Mapping[str, R]]
"""A chunk: how many bits of the hash its entries share, and the entries."""


class Hashed(Generic[R]):
    """Rows by text; reading costs one hash and two look-ups, writing one chunk and the directory."""

    __slots__ = ("_chunks", "_lookup", "_mask")

    def __init__(self, chunks: Sequence[_Chunk[R]] = ((0, {}),)) -> None:
        """Take a directory: a power of two of chunks, never changed again."""
        self._chunks = chunks
        self._mask = len(chunks) - 1
        self._lookup: Callable[[str], R | None] | None = None

    @staticmethod
    def of(entries: Mapping[str, S]) -> Hashed[S]:
        """Return a map of these entries."""
        depth = max(0, (len(entries) // (CHUNK // 2)).bit_length())
        chunks: list[dict[str, S]] = [{} for _ in range(1 << depth)]
        mask = len(chunks) - 1
        for key, row in entries.items():
            chunks[hash(key) & mask][key] = row
        return Hashed([(depth, chunk) for chunk in chunks])

    def get(self, key: str) -> R | None:
        """Return the row under this key, or None."""
        return self._chunks[hash(key) & self._mask][1].get(key)

    @property
    def lookup(self) -> Callable[[str], R | None]:
        """What `get` does, faster from the second time on that a key is asked for."""
        if self._lookup is None:
            find: Callable[[str], R | None] = _finder(self._chunks)
            self._lookup = Seen(find).__getitem__
        return self._lookup

    def __contains__(self, key: str) -> bool:
        """Whether there is a row under this key."""
        return key in self._chunks[hash(key) & self._mask][1]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys, in no order that means anything."""
        for place, (depth, entries) in enumerate(self._chunks):
            if place < 1 << depth:
                yield from entries

    def __len__(self) -> int:
        """Return how many entries there are; counts the chunks."""
        return sum(len(entries) for place, (depth, entries) in enumerate(self._chunks) if place < 1 << depth)

    def put(self, key: str, row: R) -> Hashed[R]:
        """Return a map that has *row* under *key*, in place of the one that was there."""
        hashed = hash(key)
        depth, old = self._chunks[hashed & self._mask]
        entries: Mapping[str, R] = {**old, key: row}
        found = Hashed(self._replaced(hashed, depth, entries))
        while len(entries) > CHUNK and depth < DEEPEST:
            found = found._split(hashed)  # a sibling
            depth, entries = found._chunks[hashed & found._mask]  # noqa: SLF001
        return found

    def remove(self, key: str) -> Hashed[R]:
        """Return a map without *key*; the same one if it has none."""
        hashed = hash(key)
        depth, old = self._chunks[hashed & self._mask]
        if key not in old:
            return self
        rest = dict(old)
        del rest[key]
        return Hashed(self._replaced(hashed, depth, rest))

    def _replaced(self, hashed: int, depth: int, entries: Mapping[str, R]) -> Sequence[_Chunk[R]]:
        """Return the directory with the chunk that *hashed* falls into exchanged wherever it stands."""
        chunks = list(self._chunks)
        stride = 1 << depth
        chunk = (depth, entries)
        for place in range(hashed & (stride - 1), len(chunks), stride):
            chunks[place] = chunk
        return chunks

    def _split(self, hashed: int) -> Hashed[R]:
        """Return an equal map in which the chunk that *hashed* falls into is split by one more bit."""
        depth, entries = self._chunks[hashed & self._mask]
        chunks = list(self._chunks)
        if 1 << depth == len(chunks):
            chunks += chunks
        halves: tuple[dict[str, R], dict[str, R]] = ({}, {})
        for key, row in entries.items():
            halves[hash(key) >> depth & 1][key] = row
        for place in range(hashed & ((1 << depth) - 1), len(chunks), 1 << depth):
            chunks[place] = (depth + 1, halves[place >> depth & 1])
        return Hashed(chunks)


def _finder(chunks: Sequence[_Chunk[R]]) -> Callable[[str], R | None]:
    """Return a look-up that holds the chunks alone, so that a map and its memory are no cycle."""
    mask = len(chunks) - 1
    return lambda key: chunks[hash(key) & mask][1].get(key)
