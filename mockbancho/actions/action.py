"""Actions: every change of a world is one, declared once as a typed function with a docstring.

The declaration is the method in Python, the key in files, the verb over HTTP, the page in the docs, the line in the
typed stub and the JSON Schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_type_hints

import msgspec

from mockbancho.actions.parameters import Parameter, parameters_of, schema_type
from mockbancho.errors import Mistake, NoSuchRow, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockbancho.world.world import World

F = TypeVar("F", bound="Callable[..., Any]")
ACTIONS: Final[dict[str, Action]] = {}
"""Every action, by name."""


@dataclass(frozen=True)
class Action:
    """A verb: its *name*, what it takes, and the *function* that does it to a world."""

    name: str
    function: Callable[..., Any]

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """What it takes, by name, in the order of the declaration."""
        return {each.name: each for each in parameters_of(self.function)}

    @cached_property
    def result(self) -> Any:  # noqa: ANN401  # a type of any kind
        """The type of what it returns."""
        return get_type_hints(self.function)["return"]

    @property
    def about(self) -> str:
        """The docstring, without its indentation."""
        return cleandoc(self.function.__doc__ or "")

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments."""
        fields: list[Any] = [_field(each) for each in self.parameters.values()]
        made = msgspec.defstruct(self.name, fields, kw_only=True, forbid_unknown_fields=True)
        return msgspec.json.schema(made)

    def __call__(self, world: World, *values: object, **arguments: object) -> Any:  # noqa: ANN401  # each action's own
        """Do it, as one change: if it fails, nothing has happened. Raises `Mistake` for wrong arguments."""
        __tracebackhide__ = True  # a failing test shows its own line, not ours
        with world.change():
            return self.function(world, **self.check(world, *values, **arguments))

    def check(self, world: World, *values: object, **arguments: object) -> dict[str, Any]:
        """Return the arguments as the function takes them; raises `Mistake` that names the first wrong one."""
        __tracebackhide__ = True
        given = self._named(values, arguments)
        for name in given:
            if name not in self.parameters:
                raise Mistake(self._unknown(name))
        missing = [name for name, each in self.parameters.items() if each.is_required and name not in given]
        if missing:
            raise Mistake(f"{self.name} needs {' and '.join(map(repr, missing))}")
        return {name: self._read(world, self.parameters[name], value) for name, value in given.items()}

    def _named(self, values: tuple[object, ...], arguments: Mapping[str, object]) -> dict[str, object]:
        """Return all arguments by name."""
        places = [name for name, each in self.parameters.items() if each.is_positional]
        if len(values) > len(places):
            taken = (
                f"at most {len(places)} arguments by position: {', '.join(places)}"
                if places
                else "arguments by name only"
            )
            raise Mistake(f"{self.name} takes {taken}; got {len(values)} by position")
        named = dict(zip(places, values, strict=False))
        for twice in named.keys() & arguments.keys():
            raise Mistake(f"{self.name} got {twice!r} twice, by position and by name")
        return {**named, **arguments}

    def _unknown(self, name: str) -> str:
        hint = nearest(name, self.parameters)
        return (
            f"{self.name} has no argument {name!r}{hint}{' Known' if hint else '; known'}: {', '.join(self.parameters)}"
        )

    def _read(self, world: World, parameter: Parameter, value: object) -> object:
        __tracebackhide__ = True
        try:
            return parameter.read(world, value)
        except NoSuchRow as error:
            raise NoSuchRow(f"{self.name}: {parameter.name}: {error}") from None
        except Mistake as error:
            raise Mistake(f"{self.name}: {parameter.name}: {error}") from None


def _field(parameter: Parameter) -> tuple[Any, ...]:
    kind = schema_type(parameter)
    if parameter.is_required:
        return parameter.name, kind
    default = parameter.default if isinstance(parameter.default, bool | str) else None
    return parameter.name, kind, default


def action(function: F) -> F:
    """Declare an action: a function that takes the world first, and is named like the verb."""
    name = str(function.__name__)
    if name in ACTIONS:
        raise Mistake(f"two actions are called {name!r}")
    ACTIONS[name] = Action(name, function)
    return function
