"""Marks: worlds kept along the way of a replay, so that the next one need not begin at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mockbancho.clock import SECOND
from mockbancho.scenario.director import Director

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.scenario.director import Done, Past
    from mockbancho.world.world import World

APART: Final = 30 * SECOND
"""Microseconds of the world from one mark to the next."""
MOST: Final = 200
"""Marks of one world; of more, every second one is forgotten."""


class Mark(NamedTuple):
    """A world *at* so many microseconds after the start, and what had been *done* by hand by then since that *start*."""

    at: int
    world: World
    start: World
    done: tuple[Done, ...]

    def is_on_the_way(self, past: Past, target: int) -> bool:
        """Whether whoever replays a past up to a target comes by here."""
        if self.at > target or self.start is not past.start or len(self.done) > len(past.done):
            return False
        is_same = all(ours is theirs for ours, theirs in zip(self.done, past.done, strict=False))
        return is_same and all(later.at - past.began > self.at for later in past.done[len(self.done) :])


def way_through(past: Past, target: int, marks: list[Mark]) -> Iterator[Mark]:
    """Go where a past leads to up to a target, from the last of the marks on, and yield each piece's end.

    New marks are left on the way; those of another past are forgotten. Raises `Mistake` if it cannot be gone there.
    """
    marks[:] = [mark for mark in marks if mark.start is past.start]
    start = Mark(past.start.now - past.began, past.start, past.start, ())
    mark = max((mark for mark in marks if mark.is_on_the_way(past, target)), key=lambda mark: mark.at, default=start)
    while (stop := min(target, (mark.at // APART + 1) * APART)) < target:
        mark = _on(mark, past, stop)
        marks.append(mark)
        if len(marks) > MOST:
            del marks[::2]
        yield mark
    yield _on(mark, past, target)


def _on(mark: Mark, past: Past, stop: int) -> Mark:
    """Return the mark that is reached from another one."""
    director = Director(mark.world.fork())
    director.take(past._replace(start=mark.world, done=past.done[len(mark.done) :], happened=0))
    director.seek(stop / SECOND)
    happened = len(mark.done) + director.past().happened
    return Mark(stop, director.world, past.start, past.done[:happened])
