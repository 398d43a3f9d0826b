"""Clans and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from mockbancho.api.endpoint import endpoint
from mockbancho.api.fragments import encode
from mockbancho.api.writer import listed, name_of
from mockbancho.contract import Rule
from mockbancho.errors import NotFound, UpstreamCrash
from mockbancho.osu.players import ClanRank

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.records import Player
    from mockbancho.world.world import World


_RANKS: Final = tuple(rank.name.title() for rank in (ClanRank.MEMBER, ClanRank.OFFICER, ClanRank.OWNER))


class ClanQuery(Struct, frozen=True, gc=False):
    """Which clan to tell about."""

    id: int


@endpoint("get_clan", ClanQuery)
def get_clan(world: World, query: ClanQuery, write: Writer) -> bytes:
    """Tell about a clan and its members, restricted ones too, ascending by id.

    Shape: {"id", "name", "tag", "members": [{"id", "name", "country", "rank"}], "owner": {…}}; no "status".
    Errors: 404.
    """
    clan = world.clans.get(query.id)
    if clan is None:
        raise NotFound("Clan not found.")
    owner = world.players.get(clan.owner)
    if owner is None and write.crashes:
        raise UpstreamCrash("the clan's owner has no row")
    members = [_member(member, _rank_of(member, write)) for member in world.players.in_clan(clan.id)]
    if not members and Rule.CLAN_NEEDS_MEMBERS in write.rules:
        raise UpstreamCrash("the clan has no members")
    return b'{"id":%d,"name":%b,"tag":%b,"members":%b,"owner":%b}' % (
        clan.id,
        encode(clan.name),
        encode(clan.tag),
        listed(members),
        b"null" if owner is None else _member(owner, _RANKS[-1]),
    )


def _rank_of(member: Player, write: Writer) -> str:
    """Return a member's rank. bancho.py: place `clan_priv` - 1 of a list of three, so that 0 is the last of them."""
    place = member.clan_priv - 1
    if write.crashes and not -len(_RANKS) <= place < len(_RANKS):
        raise UpstreamCrash("a member's clan_priv is no rank")
    return _RANKS[place] if write.crashes or 0 <= place < len(_RANKS) else _RANKS[0]


def _member(player: Player, rank: str) -> bytes:
    return b'%b,"country":%b,"rank":%b}' % (name_of(player)[:-1], encode(player.country), encode(rank))
