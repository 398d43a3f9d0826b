"""Actions: every change of a world is one, declared once as a typed function with a docstring.

The declaration is the method in Python, the key in files, the verb over HTTP, the page in the docs, the line in the
typed stub and the JSON Schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from inspect import Signature, cleandoc
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_type_hints

import msgspec

from mockbancho.errors import Mistake, nearest
from mockbancho.world.parameters import Parameter, parameters_of, schema_type

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
    def signature(self) -> Signature:
        """How it is called from Python, without the world."""
        return Signature([each.declared for each in self.parameters.values()], return_annotation=self.result)

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments."""
        fields: list[Any] = [_field(each) for each in self.parameters.values()]
        made = msgspec.defstruct(self.name, fields, kw_only=True, forbid_unknown_fields=True)
        return msgspec.json.schema(made)

    def __call__(self, world: World, *values: object, **arguments: object) -> Any:  # noqa: ANN401  # each action's own
        """Do it, as one change: if it fails, nothing has happened. Raises `Mistake` for wrong arguments."""
        __tracebackhide__ = True  # a failing test shows its own line, not ours
        return self.do(self.name, world, values, arguments)

    def do(self, called: str, world: World, values: tuple[object, ...], arguments: Mapping[str, object]) -> Any:  # noqa: ANN401  # each action's own
        """Do it as *called*, which is what mistakes call it."""
        __tracebackhide__ = True
        given = self._named(called, values, arguments)
        try:
            with world.change():
                return self.function(world, **{name: self._read(world, name, value) for name, value in given.items()})
        except Mistake as error:
            raise type(error)(f"{called}: {error}") from None

    def _named(self, called: str, values: tuple[object, ...], arguments: Mapping[str, object]) -> dict[str, object]:
        """Return all arguments by name; raises `Mistake` for too many, unknown and missing ones."""
        __tracebackhide__ = True
        places = [name for name, each in self.parameters.items() if each.is_positional]
        if len(values) > len(places):
            by_place = f"at most {len(places)} arguments by position: {', '.join(places)}"
            taken = by_place if places else "arguments by name only"
            raise Mistake(f"{called} takes {taken}; got {len(values)} by position")
        named = dict(zip(places, values, strict=False))
        for twice in named.keys() & arguments.keys():
            raise Mistake(f"{called} got {twice!r} twice, by position and by name")
        named.update(arguments)
        for name in named:
            if name not in self.parameters:
                raise Mistake(f"{called} has no argument {name!r}{self._known(name)}")
        missing = [name for name, each in self.parameters.items() if each.is_required and name not in named]
        if missing:
            raise Mistake(f"{called} needs {' and '.join(map(repr, missing))}")
        return named

    def _known(self, name: str) -> str:
        hint = nearest(name, self.parameters)
        return f"{hint}{' Known' if hint else '; known'}: {', '.join(self.parameters)}"

    def _read(self, world: World, name: str, value: object) -> object:
        try:
            return self.parameters[name].read(world, value)
        except Mistake as error:
            raise type(error)(f"{name}: {error}") from None


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
