"""From wanted stars to the level whose file has them, by measuring few files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from mockbancho.errors import Mistake

from .writing import write_beatmap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.records import BeatmapRecipe

_LOWEST: Final = 0.0
_HIGHEST: Final = 12.0
_NEAR: Final = 0.045
"""Stars off at which the search is content."""
_CLOSE: Final = 0.1
_ROUGH: Final = 0.3
_PROBES: Final = 10
_NEIGHBOURS: Final = 14
_STRIDE: Final = 0.005


def tuned(recipe: BeatmapRecipe, stars: float, measure: Callable[[bytes, int], float]) -> BeatmapRecipe:
    """Return the recipe with the level, to a thousandth, whose file is measured to have the wanted stars.

    *measure* is given a file and its mode. Raises `Mistake` if the nearest that is found is more than 0.1 off, or 0.3
    where stars are below one or above six.
    """
    search = _Search(recipe, stars, measure)
    level = search.run()
    reached = search.seen[level]
    if not abs(reached - stars) <= (_CLOSE if 1 <= stars <= 6 else _ROUGH):
        raise Mistake(
            f"stars: {stars:g} cannot be reached at {recipe.bpm:g} bpm in {recipe.total_length} seconds; "
            f"the nearest is {reached:.2f}"
        )
    return replace(recipe, level=level)


class _Search:
    """Levels that were measured, and the two between which the wanted stars are."""

    def __init__(self, recipe: BeatmapRecipe, stars: float, measure: Callable[[bytes, int], float]) -> None:
        self.recipe, self.stars, self.measure = recipe, stars, measure
        self.seen: dict[float, float] = {}
        self.low, self.high = _LOWEST, _HIGHEST

    def run(self) -> float:
        """Return the best level: stars rise with the level, but for small leaps between neighbours."""
        for level in self.candidates():
            if level not in self.seen and abs(self.off(level)) <= _NEAR:
                return level
        return self.best()

    def candidates(self) -> Iterator[float]:
        """Yield what to measure next: first nearer and nearer to the wish, then the neighbours of the best so far."""
        level = _level(self.stars)
        for _ in range(_PROBES):
            if level in self.seen:
                break
            yield level
            level = self.next(level)
        best = self.best()
        if _LOWEST < best < _HIGHEST:
            for nth in range(1, _NEIGHBOURS + 1):
                away = _STRIDE * nth * (1 + nth / _NEIGHBOURS)
                yield _level(best + away)
                yield _level(best - away)

    def off(self, level: float) -> float:
        """Return how many stars too many the file of a level has."""
        mapped = write_beatmap(replace(self.recipe, level=level))
        self.seen[level] = self.measure(mapped.content, self.recipe.mode)
        return self.seen[level] - self.stars

    def best(self) -> float:
        """Return the level whose stars are the nearest; the lowest of several."""
        return min(self.seen, key=lambda level: (abs(self.seen[level] - self.stars), level))

    def next(self, level: float) -> float:
        """Return where to look after a level: where a line through both bounds meets the wish, not too near either."""
        off = self.seen[level] - self.stars
        if off > 0:
            self.high = level
        else:
            self.low = level
        low, high = self.seen.get(self.low), self.seen.get(self.high)
        if low is None or high is None:
            return _level(min(self.high, max(self.low, level - 1.2 * off)))
        share = (self.stars - low) / (high - low) if high > low else 0.5
        return _level(self.low + (self.high - self.low) * min(0.9, max(0.1, share)))


def _level(level: float) -> float:
    return round(min(_HIGHEST, max(_LOWEST, level)), 3)
