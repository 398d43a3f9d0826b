"""Pools, and the beatmaps in them."""

from mockbancho.records import Pool, PoolBeatmap
from mockbancho.world.world import World
from tests import rows


def test_what_is_in_a_pool_stands_by_beatmap_id() -> None:
    world = World.build([rows.pool(1), rows.pool_beatmap(9, slot=1), rows.pool_beatmap(4, slot=2)])

    assert world.pools.get(1) == rows.pool(1)
    assert list(world.pools.beatmaps_of(1)) == [rows.pool_beatmap(4, slot=2), rows.pool_beatmap(9, slot=1)]


def test_a_beatmap_has_one_place_in_a_pool_and_another_in_the_next() -> None:
    world = World.build([rows.pool_beatmap(4, pool_id=1), rows.pool_beatmap(4, pool_id=2, slot=5)])

    world.put(rows.pool_beatmap(4, pool_id=1, mods=8))

    assert list(world.pools.beatmaps_of(1)) == [rows.pool_beatmap(4, mods=8)]
    assert list(world.rows(PoolBeatmap)) == [rows.pool_beatmap(4, mods=8), rows.pool_beatmap(4, pool_id=2, slot=5)]


def test_a_beatmap_is_taken_out_of_one_pool_alone() -> None:
    world = World.build([rows.pool_beatmap(4, pool_id=1), rows.pool_beatmap(4, pool_id=2)])

    world.remove(rows.pool_beatmap(4, pool_id=1))

    assert (len(world.pools.beatmaps_of(1)), len(world.pools.beatmaps_of(2))) == (0, 1)


def test_a_pool_is_replaced_and_removed_and_what_was_in_it_stays() -> None:
    world = World.build([rows.pool(1), rows.pool(2), rows.pool_beatmap(4, pool_id=2)])

    world.put(rows.pool(1, name="Finals"))
    world.remove(rows.pool(2))

    assert list(world.rows(Pool)) == [rows.pool(1, name="Finals")]
    assert world.pools.get(2) is None
    assert len(world.pools.beatmaps_of(2)) == 1


def test_a_pool_that_is_not_there_is_empty() -> None:
    world = World.build()

    assert (world.pools.get(1), list(world.pools.beatmaps_of(1))) == (None, [])
