"""Scenarios: those that there are, playing one, and sending one of one's own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Final

from msgspec import Meta, Struct

from mockbancho.control.declared import route
from mockbancho.control.moving import go_to, refuse_far, set_speed
from mockbancho.control.naming import seconds
from mockbancho.control.states import State, scenario_name, state_of
from mockbancho.errors import Busy, Mistake, ScenarioError, nearest
from mockbancho.scenario.clocks import FASTEST
from mockbancho.scenario.library import find_scenario, names
from mockbancho.scenario.reading import parse_scenario
from mockbancho.world.durations import micros_of
from mockbancho.world.given_files import without_files

if TYPE_CHECKING:
    from mockbancho.control.asked import Asked
    from mockbancho.control.worlds import Served, Worlds
    from mockbancho.scenario.model import Scenario

YAML: Final = ("text/yaml", "application/yaml", "application/x-yaml", "text/x-yaml")
MOST: Final = 50
"""Scenarios that were sent, and are remembered."""


class ScenarioShown(Struct):
    """A scenario, by the name that it is loaded by; *length* in seconds, if it has an end; *wrong* if it cannot be read."""

    name: str
    title: str
    about: str
    length: float | None
    wrong: str | None = None


class Load(Struct, forbid_unknown_fields=True):
    """Which scenario plays, from *at* on, and how many times as fast as the machine's clock."""

    name: str
    at: int | float | str | None = None
    speed: Annotated[float, Meta(gt=0, le=FASTEST)] | None = None


class UploadQuery(Struct, forbid_unknown_fields=True):
    """What the scenario is called from then on, and whether it plays at once."""

    name: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")] = "uploaded"
    load: bool = False


@route("GET", "/scenarios", answers=list[ScenarioShown], heavy=True)
def scenarios(asked: Asked) -> list[ScenarioShown]:
    """List the scenarios that can be loaded: those that come with mockbancho, the folder's, and those that were sent."""
    known = asked.worlds.uploads
    found = [_read(asked.worlds, name) for name in names(asked.worlds.folder) if name not in known]
    return [*found, *(_shown(name, scenario) for name, scenario in known.items())]


@route("POST", "/scenarios/load", takes=Load, answers=State)
async def load_scenario(asked: Asked) -> State:
    """Let a scenario take the place of what is there, for all who ask this world."""
    wanted: Load = asked.body
    at = 0 if wanted.at is None else micros_of(wanted.at)
    scenario = await asyncio.to_thread(_find, asked.worlds, wanted.name)
    await _play(asked.served, scenario, at, wanted.speed)
    return state_of(asked.served)


@route("POST", "/scenarios", query=UploadQuery, takes=bytes, accepts=YAML, answers=ScenarioShown, status=201)
async def send_scenario(asked: Asked) -> ScenarioShown:
    """Check a scenario file, and keep it to be loaded by its name; the error tells every mistake in it.

    It reads no other files: neither an include nor a world file, nor pictures.
    """
    query: UploadQuery = asked.query
    scenario = await asyncio.to_thread(_parse, asked.body, f"{query.name}.yaml")
    uploads = asked.worlds.uploads
    if query.name not in uploads and len(uploads) >= MOST:
        raise Busy(f"{MOST} scenarios were sent already; send one of their names to replace it")
    if query.load:
        await _play(asked.served, scenario, 0, None)
    uploads[query.name] = scenario
    return _shown(query.name, scenario)


async def _play(served: Served, scenario: Scenario, at: int, speed: float | None) -> None:
    refuse_far(at, scenario.length)  # before anything is changed
    async with served.moving:
        await asyncio.to_thread(served.bancho.load, scenario)
        served.bancho.asgi.world_name = scenario.title or scenario_name(scenario.file)
        served.rewinds += 1
        if at:
            await go_to(served, at)
        if speed is not None:
            set_speed(served.bancho, speed)


def _parse(data: bytes, file: str) -> Scenario:
    """Return the scenario that was sent; raises `ScenarioError` with every mistake, and for files that it wants read."""
    with without_files():
        scenario = parse_scenario(data, file)
    if scenario.world.file is not None:
        raise ScenarioError([f"{file}: world.file: a scenario that is sent has no file beside it"])
    return scenario


def _find(worlds: Worlds, name: str) -> Scenario:
    """Return a scenario by its name, never by the path of a file."""
    if name in worlds.uploads:
        return worlds.uploads[name]
    known = [*names(worlds.folder), *worlds.uploads]
    if name not in known:
        raise Mistake(f"there is no scenario {name!r}{nearest(name, known) or '.'} Known: {', '.join(known)}")
    return find_scenario(name, worlds.folder)


def _read(worlds: Worlds, name: str) -> ScenarioShown:
    try:
        return _shown(name, find_scenario(name, worlds.folder))
    except Mistake as mistake:
        return ScenarioShown(name, "", "", None, str(mistake))


def _shown(name: str, scenario: Scenario) -> ScenarioShown:
    length = seconds(scenario.length) if scenario.length else None
    return ScenarioShown(name, scenario.title, scenario.about, length)
