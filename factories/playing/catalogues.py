"""The beatmaps that people choose from, in order of difficulty: a choice costs little and is steady."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from mockbancho.errors import Mistake
from mockbancho.osu.modes import GameMode

from ..chance import mix
from .curves import WAITS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from .demands import Playable

Listed = tuple["Playable", int]
"""A beatmap and its bits."""

_STEPS: Final = 4
"""Shelves to a star."""
_TOO_HARD: Final = 3
"""How many times as far away a beatmap seems that is harder than what is looked for."""
_TURNS: Final = 512
"""No more beatmaps than this can be chosen of one shelf."""


class _Shelf:
    """Beatmaps of about the same difficulty, and which of them has each of so many turns."""

    __slots__ = ("_turns", "beatmaps")

    def __init__(self, beatmaps: list[Listed]) -> None:
        self.beatmaps = sorted(beatmaps, key=lambda listed: listed[0].md5)
        self._turns: list[Listed | None] = [None] * _TURNS

    def at(self, turn: int) -> Listed:
        """Return the beatmap that has this turn; a new beatmap takes only as many turns as it is popular."""
        found = self._turns[turn]
        if found is None:
            base = mix(turn)
            found = self._turns[turn] = min(self.beatmaps, key=lambda listed: _wait(mix(base ^ listed[1]), listed[0]))
        return found


def _wait(bits: int, beatmap: Playable) -> float:
    return WAITS[bits & 1023] / beatmap.weight


class Catalogue:
    """Beatmaps by ruleset and difficulty."""

    def __init__(self, beatmaps: Iterable[Playable]) -> None:
        """Take all beatmaps that there are; of those with a weight of 0 nobody knows."""
        listed = [(each, int(each.md5[:16], 16)) for each in beatmaps if each.weight > 0]
        self._by_stars = {
            ruleset: sorted(
                (each for each in listed if each[0].mode == ruleset), key=lambda each: (each[0].stars, each[0].md5)
            )
            for ruleset in range(4)
        }
        self._shelves = {ruleset: _shelves(found) for ruleset, found in self._by_stars.items() if found}

    def has(self, mode: int) -> bool:
        """Whether there is anything to play in a mode."""
        return mode % 4 in self._shelves

    def rulesets(self) -> list[int]:
        """Return the rulesets that there is anything to play in."""
        return list(self._shelves)

    def choose(self, mode: int, stars: float, bits: int) -> Listed:
        """Return a beatmap of about so many *stars*, by 17 bits or more: a popular one more likely.

        Who is better or worse than all beatmaps ask for chooses among the last three quarters of a star. Raises
        `Mistake` if there is nothing to play in the mode.
        """
        shelves = self._shelves.get(mode % 4)
        if shelves is None:
            raise Mistake(f"there is no beatmap for {GameMode(mode).word}: create one first")
        place = int(stars * _STEPS)
        last = len(shelves) - 1
        if place > last:
            place = max(0, last - (bits >> 9 & 0xFF) % 3)
        return shelves[place if place > 0 else 0].at(bits & (_TURNS - 1))

    def unplayed(self, mode: int, stars: float, played: Container[str]) -> Listed | None:
        """Return a beatmap that gives pp and is not among those *played* (by md5).

        It is the nearest to so many *stars*; rather an easier one than one that is harder.
        """
        row = self._by_stars[mode % 4]
        middle = bisect_left(row, stars, key=lambda listed: listed[0].stars)
        below = (listed for listed in reversed(row[:middle]) if _is_new(listed, played))
        above = (listed for listed in row[middle:] if _is_new(listed, played))
        nearest = [each for each in (next(below, None), next(above, None)) if each]
        return min(nearest, key=lambda listed: _strain(listed[0].stars - stars), default=None)


def _strain(above: float) -> float:
    return _TOO_HARD * above if above > 0 else -above


def _is_new(listed: Listed, played: Container[str]) -> bool:
    return listed[0].gives_pp and listed[0].md5 not in played


def _shelves(row: list[Listed]) -> list[_Shelf]:
    """Return a shelf for every quarter of a star up to the hardest; one that would be empty is its neighbour."""
    filled: dict[int, list[Listed]] = {}
    for listed in row:
        filled.setdefault(int(listed[0].stars * _STEPS), []).append(listed)
    shelves = {place: _Shelf(found) for place, found in filled.items()}
    places = range(max(shelves) + 1)
    return [shelves[min(shelves, key=lambda filled: abs(filled - place))] for place in places]
