"""Steps on a world's agenda: each does its action, and a repeated one puts itself there again."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from mockbancho.actions.agenda import follow_up, put_due
from mockbancho.actions.doors import PREFIX
from mockbancho.actions.verbs import VERBS
from mockbancho.errors import Mistake
from mockbancho.records import CastMember

if TYPE_CHECKING:
    from mockbancho.scenario.model import Step
    from mockbancho.world.world import World


def put_step(world: World, step: Step, start: int) -> None:
    """Put a step on the agenda of a world whose scenario starts at a time in microseconds."""
    once: dict[str, Any] = {"place": step.place.path, "verb": step.verb, "arguments": step.arguments, "name": step.name}
    if step.every is None:
        put_due(world, start + step.at, "play_step", **once)
        return
    until = None if step.until is None else start + step.until
    if until is None or start + step.at <= until:
        at = start + step.at
        put_due(world, at, "repeat_step", **once, meant=at, every=step.every, jitter=step.jitter, until=until)


@follow_up
def play_step(world: World, *, place: str, verb: str, arguments: dict[str, Any], name: str | None) -> None:
    """Do the action of a step; what it makes has the *name* from then on."""
    made = VERBS[verb].do(f"{place}: {verb}", world, (), arguments)
    if name is not None:
        world.put(CastMember(name=name, noun=verb.removeprefix(PREFIX), id=made.id))


@follow_up
def repeat_step(
    world: World,
    *,
    place: str,
    verb: str,
    arguments: dict[str, Any],
    name: str | None,
    meant: int,
    every: int,
    jitter: int,
    until: int | None,
) -> None:
    """Do the action of a step that repeats, and come again; if it cannot be done now, it is left out this time.

    *meant* is when it would have come without its jitter.
    """
    following = meant + every
    if until is None or following <= until:
        again: dict[str, Any] = {"place": place, "verb": verb, "arguments": arguments, "name": name}
        shift = _shift(world, place, following, jitter)
        put_due(
            world, following + shift, "repeat_step", **again, meant=following, every=every, jitter=jitter, until=until
        )
    try:
        with world.change():
            play_step(world, place=place, verb=verb, arguments=arguments, name=name)
    except Mistake as mistake:
        world.tell("step_skipped", text=str(mistake))


def _shift(world: World, place: str, at: int, jitter: int) -> int:
    """Return by how much a repetition comes earlier or later; the seed decides, and nothing that happened."""
    if not jitter:
        return 0
    bits = int.from_bytes(blake2b(f"{world.seed}:{place}:{at}".encode(), digest_size=6).digest(), "big")
    return bits % (2 * jitter + 1) - jitter
