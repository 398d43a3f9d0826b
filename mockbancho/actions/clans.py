"""Making clans, joining and leaving them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.errors import Mistake
from mockbancho.factories import check_clanless, check_new, check_new_clan, new_clan
from mockbancho.osu.players import ClanRank
from mockbancho.records import Clan, Player
from mockbancho.world.world import World


@action
def create_clan(
    world: World,
    *,
    owner: Player,
    name: str | None = None,
    tag: str | None = None,
    members: Sequence[Player] = (),
    id: int | None = None,  # noqa: A002  # as the column
    created_at: datetime | None = None,
) -> Clan:
    """Make a clan; its owner and members join it. What is not given is drawn."""
    check_new(world, Clan, id)
    check_new_clan(world, name, tag)
    check_clanless([owner, *members])
    clan = new_clan(world, owner=owner.id, id=id, name=name, tag=tag, created_at=created_at)
    world.put(clan)
    for member in (*members, owner):
        rank = ClanRank.OWNER if member.id == owner.id else ClanRank.MEMBER
        world.put(replace(member, clan_id=clan.id, clan_priv=rank.value))
    return clan


@action
def join_clan(world: World, player: Player, clan: Clan) -> None:
    """Let a player who is in no clan join one, as a member."""
    check_clanless([player])
    world.put(replace(player, clan_id=clan.id, clan_priv=ClanRank.MEMBER.value))
    world.tell("clan_joined", player=player.id, text=clan.name)


@action
def leave_clan(world: World, player: Player) -> None:
    """Let a player leave their clan; the owner's place goes to an officer, else to a member, and the last closes it."""
    if not player.clan_id:
        raise Mistake(f"player {player.id}, {player.name!r}, is in no clan; legal: join_clan")
    clan = world.clans.get(player.clan_id)
    world.put(replace(player, clan_id=0, clan_priv=0))
    world.tell("clan_left", player=player.id, text=clan.name if clan else "")
    if clan is not None:
        _close_or_inherit(world, clan, player)


def _close_or_inherit(world: World, clan: Clan, left: Player) -> None:
    members = world.players.in_clan(clan.id)
    if not members:
        world.remove(clan)
        world.tell("clan_closed", player=left.id, text=clan.name)
    elif clan.owner == left.id:
        heir = max(members, key=lambda member: member.clan_priv)
        world.put(replace(heir, clan_priv=ClanRank.OWNER.value))
        world.put(replace(clan, owner=heir.id))
        world.tell("clan_inherited", player=heir.id, other=left.id, text=clan.name)
