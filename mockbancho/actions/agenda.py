"""The agenda: what is still to come, and doing it when its time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from mockbancho.actions.action import ACTIONS
from mockbancho.clock import SECOND
from mockbancho.errors import Mistake
from mockbancho.factories import next_ordinal
from mockbancho.records import Due

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.world.world import World

F = TypeVar("F", bound="Callable[..., None]")
_LAST: Final = 1 << 40
"""More than there are ordinals."""
FOLLOW_UPS: Final[dict[str, Callable[..., None]]] = {}
"""What actions leave to happen later, by name: no verbs, for nobody can ask for them."""


def follow_up(function: F) -> F:
    """Declare something that an action leaves to happen later.

    It takes the world and plain arguments by name; where they are not so any more (somebody has left), it does nothing.
    """
    FOLLOW_UPS[str(function.__name__)] = function
    return function


def later(world: World, seconds: float, what: str, /, **arguments: object) -> Due:
    """Put an action or a follow-up on the agenda, in so many seconds; a lock is the caller's."""
    return put_due(world, world.now + round(seconds * SECOND), what, **arguments)


def put_due(world: World, at: int, what: str, /, **arguments: object) -> Due:
    """Put an action or a follow-up on the agenda, at a time in microseconds; of equal ones the first comes first."""
    return _put(world, at, next_ordinal(world, "due"), what, arguments)


def put_last(world: World, at: int, what: str, /, **arguments: object) -> Due:
    """Put something on the agenda that comes after all that `put_due` puts there for the same time."""
    return _put(world, at, _LAST + next_ordinal(world, "due"), what, arguments)


def _put(world: World, at: int, order: int, what: str, arguments: dict[str, object]) -> Due:
    due = Due(due=at, order=order, action=what, arguments=tuple(arguments.items()))
    world.put(due)
    return due


def next_due(world: World) -> Due | None:
    """Return what comes next, or None."""
    return next(iter(world.schedule.agenda), None)


def run_due(
    world: World, until: int, *, before: Due | None = None, failed: Callable[[Due, Mistake], None] | None = None
) -> None:
    """Do everything that is due up to a time in microseconds, each at its own time; then it is that time.

    *before* stays on the agenda, and what comes after it. What fails has happened in no part. Raises its `Mistake`, at
    that time, unless *failed* takes note of it.
    """
    with world.lock:
        while (due := next_due(world)) is not None and due.due <= until and due != before:
            world.remove(due)
            world.now = max(world.now, due.due)
            try:
                perform(world, due.action, dict(due.arguments))
            except Mistake as mistake:
                if failed is None:
                    raise
                failed(due, mistake)
        world.now = max(world.now, until)


def perform(world: World, what: str, arguments: dict[str, Any]) -> None:
    """Do an action or a follow-up now, whole or not at all."""
    if what in FOLLOW_UPS:
        with world.change():
            FOLLOW_UPS[what](world, **arguments)
    elif what in ACTIONS:
        ACTIONS[what](world, **arguments)
    else:
        raise Mistake(f"the agenda has {what!r}, which is no action")
