"""What was done by hand in a world that moves, so that going back and forth in it does it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mockbancho import clock
from mockbancho.actions.agenda import next_due, run_due
from mockbancho.actions.verbs import VERBS
from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from mockbancho.records import Due
    from mockbancho.world.world import World

KEPT: Final = 10_000
"""Actions done by hand that are remembered; with more, it is forgotten what was before."""
HEAVIEST: Final = 64 * 2**20
"""Bytes of the pictures and files that they were given; with more, the same."""


class Done(NamedTuple):
    """An action done by hand at a time, with what was given; *before* is what was due then and had not happened yet."""

    at: int
    before: Due | None
    verb: str
    values: tuple[object, ...]
    arguments: dict[str, object]

    @property
    def weight(self) -> int:
        """How many bytes of pictures and files were given."""
        return sum(len(value) for value in (*self.values, *self.arguments.values()) if isinstance(value, bytes))


class Past(NamedTuple):
    """Where a world began to move, and what was done by hand since: of *done*, the first *happened* have happened.

    The others were done before a rewind. *began* is the time that `seek` counts from, *start* the earliest world that
    is kept.
    """

    start: World
    done: tuple[Done, ...]
    began: int
    happened: int


class History:
    """The past of one world."""

    def __init__(self, world: World) -> None:
        """Begin with a world as it is now."""
        self._start = world.fork()
        self.began = world.now
        """What `seek` counts from."""
        self._done: list[Done] = []
        self._happened = 0
        self._failed: set[tuple[int, int]] = set()

    @property
    def past(self) -> Past:
        """All of it, for another history to go on from."""
        return Past(self._start, tuple(self._done), self.began, self._happened)

    @past.setter
    def past(self, past: Past) -> None:
        self._start, done, self.began, self._happened = past
        self._done = list(done)

    @property
    def happened(self) -> tuple[Done, ...]:
        """What was done by hand up to now, earliest first."""
        return tuple(self._done[: self._happened])

    def add(self, world: World, done: Done) -> None:
        """Remember an action that was done just now; what was done later, before a rewind, is forgotten."""
        self._done[self._happened :] = [done]
        self._happened += 1
        is_heavy = done.weight and sum(each.weight for each in self._done) > HEAVIEST
        if len(self._done) > KEPT or is_heavy:
            self._start, self._done, self._happened = world.fork(), [], 0

    def restart(self) -> World:
        """Return the start, where nothing has been done yet."""
        self._happened = 0
        return self._start

    def fail(self, due: Due) -> None:
        """Remember that something could not be done when it was due, and that this was told."""
        self._failed.add((due.due, due.order))

    def move_on(self, now: int) -> None:
        """Take note that it is a later time now; what was done there before a rewind will not be done again."""
        if self._happened < len(self._done) and self._done[self._happened].at <= now:
            del self._done[self._happened :]

    def replay(self, target: int) -> World:
        """Return the world as it was at a time.

        What could not be done the first time is left out. Raises `Mistake` for anything else that cannot be done, and
        for a time that is forgotten.
        """
        if target < self._start.now:
            raise Mistake(f"seek: what was before {shown(self._start.now)} is forgotten; a checkpoint keeps it")
        world = self._start.fork()
        until = [done for done in self._done if done.at <= target]
        for done in until:
            run_due(world, done.at, before=done.before, failed=self._raise_what_is_new)
            VERBS[done.verb].do(done.verb, world, done.values, done.arguments)
        run_due(world, target, failed=self._raise_what_is_new)
        self._happened = len(until)
        return world

    def _raise_what_is_new(self, due: Due, mistake: Mistake) -> None:
        if (due.due, due.order) not in self._failed:
            raise mistake


def shown(moment: int) -> str:
    """Return a time of a world in words."""
    return clock.to_datetime(moment).isoformat(" ", "milliseconds")


def pending(world: World) -> Due | None:
    """Return what is due by now and has not happened yet."""
    due = next_due(world)
    return due if due is not None and due.due <= world.now else None
