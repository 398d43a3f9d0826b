"""Beatmaps are found by id and md5, and are known through their set."""

import pytest

from mockbancho.records import Beatmap
from mockbancho.world.world import World
from tests import rows


def test_a_beatmap_is_found_by_id_and_by_md5() -> None:
    world = World.build([rows.beatmap(7)])

    assert world.beatmaps.get(7) == world.beatmaps.with_md5(rows.md5(7)) == rows.beatmap(7)
    assert (world.beatmaps.get(8), world.beatmaps.with_md5(rows.md5(8))) == (None, None)


def test_the_letter_case_of_an_md5_counts() -> None:
    world = World.build([rows.beatmap(0xABC)])

    assert world.beatmaps.with_md5(rows.md5(0xABC).upper()) is None


def test_an_updated_beatmap_is_found_by_the_new_md5_alone() -> None:
    world = World.build([rows.beatmap(7)])

    world.put(rows.beatmap(7, md5=rows.md5(70)))

    assert world.beatmaps.with_md5(rows.md5(70)) == rows.beatmap(7, md5=rows.md5(70))
    assert world.beatmaps.with_md5(rows.md5(7)) is None


def test_two_beatmaps_swap_their_md5s() -> None:
    world = World.build([rows.beatmap(1), rows.beatmap(2)])

    with world.change():
        world.put(rows.beatmap(1, md5=rows.md5(2)))
        world.put(rows.beatmap(2, md5=rows.md5(1)))

    assert world.beatmaps.with_md5(rows.md5(1)) == rows.beatmap(2, md5=rows.md5(1))
    assert world.beatmaps.with_md5(rows.md5(2)) == rows.beatmap(1, md5=rows.md5(2))


def test_beatmaps_are_listed_by_server_and_id() -> None:
    given = [rows.beatmap(1, server="private"), rows.beatmap(3), rows.beatmap(2, server="private"), rows.beatmap(4)]
    world = World.build(given)

    assert [row.id for row in world.rows(Beatmap)] == [3, 4, 1, 2]


def test_a_beatmap_without_a_set_row_is_not_known() -> None:
    world = World.build([rows.beatmapset(1), rows.beatmap(1, set_id=1), rows.beatmap(2, set_id=2)])

    assert world.beatmaps.known(world.beatmaps.get(1)) == rows.beatmap(1, set_id=1)
    assert world.beatmaps.known(world.beatmaps.get(2)) is None
    assert world.beatmaps.known(None) is None


def test_a_set_that_appears_makes_its_beatmaps_known() -> None:
    world = World.build([rows.beatmap(1), rows.beatmap(2), rows.beatmap(3, set_id=9)])

    world.put(rows.beatmapset(1))

    assert [beatmap.id for beatmap in world.rows(Beatmap) if world.beatmaps.known(beatmap)] == [1, 2]


def test_a_set_that_disappears_leaves_its_beatmaps_unknown() -> None:
    world = World.build([rows.beatmapset(1), rows.beatmap(1), rows.beatmap(2)])

    world.remove(rows.beatmapset(1))

    assert [beatmap.id for beatmap in world.rows(Beatmap) if world.beatmaps.known(beatmap)] == []
    assert len(list(world.rows(Beatmap))) == 2


@pytest.mark.parametrize(("set_id", "known"), [(1, True), (2, False)])
def test_a_beatmap_that_moves_to_another_set_is_known_as_that_is(set_id: int, *, known: bool) -> None:
    world = World.build([rows.beatmapset(1), rows.beatmap(1, set_id=3 - set_id)])

    world.put(rows.beatmap(1, set_id=set_id))

    assert (world.beatmaps.known(world.beatmaps.get(1)) is not None) == known


def test_a_removed_beatmap_is_gone() -> None:
    world = World.build([rows.beatmap(1)])

    world.remove(rows.beatmap(1))
    world.remove(rows.beatmap(1))

    assert (world.beatmaps.get(1), world.beatmaps.with_md5(rows.md5(1)), list(world.rows(Beatmap))) == (None, None, [])
    assert len(world.beatmaps.setless) == 0
