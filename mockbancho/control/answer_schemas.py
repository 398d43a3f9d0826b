"""What endpoints answer, as JSON Schemas: their forms with the types of their columns, and their errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, cast

import msgspec

from mockbancho.api.endpoints.pp import Entry
from mockbancho.contract import Rule
from mockbancho.learning.forms import FORMED, Cases, Maybe, Members, Plain, Rows, form_of

if TYPE_CHECKING:
    from mockbancho.contract import Contract, Endpoint
    from mockbancho.learning.forms import Form

Schema = dict[str, Any]
_TYPES: Final = {
    "int": "integer",
    "float": "number",
    "string": "string",
    "time": "string",
    "bool": "boolean",
    "null": "null",
}
_STRING: Final[Schema] = {"type": "string"}
_ENTRIES: Final[Schema] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["loc", "msg", "type"],
        "properties": {"loc": {"type": "array"}, "msg": _STRING, "type": _STRING},
    },
}


def answer_of(contract: Contract, endpoint: Endpoint) -> Schema:
    """Return what an endpoint answers with status 200, as OpenAPI describes it."""
    if endpoint.name == "get_replay":
        return {"description": "The replay's file.", "content": {"application/octet-stream": {}}}
    if endpoint.name in FORMED:
        schema = schema_of_form(form_of(contract, endpoint.name))
        if endpoint.name == "get_player_info":
            schema["properties"]["player"] |= {"required": [], "minProperties": 1}  # the scope decides which
        return _response("Found.", schema)
    return _response("Done.", _OTHERS[endpoint.name](contract))


def errors_of(contract: Contract, endpoint: Endpoint) -> dict[str, Schema]:
    """Return what an endpoint answers otherwise, by status."""
    found = {
        "400": _response("What was asked makes no sense.", _object(status=_STRING)),
        "422": _response("Parameters are wrong.", _object(detail=_ENTRIES)),
    }
    if endpoint.path:
        found["404"] = _response("There is no such row.", _object(status={"const": "error"}, error=_STRING))
    else:
        found["404"] = _response("There is no such row.", _object(status=_STRING))
    if endpoint.needs_key:
        found["401"] = _response("There is no API key that counts.", _object(status=_STRING))
    if len(endpoint.methods) > 1:
        found["403"] = _response("The key's owner is restricted.", _object(status=_STRING))
        found["409"] = _response("Somebody else has it.", _object(status=_STRING))
    if Rule.ANSWERS_CRASHES in contract.rules or endpoint.name == "calculate_pp":
        content: Schema = {"text/plain": {"schema": {"const": "Internal Server Error"}}}
        found["500"] = {"description": "bancho.py crashes here.", "content": content}
    return found


def schema_of_form(form: Form) -> Schema:
    """Return the JSON Schema of a form."""
    match form:
        case Plain(types=types):
            names = sorted(_TYPES[each] for each in types)
            return {"type": names[0] if len(names) == 1 else names}
        case Members(forms=forms):
            return _object(**{name: schema_of_form(each) for name, each in forms.items()})
        case Rows(of=of, by_key=True):
            return {"type": "object", "additionalProperties": schema_of_form(of)}
        case Rows(of=of):
            return {"type": "array", "items": schema_of_form(of)}
        case Maybe(of=of):
            return {"anyOf": [schema_of_form(of), {"type": "null"}]}
        case Cases(by=by, true=true, false=false):
            return {"oneOf": [_case(by, true, value=True), _case(by, false, value=False)]}


def _case(by: str, members: Members, *, value: bool) -> Schema:
    found = schema_of_form(members)
    found["properties"][by] = {"const": value}
    return found


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _response(description: str, schema: Schema) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _worth(_: Contract) -> Schema:
    """Return what `calculate_pp` answers: a list of entries, or one alone."""
    (_ref,), components = msgspec.json.schema_components([Entry])
    one = _inlined({"$ref": "#/$defs/Entry"}, components)
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _inlined(schema: object, components: dict[str, Any]) -> Any:  # noqa: ANN401  # JSON
    """Return a schema with what it refers to in the places of the references."""
    if isinstance(schema, dict):
        members = cast("dict[str, Any]", schema)
        if "$ref" in members:
            return _inlined(components[members["$ref"].rpartition("/")[2]], components)
        return {name: _inlined(value, components) for name, value in members.items()}
    if isinstance(schema, list):
        return [_inlined(each, components) for each in cast("list[object]", schema)]
    return schema


def _friends(_: Contract) -> Schema:
    named = dict.fromkeys(("name", "country"), _STRING)
    clan = {"anyOf": [_object(id={"type": "integer"}, name=_STRING, tag=_STRING), {"type": "null"}]}
    friend = _object(id={"type": "integer"}, **named, clan=clan, online={"type": "boolean"})
    return _object(status=_STRING, friends={"type": "array", "items": friend})


def _owner(contract: Contract) -> Schema:
    info = form_of(contract, "get_player_info")
    assert isinstance(info, Members)  # noqa: S101  # it has one form
    player = info.forms["player"]
    assert isinstance(player, Members)  # noqa: S101  # as above
    return _object(status=_STRING, player=_object(info=schema_of_form(player.forms["info"])))


def _done(_: Contract) -> Schema:
    return _object(status=_STRING)


_OTHERS: Final[dict[str, Callable[[Contract], Schema]]] = {
    "calculate_pp": _worth,
    "get_friends": _friends,
    "set_player_info": _owner,
    "set_avatar": _done,
}
"""Answers that have no form, for nobody learns from a server what an API key is needed for."""
