"""The JSON Schema of scenario files, for editors: made from the declarations of the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mockbancho.actions.doors import PREFIX
from mockbancho.actions.verbs import VERBS
from mockbancho.scenario.model import FORMAT
from mockbancho.scenario.timeline import TIMES

if TYPE_CHECKING:
    from mockbancho.actions.action import Action

_DURATION: Final = {
    "description": "Seconds, or text such as 90s, 1m30s, 2h or 100ms.",
    "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^(\d+(\.\d+)?(d|h|ms|m|s) ?)+$|^\$\{"}],
}
_COUNT: Final = {"type": "integer", "minimum": 0}
_TEXT: Final = {"type": "string"}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario of mockbancho",
        "type": "object",
        "additionalProperties": False,
        "required": ["mockbancho"],
        "properties": {
            "mockbancho": {"const": FORMAT, "description": "The format of this file."},
            "title": _TEXT,
            "about": _TEXT,
            "seed": {"type": "integer"},
            "vars": {"type": "object", "description": "Values that stand where ${name} is."},
            "include": {"type": "array", "items": _TEXT},
            "world": _strict(
                file=_TEXT,
                players=_COUNT,
                beatmapsets=_COUNT,
                scores_per_player={"anyOf": [_COUNT, {"type": "string", "pattern": r"^\d+\.\.\d+$"}]},
            ),
            "ambient": _strict(players_online=_COUNT, plays_per_minute={"type": "number", "minimum": 0}),
            "cast": {"type": "object", "additionalProperties": {**_strict(**_makers()), "maxProperties": 1}},
            "timeline": {"type": "array", "items": _step()},
            "expect": {"type": "array", "items": _expectation()},
        },
    }


def _strict(**properties: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON Schema's
    """Return the schema of an object that has no other members than these."""
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _makers() -> dict[str, Any]:
    """Return what a member of the cast can be; who owns or hosts it may be told by others."""
    traits = {"traits": {"type": "array", "items": _TEXT}}
    return {
        name.removeprefix(PREFIX): _arguments(verb, extra=traits, is_cast=True)
        for name, verb in VERBS.items()
        if name.startswith(PREFIX)
    }


def _step() -> dict[str, Any]:
    verbs: dict[str, Any] = {}
    for name, verb in VERBS.items():
        noun = name.removeprefix(PREFIX)
        extra = {noun: _TEXT} if name.startswith(PREFIX) and noun not in verb.parameters else {}
        verbs[name] = {**_arguments(verb, extra=extra), "description": verb.about.splitlines()[0]}
    return _strict(**dict.fromkeys(TIMES, _DURATION), **verbs)


def _arguments(verb: Action, *, extra: dict[str, Any], is_cast: bool = False) -> dict[str, Any]:
    """Return the schema of an action's arguments; a value may also be a variable's place."""
    found = dict(verb.schema["$defs"][verb.name])
    members = {
        name: {"anyOf": [each, {"type": "string", "pattern": r"^\$\{"}]} for name, each in found["properties"].items()
    }
    arguments = {**found, "properties": {**members, **extra}}
    return {key: value for key, value in arguments.items() if not (is_cast and key == "required")}


def _expectation() -> dict[str, Any]:
    members = _strict(
        at=_DURATION,
        get={"type": "string", "pattern": "^/"},
        status={"type": "integer"},
        where={"type": "object"},
    )
    return {**members, "required": ["at", "get"]}
