"""What an action takes: each parameter's type decides how an argument is checked, and what schema and stub say."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from inspect import Parameter as Declared
from inspect import signature
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from mockbancho.actions.references import REFERENCES, resolve
from mockbancho.errors import Mistake
from mockbancho.osu.mods import Mods, read_mods
from mockbancho.osu.words import WordEnum
from mockbancho.records import Record
from mockbancho.world.files.expectations import expectation, given, shortened

if TYPE_CHECKING:
    from mockbancho.world.world import World

REQUIRED: Final = object()
"""The default of a parameter that must be given."""
_NAIVE: Final = Annotated[datetime, msgspec.Meta(tz=False)]
Reader = Callable[["World", object], object]


@dataclass(frozen=True)
class Parameter:
    """One parameter of an action. *hint* is its type as declared, *checked* as it is checked, with its bounds."""

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


def parameters_of(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """Return the parameters of an action's function, without the world; columns that it takes are some of them.

    Columns are those of a `TypedDict` that the function unpacks; they have no default.
    """
    hints = get_type_hints(function, include_extras=True)
    bounds = _bounds(hints.get("return"))
    return tuple(_parameters(function, hints, bounds))


def _parameters(function: Callable[..., Any], hints: dict[str, Any], bounds: Mapping[str, Any]) -> Iterator[Parameter]:
    for declared in list(signature(function).parameters.values())[1:]:
        hint = hints[declared.name]
        if declared.kind is Declared.VAR_KEYWORD:
            columns = get_type_hints(get_args(hint)[0], include_extras=True)
            yield from (_parameter(name, each, bounds, default=None) for name, each in columns.items())
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
    return Parameter(name, hint, checked, default, is_positional, _reader(checked, is_optional=is_optional))


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


def _reader(checked: Any, *, is_optional: bool) -> Reader:  # noqa: ANN401  # a type of any kind
    """Return what turns an argument into what the action takes, or raises `Mistake`."""
    read = _strict_reader(checked)
    return lambda world, value: None if value is None and is_optional else read(world, value)


def _strict_reader(checked: Any) -> Reader:  # noqa: ANN401  # a type of any kind
    origin: Any = get_origin(checked)
    arguments: tuple[Any, ...] = get_args(checked)
    if checked is Mods:
        return lambda _, value: read_mods(_whole_or_text(value, "mods as letters such as 'HDDT', or a number"))
    if _is_word(checked):
        return lambda _, value: checked.of(_whole_or_text(value, f"a {checked.__name__}, as word or number"))
    if checked in REFERENCES:
        return _row_reader(checked)
    if origin is Sequence:
        return lambda world, value: [resolve(world, arguments[0], each) for each in _listed(value)]
    if origin is Mapping:
        return lambda world, value: {key: resolve(world, arguments[1], each) for key, each in _mapped(value).items()}
    return lambda _, value: _convert(checked, value)


def _is_word(checked: Any) -> bool:  # noqa: ANN401  # a type of any kind
    return isinstance(checked, type) and issubclass(checked, WordEnum)


def _row_reader(kind: type) -> Reader:
    return lambda world, value: resolve(world, kind, value)


def _whole_or_text(value: object, wanted: str) -> int | str:
    if isinstance(value, int | str) and not isinstance(value, bool):
        return value
    raise Mistake(f"expected {wanted}; got {_shown(value)}")


def _listed(value: object) -> list[object]:
    if isinstance(value, list | tuple):
        return list(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # checked one by one
    raise Mistake(f"expected a list; got {_shown(value)}")


def _mapped(value: object) -> dict[str, object]:
    try:
        return msgspec.convert(value, dict[str, Any])
    except msgspec.ValidationError:
        raise Mistake(f"expected a mapping; got {_shown(value)}") from None


def _convert(checked: Any, value: object) -> object:  # noqa: ANN401  # a type of any kind
    """Return a plain value that is right for its column."""
    if isinstance(value, float) and not isfinite(value):
        raise Mistake(f"expected a finite number, got {value}")
    if isinstance(value, int) and not isinstance(value, bool):
        value = int(value)  # also of a flag
    try:
        return msgspec.convert(value, checked)
    except msgspec.ValidationError:
        shown = _shown(value)
        raise Mistake(f"expected {expectation(checked, shown.partition(' ')[0])}, got {shown}") from None


def _shown(value: object) -> str:
    """Return an argument as a mistake shows it."""
    try:
        return given(msgspec.json.encode(value))
    except (TypeError, msgspec.MsgspecError):
        return f"{type(value).__name__} {shortened(value)}"


def schema_type(parameter: Parameter) -> Any:  # noqa: ANN401  # a type of any kind
    """Return the type that a parameter has in files and requests: references are ids or names."""
    checked = parameter.checked
    origin = get_origin(checked)
    reference: Any = int | str
    found: Any = checked
    if _is_word(checked):
        words = tuple(member.word for member in checked)
        found = Union[Literal[words], Literal[tuple(int(member) for member in checked)]]  # noqa: UP007  # made here
    elif checked is Mods or checked in REFERENCES:
        found = reference
    elif origin is Sequence:
        found = list[reference]
    elif origin is Mapping:
        found = dict[str, reference]
    return found if parameter.is_required else Union[found, None]  # noqa: UP007  # made here
