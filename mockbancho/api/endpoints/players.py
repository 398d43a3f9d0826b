"""Players: counts, account and stats, status, scores, most played beatmaps, search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from mockbancho.api.endpoint import NoQuery, endpoint
from mockbancho.api.endpoints.asking import get_player, has_rare_letters, mods_filter, one_of, used_mode
from mockbancho.api.fragments import encode
from mockbancho.api.writer import clan_or_null, joined, listed, name_of
from mockbancho.contract import Rule
from mockbancho.errors import BadRequest, UpstreamCrash
from mockbancho.osu.players import BOT_ID
from mockbancho.world.queries.players import find_session, most_played, search
from mockbancho.world.queries.scores import best_of_player, recent_of_player

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.records import Player, Session
    from mockbancho.world.world import World


class PlayerQuery(Struct, frozen=True, gc=False):
    """Whom to tell about."""

    id: int | None
    name: str | None


class PlayerInfoQuery(Struct, frozen=True, gc=False):
    """Whom to tell what about."""

    scope: Literal["stats", "info", "all"]
    id: int | None
    name: str | None


class PlayerScoresQuery(Struct, frozen=True, gc=False):
    """Whose scores to list, and which."""

    scope: Literal["recent", "best"]
    id: int | None
    name: str | None
    mods: str | None
    mode: int
    limit: int
    include_loved: bool
    include_failed: bool


class MostPlayedQuery(Struct, frozen=True, gc=False):
    """Whose beatmaps to list."""

    id: int | None
    name: str | None
    mode: int
    limit: int


class SearchQuery(Struct, frozen=True, gc=False):
    """Part of a name."""

    q: str | None


@endpoint("get_player_count", NoQuery)
def get_player_count(world: World, query: NoQuery, write: Writer) -> bytes:  # noqa: ARG001  # takes no parameters
    """Count the players, and those who are online; the bot is not online, and restricted players are not either.

    Shape: {"counts": {"online": int, "total": int}}.
    """
    counts_bot = Rule.BOT_IN_TOTAL in write.rules or world.players.get(BOT_ID) is None
    total = len(world.players.rows) - (not counts_bot)
    return b'{"status":"success","counts":{"online":%d,"total":%d}}' % (len(world.sessions.visible), total)


@endpoint("get_player_info", PlayerInfoQuery)
def get_player_info(world: World, query: PlayerInfoQuery, write: Writer) -> bytes:
    """Tell about a player's account and what they reached in each mode; restricted players too.

    Shape: {"player": {"info": {…}, "stats": {"0": {…, "rank": int, "country_rank": int}, …}}}; rank 0 is none.
    Errors: 400 both or neither of id and name, 404.
    """
    one_of(query.id, query.name)
    player = get_player(world, query.id, query.name, write, pads=Rule.PADS_NAMES in write.rules)
    parts: list[bytes] = []
    if query.scope != "stats":
        parts.append(b'"info":' + write.info(player))
    if query.scope != "info":
        parts.append(b'"stats":' + _stats(world, player, write))
    return b'{"status":"success","player":{%b}}' % b",".join(parts)


def _stats(world: World, player: Player, write: Writer) -> bytes:
    stats = world.stats
    modes = [
        b'"%d":%b"rank":%d,"country_rank":%d}' % (row.mode, write.stats_and(row), *stats.ranks(row, player))
        for row in stats.of(player.id)
    ]
    return b"{%b}" % b",".join(modes)


@endpoint("get_player_status", PlayerQuery)
def get_player_status(world: World, query: PlayerQuery, write: Writer) -> bytes:
    """Tell whether a player is online, and what they are doing.

    Shape: {"player_status": {"online": false, "last_seen": int}} or {"player_status": {"online": true,
    "login_time": float, "status": {…, "beatmap": {…} or null}}}. Units: Unix seconds.
    Errors: 400 both or neither of id and name, 404.
    """
    one_of(query.id, query.name)
    session = find_session(world, query.id, query.name)
    if session is not None:
        return _online(world, session, write)
    player = get_player(world, query.id, query.name, write)
    return b'{"status":"success","player_status":{"online":false,"last_seen":%d}}' % player.latest_activity


def _online(world: World, session: Session, write: Writer) -> bytes:
    beatmap = world.beatmaps.with_md5(session.map_md5)
    return b'{"status":"success","player_status":{"online":true,"login_time":%b,"status":%b"beatmap":%b}}}' % (
        encode(session.login_time),
        write.status_and(session),
        write.beatmap_or_null(world.beatmaps, beatmap),
    )


@endpoint("get_player_scores", PlayerScoresQuery)
def get_player_scores(world: World, query: PlayerScoresQuery, write: Writer) -> bytes:
    """List a player's best scores by pp, or all of them newest first, each with its beatmap.

    Shape: {"scores": [{…, "beatmap": {…}}], "player": {"id", "name", "clan": {"id", "name", "tag"} or null}}.
    Errors: 400 unused mode, both or neither of id and name, 404.
    """
    mode = used_mode(query.mode)
    one_of(query.id, query.name)
    player = get_player(world, query.id, query.name, write)
    mods = mods_filter(query.mods, write)
    if query.scope == "best":
        question = best_of_player(world, player.id, mode, mods, include_loved=query.include_loved)
    else:
        question = recent_of_player(world, player.id, mode, mods, include_failed=query.include_failed)
    scores = question.page(0, query.limit)
    beatmap_of = world.beatmaps.by_md5.lookup
    beatmaps = [beatmap for score in scores if (beatmap := beatmap_of(score.map_md5))]
    rows = joined(write.player_score_and.each(scores), write.beatmaps_or_null(world.beatmaps, beatmaps))
    return b'{"status":"success","scores":%b,"player":%b}' % (rows, _with_clan(world, player))


def _with_clan(world: World, player: Player) -> bytes:
    return b'%b,"clan":%b}' % (name_of(player)[:-1], clan_or_null(world.clans, player))


@endpoint("get_player_most_played", MostPlayedQuery)
def get_player_most_played(world: World, query: MostPlayedQuery, write: Writer) -> bytes:
    """List the beatmaps that a player played most often in a mode; every score counts, failed ones too.

    Shape: {"maps": [{…, "plays": int}]}. Errors: 400 unused mode, neither of id and name (both are fine here), 404.
    """
    mode = used_mode(query.mode)
    if query.id is None and query.name is None:
        raise BadRequest("Must provide either id or name.")
    player = get_player(world, query.id, query.name, write)
    beatmap_of = world.beatmaps.by_md5.lookup
    played = most_played(world, player.id, mode).page(0, query.limit)
    beatmaps = [beatmap for row in played if (beatmap := beatmap_of(row.map_md5))]
    rows = joined(write.most_played_and.each(beatmaps), [b"%d" % row.plays for row in played])
    return b'{"status":"success","maps":%b}' % rows


@endpoint("search_players", SearchQuery)
def search_players(world: World, query: SearchQuery, write: Writer) -> bytes:
    """List the players whose name contains a text, all for none; unverified and restricted ones are not found.

    Shape: {"results": int, "result": [{"id", "name"}]}, ascending by id, without a limit.
    """
    text = query.q or ""
    if write.crashes and has_rare_letters(text):
        raise UpstreamCrash("the database cannot compare letters outside the Basic Multilingual Plane")
    rows = write.name.each(player for _, player in search(world, text).all())
    return b'{"status":"success","results":%d,"result":%b}' % (len(rows), listed(rows))
