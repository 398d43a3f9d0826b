"""Time taken, and what becomes of it: medians and quartiles of rounds, ratios between neighbours of one round."""

from __future__ import annotations

import sys
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MICRO = 1_000_000


class Spread(NamedTuple):
    """The median of several rounds, between the lower and the upper quartile."""

    low: float
    middle: float
    high: float

    def __format__(self, spec: str) -> str:
        """Write the median, and half of what lies between the quartiles."""
        return f"{self.middle:{spec}} ±{(self.high - self.low) / 2:{spec}}"


def spread(values: Sequence[float]) -> Spread:
    """Return the median and quartiles of at least one value."""
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(low, median(values), high)


def ratios(values: Sequence[float], beside: Sequence[float]) -> Spread:
    """Return how many times as large each value is as the one measured beside it."""
    return spread([value / other for value, other in zip(values, beside, strict=True)])


def timed(call: Callable[[], object]) -> float:
    """Return how many seconds one call takes."""
    started = perf_counter()
    call()
    return perf_counter() - started


def per_call(call: Callable[[], object], seconds: float) -> float:
    """Return how many seconds of processor time a call takes, from as many as fit into *seconds*, at least one."""
    many = max(1, int(seconds / max(timed(call), 1e-7)))
    started = process_time()
    for _ in range(many):
        call()
    return (process_time() - started) / many


def progress(text: str) -> None:
    """Show on standard error what is being done: one line, written over, or nothing where it would be kept."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
    elif text:
        print(text, file=sys.stderr, flush=True)
