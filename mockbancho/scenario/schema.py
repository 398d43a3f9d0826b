"""The JSON Schema of scenario files, for editors: made from the declarations of the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.actions.verbs import VERBS
from mockbancho.api.own_routes import METHODS
from mockbancho.scenario.casting import NOUNS, TOLD_BY_OTHERS, traits_of
from mockbancho.scenario.model import FORMAT, Ambience
from mockbancho.scenario.timeline import TIMES, named_by
from mockbancho.world.plan import MOST_BEATMAPSETS, MOST_PLAYERS, MOST_SCORES

if TYPE_CHECKING:
    from collections.abc import Collection

    from mockbancho.actions.action import Action

_VARIABLE: Final = {"type": "string", "pattern": r"^\$\{[A-Za-z_][A-Za-z0-9_]*\}$"}
_PART: Final = r"\d+(\.\d+)?"
_DURATION: Final = {
    "description": "Seconds, or text such as 90s, 1m30s, 2h or 100ms.",
    "anyOf": [
        {"type": "number", "minimum": 0},
        {
            "type": "string",
            "pattern": "^(?=.)" + "".join(rf"({_PART}{unit} *)?" for unit in ("d", "h", "m", "s", "ms")) + "$",
        },
        _VARIABLE,
    ],
}
_TEXT: Final = {"type": "string"}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario of mockbancho",
        "$defs": _shared(),
        "type": "object",
        "additionalProperties": False,
        "required": ["mockbancho"],
        "properties": {
            "mockbancho": {"const": FORMAT, "description": "The format of this file."},
            "title": _described(_TEXT, "What it is called where it is listed."),
            "about": _described(_TEXT, "What happens, and what it is good for."),
            "seed": _described(_or_variable({"type": "integer"}), "What all that is drawn depends on."),
            "vars": {
                "type": "object",
                "description": "Values that stand where ${name} is.",
                "propertyNames": {"pattern": "^[A-Za-z_][A-Za-z0-9_]*$"},
                "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
            },
            "include": {"type": "array", "description": "Files beside this one, which come first.", "items": _TEXT},
            "world": _described(_world(), "The world that it plays in; the default one unless something is said."),
            "ambient": _described(_ambient(), "Players who come, play and leave by themselves."),
            "cast": {"type": "object", "additionalProperties": _member(), "description": "What is there before."},
            "timeline": {"type": "array", "items": _step(), "description": "What happens."},
            "faults": {"type": "array", "items": _fault(), "description": "What goes wrong with answers."},
            "routes": {"type": "array", "items": _route(), "description": "Endpoints that bancho.py does not have."},
            "reshape": {"type": "array", "items": _reshape(), "description": "Other shapes of answers."},
            "expect": {"type": "array", "items": _expectation(), "description": "What requests answer at given times."},
        },
    }


def _shared() -> dict[str, Any]:
    """Return what the schemas of arguments refer to."""
    return {name: each for verb in VERBS.values() for name, each in verb.schema["$defs"].items() if name != verb.name}


def _described(schema: dict[str, Any], text: str) -> dict[str, Any]:
    return {**schema, "description": text}


def _strict(**properties: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON Schema's
    """Return the schema of an object that has no other members than these."""
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _or_variable(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a value that may also be a variable's place."""
    return {"anyOf": [schema, _VARIABLE]}


def _count(most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "maximum": most}


def _world() -> dict[str, Any]:
    """Return the schema of the world: a file's, or one of a size."""
    span = {"type": "string", "pattern": r"^ *\d+ *(\.\. *\d+ *)?$"}
    members = _strict(
        file=_TEXT,
        players=_or_variable(_count(MOST_PLAYERS)),
        beatmapsets=_or_variable(_count(MOST_BEATMAPSETS)),
        scores_per_player=_or_variable({"anyOf": [_count(MOST_SCORES), span]}),
    )
    return {**members, "dependentSchemas": {"file": {"maxProperties": 1}}}


def _ambient() -> dict[str, Any]:
    generated = msgspec.json.schema(Ambience)["$defs"]["Ambience"]["properties"]
    return _strict(**{name: _or_variable(each) for name, each in generated.items()})


def _member() -> dict[str, Any]:
    """Return what a member of the cast is: one thing; who owns it may follow from the others."""
    makers = {
        noun: _arguments(verb, extra={"traits": _traits(verb)}, missing=TOLD_BY_OTHERS) for noun, verb in NOUNS.items()
    }
    return {**_strict(**makers), "minProperties": 1, "maxProperties": 1}


def _traits(verb: Action) -> dict[str, Any]:
    known = traits_of(verb)
    return {"type": "array", "items": {"enum": known}} if known else {"type": "array", "maxItems": 0}


def _step() -> dict[str, Any]:
    """Return what a step is: a time and one action."""
    verbs: dict[str, Any] = {}
    for name, verb in VERBS.items():
        key = named_by(verb)
        arguments = _arguments(verb, extra={} if key is None else {key: _TEXT})
        verbs[name] = _described(arguments, verb.about.splitlines()[0])
    return {
        **_strict(**dict.fromkeys(TIMES, _DURATION), **verbs),
        "anyOf": [{"required": [key]} for key in ("at", "after", "every")],
        "not": {"required": ["at", "after"]},
        "oneOf": [{"required": [name]} for name in VERBS],
        "dependentRequired": {"jitter": ["every"], "until": ["every"]},
    }


def _arguments(verb: Action, *, extra: dict[str, Any], missing: Collection[str] = ()) -> dict[str, Any]:
    """Return the schema of an action's arguments, with *extra* ones, and without a need for those that are missing."""
    found = dict(verb.schema["$defs"][verb.name])
    members = {name: _or_variable(each) for name, each in found["properties"].items()}
    needed = [name for name in found.get("required", []) if name not in missing]
    arguments = {**found, "properties": {**members, **extra}, "required": needed}
    return arguments if needed else {**arguments, "type": ["object", "null"]}


def _fault() -> dict[str, Any]:
    """Return what a fault is: the arguments of `add_fault`, which do something."""
    return _arguments(VERBS["add_fault"], extra={})


def _route() -> dict[str, Any]:
    """Return what a route is; its answer is any JSON."""
    members = _strict(
        path=_or_variable({"type": "string", "pattern": "^/"}),
        answer={},
        status=_or_variable({"type": "integer", "minimum": 200, "maximum": 599}),
        methods={"type": "array", "minItems": 1, "items": {"enum": list(METHODS)}},
        where={"type": "object"},
        content_type=_TEXT,
    )
    return {**members, "required": ["path", "answer"]}


def _reshape() -> dict[str, Any]:
    """Return what another shape is; it changes something."""
    members = _strict(
        endpoint=_TEXT,
        at=_TEXT,
        add={"type": "object"},
        drop={"type": "array", "items": _TEXT},
        rename={"type": "object", "additionalProperties": _TEXT},
    )
    return {
        **members,
        "required": ["endpoint"],
        "anyOf": [{"required": ["add"]}, {"required": ["drop"]}, {"required": ["rename"]}],
    }


def _expectation() -> dict[str, Any]:
    members = _strict(
        at=_DURATION,
        get={"type": "string", "pattern": "^/"},
        status=_or_variable({"type": "integer"}),
        where={"type": "object"},
    )
    return {**members, "required": ["at", "get"]}
