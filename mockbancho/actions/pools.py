"""Making mappools."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from mockbancho.actions.action import action
from mockbancho.errors import Mistake
from mockbancho.factories import new_pool, pool_beatmaps
from mockbancho.osu.mods import read_mods
from mockbancho.records import Beatmap, Player, Pool
from mockbancho.world.world import World

_PICK: Final = re.compile(r"((?:[A-Za-z][A-Za-z])+)([1-9][0-9]?)")


@action
def create_pool(
    world: World,
    *,
    creator: Player,
    name: str | None = None,
    picks: Mapping[str, Beatmap] | None = None,
    id: int | None = None,  # noqa: A002  # as the column
    created_at: datetime | None = None,
) -> Pool:
    """Make a mappool; *picks* has its beatmaps by pick, such as `NM1` or `HDHR2`."""
    if id is not None and world.pools.get(id):
        raise Mistake(f"create_pool: id: pool {id} exists already")
    pool = new_pool(world, created_by=creator.id, id=id, name=name, created_at=created_at)
    world.put(pool)
    placed = ((beatmap.id, *_place(pick)) for pick, beatmap in (picks or {}).items())
    for row in pool_beatmaps(pool.id, placed):
        world.put(row)
    return pool


def _place(pick: str) -> tuple[int, int]:
    """Return the mods and the slot of a pick."""
    found = _PICK.fullmatch(pick)
    if found is None:
        raise Mistake(f"create_pool: picks: expected mods and a number, such as 'NM1', got {pick!r}")
    return read_mods(found[1]), int(found[2])
