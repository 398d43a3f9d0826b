"""Setting the stage: the world of a scenario, with its cast in it and its timeline on the agenda."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mockbancho.actions.doors import PREFIX
from mockbancho.actions.verbs import VERBS
from mockbancho.errors import Mistake, nearest
from mockbancho.generated import default_world, generated_world
from mockbancho.osu.engines import DEFAULT
from mockbancho.records import CastMember
from mockbancho.scenario.ambience import live
from mockbancho.scenario.faulty import put_faults
from mockbancho.scenario.notes import Notes
from mockbancho.scenario.steps import put_step
from mockbancho.world.loading import load_world
from mockbancho.world.plan import plan_of
from mockbancho.world.references import REFERENCES, resolve
from mockbancho.world.selectors import selectors_of

if TYPE_CHECKING:
    from mockbancho.scenario.model import CastEntry, Place, Scenario
    from mockbancho.world.plan import Progress
    from mockbancho.world.world import World

_FIRST: Final = ("beatmapset", "beatmap", "player")
_MEMBERS: Final = "clan"
_TITLES: Final = ("name", "title")


def stage(
    scenario: Scenario, *, seed: int | None = None, engine: str = DEFAULT, progress: Progress | None = None
) -> World:
    """Return the world in which a scenario is about to start; what is due at once has not happened yet.

    Raises `ScenarioError` that lists what of the cast cannot be made, and every name that nobody has.
    """
    world = _world(scenario, scenario.seed if seed is None else seed, engine, progress)
    notes = Notes(scenario.file)
    _make_cast(world, scenario, notes)
    notes.raise_if_any()
    _check_names(world, scenario, notes)
    put_faults(world, scenario, notes)
    notes.raise_if_any()
    for step in scenario.timeline:
        put_step(world, step, world.now)
    if scenario.ambient is not None:
        live(world, scenario.ambient)
    return world


def _world(scenario: Scenario, seed: int | None, engine: str, progress: Progress | None) -> World:
    """Return the world that a scenario asks for, without its cast."""
    asked = scenario.world
    sizes = {
        "players": asked.players,
        "beatmapsets": asked.beatmapsets,
        "scores_per_player": asked.scores_per_player,
    }
    if asked.file is not None:
        world = load_world(Path(scenario.file).parent / asked.file)
    elif any(size is not None for size in sizes.values()):
        return generated_world(seed or 0, plan_of(**sizes), engine, progress=progress)
    else:
        world = default_world(engine, progress=progress)
    if seed is not None:
        world.seed = seed
    return world


def _make_cast(world: World, scenario: Scenario, notes: Notes) -> None:
    """Make the cast: beatmaps and players first, then clans of those who say that they are in them, then the rest."""
    nouns = [*_FIRST, _MEMBERS]
    ordered = sorted(scenario.cast, key=lambda entry: nouns.index(entry.noun) if entry.noun in nouns else len(nouns))
    for entry in ordered:
        arguments = dict(entry.arguments)
        if entry.noun == "player":
            arguments.pop("clan", None)
        if entry.noun == _MEMBERS and "owner" not in arguments:
            members = [other.name for other in scenario.cast if other.arguments.get("clan") == entry.name]
            if not members:
                notes.wrong(
                    entry.place, f"the clan {entry.name!r} needs an owner, or a player with 'clan: {entry.name}'"
                )
                continue
            arguments["owner"] = members[0]
            arguments["members"] = members[1:]
        _make(world, entry, arguments, notes)


def _make(world: World, entry: CastEntry, arguments: dict[str, Any], notes: Notes) -> None:
    try:
        made = VERBS[PREFIX + entry.noun].do(PREFIX + entry.noun, world, (), arguments)
    except Mistake as mistake:
        notes.wrong(entry.place, str(mistake))
        return
    if hasattr(made, "id"):
        world.put(CastMember(name=entry.name, noun=entry.noun, id=made.id))


def _check_names(world: World, scenario: Scenario, notes: Notes) -> None:
    """Note each name of the timeline that nobody has, will get, or could have got by then."""
    coming = {step.name for step in scenario.timeline if step.name is not None}
    coming |= {str(step.arguments[title]) for step in scenario.timeline for title in _TITLES if title in step.arguments}
    for step in scenario.timeline:
        for name, parameter in VERBS[step.verb].parameters.items():
            for kind in parameter.refers if name in step.arguments else ():
                for given in _given(step.arguments[name]):
                    _check(world, kind, given, coming, step.place, f"{step.verb}.{name}", notes)


def _given(value: Any) -> list[Any]:  # noqa: ANN401  # a value of any kind
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # checked one by one


def _check(world: World, kind: type, given: object, coming: set[str], place: Place, what: str, notes: Notes) -> None:
    words = selectors_of(kind)
    if given is None or (isinstance(given, int) and not isinstance(given, bool)) or given in coming or given in words:
        return  # an id may be that of something made later
    try:
        resolve(world, kind, given)
    except Mistake as mistake:
        known = [*coming, *words, *(member.name for member in world.schedule.all_cast())]
        hint = nearest(given, known) if isinstance(given, str) else ""
        told = str(mistake) if not hint else f"there is no {REFERENCES[kind].noun} {given!r}{hint}"
        notes.wrong(place, f"{what}: {told}")
