"""Making mappools."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mockbancho.actions.action import action
from mockbancho.factories import check_new, new_pool, place_of, pool_beatmaps
from mockbancho.records import Beatmap, Player, Pool
from mockbancho.world.world import World


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
    check_new(world, Pool, id)
    pool = new_pool(world, created_by=creator.id, id=id, name=name, created_at=created_at)
    world.put(pool)
    placed = ((beatmap.id, *place_of(pick)) for pick, beatmap in (picks or {}).items())
    for row in pool_beatmaps(pool.id, placed):
        world.put(row)
    return pool
