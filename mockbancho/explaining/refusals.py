"""Requests that are refused before any row is looked for: wrong parameters, modes, keys and methods, unknown paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mockbancho.api.avatars import PATH
from mockbancho.api.routes import paths_of
from mockbancho.contract import CONTRACTS, Boolean, Choice, Integer, Name, Reals, Rule, Text
from mockbancho.errors import nearest
from mockbancho.explaining.explained import Hint
from mockbancho.explaining.near import listed
from mockbancho.osu.modes import USED_MODES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.api.app import Api
    from mockbancho.contract import Kind, Parameter
    from mockbancho.explaining.asking import Asked, Request
    from mockbancho.explaining.explained import Reason

_BOTH: Final = "Must provide either id OR name!"
_MODES: Final = "Invalid gamemode."


def wrong_parameters(asked: Asked) -> Iterator[Reason]:
    """Yield each wrong parameter in words: what was given, what is taken."""
    parameters = {parameter.name: parameter for parameter in asked.endpoint.parameters}
    for entry in asked.entries:
        place: Any = entry["loc"]
        parameter = parameters[str(place[1])]
        yield from _wrong(asked, parameter, None if _is_missing(entry) else asked.request.sent.get(parameter.name))


def _is_missing(entry: dict[str, object]) -> bool:
    return "missing" in str(entry["type"])


def _wrong(asked: Asked, parameter: Parameter, given: str | None) -> Iterator[Reason]:
    takes = taken_by(parameter.kind)
    if given is None:
        yield f"{parameter.name} is missing, and required: {takes}"
        return
    hint = nearest(given, parameter.kind.options) if isinstance(parameter.kind, Choice) else ""
    yield f"{parameter.name}={given!r} is refused: it takes {takes}{hint}"
    names = {each.name for each in asked.endpoint.parameters}
    if parameter.name == "id" and "name" in names and isinstance(parameter.kind, Integer):
        player = asked.world.players.named(given.lower().replace(" ", "_"))
        if player is not None:
            yield Hint(asked.request.changed(id=None, name=player.name).target, f"{player.name} is a name")


def taken_by(kind: Kind) -> str:
    """Return what a kind of parameter takes, in words."""
    match kind:
        case Integer(ge, le):
            bounds = (f"from {ge}" if ge is not None else "", f"to {le}" if le is not None else "")
            return " ".join(filter(None, ("a whole number", *bounds)))
        case Text(low, high):
            return f"exactly {low} characters" if low == high and low is not None else "a text"
        case Name():
            return "a name of 2 to 15 letters, digits, spaces and any of _[]-"
        case Choice(options):
            return f"one of {', '.join(options)}"
        case Boolean():
            return "true or false"
        case Reals():
            return "a number"


def bad_request(asked: Asked) -> Iterator[Reason]:
    """Yield why a request whose parameters are fine is a 400 all the same."""
    request, values = asked.request, asked.values
    if asked.answer.reason == _MODES:
        modes = listed(int(mode) for mode in USED_MODES)
        yield f"mode {values['mode']} exists in the numbering alone; there are {modes} (autopilot is 8)"
        yield Hint(request.changed(mode=values["mode"] % 4).target, "the same ruleset without Relax or Autopilot")
    elif asked.answer.reason == _BOTH and values.get("id") is not None:
        yield "both id and name are given, and it takes one of them"
        yield Hint(request.changed(name=None).target, "by id")
        yield Hint(request.changed(id=None).target, "by name")
    elif "name" in values and values["id"] is None and values["name"] is None:
        yield "neither id nor name is given"
        player = next((row for row in asked.world.players.rows if row.id > 2), None)
        if player is not None:
            yield Hint(request.changed(id=player.id).target, f"{player.name}, for example")
    elif "md5" in values and values["id"] is None and values["md5"] is None:
        yield "neither id nor md5 is given"


def wrong_key(asked: Asked) -> Iterator[str]:
    """Yield what is wrong with a request's API key."""
    key = asked.request.authorization
    bearer = Rule.BEARER_ONLY in asked.contract.rules
    form = "Authorization: Bearer KEY" if bearer else "Authorization: KEY"
    if not key:
        yield f"it needs an API key, in the header {form!r}"
    else:
        yield f"nobody has the API key that the header has; it is sent as {form!r}, and letter case counts"
    owners = [row.name for row in asked.world.players.rows if row.api_key]
    yield f"players with a key: {', '.join(owners[:5])}" if owners else "no player of this world has a key"


def wrong_method(request: Request, allowed: tuple[str, ...]) -> str:
    """Return why a method is refused."""
    return f"{request.method} is not what this endpoint answers: it takes {listed(allowed)}"


def unknown_path(api: Api, request: Request) -> Iterator[Reason]:
    """Yield why no endpoint has a path, and which one was probably meant."""
    path = request.path
    elsewhere = [c.name for c in CONTRACTS.values() if c is not api.contract and paths_of(c).find(path)]
    if elsewhere:
        yield f"this path is one of contract {listed(elsewhere)}, not of contract {api.contract.name}"
    bare = path.rstrip("/")
    near = bare if bare != path and api.paths.find(bare) else api.paths.nearest(path)
    if near is None:
        known = ", ".join(f"{prefix or ''}/…" for prefix in api.contract.prefixes)
        yield f"the paths of contract {api.contract.name} are {known}"
    elif "{" not in near:
        yield Hint(request.moved(near).target, "the nearest path")
    else:
        yield f"the nearest path is {near}"


def is_avatar(path: str) -> bool:
    """Whether a path is a picture's."""
    return PATH.fullmatch(path) is not None
