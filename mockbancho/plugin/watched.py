"""A server that a test has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.bancho import Bancho


class Watched(NamedTuple):
    """A server and how it began: what it was made with (None if nobody knows), its rows, its time, its last event."""

    server: Bancho
    options: Callable[[], dict[str, Any]] | None
    rows: object
    now: int
    events: int
    is_the_sessions: bool = False

    @property
    def is_unchanged(self) -> bool:
        """Whether its world is still what it began with."""
        world = self.server.world
        return world.answers is self.rows and world.now == self.now
