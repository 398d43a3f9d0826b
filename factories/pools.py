"""Mappools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.clock import START
from mockbancho.records import Pool, PoolBeatmap

from .chance import Chance, Key
from .keys import key_of, next_id
from .moments import DAY, moment_before
from .words import POOL_STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mockbancho.world.world import World


def draw_pool(
    seed: int,
    key: Key,
    *,
    id: int,  # noqa: A002  # as the column
    created_by: int,
    now: int = START,
    name: str | None = None,
    created_at: datetime | None = None,
) -> Pool:
    """Return the pool that this seed and key stand for."""
    chance = Chance(seed, "pool", key)
    return Pool(
        id=id,
        name=name or chance.pick("name", POOL_STAGES),
        created_at=created_at or moment_before(now, chance.between("age", 1, 60) * DAY),
        created_by=created_by,
    )


def pool_beatmaps(pool_id: int, picks: Iterable[tuple[int, int, int]]) -> list[PoolBeatmap]:
    """Return what is in a pool, given as beatmap id, mods and slot."""
    return [PoolBeatmap(map_id=beatmap, pool_id=pool_id, mods=mods, slot=slot) for beatmap, mods, slot in picks]


def new_pool(
    world: World,
    *,
    created_by: int,
    id: int | None = None,  # noqa: A002  # as the column
    name: str | None = None,
    created_at: datetime | None = None,
) -> Pool:
    """Return a pool for a world, without beatmaps; put nowhere yet."""
    return draw_pool(
        world.seed,
        key_of(world, "pool", name=name, id=id),
        id=next_id(world.pools.rows) if id is None else id,
        created_by=created_by,
        now=world.now,
        name=name,
        created_at=created_at,
    )
