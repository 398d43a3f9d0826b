"""Keyed randomness: a value depends on the seed, the kind of thing, the thing's key and the field, and on nothing else.

No stream, so no order: what one thing draws never depends on what was drawn before. Only whole numbers, + - x / and
tables are used, so the values are the same on every machine and in every version of Python.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

T = TypeVar("T")
Key = int | str | tuple[int | str, ...]
"""What tells a thing from others of its kind: a name, a given id, an ordinal, or several of these."""

_MASK: Final = (1 << 64) - 1
_GOLDEN: Final = 0x9E3779B97F4A7C15
_FRACTION: Final = 1 / (1 << 53)
_NEVER: Final = float("inf")


def mix(bits: int) -> int:
    """Return 64 bits that look nothing like the given ones; the finalizer of splitmix64."""
    bits = (bits + _GOLDEN) & _MASK
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & _MASK
    return bits ^ (bits >> 31)


@lru_cache(maxsize=4096)
def _text_bits(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def key_bits(key: Key) -> int:
    """Return 64 bits for a key; a number and its text are different keys, and so are a thing and a tuple of it."""
    if isinstance(key, str):
        return _text_bits(key)
    if isinstance(key, int):
        return mix(key & _MASK)
    bits = len(key)
    for part in key:
        bits = mix(bits ^ key_bits(part))
    return bits


class Chance:
    """What one thing draws, field by field."""

    __slots__ = ("_root",)

    def __init__(self, seed: int, kind: str, key: Key) -> None:
        """Take the seed of the world, the kind of thing, and what tells it from others of its kind."""
        self._root = mix(mix(key_bits(seed) ^ _text_bits(kind)) ^ key_bits(key))

    def bits(self, field: str, nth: int = 0) -> int:
        """Return the 64 bits of a field; *nth* is for fields that draw more than once."""
        return mix(self._root ^ _text_bits(field) ^ mix(nth) if nth else self._root ^ _text_bits(field))

    def unit(self, field: str, nth: int = 0) -> float:
        """Return a number from 0 to below 1, all equally likely."""
        return (self.bits(field, nth) >> 11) * _FRACTION

    def between(self, field: str, low: int, high: int) -> int:
        """Return a whole number from *low* to *high*, both included, all equally likely."""
        return low + (self.bits(field) * (high - low + 1) >> 64)

    def real(self, field: str, low: float, high: float) -> float:
        """Return a number from *low* to below *high*, all equally likely."""
        return low + (high - low) * self.unit(field)

    def bell(self, field: str, low: float, high: float) -> float:
        """Return a number from *low* to *high*, most likely one in the middle."""
        return low + (high - low) * sum(self.unit(field, nth) for nth in range(1, 5)) / 4

    def happens(self, field: str, probability: float) -> bool:
        """Whether something of this probability is so."""
        return self.unit(field) < probability

    def pick(self, field: str, candidates: Iterable[T], key: Callable[[T], Key] = str) -> T:
        """Return one of the candidates, all equally likely; one more or one less moves few picks.

        *key* tells what a candidate is known by. Raises `ValueError` if there is none.
        """
        base = self.bits(field)
        return max(candidates, key=lambda each: mix(base ^ key_bits(key(each))))

    def weighted(self, field: str, weights: Mapping[T, int], key: Callable[[T], Key] = str) -> T:
        """Return one of the candidates, each as likely as its weight; changing one moves few picks."""
        base = self.bits(field)
        return min(weights, key=lambda each: _wait(mix(base ^ key_bits(key(each))), weights[each]))

    def md5(self, field: str) -> str:
        """Return 32 hexadecimal digits."""
        return f"{self.bits(field, 1):016x}{self.bits(field, 2):016x}"


def _wait(bits: int, weight: int) -> float:
    """Return how long a candidate waits for its turn: -log2 of its bits, by its weight; who waits least comes first.

    The logarithm is a parabola between the powers of two, which is close enough and the same everywhere.
    """
    if not weight:
        return _NEVER
    power = max(1, bits).bit_length() - 1
    rest = max(1, bits) / (1 << power) - 1
    return (64 - power - rest * (1.344 - 0.344 * rest)) / weight


def permuted(seed: int, number: int, half: int) -> int:
    """Return the place of *number* in a shuffled row of 2 ** (2 * half) numbers, a different row for every seed.

    A Feistel network: no two numbers get the same place, and nothing has to be remembered.
    """
    left, right = number >> half, number & ((1 << half) - 1)
    for turn in range(4):
        left, right = right, left ^ (mix(seed ^ mix(right << 3 | turn)) >> (64 - half))
    return left << half | right
