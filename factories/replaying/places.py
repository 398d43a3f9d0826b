"""Which judgements of taiko, catch and mania are missed or late."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from ..chance import mix
from .breaking import longest_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_OFF: Final = 20
"""By how much the longest run may be off before it is left to where the misses happen to be."""


def picked(places: Iterable[int], count: int, bits: int) -> set[int]:
    """Return so many of the places, or all if there are no more."""
    return set(islice(sorted(places, key=lambda each: mix(bits ^ each)), max(0, count)))


def missed_places(breakable: Sequence[bool], count: int, combo: int, bits: int) -> set[int]:
    """Return so many places that can be missed, so that the longest run is as long as the combo, or nearly."""
    free = [place for place, can_break in enumerate(breakable) if can_break]
    for off in sorted(range(-_OFF, _OFF + 1), key=abs):
        if not 0 < combo + off <= len(breakable):
            continue
        for run in islice(longest_runs(breakable, combo + off, (count, count), bits), 8):
            others = [place for place in free if not run.start <= place < run.stop and place not in run.breaks]
            if len(run.breaks) + len(others) >= count:
                return {*run.breaks, *picked(others, count - len(run.breaks), bits)}
    return picked(free, count, bits)
