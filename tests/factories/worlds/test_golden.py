"""Worlds are what they were: whoever uses them has written their ids, names and scores into tests.

A change on purpose is made known by `python -m tests.factories.worlds.golden`, after `python -m tools.world`.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from mockbancho.records import Clan, Score
from mockbancho.world.world import World
from tests.factories.worlds.golden import changes, golden, small_world, tables, worlds

NAMES = ("default", "generated")


def clan_of(world: World) -> Clan:
    return next(world.rows(Clan))


@pytest.mark.parametrize("name", NAMES)
def test_a_world_is_what_it_was(name: str) -> None:
    found = list(changes(golden()[name], tables(worlds()[name])))

    assert not found, "\n".join([f"the {name} world changed:", *found])


def test_what_a_calculator_decides_is_no_change() -> None:
    world = small_world().fork()
    before = tables(world)

    score = next(world.rows(Score))
    world.put(replace(score, pp=score.pp + 1, status=1 - score.status))

    assert list(changes(before, tables(world))) == []


def test_a_change_is_told_with_its_table_its_columns_and_a_row() -> None:
    world = small_world().fork()
    before, clan = tables(world), clan_of(world)

    world.put(replace(clan, name="Somebody else"))

    assert list(changes(before, tables(world))) == [
        "Clan: 1 rows; changed: name",
        f"  id 1: name was {clan.name!r}, is 'Somebody else'",
    ]


def test_a_row_more_and_a_table_less_are_told() -> None:
    world = small_world().fork()
    before, clan = tables(world), clan_of(world)

    world.put(replace(clan, id=2))
    more = list(changes(before, tables(world)))
    world.remove(clan)
    world.remove(replace(clan, id=2))

    assert more[0] == "Clan: 2 rows instead of 1; changed: id, name, tag, owner, created_at"
    assert list(changes(before, tables(world))) == ["Clan: gone"]
    assert list(changes(tables(world), before)) == ["Clan: new"]


def test_the_file_tells_of_each_world_and_every_table() -> None:
    told = golden()

    assert tuple(told) == NAMES
    assert set(told["generated"]) == set(tables(small_world()))
