"""The state of a world at a glance, and whether the server is well."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from msgspec import Struct

from mockbancho import clock
from mockbancho.actions.agenda import next_due
from mockbancho.control.declared import route
from mockbancho.control.naming import iso, seconds
from mockbancho.scenario.clocks import Clock

if TYPE_CHECKING:
    from mockbancho.bancho import Bancho
    from mockbancho.control.asked import Asked
    from mockbancho.control.worlds import Served


class Health(Struct):
    """That the server answers; *uptime* in seconds of the machine."""

    status: str
    mockbancho: str
    contract: str
    uptime: float


class ClockState(Struct):
    """How time moves: *speed* in seconds of the world per second, 0 for a manual clock; *paused* if it stands."""

    mode: Clock
    speed: float
    paused: bool


class ScenarioName(Struct):
    """The scenario that plays."""

    name: str
    title: str
    about: str


class Counts(Struct):
    """How much there is of what."""

    players: int
    online: int
    beatmaps: int
    scores: int
    matches: int
    clans: int
    events: int
    calls: int


class State(Struct):
    """A world at a glance. *elapsed*, *length* and *next_due* in seconds; *earliest* is how far back `seek` can go."""

    world: str
    name: str
    contract: str
    seed: int
    now: str
    now_micros: int
    elapsed: float
    length: float | None
    clock: ClockState
    scenario: ScenarioName | None
    counts: Counts
    next_due: float | None
    can_seek: bool
    earliest: float


@route("GET", "/health", answers=Health, of_world=False, is_open=True)
def health(asked: Asked) -> Health:
    """Tell that the server is well."""
    uptime = round(clock.monotonic() - asked.worlds.began, 3)
    return Health("ok", version("mockbancho"), asked.bancho.contract, uptime)


@route("GET", "/state", answers=State)
def state(asked: Asked) -> State:
    """Tell a world's time, how it moves, what plays in it, and how much there is of what."""
    return state_of(asked.served)


def state_of(served: Served) -> State:
    """Return the state of a world as it is now."""
    bancho = served.bancho
    world, director, scenario = bancho.world, bancho.director, bancho.scenario
    with world.lock:
        due, earliest = next_due(world), director.past().start.now
        return State(
            world=served.name,
            name=(scenario and scenario.title) or bancho.asgi.world_name,
            contract=bancho.contract,
            seed=world.seed,
            now=iso(world.now),
            now_micros=world.now,
            elapsed=seconds(director.elapsed),
            length=seconds(scenario.length) if scenario and scenario.length else None,
            clock=ClockState(director.mode, pace_of(bancho), director.speed == 0),
            scenario=ScenarioName(scenario_name(scenario.file), scenario.title, scenario.about) if scenario else None,
            counts=_counts(bancho),
            next_due=None if due is None else seconds(max(0, due.due - world.now)),
            can_seek=earliest <= director.began,
            earliest=seconds(max(0, earliest - director.began)),
        )


def scenario_name(file: str) -> str:
    """Return what a scenario is loaded by: its file's name without the ending."""
    return file.replace("\\", "/").rpartition("/")[2].removesuffix(".yaml").removesuffix(".yml")


def pace_of(bancho: Bancho) -> float:
    """Return how many seconds pass in one of the machine's unless paused; 0 for a manual clock."""
    return 0.0 if bancho.director.mode is Clock.MANUAL else bancho.director.pace or 1.0


def _counts(bancho: Bancho) -> Counts:
    world = bancho.world
    return Counts(
        players=len(world.players.rows),
        online=len(world.sessions.visible),
        beatmaps=len(world.beatmaps.rows),
        scores=len(world.scores.rows),
        matches=len(world.matches.rows),
        clans=len(world.clans.rows),
        events=world.events.count,
        calls=bancho.journal.count,
    )
