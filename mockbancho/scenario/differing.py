"""In what the server of a scenario differs from bancho.py: routes of its own, and other shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mockbancho.api.own_routes import OwnRoute
from mockbancho.api.reshaping import Reshape
from mockbancho.api.variations import Variations
from mockbancho.errors import Mistake
from mockbancho.scenario.model import Difference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mockbancho.scenario.loader import Node
    from mockbancho.scenario.model import Scenario
    from mockbancho.scenario.parts import Parts

ROUTE: Final = ("path", "answer", "status", "methods", "where", "content_type")
"""The keys of a route."""
RESHAPE: Final = ("endpoint", "at", "add", "drop", "rename")
"""The keys of another shape."""
_MAPPINGS: Final = ("where", "add", "rename")
_LISTS: Final = ("methods", "drop")


def read_routes(node: Node | None, parts: Parts) -> Iterator[Difference]:
    """Yield the routes, in the order of the file."""
    return _read(node, parts, ROUTE, route_of)


def read_reshapes(node: Node | None, parts: Parts) -> Iterator[Difference]:
    """Yield the other shapes, in the order of the file."""
    return _read(node, parts, RESHAPE, reshape_of)


def variations_of(scenario: Scenario) -> Variations:
    """Return in what the server of a scenario differs from bancho.py."""
    return Variations(
        [route_of(each.arguments) for each in scenario.routes],
        [reshape_of(each.arguments) for each in scenario.reshape],
    )


def route_of(arguments: Mapping[str, Any]) -> OwnRoute:
    """Return a route as a file tells it; raises `Mistake`."""
    given = dict(arguments)
    if "path" not in given or "answer" not in given:
        raise Mistake("a route has a path and an answer, such as {path: /get_countries, answer: {status: success}}")
    if "methods" in given:
        given["methods"] = tuple(given["methods"])
    return OwnRoute(given.pop("path"), given.pop("answer"), **given)


def reshape_of(arguments: Mapping[str, Any]) -> Reshape:
    """Return another shape as a file tells it; raises `Mistake`."""
    given = dict(arguments)
    if "endpoint" not in given:
        raise Mistake("another shape is one of an endpoint, such as {endpoint: get_match, drop: [seed]}")
    return Reshape(str(given.pop("endpoint")), **given)


def _read(
    node: Node | None, parts: Parts, known: tuple[str, ...], make: Callable[[dict[str, Any]], object]
) -> Iterator[Difference]:
    for each in parts.entries(node):
        before = len(parts.notes)
        members = parts.mapping(each, known, "key")
        for name, member in members.items():
            if name in _MAPPINGS and not member.is_mapping:
                parts.notes.wrong(member, f"{name}: expected a mapping, 'name: value'")
            if name in _LISTS and not member.is_list:
                parts.notes.wrong(member, f"{name}: expected a list, such as [first, second]")
        arguments = {name: member.plain for name, member in members.items()}
        if len(parts.notes) > before:
            continue
        try:
            make(arguments)
        except Mistake as mistake:
            parts.notes.wrong(each, str(mistake))
        else:
            yield Difference(place=parts.place(each), arguments=arguments)
