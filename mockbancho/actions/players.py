"""Making players, who they are to each other, their API keys and their sessions."""

from __future__ import annotations

import re
from typing import Final, Literal, Unpack

from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.errors import Mistake
from mockbancho.factories import (
    PlayerColumns,
    PlayerTraits,
    SessionColumns,
    StatsColumns,
    draw_api_key,
    draw_relationship,
    draw_stats,
    empty_stats,
    new_player,
    new_session,
)
from mockbancho.osu.modes import GameMode
from mockbancho.osu.players import ClanRank
from mockbancho.records import Clan, Player, Relationship, Session, Stats
from mockbancho.world.collation import safe_name
from mockbancho.world.world import World

_NAME: Final = re.compile(r"[\w \[\]-]{2,15}")


@action
def create_player(
    world: World,
    *,
    name: str | None = None,
    id: int | None = None,  # noqa: A002  # as the column
    clan: Clan | None = None,
    restricted: bool = False,
    unverified: bool = False,
    donor: bool = False,
    silenced: bool = False,
    staff: bool = False,
    online: bool = False,
    **columns: Unpack[PlayerColumns],
) -> Player:
    """Make a player, with the stats rows of somebody who has just registered.

    What is not given is drawn by the name, else by the id, else by how many players without both there were before.
    """
    if name is not None:
        _check_name(world, name, columns.get("safe_name", safe_name(name)))
    if id is not None and world.players.get(id):
        raise Mistake(f"create_player: id: player {id} exists already")
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
    world.put(player)
    for stats in empty_stats(player.id):
        world.put(stats)
    if online:
        world.put(new_session(world, player))
    return player


def _check_name(world: World, name: str, safe: str) -> None:
    """Refuse a name that bancho.py would not register."""
    if not _NAME.fullmatch(name):
        raise Mistake(
            f"create_player: name: expected 2 to 15 letters, digits, spaces, '_', '-', '[' and ']', got {name!r}"
        )
    other = world.players.named(safe)
    if other is not None:
        raise Mistake(f"create_player: name: {name!r} is taken by player {other.id}, {other.name!r}")


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
    drawn = key or draw_api_key(world.seed, player.safe_name)
    if len(drawn) > 36:  # the column
        raise Mistake(f"create_api_key: key: expected str of at most 36 characters, got {len(drawn)}")
    owner = next((each for each in world.players.rows if each.api_key == drawn and each.id != player.id), None)
    if owner is not None:
        raise Mistake(f"create_api_key: key: player {owner.id}, {owner.name!r}, has this key")
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
    if player.id == other.id:
        raise Mistake(f"create_relationship: other: {player.name!r} cannot be that to themselves")
    relationship = draw_relationship(player.id, other.id, type)
    world.put(relationship)
    return relationship
