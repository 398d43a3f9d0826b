"""What a scrub bar shows: what is to come, what happened, what goes wrong when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from mockbancho.control.declared import route
from mockbancho.control.naming import iso, seconds
from mockbancho.scenario.telling import told_event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mockbancho.control.asked import Asked
    from mockbancho.records import Fault
    from mockbancho.scenario.director import Director
    from mockbancho.scenario.model import Step
    from mockbancho.world.events import Event
    from mockbancho.world.world import World

MOST: Final = 500
"""Events that are shown; of more, every second, third or so."""


class StepShown(Struct):
    """A step of the scenario, so many seconds after the start; one that is repeated says how often and until when."""

    at: float
    verb: str
    text: str
    every: float | None = None
    until: float | None = None


class EventShown(Struct):
    """Something that happened, so many seconds after the start."""

    at: float
    kind: str
    text: str


class ExpectationShown(Struct):
    """What the scenario asks at a time."""

    at: float
    get: str


class FaultSpan(Struct, rename={"begins": "from", "ends": "to"}):
    """From when to when something goes wrong, in seconds after the start."""

    name: str
    begins: float
    ends: float | None


class Timeline(Struct):
    """All of it; *length* in seconds, if the scenario has an end."""

    began: str
    length: float | None
    steps: list[StepShown]
    events: list[EventShown]
    expect: list[ExpectationShown]
    faults: list[FaultSpan]


@route("GET", "/timeline", answers=Timeline)
def timeline(asked: Asked) -> Timeline:
    """Tell what a scrub bar shows: the scenario's steps, what happened, and faults; times in seconds after the start."""
    bancho = asked.bancho
    world, director, scenario = bancho.world, bancho.director, bancho.scenario
    with world.lock:
        return Timeline(
            began=iso(director.began),
            length=seconds(scenario.length) if scenario and scenario.length else None,
            steps=[_step(step) for step in scenario.timeline] if scenario else [],
            events=list(_events(world, director, _thinned(list(world.events)))),
            expect=[ExpectationShown(seconds(each.at), each.get) for each in scenario.expect] if scenario else [],
            faults=[_span(director, fault) for fault in world.schedule.faults],
        )


def _step(step: Step) -> StepShown:
    about = ", ".join(str(value) for value in step.arguments.values() if isinstance(value, str | int | float))
    text = f"{step.verb.replace('_', ' ')}{f': {about}' if about else ''}"
    every = None if step.every is None else seconds(step.every)
    return StepShown(seconds(step.at), step.verb, text, every, None if step.until is None else seconds(step.until))


def _thinned(events: Sequence[Event]) -> Sequence[Event]:
    return events[:: -(-len(events) // MOST)] if events else events


def _events(world: World, director: Director, events: Sequence[Event]) -> Iterator[EventShown]:
    for event in events:
        yield EventShown(seconds(event.at - director.began), event.kind, told_event(world, event))


def _span(director: Director, fault: Fault) -> FaultSpan:
    ends = None if fault.ends is None else seconds(fault.ends - director.began)
    return FaultSpan(fault.name, seconds(max(0, fault.begins - director.began)), ends)
