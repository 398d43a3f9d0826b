"""`bancho.create`: the actions that make things, as methods. What they take stands in `creating.pyi`, by `make stubs`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from mockbancho.actions.verbs import VERBS
from mockbancho.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.world.world import World

PREFIX = "create_"


class Create:
    """The actions named `create_…`, without that."""

    def __init__(self, world: Callable[[], World]) -> None:
        """Take where to find the world."""
        self._world = world

    def __getattr__(self, noun: str) -> Callable[..., Any]:
        """Return what makes one of these; raises `AttributeError` that names the nearest."""
        verb = VERBS.get(PREFIX + noun)
        if verb is None:
            nouns = self.__dir__()
            raise AttributeError(f"nothing is created by {noun!r}{nearest(noun, nouns)} Known: {', '.join(nouns)}")
        return partial(verb, self._world())

    def __dir__(self) -> list[str]:
        """List what can be made."""
        return [name.removeprefix(PREFIX) for name in VERBS if name.startswith(PREFIX)]
