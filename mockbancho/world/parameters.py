"""What is taken: each parameter's type decides how an argument is checked, and what schema and stub say."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from inspect import Parameter as Declared
from inspect import signature
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from mockbancho.osu.mods import Mods
from mockbancho.records import Record
from mockbancho.world.osu_files import OsuFile
from mockbancho.world.pictures import Picture
from mockbancho.world.readers import Reader, is_word, reader_of
from mockbancho.world.references import REFERENCES

REQUIRED: Final = object()
"""The default of a parameter that must be given."""
NOT_GIVEN: Final = object()
"""The default of a column: it is drawn, or what the database has."""
_NAIVE: Final = Annotated[datetime, msgspec.Meta(tz=False)]


@dataclass(frozen=True)
class Parameter:
    """One parameter. *hint* is its type as declared, *checked* as it is checked, with its bounds."""

    name: str
    hint: Any
    checked: Any
    default: object = REQUIRED
    is_positional: bool = False
    read: Reader = field(repr=False, default=lambda _, value: value)

    @property
    def is_required(self) -> bool:
        """Whether there is no default."""
        return self.default is REQUIRED

    @property
    def refers(self) -> tuple[type, ...]:
        """The kind of row that is referred to, if any, alone or in a list or mapping."""
        kinds = (self.checked, *get_args(self.checked))
        return tuple(kind for kind in kinds if kind in REFERENCES)

    @property
    def declared(self) -> Declared:
        """The parameter as Python declares one; a default of `...` is drawn."""
        default = {REQUIRED: Declared.empty, NOT_GIVEN: ...}.get(self.default, self.default)
        kind = Declared.POSITIONAL_OR_KEYWORD if self.is_positional else Declared.KEYWORD_ONLY
        return Declared(self.name, kind, default=default, annotation=self.hint)


def parameters_of(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """Return the parameters of an action's function, without the world; columns that it takes are some of them.

    Columns are those of a `TypedDict` that the function unpacks; they have no default.
    """
    hints = get_type_hints(function, include_extras=True)
    bounds = _bounds(hints.get("return"))
    return tuple(_parameters(function, hints, bounds))


@cache
def parameters_for(arguments: type, record: type) -> Mapping[str, Parameter]:
    """Return the parameters that a `TypedDict` declares for making a record, by name."""
    hints = get_type_hints(arguments, include_extras=True)
    bounds = _bounds(record)
    return {name: _parameter(name, hint, bounds, default=NOT_GIVEN) for name, hint in hints.items()}


def _parameters(function: Callable[..., Any], hints: dict[str, Any], bounds: Mapping[str, Any]) -> Iterator[Parameter]:
    for declared in list(signature(function).parameters.values())[1:]:
        hint = hints[declared.name]
        if declared.kind is Declared.VAR_KEYWORD:
            columns = get_type_hints(get_args(hint)[0], include_extras=True)
            yield from (_parameter(name, each, bounds, default=NOT_GIVEN) for name, each in columns.items())
        else:
            default = REQUIRED if declared.default is Declared.empty else declared.default
            positional = declared.kind is Declared.POSITIONAL_OR_KEYWORD
            yield _parameter(declared.name, hint, bounds, default=default, is_positional=positional)


def _parameter(
    name: str, hint: object, bounds: Mapping[str, Any], *, default: object, is_positional: bool = False
) -> Parameter:
    core, is_optional = _without_none(hint)
    plain = core in (int, float, str, datetime)
    checked = bounds.get(name, core) if plain else core
    checked = _NAIVE if checked is datetime else checked
    return Parameter(name, hint, checked, default, is_positional, reader_of(checked, is_optional=is_optional))


def _bounds(result: object) -> Mapping[str, Any]:
    """Return the types of a record's columns, which say more than an action's declaration."""
    if isinstance(result, type) and issubclass(result, Record):
        return {each.name: _without_none(each.type)[0] for each in msgspec.structs.fields(result)}
    return {}


def _without_none(hint: object) -> tuple[Any, bool]:
    """Return a type without its None, and whether it had one."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    members = [each for each in get_args(hint) if each is not types.NoneType]
    return Union[tuple(members)], len(members) < len(get_args(hint))  # noqa: UP007  # the members are a tuple


def schema_type(parameter: Parameter) -> Any:  # noqa: ANN401  # a type of any kind
    """Return the type that a parameter has in files and requests: references are ids or names."""
    checked = parameter.checked
    origin = get_origin(checked)
    reference: Any = int | str
    found: Any = checked
    if is_word(checked):
        words = tuple(member.word for member in checked)
        found = Union[Literal[words], Literal[tuple(int(member) for member in checked)]]  # noqa: UP007  # made here
    elif checked is Mods or checked in REFERENCES:
        found = reference
    elif checked is OsuFile:
        found = Union[str, Literal[False]]  # noqa: UP007  # made here
    elif checked is Picture:
        found = str
    elif origin is Sequence:
        found = list[reference]
    elif origin is Mapping:
        found = dict[str, reference]
    return found if parameter.is_required else Union[found, None]  # noqa: UP007  # made here
