"""Moving a world's time without keeping others waiting: forwards in pieces, backwards on a fork that takes its place."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from mockbancho import clock
from mockbancho.actions.agenda import next_due
from mockbancho.clock import DAY, SECOND
from mockbancho.control.marks import way_through
from mockbancho.errors import Clash, Mistake
from mockbancho.scenario.clocks import FASTEST, Clock
from mockbancho.world.durations import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.bancho import Bancho
    from mockbancho.control.marks import Mark
    from mockbancho.control.worlds import Served
    from mockbancho.scenario.director import Director

PIECE: Final = 30 * SECOND
"""Microseconds of the world that pass while nobody else can look at it."""
PATIENCE: Final = 30.0
"""Seconds of the machine that one request may move the time for."""
FARTHEST: Final = DAY
"""How far beyond everything that is known `seek` goes, in microseconds."""


def free(bancho: Bancho) -> None:
    """Let a clock be moved that goes with the machine's: from now on it is one of its own, as fast."""
    director = bancho.director
    director.catch_up()
    if director.mode is Clock.REAL:
        director.move_by_itself(Clock.SCALED, 1.0)


def set_speed(bancho: Bancho, speed: float) -> None:
    """Let a world's time move so fast; one that stood because its clock was manual moves by itself from now on."""
    director = bancho.director
    if director.mode is not Clock.MANUAL:
        director.speed = speed
        return
    if not 0 < speed <= FASTEST:
        raise Mistake(f"speed is above 0 and at most {FASTEST:g}, not {speed!r}; pause stops the clock")
    with bancho.world.lock:
        director.move_by_itself(Clock.SCALED, speed)
        director.resume()
        bancho.asgi.before_call = bancho.asgi.before_call or director.catch_up


async def move_on(served: Served, until: int) -> None:
    """Let time pass until a moment; between two pieces others are answered. Raises `Clash` if it takes too long."""
    free(served.bancho)
    director, began = served.bancho.director, clock.monotonic()
    world = director.world
    while (left := until - world.now) > 0:
        if clock.monotonic() - began > PATIENCE:
            raise Clash(f"there are still {told(left)} to go after {PATIENCE:g} seconds of work; advance again")
        await asyncio.to_thread(_move, director, until)


def _move(director: Director, until: int) -> None:
    """Let a piece of time pass, or all of it if nothing is due."""
    world = director.world
    with world.lock:
        due = next_due(world)
        if due is not None and due.due < until:
            until = min(until, max(world.now + PIECE, due.due))
        if until > world.now:
            director.advance((until - world.now) / SECOND)


async def go_to(served: Served, target: int) -> None:
    """Go to so many microseconds after the start, on a fork that takes the world's place when it is there."""
    free(served.bancho)
    director, world = served.bancho.director, served.bancho.world
    with world.lock:
        past, reached = director.past(), director.elapsed
    done = past.done[-1].at - director.began if past.done else 0
    refuse_far(target, max(reached, done, served.bancho.scenario.length if served.bancho.scenario else 0))
    there = await _replayed(way_through(past, target, served.marks), target)
    with world.lock:
        now = director.past()
        if there is None or (now.done, now.happened, now.start) != (past.done, past.happened, past.start):
            director.seek(target / SECOND)  # something else happened meanwhile, or it cannot be done: it tells what
        else:
            world.become(there.world)
            director.take(past._replace(happened=len(there.done)))
    served.rewinds += 1


async def _replayed(way: Iterator[Mark], target: int) -> Mark | None:
    """Return the end of a way, None if it has none; a server that stops waits for no more than a piece of it.

    Raises `Clash` if it takes too long; what was gone is marked, so that the next one goes on from there.
    """
    there: Mark | None = None
    began = clock.monotonic()
    try:
        while (reached := await asyncio.to_thread(next, way, None)) is not None:
            there = reached
            if there.at < target and clock.monotonic() - began > PATIENCE:
                left = told(target - there.at)
                raise Clash(f"there are still {left} to go after {PATIENCE:g} seconds of work; seek again to go on")
    except Mistake:
        return None
    return there


def refuse_far(target: int, known: int) -> None:
    """Raise `Mistake` if a moment is far beyond what is known; both in microseconds after the start."""
    if target > known + FARTHEST:
        raise Mistake(
            f"seek goes at most {told(FARTHEST)} beyond what is known, to {told(known + FARTHEST)}; advance does"
        )
