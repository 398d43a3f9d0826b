"""The OpenAPI 3.1 document of the control API, made of the declarations that route it."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.control.declared import ROUTES
from mockbancho.control.front import CONTROL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.control.declared import Route

VERSION: Final = "3.1.0"
_ABOUT: Final = (
    "State, clock, actions, events, journal, faults, scenarios, checkpoints and worlds of a running mockbancho. "
    "What is listed for the main world exists for each world below `/worlds/{world}` too. "
    "Times are UTC; durations are seconds, or text such as `1m30s`."
)
_REF: Final = "#/components/schemas/{name}"
_IN_PATHS: Final = {
    "name": "The name of it; percent-encoded, also a slash.",
    "world": "The name of a world.",
    "contract": "`any`, `5.3` or `4.3.2`, with `.json` after it.",
}


class Error(msgspec.Struct):
    """What was wrong, in a sentence; for files every mistake by itself too."""

    error: str
    mistakes: list[str] | msgspec.UnsetType = msgspec.UNSET


def describe_control(base: str) -> dict[str, Any]:
    """Return the document of the API at an address."""
    described = sorted(_types(), key=str)
    schemas, components = msgspec.json.schema_components(described, ref_template=_REF)
    schema_of = dict(zip(map(str, described), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for each in ROUTES:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, schema_of, base)
    return {
        "openapi": VERSION,
        "info": {"title": "mockbancho: the control API", "version": version("mockbancho"), "description": _ABOUT},
        "servers": [
            {"url": f"{base}{CONTROL}", "description": "the main world"},
            {
                "url": f"{base}{CONTROL}/worlds/{{world}}",
                "description": "any world",
                "variables": {"world": {"default": "main"}},
            },
        ],
        "security": [{}, {"token": []}],
        "tags": [{"name": tag} for tag in dict.fromkeys(map(tag_of, ROUTES))],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Needed where the server listens beyond its own machine; it is printed at the start.",
                }
            },
        },
    }


def tag_of(route: Route) -> str:
    """Return the noun that a route is about: its module's name."""
    return route.function.__module__.rpartition(".")[2]


def split_about(route: Route) -> tuple[str, str]:
    """Return the first sentence of a route's docstring, and the rest."""
    summary, _, rest = route.about.partition("\n\n")
    return " ".join(summary.split()), rest


def schema_of_query(route: Route) -> dict[str, Any]:
    """Return the schema of each parameter of the query, by name."""
    if route.query is None:
        return {}
    (_,), components = msgspec.json.schema_components([route.query], ref_template=_REF)
    found: dict[str, Any] = components[route.query.__name__]["properties"]
    return found


def _types() -> Iterator[Any]:
    yield Error
    for each in ROUTES:
        if each.answers is not None:
            yield each.answers
        if each.takes not in (None, bytes, dict):
            yield each.takes


def _operation(route: Route, schema_of: dict[str, Any], base: str) -> dict[str, Any]:
    summary, description = split_about(route)
    sent: dict[str, Any] = {} if route.answers is None else {"schema": schema_of[str(route.answers)]}
    found: dict[str, Any] = {
        "operationId": route.name,
        "tags": [tag_of(route)],
        "summary": summary,
        "parameters": list(_parameters(route)),
        "responses": {
            str(route.status): {
                "description": "Done." if route.method != "GET" else "Found.",
                "content": {route.sends: sent},
            },
            "default": {
                "description": "It could not be done; the sentence says why.",
                "content": {"application/json": {"schema": schema_of[str(Error)]}},
            },
        },
    }
    if description:
        found["description"] = description
    if route.takes is not None:
        found["requestBody"] = _request_body(route, schema_of)
    if not route.of_world:
        found["servers"] = [{"url": f"{base}{CONTROL}"}]
    return found


def _parameters(route: Route) -> Iterator[dict[str, Any]]:
    for name in route.placeholders:
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": _IN_PATHS[name],
            "schema": {"type": "string", "minLength": 1},
        }
    for name, schema in schema_of_query(route).items():
        yield {"name": name, "in": "query", "required": False, "schema": schema}


def _request_body(route: Route, schema_of: dict[str, Any]) -> dict[str, Any]:
    if route.takes is bytes:
        kind = "object" if "json" in route.accepts[0] else "string"
        return {"required": True, "content": {each: {"schema": {"type": kind}} for each in route.accepts}}
    schema = {"type": "object"} if route.takes is dict else schema_of[str(route.takes)]
    return {"required": True, "content": {"application/json": {"schema": schema}}}
