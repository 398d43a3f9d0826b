"""The second version of the API: single rows, and lists with filters in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from mockbancho.api.endpoint import endpoint
from mockbancho.api.endpoints.asking import LAST_OFFSET
from mockbancho.api.writer import listed
from mockbancho.errors import UpstreamCrash, V2NotFound
from mockbancho.world.queries import lists

if TYPE_CHECKING:
    from mockbancho.api.fragments import Fragment
    from mockbancho.api.writer import Writer
    from mockbancho.world.queries.question import Question
    from mockbancho.world.world import World

R = TypeVar("R", bound=Struct)


class Page(Struct, frozen=True, gc=False):
    """Which page of a list, the first being 1."""

    page: int
    page_size: int


class PlayersQuery(Struct, frozen=True, gc=False):
    """Which players to list."""

    priv: int | None
    country: str | None
    clan_id: int | None
    clan_priv: int | None
    preferred_mode: int | None
    play_style: int | None
    page: int
    page_size: int


class PlayerQuery(Struct, frozen=True, gc=False):
    """Which player to tell about."""

    player_id: int


class PlayerStatsQuery(Struct, frozen=True, gc=False):
    """Whose stats to list."""

    player_id: int
    page: int
    page_size: int


class PlayerModeQuery(Struct, frozen=True, gc=False):
    """Whose stats to tell about, in which mode."""

    player_id: int
    mode: int


class MapsQuery(Struct, frozen=True, gc=False):
    """Which beatmaps to list."""

    set_id: int | None
    server: str | None
    status: int | None
    artist: str | None
    creator: str | None
    filename: str | None
    mode: int | None
    frozen: bool | None
    page: int
    page_size: int


class MapQuery(Struct, frozen=True, gc=False):
    """Which beatmap to tell about."""

    map_id: int


class ScoresQuery(Struct, frozen=True, gc=False):
    """Which scores to list."""

    map_md5: str | None
    mods: int | None
    status: int | None
    mode: int | None
    user_id: int | None
    page: int
    page_size: int


class ScoreQuery(Struct, frozen=True, gc=False):
    """Which score to tell about."""

    score_id: int


class ClanQuery(Struct, frozen=True, gc=False):
    """Which clan to tell about."""

    clan_id: int


def _one(row: R | None, write: Fragment[R], what: str) -> bytes:
    """Write one row in v2's envelope; raises `V2NotFound`."""
    if row is None:
        raise V2NotFound(f"{what} not found.")
    return b'{"status":"success","data":%b,"meta":{}}' % write(row)


def _page(question: Question[R], page: int, size: int, fragment: Fragment[R], write: Writer) -> bytes:
    """Write a page of rows in v2's envelope."""
    offset = (page - 1) * size
    if offset > LAST_OFFSET and write.crashes:
        raise UpstreamCrash("an offset that the database refuses")
    rows, total = question.counted_page(offset, size)
    data = listed(fragment.each(rows))
    return b'{"status":"success","data":%b,"meta":{"total":%d,"page":%d,"page_size":%d}}' % (data, total, page, size)


@endpoint("v2_players", PlayersQuery)
def players(world: World, query: PlayersQuery, write: Writer) -> bytes:
    """List players, the bot and restricted ones too, ascending by id."""
    question = lists.players(
        world,
        priv=query.priv,
        country=query.country,
        clan_id=query.clan_id,
        clan_priv=query.clan_priv,
        preferred_mode=query.preferred_mode,
        play_style=query.play_style,
    )
    return _page(question, query.page, query.page_size, write.v2_player, write)


@endpoint("v2_player", PlayerQuery)
def player(world: World, query: PlayerQuery, write: Writer) -> bytes:
    """Tell about a player's account. Errors: 404."""
    return _one(world.players.get(query.player_id), write.v2_player, "Player")


@endpoint("v2_player_status", PlayerQuery)
def player_status(world: World, query: PlayerQuery, write: Writer) -> bytes:
    """Tell what an online player is doing. Errors: 404, also for a player who is offline."""
    return _one(world.sessions.get(query.player_id), write.v2_status, "Player status")


@endpoint("v2_player_stats", PlayerStatsQuery)
def player_stats(world: World, query: PlayerStatsQuery, write: Writer) -> bytes:
    """List a player's stats, ascending by mode; those of a deleted player too."""
    question = lists.stats_of(world, query.player_id)
    return _page(question, query.page, query.page_size, write.v2_stats, write)


@endpoint("v2_player_mode_stats", PlayerModeQuery)
def player_mode_stats(world: World, query: PlayerModeQuery, write: Writer) -> bytes:
    """Tell about a player's stats in one mode. Errors: 404."""
    return _one(world.stats.get(query.player_id, query.mode), write.v2_stats, "Player stats")


@endpoint("v2_maps", MapsQuery)
def maps(world: World, query: MapsQuery, write: Writer) -> bytes:
    """List beatmaps, ascending by server and id."""
    question = lists.beatmaps(
        world,
        set_id=query.set_id,
        server=query.server,
        status=query.status,
        artist=query.artist,
        creator=query.creator,
        filename=query.filename,
        mode=query.mode,
        frozen=query.frozen,
    )
    return _page(question, query.page, query.page_size, write.v2_beatmap, write)


@endpoint("v2_map", MapQuery)
def map_(world: World, query: MapQuery, write: Writer) -> bytes:
    """Tell about a beatmap. Errors: 404."""
    return _one(world.beatmaps.get(query.map_id), write.v2_beatmap, "Map")


@endpoint("v2_scores", ScoresQuery)
def scores(world: World, query: ScoresQuery, write: Writer) -> bytes:
    """List scores, ascending by id."""
    question = lists.scores(
        world,
        map_md5=query.map_md5,
        userid=query.user_id,
        mods=query.mods,
        status=query.status,
        mode=query.mode,
    )
    return _page(question, query.page, query.page_size, write.v2_score, write)


@endpoint("v2_score", ScoreQuery)
def score(world: World, query: ScoreQuery, write: Writer) -> bytes:
    """Tell about a score. Errors: 404."""
    return _one(world.scores.get(query.score_id), write.v2_score, "Score")


@endpoint("v2_clans", Page)
def clans(world: World, query: Page, write: Writer) -> bytes:
    """List clans, ascending by id."""
    return _page(lists.clans(world), query.page, query.page_size, write.v2_clan, write)


@endpoint("v2_clan", ClanQuery)
def clan(world: World, query: ClanQuery, write: Writer) -> bytes:
    """Tell about a clan. Errors: 404."""
    return _one(world.clans.get(query.clan_id), write.v2_clan, "Clan")
