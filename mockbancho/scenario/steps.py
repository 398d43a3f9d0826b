"""Steps on a world's agenda: each does its action, and a repeated one puts itself there again."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from mockbancho.actions.agenda import follow_up, put_due, put_last
from mockbancho.actions.doors import PREFIX
from mockbancho.actions.verbs import VERBS
from mockbancho.errors import Mistake
from mockbancho.records import CastMember
from mockbancho.world.durations import told

if TYPE_CHECKING:
    from mockbancho.scenario.model import Step
    from mockbancho.world.world import World

SKIPPED: Final = "step_skipped"
"""The event of a repeated step that could not be done this time."""


def put_step(world: World, step: Step, start: int) -> None:
    """Put a step on the agenda of a world whose scenario starts at a time in microseconds.

    It comes after what earlier steps left to happen at the same moment.
    """
    once: dict[str, Any] = {
        "place": str(step.place),
        "start": start,
        "verb": step.verb,
        "arguments": step.arguments,
        "name": step.name,
    }
    at = start + step.at
    if step.every is None:
        put_last(world, at, "play_step", **once)
        return
    until = None if step.until is None else start + step.until
    if until is None or at <= until:
        repeated: dict[str, Any] = {
            "key": step.place.path,
            "meant": at,
            "every": step.every,
            "jitter": step.jitter,
            "until": until,
        }
        put_due(world, at, "repeat_step", **once, **repeated)


@follow_up
def play_step(world: World, *, place: str, start: int, verb: str, arguments: dict[str, Any], name: str | None) -> None:
    """Do the action of a step; what it makes has the *name* from then on.

    Raises `Mistake` that begins with the step's *place*, and tells when it was, counted from the *start*.
    """
    try:
        made = VERBS[verb].do(verb, world, (), arguments)
    except Mistake as mistake:
        raise Mistake(f"{place}: at {told(world.now - start)}, {mistake}") from None
    if name is not None:
        world.put(CastMember(name=name, noun=verb.removeprefix(PREFIX), id=made.id))


@follow_up
def repeat_step(
    world: World,
    *,
    key: str,
    meant: int,
    every: int,
    jitter: int,
    until: int | None,
    **once: Any,  # noqa: ANN401  # what `play_step` takes
) -> None:
    """Do the action of a step that repeats, and come again; if it cannot be done now, it is left out this time.

    *meant* is when it would have come without its jitter, which depends on the *key*.
    """
    following = meant + every
    if until is None or following <= until:
        at = following + shift_of(world, key, following, jitter)
        again: dict[str, Any] = {"key": key, "meant": following, "every": every, "jitter": jitter, "until": until}
        put_due(world, at, "repeat_step", **once, **again)
    try:
        with world.change():
            play_step(world, **once)
    except Mistake as mistake:
        world.tell(SKIPPED, text=str(mistake))


def shift_of(world: World, key: str, at: int, jitter: int) -> int:
    """Return by how much a repetition comes earlier or later; the seed decides, and nothing that happened."""
    if not jitter:
        return 0
    bits = int.from_bytes(blake2b(f"{world.seed}:{key}:{at}".encode(), digest_size=6).digest(), "big")
    return bits % (2 * jitter + 1) - jitter
