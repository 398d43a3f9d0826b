"""Who befriends whom; what a player is to another need not be so the other way round."""

from __future__ import annotations

from mockbancho.actions.action import action
from mockbancho.errors import Mistake
from mockbancho.factories import check_friends
from mockbancho.records import Player, Relationship
from mockbancho.world.world import World


@action
def befriend(world: World, player: Player, other: Player) -> None:
    """Let a player take another for a friend, also one whom they had blocked."""
    check_friends(player, other)
    if _is_friend(world, player, other):
        raise Mistake(f"{other.name!r} is a friend of {player.name!r} already; legal: unfriend")
    world.put(Relationship(user1=player.id, user2=other.id, type="friend"))
    world.tell("friend_added", player=player.id, other=other.id)


@action
def unfriend(world: World, player: Player, other: Player) -> None:
    """Let a player drop a friend."""
    if not _is_friend(world, player, other):
        raise Mistake(f"{other.name!r} is no friend of {player.name!r}; legal: befriend")
    world.remove(Relationship(user1=player.id, user2=other.id, type="friend"))
    world.tell("friend_removed", player=player.id, other=other.id)


def _is_friend(world: World, player: Player, other: Player) -> bool:
    found = world.social.relationships_of(player.id)
    return any(row.user2 == other.id and row.type == "friend" for row in found)
