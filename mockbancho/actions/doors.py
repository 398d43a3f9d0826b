"""Actions as methods: `bancho.create.player(…)`, `bancho.go_online("Aika")`.

What they take stands in `doors.pyi`, which `make stubs` writes from the declarations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockbancho.actions.verbs import VERBS
from mockbancho.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.actions.action import Action

PREFIX = "create_"
if TYPE_CHECKING:
    Perform = Callable[[str, Action, tuple[object, ...], dict[str, object]], Any]
    """What does an action: as what mistakes call it, the action, what is given by position, and by name."""


class Create:
    """The actions named `create_…`, without that."""

    def __init__(self, perform: Perform) -> None:
        """Take what does them."""
        self._perform = perform

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
        return _method(verb, f"create.{noun}", f"Create.{noun}", self._perform)

    def __dir__(self) -> list[str]:
        """List what can be made."""
        return [name.removeprefix(PREFIX) for name in VERBS if name.startswith(PREFIX)]

    def __repr__(self) -> str:
        """Tell what can be made."""
        return f"<create: {', '.join(dir(self))}>"


class Verbs:
    """The other actions, as methods of what has a world."""

    def perform(self, called: str, verb: Action, values: tuple[object, ...], arguments: dict[str, object]) -> Any:  # noqa: ANN401  # each action's own
        """Do an action, which mistakes call as it is *called*."""
        raise NotImplementedError  # for what has a world to say

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the action of this name; raises `AttributeError` that names the nearest."""
        __tracebackhide__ = True
        verb = VERBS.get(name)
        if verb is not None and name.startswith(PREFIX):
            hint = f"create.{name.removeprefix(PREFIX)}"
            raise AttributeError(f"{type(self).__name__} has no {name!r}; did you mean {hint!r}?")
        if verb is None:
            known = [*(each for each in VERBS if not each.startswith(PREFIX)), *object.__dir__(self)]
            raise AttributeError(f"{type(self).__name__} has no {name!r}{nearest(name, known)}")
        return _method(verb, name, f"{type(self).__name__}.{name}", self.perform)


def _method(verb: Action, called: str, path: str, perform: Perform) -> Callable[..., Any]:
    """Return a function that does an action, and looks like it: `help` shows what it takes."""

    def act(*values: object, **arguments: object) -> Any:  # noqa: ANN401  # each action's own
        __tracebackhide__ = True
        return perform(called, verb, values, arguments)

    act.__name__, act.__qualname__, act.__module__ = path.rpartition(".")[2], path, verb.function.__module__
    act.__doc__ = verb.function.__doc__
    act.__signature__ = verb.signature  # type: ignore[attr-defined]  # what `inspect` looks at first
    return act
