"""Checkpoints: a world as it was, to go back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from msgspec import Meta, Struct

from mockbancho.control.declared import route
from mockbancho.control.naming import iso, seconds
from mockbancho.control.states import State, state_of
from mockbancho.control.worlds import Kept
from mockbancho.errors import Busy, NotThere, nearest

if TYPE_CHECKING:
    from mockbancho.control.asked import Asked

MOST: Final = 100
"""Checkpoints of one world."""


class NewCheckpoint(Struct, forbid_unknown_fields=True):
    """What a checkpoint is called; one of the same name is replaced."""

    name: Annotated[str, Meta(min_length=1, max_length=64)]


class CheckpointShown(Struct):
    """A checkpoint: the world's time then, also in seconds after the start."""

    name: str
    at: str
    elapsed: float


@route("GET", "/checkpoints", answers=list[CheckpointShown])
def checkpoints(asked: Asked) -> list[CheckpointShown]:
    """List the checkpoints of the world, oldest first."""
    return [_shown(name, kept) for name, kept in asked.served.checkpoints.items()]


@route("POST", "/checkpoints", takes=NewCheckpoint, answers=CheckpointShown, status=201)
def keep_checkpoint(asked: Asked) -> CheckpointShown:
    """Keep the world as it is now, under a name."""
    name, kept = asked.body.name, asked.served.checkpoints
    if name not in kept and len(kept) >= MOST:
        raise Busy(f"there are {MOST} checkpoints, and no more fit; delete some")
    bancho = asked.bancho
    made = Kept(bancho.checkpoint(), bancho.scenario, bancho.asgi.variations)
    kept.pop(name, None)
    kept[name] = made
    return _shown(name, made)


@route("POST", "/checkpoints/{name}/restore", answers=State)
def restore_checkpoint(asked: Asked) -> State:
    """Go back to a checkpoint; it can be gone back to again."""
    kept = _find(asked)
    bancho = asked.bancho
    bancho.restore(kept.checkpoint)
    bancho.scenario, bancho.asgi.variations = kept.scenario, kept.variations
    asked.served.rewinds += 1
    return state_of(asked.served)


@route("DELETE", "/checkpoints/{name}", answers=CheckpointShown)
def delete_checkpoint(asked: Asked) -> CheckpointShown:
    """Forget a checkpoint, and return what it was."""
    kept = _find(asked)
    del asked.served.checkpoints[asked.path["name"]]
    return _shown(asked.path["name"], kept)


def _find(asked: Asked) -> Kept:
    name, known = asked.path["name"], asked.served.checkpoints
    if name not in known:
        hint = nearest(name, known) or (f"; known: {', '.join(known)}" if known else "; there are none")
        raise NotThere(f"there is no checkpoint {name!r}{hint}")
    return known[name]


def _shown(name: str, kept: Kept) -> CheckpointShown:
    world, past = kept.checkpoint.world, kept.checkpoint.past
    return CheckpointShown(name, iso(world.now), seconds(world.now - past.began))
