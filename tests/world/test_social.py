"""Relationships and favourites stand with the player they belong to."""

from mockbancho.records import Favourite, Relationship
from mockbancho.world.world import World
from tests import rows


def test_relationships_stand_by_whom_they_are_to_and_have_a_direction() -> None:
    world = World.build([rows.friendship(3, 9), rows.friendship(3, 4), rows.friendship(4, 3, type="block")])

    assert list(world.social.relationships_of(3)) == [rows.friendship(3, 4), rows.friendship(3, 9)]
    assert list(world.social.relationships_of(4)) == [rows.friendship(4, 3, type="block")]
    assert list(world.social.relationships_of(9)) == []


def test_a_friend_who_is_blocked_is_a_friend_no_more() -> None:
    world = World.build([rows.friendship(3, 4)])

    world.put(rows.friendship(3, 4, type="block"))

    assert list(world.rows(Relationship)) == [rows.friendship(3, 4, type="block")]


def test_a_relationship_ends_on_one_side() -> None:
    world = World.build([rows.friendship(3, 4), rows.friendship(4, 3)])

    world.remove(rows.friendship(3, 4))

    assert list(world.rows(Relationship)) == [rows.friendship(4, 3)]


def test_favourites_stand_by_set() -> None:
    world = World.build([rows.favourite(3, 502), rows.favourite(3, 501), rows.favourite(4, 502)])

    assert list(world.social.favourites_of(3)) == [rows.favourite(3, 501), rows.favourite(3, 502)]
    assert list(world.social.favourites_of(5)) == []


def test_a_favourite_is_replaced_and_removed() -> None:
    world = World.build([rows.favourite(3, 501), rows.favourite(3, 502)])

    world.put(rows.favourite(3, 501, created_at=7))
    world.remove(rows.favourite(3, 502))

    assert list(world.rows(Favourite)) == [rows.favourite(3, 501, created_at=7)]
