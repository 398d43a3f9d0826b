"""The clock: let time pass, stand, run, and go back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from mockbancho.clock import DAY
from mockbancho.control.declared import route
from mockbancho.control.moving import free, go_to, move_on, set_speed
from mockbancho.control.states import State, state_of
from mockbancho.errors import Mistake
from mockbancho.scenario.clocks import Clock
from mockbancho.world.durations import micros_of, moment_of, told

if TYPE_CHECKING:
    from mockbancho.control.asked import Asked

LONGEST_WAIT: Final = DAY
"""The largest limit of `run_until`, in microseconds."""


class Advance(Struct, forbid_unknown_fields=True):
    """How much time passes: seconds, or text such as `1m30s`."""

    by: int | float | str


class AdvanceTo(Struct, forbid_unknown_fields=True):
    """The moment until which time passes, as ISO text."""

    to: str


class Seek(Struct, forbid_unknown_fields=True):
    """Where to go: seconds after the start, or text such as `5m`."""

    to: int | float | str


class RunUntil(Struct, forbid_unknown_fields=True):
    """The kind of event that is waited for, and for how much time of the world at most."""

    event: str
    limit: int | float | str = "1h"


class Speed(Struct, forbid_unknown_fields=True):
    """How many seconds of the world pass in one of the machine's."""

    speed: float


@route("POST", "/clock/advance", takes=Advance, answers=State)
async def advance(asked: Asked) -> State:
    """Let so much time pass; what is due happens at its own time."""
    duration = micros_of(asked.body.by)
    async with asked.served.moving:
        await move_on(asked.served, asked.bancho.world.now + duration)
    return _changed(asked)


@route("POST", "/clock/advance_to", takes=AdvanceTo, answers=State)
async def advance_to(asked: Asked) -> State:
    """Let time pass until a moment; naive ones are UTC."""
    moment = moment_of(asked.body.to)
    async with asked.served.moving:
        free(asked.bancho)
        if moment < asked.bancho.world.now:
            asked.bancho.advance_to(asked.body.to)  # which says why not
        await move_on(asked.served, moment)
    return _changed(asked)


@route("POST", "/clock/seek", takes=Seek, answers=State)
async def seek(asked: Asked) -> State:
    """Go to so much time after the start, forwards or backwards; what was done by hand until there happens again."""
    target = micros_of(asked.body.to)
    async with asked.served.moving:
        await go_to(asked.served, target)
    return _changed(asked)


@route("POST", "/clock/step", answers=State, heavy=True)
def step(asked: Asked) -> State:
    """Let time pass until the next thing that is due has happened."""
    free(asked.bancho)
    asked.bancho.step()
    return _changed(asked)


@route("POST", "/clock/run_until", takes=RunUntil, answers=State)
async def run_until(asked: Asked) -> State:
    """Let time pass until an event of a kind, such as `match_started`; an error if there is none within the limit."""
    if micros_of(asked.body.limit) > LONGEST_WAIT:
        raise Mistake(f"limit: at most {told(LONGEST_WAIT)}, not {asked.body.limit!r}")
    async with asked.served.moving:
        free(asked.bancho)
        try:
            await asyncio.to_thread(asked.bancho.run_until, asked.body.event, limit=asked.body.limit)
        finally:
            asked.served.changes += 1
    return state_of(asked.served)


@route("POST", "/clock/pause", answers=State)
def pause(asked: Asked) -> State:
    """Stop a clock that moves by itself."""
    asked.bancho.pause()
    return _changed(asked)


@route("POST", "/clock/resume", answers=State)
def resume(asked: Asked) -> State:
    """Let a clock that was paused go on from where it stands; a manual one moves by itself from now on."""
    if asked.bancho.director.mode is Clock.MANUAL:
        set_speed(asked.bancho, 1.0)
    asked.bancho.resume()
    return _changed(asked)


@route("POST", "/clock/speed", takes=Speed, answers=State)
def speed(asked: Asked) -> State:
    """Set how many seconds of the world pass in one of the machine's; a manual clock moves by itself from now on."""
    set_speed(asked.bancho, asked.body.speed)
    return _changed(asked)


@route("POST", "/reset", answers=State)
def reset(asked: Asked) -> State:
    """Go back to the start, and forget what was done by hand since; clock, journal and checkpoints stay."""
    director, world = asked.bancho.director, asked.bancho.world
    with world.lock:
        past = director.past()
        world.become(past.start)
        director.take(past._replace(done=(), happened=0))
    asked.served.rewinds += 1
    return _changed(asked)


def _changed(asked: Asked) -> State:
    """Return the state after the clock was set, of which listeners will hear."""
    asked.served.changes += 1
    return state_of(asked.served)
