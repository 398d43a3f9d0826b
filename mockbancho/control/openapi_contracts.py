"""The OpenAPI 3.1 document of the fake API under a contract, made of the contract's own data."""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Final

from mockbancho.api.endpoints import ENDPOINTS
from mockbancho.contract import Boolean, Choice, Integer, Name, Reals, Rule, Text
from mockbancho.control.answer_schemas import answer_of, errors_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.contract import Contract, Endpoint, Kind, Parameter

VERSION: Final = "3.1.0"
_NAME: Final = r"^[\w \[\]-]{2,15}$"


def describe_contract(contract: Contract, base: str) -> dict[str, Any]:
    """Return the document of a contract, for the server at an address."""
    return {
        "openapi": VERSION,
        "info": {
            "title": f"bancho.py's API, as mockbancho's contract {contract.name} answers it",
            "version": contract.version,
            "description": "\n".join(_about(contract)),
        },
        "servers": _servers(base, contract.prefixes),
        "tags": [{"name": "v1"}, {"name": "v2"}],
        "paths": dict(_path(contract, each, base) for each in contract.endpoints.values()),
        "components": {
            "schemas": {},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "A player's API key."}},
        },
    }


def _about(contract: Contract) -> Iterator[str]:
    yield "Parameters that an endpoint does not have are ignored, as bancho.py does. Times are naive UTC."
    yield ""
    yield from (f"* {rule.value}" for rule in Rule if rule in contract.rules)


def _servers(base: str, prefixes: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"url": f"{base}{prefix}" or "/"} for prefix in prefixes]


def _path(contract: Contract, endpoint: Endpoint, base: str) -> tuple[str, dict[str, Any]]:
    """Return an endpoint's path below the contract's prefixes, and what is there."""
    found: dict[str, Any] = {method.lower(): _operation(contract, endpoint, method) for method in endpoint.methods}
    if endpoint.path:
        return endpoint.path, {"servers": _servers(base, ("",)), **found}
    if endpoint.needs_key and contract.authorized_prefixes != contract.prefixes:
        found["servers"] = _servers(base, contract.authorized_prefixes)
    return f"/{endpoint.name}", found


def _operation(contract: Contract, endpoint: Endpoint, method: str) -> dict[str, Any]:
    first, _, rest = cleandoc(ENDPOINTS[endpoint.name].function.__doc__ or "").partition("\n\n")
    found: dict[str, Any] = {
        "operationId": endpoint.name if method == endpoint.methods[0] else f"{endpoint.name}_{method.lower()}",
        "tags": ["v2" if endpoint.path else "v1"],
        "summary": " ".join(first.split()),
        "description": f"{rest}\n\nSource: {endpoint.source}.".strip(),
        "parameters": [_parameter(each) for each in endpoint.parameters],
        "responses": {"200": answer_of(contract, endpoint), **errors_of(contract, endpoint)},
    }
    if endpoint.needs_key:
        found["security"] = [{"key": []}, {}] if endpoint.name == "calculate_pp" else [{"key": []}]
    if endpoint.name in _BODIES:
        found["requestBody"] = _BODIES[endpoint.name]
    return found


_BODIES: Final[dict[str, dict[str, Any]]] = {
    "set_avatar": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["avatar"],
                    "properties": {"avatar": {"type": "string", "contentMediaType": "image/png"}},
                }
            }
        },
    },
    "set_player_info": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "object"}} for kind in ("application/json", "application/x-www-form-urlencoded")
        },
    },
}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = schema_of(parameter.kind)
    if parameter.default is not None and not parameter.required:
        schema["default"] = list(parameter.default) if isinstance(parameter.default, tuple) else parameter.default
    found: dict[str, Any] = {
        "name": parameter.name,
        "in": "path" if parameter.in_path else "query",
        "required": parameter.required,
        "schema": schema,
    }
    if isinstance(parameter.kind, Reals):
        found |= {"style": "form", "explode": True}
    return found


def schema_of(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema of what a parameter takes."""
    match kind:
        case Integer(ge=low, le=high):
            return {"type": "integer", **_given(minimum=low, maximum=high)}
        case Text(min_length=low, max_length=high):
            return {"type": "string", **_given(minLength=low, maxLength=high)}
        case Name():
            return {"type": "string", "pattern": _NAME}
        case Choice(options=options):
            return {"type": "string", "enum": list(options)}
        case Boolean():
            return {"type": "boolean"}
        case Reals():
            return {"type": "array", "items": {"type": "number"}}


def _given(**bounds: int | None) -> dict[str, int]:
    return {name: bound for name, bound in bounds.items() if bound is not None}
