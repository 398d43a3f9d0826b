"""`bancho.create`: the actions that make things, as methods. What they take stands in `creating.pyi`, by `make stubs`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockbancho.actions.verbs import VERBS
from mockbancho.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.actions.action import Action
    from mockbancho.world.world import World

PREFIX = "create_"


class Create:
    """The actions named `create_…`, without that."""

    def __init__(self, world: Callable[[], World]) -> None:
        """Take where to find the world."""
        self._world = world

    def __getattr__(self, noun: str) -> Callable[..., Any]:
        """Return what makes one of these; raises `AttributeError` that names the nearest."""
        __tracebackhide__ = True  # a failing test shows its own line, not ours
        verb = VERBS.get(PREFIX + noun)
        if verb is None:
            nouns = self.__dir__()
            hint = nearest(noun, nouns)
            raise AttributeError(
                f"there is no create.{noun}{hint}{' Known' if hint else '; known'}: {', '.join(nouns)}"
            )
        return _method(verb, noun, self._world)

    def __dir__(self) -> list[str]:
        """List what can be made."""
        return [name.removeprefix(PREFIX) for name in VERBS if name.startswith(PREFIX)]

    def __repr__(self) -> str:
        """Tell what can be made."""
        return f"<create: {', '.join(dir(self))}>"


def _method(verb: Action, noun: str, world: Callable[[], World]) -> Callable[..., Any]:
    """Return a function that does an action, and looks like it: `help` shows what it takes."""

    def make(*values: object, **arguments: object) -> Any:  # noqa: ANN401  # each action's own
        __tracebackhide__ = True
        return verb.do(f"create.{noun}", world(), values, arguments)

    make.__name__, make.__qualname__, make.__module__ = noun, f"Create.{noun}", verb.function.__module__
    make.__doc__ = verb.function.__doc__
    make.__signature__ = verb.signature  # type: ignore[attr-defined]  # what `inspect` looks at first
    return make
