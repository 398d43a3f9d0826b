"""Worlds that nobody wrote down: the default one, whose rows are shipped, and those made from a seed and sizes."""

from __future__ import annotations

from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, Final

from mockbancho.clock import DAY, START
from mockbancho.osu.engines import DEFAULT
from mockbancho.world.packed import unpack
from mockbancho.world.plan import Plan, silent
from mockbancho.world.shifting import shifted
from mockbancho.world.world import World

if TYPE_CHECKING:
    from mockbancho.world.plan import Progress

SHIPPED: Final = "default.msgpack"
KEPT: Final = 4
"""Worlds that are kept to be forked again."""
_Key = tuple[int, Plan | None, str, int]
_worlds: Final[dict[_Key, World]] = {}
"""By seed, plan (None is the default world), engine and days after 2024-07-01; which was made first comes first."""
_making: Final = Lock()


def default_world(engine: str = DEFAULT, *, days: int = 0, progress: Progress | None = None) -> World:
    """Return a default world of one's own, *days* after 2024-07-01.

    With another pp engine than the shipped one's it is made anew.
    """
    return _fork((0, None, engine, days), progress)


def generated_world(
    seed: int, plan: Plan, engine: str = DEFAULT, *, days: int = 0, progress: Progress | None = None
) -> World:
    """Return a world of one's own for a seed and a plan, *days* after 2024-07-01.

    *progress* is told of the work, which is done once.
    """
    if not (plan.players or plan.beatmapsets):
        return World.build(seed=seed, now=START + days * DAY)
    return _fork((seed, plan, engine, days), progress)


def _fork(key: _Key, progress: Progress | None) -> World:
    with _making:
        if key not in _worlds:
            made = _make(key, progress)
            while len(_worlds) >= KEPT:
                del _worlds[next(iter(_worlds))]
            _worlds[key] = made
        fork = _worlds[key].fork()
    fork.origin = object()  # nothing of it is another's
    return fork


def _make(key: _Key, progress: Progress | None) -> World:
    seed, plan, engine, days = key
    if plan is None and days:
        return shifted(_make((seed, plan, engine, 0), progress), days)
    if plan is None and engine == DEFAULT:
        return unpack(files("mockbancho.world").joinpath(SHIPPED).read_bytes())
    from mockbancho.factories import default_world as make_default_world  # what is shipped needs no factories
    from mockbancho.factories import generate_world

    if plan is None:
        return make_default_world(engine=engine, progress=progress or silent)
    return generate_world(plan, seed, now=START + days * DAY, engine=engine, progress=progress or silent)
