"""Making clans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from mockbancho.actions.action import action
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
