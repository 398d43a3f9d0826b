"""The actions: what can be done, and doing it."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from mockbancho.actions.verbs import VERBS, find_verb
from mockbancho.control.declared import route
from mockbancho.control.events import EventTold, told_events
from mockbancho.errors import Mistake, NotThere
from mockbancho.world.given_files import without_files
from mockbancho.world.osu_files import OsuFile
from mockbancho.world.pictures import Picture
from mockbancho.world.references import REFERENCES

if TYPE_CHECKING:
    from mockbancho.actions.action import Action
    from mockbancho.control.asked import Asked

LARGEST: Final = 8 * 2**20
"""Bytes of the arguments of an action, among which a picture or a `.osu` file may be."""
_DATA: Final = "data:"
_BASE64: Final = ";base64,"


class ActionShown(Struct):
    """A verb: its docstring, the JSON Schema of its arguments, and the nouns of what arguments refer to."""

    name: str
    about: str
    schema: dict[str, Any]
    refers: dict[str, str]


class Result(Struct):
    """What an action returned, as a row, and the events that it told."""

    result: Any
    events: list[EventTold]


@route("GET", "/actions", answers=list[ActionShown], of_world=True)
def actions(asked: Asked) -> list[ActionShown]:  # noqa: ARG001  # the same for every world
    """List the actions with the JSON Schemas of their arguments."""
    return [ActionShown(verb.name, verb.about, verb.schema, _refers(verb)) for verb in VERBS.values()]


@route("POST", "/actions/{name}", takes=dict, most=LARGEST, answers=Result)
def act(asked: Asked) -> Result:
    """Do an action now. The body has its arguments by name, as in Python and in scenario files.

    A picture or a `.osu` file is given as a `data:` URL in base64.
    """
    name = asked.path["name"]
    try:
        verb = find_verb(name)
    except Mistake as mistake:
        raise NotThere(str(mistake)) from None
    bancho = asked.bancho
    with bancho.world.lock:
        before = bancho.world.events.count
        with without_files():
            result = bancho.act(name, **_contents(verb, asked.body))
        return Result(result, told_events(bancho, before))


def _contents(verb: Action, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments with the bytes of files where they are given as `data:` URLs."""
    found = dict(arguments)
    for name, parameter in verb.parameters.items():
        given = found.get(name)
        if parameter.checked in (OsuFile, Picture) and isinstance(given, str) and given.startswith(_DATA):
            found[name] = _content(f"{verb.name}: {name}", given)
    return found


def _content(where: str, url: str) -> bytes:
    _, marker, data = url.partition(_BASE64)
    try:
        return b64decode(data if marker else "!", validate=True)
    except ValueError:
        raise Mistake(f"{where}: expected a URL such as data:image/png;base64,iVBORw0…") from None


def _refers(verb: Action) -> dict[str, str]:
    return {name: REFERENCES[each.refers[0]].noun for name, each in verb.parameters.items() if each.refers}
