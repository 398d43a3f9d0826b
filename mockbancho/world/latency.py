"""Latency as people write it: fixed, from a span, or about so long."""

from __future__ import annotations

import re
from functools import lru_cache
from math import cos, exp, log, pi, sqrt
from typing import TYPE_CHECKING, Final

from mockbancho.clock import SECOND
from mockbancho.errors import Mistake
from mockbancho.world.durations import micros_of

if TYPE_CHECKING:
    from collections.abc import Callable

Latency = float | int | str
"""Seconds as a number or text such as `200ms`; `100ms..2s` for anything between, each as likely; `about 300ms` for
mostly near it and sometimes far longer (lognormal): two of three within half as much again, `about 300ms x3` within
three times."""

LONGEST: Final = 600.0
"""Seconds that one answer is held back at most."""
_ABOUT: Final = re.compile(r"about\s+(?P<median>[^x]+?)(?:\s+x(?P<spread>\d+(?:\.\d+)?))?")
_SPREAD: Final = 1.5


@lru_cache(maxsize=256)
def latency_of(given: Latency) -> Callable[[float, float], float]:
    """Return what makes seconds out of two numbers from 0 to 1; raises `Mistake` for what is no latency."""
    if isinstance(given, str):
        about = _ABOUT.fullmatch(given.strip())
        if about is not None:
            return _about(_seconds(about["median"].strip()), float(about["spread"] or _SPREAD))
        shortest, dots, longest = given.partition("..")
        if dots:
            return _between(_seconds(shortest.strip()), _seconds(longest.strip()), given)
    fixed = _seconds(given)
    return lambda _one, _two: fixed


def _seconds(given: object) -> float:
    return min(LONGEST, micros_of(given) / SECOND)


def _between(shortest: float, longest: float, given: str) -> Callable[[float, float], float]:
    if shortest > longest:
        raise Mistake(f"a span goes from the shorter to the longer, such as '100ms..2s'; got {given!r}")
    return lambda one, _two: shortest + (longest - shortest) * one


def _about(median: float, spread: float) -> Callable[[float, float], float]:
    """Return what draws a lognormal latency: one of three is more than *spread* times off."""
    if spread < 1:
        raise Mistake(f"the spread of a latency is at least 1, as in 'about 300ms x1.5'; got x{spread:g}")
    sigma = log(spread)

    def draw(one: float, two: float) -> float:
        normal = sqrt(-2 * log(1 - one)) * cos(2 * pi * two)
        return min(LONGEST, median * exp(sigma * normal))

    return draw
