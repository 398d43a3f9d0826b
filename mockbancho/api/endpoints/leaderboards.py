"""Leaderboards of a mode, worldwide or of one country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from mockbancho.api.endpoint import endpoint
from mockbancho.api.endpoints.asking import LAST_OFFSET, used_mode
from mockbancho.api.joined import Joined, joined
from mockbancho.api.writer import clan_columns, listed
from mockbancho.errors import UpstreamCrash
from mockbancho.world.queries.players import leaderboard

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.records import Stats
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
    stats = leaderboard(world, query.sort, mode, query.country).page(query.offset, query.limit)
    return b'{"status":"success","leaderboard":%b}' % listed(_with_players(world, write).each(stats))


def _with_players(world: World, write: Writer) -> Joined[Stats]:
    clans = world.clans.fork()
    player_of = world.players.rows.lookup

    def make(stats: Stats) -> bytes:
        player = player_of(stats.id)
        if player is None:
            return b""
        who = write.leaderboard_player_and(player)
        return b"%b%b%b}" % (who, write.leaderboard_and(stats), clan_columns(clans, player))

    return joined(world, (write, "leaderboard"), (world.players.rows, world.clans.rows), make)
