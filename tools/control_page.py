"""The page of the control API: its routes as one table, and what they take and answer."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

from mockbancho.control.declared import Route
from mockbancho.control.openapi import describe_control, schema_of_query, split_about
from mockbancho.control.routes import ALL
from tools.tables import table

_INTRODUCTION = """\
# The control API

`mockbancho serve` has it below `/_mock/`, beside the fake API; `--no-control` leaves it out. What is listed here is
about the main world; all of it but what is marked exists for each forked world too, below `/_mock/worlds/{world}/`,
and the fake API of a fork answers below `/_world/{world}/`.

* Bodies are JSON objects with `Content-Type: application/json`, answers are JSON. Durations are seconds, or text such
  as `1m30s`; times are UTC.
* What is wrong is told in a sentence: `{"error": "…"}` with 400 for a mistake in the request, 404, 405, 409 for what
  clashes, 413 for a body that is too large, 415, and 503 where there are too many of something or the server stops;
  mistakes of a file are listed in `"mistakes"` too.
* Only this machine's names are served as `Host` (`localhost`, `*.localhost`, `127.0.0.0/8`, `[::1]`), or the host that
  was bound; what a page of another origin asks is refused with 403. Listening beyond this machine, a token is printed
  at the start and needed: `Authorization: Bearer TOKEN`, or else 401. `--control-token` gives one of your own.
* The same as OpenAPI 3.1 documents: `/_mock/openapi.json`, and of the fake API `/_mock/openapi/any.json`,
  `/_mock/openapi/5.3.json` and `/_mock/openapi/4.3.2.json`; `/_mock/docs` shows them as pages.
"""


def control_page() -> str:
    """Return the page."""
    return "\n".join((_INTRODUCTION, "## Routes\n", *_routes(), "## Schemas\n", *_schemas()))


def _routes() -> Iterator[str]:
    yield from table(["", "path", "does", "query", "body", "answers"], map(_route, ALL))


def _route(route: Route) -> list[str]:
    summary, _ = split_about(route)
    path = f"`{route.path}`" + ("" if route.of_world else " (once)")
    query = ", ".join(f"`{name}`" for name in schema_of_query(route))
    return [route.method, path, summary, query, _taken(route), _answered(route)]


def _taken(route: Route) -> str:
    if route.takes is None:
        return ""
    if route.takes is dict:
        return "the arguments"
    if route.takes is bytes:
        return f"`{route.accepts[0]}`, at most {route.most // 2**20} MiB"
    return _linked(route.takes.__name__)


def _answered(route: Route) -> str:
    status = "" if route.status == 200 else f"{route.status}: "
    if route.answers is None:
        return f"{status}`{route.sends}`"
    inner = getattr(route.answers, "__args__", None)
    if inner is None:
        return f"{status}{_linked(route.answers.__name__)}"
    return f"{status}list of {_linked(inner[0].__name__)}" if len(inner) == 1 else f"{status}an OpenAPI document"


def _linked(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _schemas() -> Iterator[str]:
    schemas: dict[str, dict[str, Any]] = describe_control("")["components"]["schemas"]
    for name, schema in sorted(schemas.items()):
        yield f"### {name}\n"
        yield f"{cleandoc(schema.get('description', ''))}\n"
        if "properties" not in schema:
            yield f"{_told(schema)}\n"
            continue
        needed = schema.get("required", [])
        yield from table(
            ["member", "is", "default"],
            (
                [f"`{member}`", _told(each), "required" if member in needed else _default(each)]
                for member, each in schema.get("properties", {}).items()
            ),
        )


def _default(schema: dict[str, Any]) -> str:
    return "" if schema.get("default") is None else f"`{schema['default']}`"


def _told(schema: dict[str, Any]) -> str:
    """Return in words what a schema allows."""
    if "anyOf" in schema:
        return " or ".join(_told(each) for each in schema["anyOf"])
    if "$ref" in schema:
        return _linked(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_told(schema['items'])}" if "items" in schema else "list"
    bounds = [f"{sign} {schema[key]}" for key, sign in _BOUNDS.items() if key in schema]
    return " ".join([schema.get("type", "anything"), *bounds])


_BOUNDS = {
    "minimum": "≥",
    "maximum": "≤",
    "exclusiveMinimum": ">",
    "minLength": "of at least",
    "maxLength": "of at most",
    "pattern": "like",
}
