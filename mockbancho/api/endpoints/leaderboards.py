"""Leaderboards of a mode, worldwide or of one country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from mockbancho.api.endpoint import endpoint
from mockbancho.api.endpoints.asking import LAST_OFFSET, used_mode
from mockbancho.api.writer import joined
from mockbancho.errors import UpstreamCrash
from mockbancho.world.queries.players import leaderboard

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.world.world import World


class LeaderboardQuery(Struct, frozen=True, gc=False):
    """Which leaderboard, and which part of it."""

    sort: str
    mode: int
    limit: int
    offset: int
    country: str | None


@endpoint("get_leaderboard", LeaderboardQuery)
def get_leaderboard(world: World, query: LeaderboardQuery, write: Writer) -> bytes:
    """List unrestricted players with more than 0 in a column of their stats, largest first.

    Shape: {"leaderboard": [{…, "clan_id", "clan_name", "clan_tag"}]}; no ranks. Errors: 400 unused mode.
    """
    mode = used_mode(query.mode)
    if write.crashes and not 0 <= query.offset <= LAST_OFFSET:
        raise UpstreamCrash("an offset that the database refuses")
    player_of = world.players.rows.lookup
    stats = leaderboard(world, query.sort, mode, query.country).page(query.offset, query.limit)
    players = [player for row in stats if (player := player_of(row.id))]
    rows = joined(
        write.leaderboard_player_and.each(players),
        write.leaderboard_and.each(stats),
        write.clan_columns(world.clans, players),
    )
    return b'{"status":"success","leaderboard":%b}' % rows
