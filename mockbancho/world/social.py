"""Relationships between players, and the beatmapsets they marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.world.ordered import Ordered
from mockbancho.world.store import Store
from mockbancho.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockbancho.records import Favourite, Relationship


def _to_whom(row: Relationship) -> int:
    return row.user2


def _set(row: Favourite) -> int:
    return row.setid


class Social(Store):
    """The rows of `relationships` and `favourites`, by the player they belong to."""

    __slots__ = ("favourites", "relationships")

    def __init__(self, relationships: Iterable[Relationship] = (), favourites: Iterable[Favourite] = ()) -> None:
        """Take all rows at once."""
        of: dict[int, list[Relationship]] = {}
        for relationship in relationships:
            of.setdefault(relationship.user1, []).append(relationship)
        marked: dict[int, list[Favourite]] = {}
        for favourite in favourites:
            marked.setdefault(favourite.userid, []).append(favourite)
        self.relationships = Table.of((player, Ordered.of(_to_whom, rows)) for player, rows in of.items())
        self.favourites = Table.of((player, Ordered.of(_set, rows)) for player, rows in marked.items())

    def relationships_of(self, player_id: int) -> Ordered[Relationship]:
        """Return whom a player befriended or blocked, ascending by id."""
        return self.relationships.get(player_id) or Ordered(_to_whom)

    def favourites_of(self, player_id: int) -> Ordered[Favourite]:
        """Return the beatmapsets that a player marked, ascending by id."""
        return self.favourites.get(player_id) or Ordered(_set)

    def all_relationships(self) -> Iterator[Relationship]:
        """Iterate over all relationships, ascending by both ids."""
        for rows in self.relationships:
            yield from rows

    def all_favourites(self) -> Iterator[Favourite]:
        """Iterate over all favourites, ascending by player and set id."""
        for rows in self.favourites:
            yield from rows

    def put_relationship(self, row: Relationship) -> None:
        """Add a relationship, or replace the one between the same two."""
        self.relationships = self.relationships.put(row.user1, self.relationships_of(row.user1).insert(row))

    def remove_relationship(self, row: Relationship) -> None:
        """Remove a relationship."""
        self.relationships = self.relationships.put(row.user1, self.relationships_of(row.user1).remove(row))

    def put_favourite(self, row: Favourite) -> None:
        """Add a favourite, or replace it."""
        self.favourites = self.favourites.put(row.userid, self.favourites_of(row.userid).insert(row))

    def remove_favourite(self, row: Favourite) -> None:
        """Remove a favourite."""
        self.favourites = self.favourites.put(row.userid, self.favourites_of(row.userid).remove(row))
