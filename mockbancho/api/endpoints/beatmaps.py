"""Beatmaps: what they are, and the best scores on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from mockbancho.api.endpoint import endpoint
from mockbancho.api.endpoints.asking import get_beatmap, mods_filter, used_mode
from mockbancho.api.writer import joined
from mockbancho.world.queries.scores import on_beatmap

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.world.world import World


class BeatmapQuery(Struct, frozen=True, gc=False):
    """Which beatmap to tell about."""

    id: int | None
    md5: str | None


class BeatmapScoresQuery(Struct, frozen=True, gc=False):
    """Which scores to list, on which beatmap."""

    scope: Literal["recent", "best"]
    id: int | None
    md5: str | None
    mods: str | None
    mode: int
    limit: int


@endpoint("get_map_info", BeatmapQuery)
def get_map_info(world: World, query: BeatmapQuery, write: Writer) -> bytes:
    """Tell about a beatmap. With both id and md5, the id counts.

    Shape: {"map": {…}}. Errors: 400 neither id nor md5, 404.
    """
    return b'{"status":"success","map":%b}' % write.beatmap(get_beatmap(world, query.id, query.md5))


@endpoint("get_map_scores", BeatmapScoresQuery)
def get_map_scores(world: World, query: BeatmapScoresQuery, write: Writer) -> bytes:
    """List the players' best scores on a beatmap, best or newest first; restricted players are not listed.

    Shape: {"scores": [{…, "player_name", "player_country", "clan_id", "clan_name", "clan_tag"}]}; no score ids.
    Errors: 400 unused mode, neither id nor md5, 404.
    """
    mode = used_mode(query.mode)
    beatmap = get_beatmap(world, query.id, query.md5)
    mods = mods_filter(query.mods, write)
    question = on_beatmap(world, beatmap.md5, mode, mods, newest_first=query.scope == "recent")
    scores = question.page(0, query.limit)
    player_of = world.players.rows.lookup
    players = [player for score in scores if (player := player_of(score.userid))]
    rows = joined(
        write.map_score_and.each(scores),
        write.map_score_player_and.each(players),
        write.clan_columns(world.clans, players),
    )
    return b'{"status":"success","scores":%b}' % rows
