"""Leaderboards by pp."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from mockbancho.control.declared import route
from mockbancho.osu.modes import GameMode
from mockbancho.world.queries.players import leaderboard as ask_leaderboard

if TYPE_CHECKING:
    from mockbancho.control.asked import Asked


class LeaderboardQuery(Struct, forbid_unknown_fields=True):
    """Which leaderboard: a *mode* by its word, worldwide or of a *country*."""

    mode: str = "osu"
    limit: Annotated[int, Meta(ge=1, le=500)] = 50
    country: str | None = None


class Ranked(Struct):
    """A player's place in a leaderboard; *acc* in percent."""

    rank: int
    id: int
    name: str
    country: str
    clan: str | None
    pp: int
    acc: float
    plays: int


@route("GET", "/leaderboard", query=LeaderboardQuery, answers=list[Ranked])
def leaderboard(asked: Asked) -> list[Ranked]:
    """List the players of a mode who have pp, most first."""
    query: LeaderboardQuery = asked.query
    mode = GameMode.of(int(query.mode) if query.mode.isdecimal() else query.mode)
    world = asked.bancho.world
    with world.lock:
        rows = ask_leaderboard(world, "pp", mode, query.country).page(0, query.limit)
        found = [(rank, row, world.players.get(row.id)) for rank, row in enumerate(rows, 1)]
        clans = {player.clan_id: world.clans.get(player.clan_id) for _, _, player in found if player}
    return [
        Ranked(
            rank=rank,
            id=row.id,
            name=player.name,
            country=player.country,
            clan=clan.tag if (clan := clans[player.clan_id]) else None,
            pp=row.pp,
            acc=row.acc,
            plays=row.plays,
        )
        for rank, row, player in found
        if player is not None
    ]
