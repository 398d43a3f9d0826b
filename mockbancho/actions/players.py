"""Making players, who they are to each other, their API keys and their sessions."""

from __future__ import annotations

from typing import Literal, Unpack

from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.factories import (
    Name,
    PlayerColumns,
    PlayerTraits,
    SessionColumns,
    StatsColumns,
    check_api_key,
    check_friends,
    check_new,
    check_new_name,
    check_player,
    country_of,
    draw_api_key,
    draw_relationship,
    draw_stats,
    empty_stats,
    new_player,
    new_session,
    with_userpage,
)
from mockbancho.osu.modes import GameMode
from mockbancho.osu.players import ClanRank
from mockbancho.records import Clan, Player, Relationship, Session, Stats
from mockbancho.world.world import World


@action
def create_player(
    world: World,
    *,
    name: Name | None = None,
    id: int | None = None,  # noqa: A002  # as the column
    clan: Clan | None = None,
    restricted: bool = False,
    unverified: bool = False,
    donor: bool = False,
    silenced: bool = False,
    staff: bool = False,
    userpage: bool = False,
    online: bool = False,
    **columns: Unpack[PlayerColumns],
) -> Player:
    """Make a player, with the stats rows of somebody who has just registered.

    What is not given is drawn by the name, else by the id, else by how many players without both there were before.
    A userpage is empty unless *userpage* asks for a text, or *userpage_content* is one.
    """
    check_player(id, name)
    check_new(world, Player, id)
    check_new_name(world, name, columns.get("safe_name"))
    if "country" in columns:
        columns["country"] = country_of(columns["country"])
    traits: PlayerTraits = {
        "restricted": restricted,
        "unverified": unverified,
        "donor": donor,
        "silenced": silenced,
        "staff": staff,
    }
    if clan is not None:
        columns = {"clan_id": clan.id, "clan_priv": ClanRank.MEMBER.value, **columns}
    player = new_player(world, id=id, name=name, traits=traits, **columns)
    if userpage and player.userpage_content is None:
        player = with_userpage(world.seed, player)
    world.put(player)
    for stats in empty_stats(player.id):
        world.put(stats)
    if online:
        world.put(new_session(world, player))
    return player


@action
def create_stats(
    world: World, player: Player, *, mode: GameMode = GameMode.OSU, **columns: Unpack[StatsColumns]
) -> Stats:
    """Give a player the stats of somebody who has played for a while, in one mode.

    No scores stand behind them; for stats that agree with scores, make the scores.
    """
    stats = draw_stats(world.seed, player.safe_name, id=player.id, mode=mode, **columns)
    world.put(stats)
    return stats


@action
def create_session(world: World, player: Player, **columns: Unpack[SessionColumns]) -> Session:
    """Put a player online, since some time in the last three hours, idle unless told."""
    session = new_session(world, player, **columns)
    world.put(session)
    return session


@action
def create_api_key(world: World, player: Player, *, key: str | None = None) -> str:
    """Give a player an API key, in place of the one they had, and return the key."""
    check_api_key(world, player, key)
    drawn = key or draw_api_key(world.seed, player.safe_name)
    world.put(replace(player, api_key=drawn))
    return drawn


@action
def create_relationship(
    world: World,
    player: Player,
    other: Player,
    *,
    type: Literal["friend", "block"] = "friend",  # noqa: A002  # as the column
) -> Relationship:
    """Make another player a friend of a player, or have them blocked; what they were before is forgotten."""
    check_friends(player, other)
    relationship = draw_relationship(player.id, other.id, type)
    world.put(relationship)
    return relationship
