"""Faults as they are written: in a scenario file, as a dict, or in one line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.actions.verbs import VERBS
from mockbancho.errors import Mistake
from mockbancho.scenario.casting import read_arguments
from mockbancho.scenario.model import FaultEntry
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.scenario.loader import Node
    from mockbancho.scenario.model import Scenario
    from mockbancho.scenario.notes import Notes
    from mockbancho.scenario.parts import Parts

ADD: Final = VERBS["add_fault"]
_ENDPOINT: Final = "endpoint"
_WHERE: Final = "where."
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def read_faults(node: Node | None, parts: Parts) -> Iterator[FaultEntry]:
    """Yield the faults, in the order of the file; each is tried in an empty world."""
    for each in parts.entries(node):
        before = len(parts.notes)
        arguments = read_arguments(ADD, each, parts)
        if len(parts.notes) > before:
            continue
        try:
            ADD.function(World.build(), **arguments)
        except Mistake as mistake:
            parts.notes.wrong(each, str(mistake))
        else:
            yield FaultEntry(place=parts.place(each), arguments=arguments)


def put_faults(world: World, scenario: Scenario, notes: Notes) -> None:
    """Let the faults of a scenario begin; two of one name are noted."""
    for entry in scenario.faults:
        name = entry.arguments.get("name")
        if name is not None and world.schedule.fault(name) is not None:
            notes.wrong(entry.place, f"the name {name!r} is given already")
        ADD.do(ADD.name, world, (), entry.arguments)


def fault_of(given: object) -> dict[str, Any]:
    """Return the arguments of `add_fault` that a dict or a line such as `get_map_scores:status=503,rate=0.3` has.

    Raises `Mistake` for what is no fault; it is tried in an empty world.
    """
    if not isinstance(given, str | Mapping):
        raise Mistake(
            f"faults are dicts such as {{'status': 503, 'rate': 0.3}}, or text such as 'get_*:status=503'; got {given!r}"
        )
    arguments: dict[str, Any] = _of_line(given) if isinstance(given, str) else dict(given)  # pyright: ignore[reportUnknownArgumentType]  # checked below
    ADD.do(f"fault {given!r}", World.build(), (), arguments)
    return arguments


def _of_line(line: str) -> dict[str, Any]:
    """Return what a line says: an endpoint, a colon, and arguments with commas between them."""
    endpoint, colon, rest = line.partition(":")
    if not colon or "=" in endpoint:
        endpoint, rest = "*", line
    arguments: dict[str, Any] = {_ENDPOINT: endpoint.strip()}
    for part in filter(None, (each.strip() for each in rest.split(","))):
        name, equals, value = part.partition("=")
        if not equals:
            raise Mistake(
                f"fault {line!r}: expected name=value with commas between, such as status=503,rate=0.3; got {part!r}"
            )
        if name in arguments and name != _ENDPOINT:
            raise Mistake(f"fault {line!r}: {name!r} is given twice")
        if name.startswith(_WHERE):
            arguments.setdefault("where", {})[name.removeprefix(_WHERE)] = value
        else:
            arguments[name] = _value(name, value)
    return arguments


def _value(name: str, text: str) -> object:
    """Return a value of a line as its argument wants it; one that cannot be is left for the action to refuse."""
    parameter = ADD.parameters.get(name)
    if parameter is None or not _NUMBER.fullmatch(text):
        return text
    number = float(text) if "." in text else int(text)
    try:
        converted: object = msgspec.convert(number, parameter.checked)
    except msgspec.ValidationError:
        return text
    return converted
