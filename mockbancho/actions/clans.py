"""Making clans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.errors import Mistake
from mockbancho.factories import new_clan
from mockbancho.osu.players import ClanRank
from mockbancho.records import Clan, Player
from mockbancho.world.collation import fold
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
    if id is not None and world.clans.get(id):
        raise Mistake(f"create_clan: id: clan {id} exists already")
    for argument, text in (("name", name), ("tag", tag)):
        _check_free(world, argument, text)
    clan = new_clan(world, owner=owner.id, id=id, name=name, tag=tag, created_at=created_at)
    world.put(clan)
    for member in (*members, owner):
        _join(world, member, clan, ClanRank.OWNER if member.id == owner.id else ClanRank.MEMBER)
    return clan


def _check_free(world: World, argument: str, text: str | None) -> None:
    """Refuse a name or tag that another clan has."""
    if text is None:
        return
    other = next((clan for clan in world.clans.rows if fold(getattr(clan, argument)) == fold(text)), None)
    if other is not None:
        raise Mistake(f"create_clan: {argument}: {text!r} is taken by clan {other.id}, {other.name!r}")


def _join(world: World, player: Player, clan: Clan, rank: ClanRank) -> None:
    if player.clan_id:
        raise Mistake(f"create_clan: player {player.id}, {player.name!r}, is in clan {player.clan_id} already")
    world.put(replace(player, clan_id=clan.id, clan_priv=rank.value))
