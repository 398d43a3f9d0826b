"""What is asked: every endpoint that answers, of many different rows, so that no question stands for all."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

from bench.generator import REPLAYS, UNUSED_MODS, md5, online

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bench.generator import Plan


class Question(NamedTuple):
    """One way to ask an endpoint, of several rows.

    *scans* names the plan's number of rows that are gone through if the answer has no index by nature (DESIGN §8).
    """

    name: str
    targets: tuple[str, ...]
    status: int = 200
    scans: str = ""


class _Pick:
    """Draws ids of a plan's rows, the same ones for the same plan."""

    def __init__(self, plan: Plan, count: int) -> None:
        draw = Random(11)
        self.players = draw.choices(plan.player_ids(), k=count)
        self.beatmaps = draw.choices(plan.beatmap_ids()[2:], k=count)
        self.online = draw.choices(online(plan), k=count)
        self.scores = draw.choices(range(1, plan.scores + 1), k=count)
        self.replays = draw.choices(range(1, min(REPLAYS, plan.scores) + 1), k=count)
        self.clans = draw.choices(range(1, plan.players // 5 + 1), k=count)
        self.sets = draw.choices(range(1, plan.beatmaps // 4 + 1), k=count)


def questions(plan: Plan, *, count: int, limit: int) -> list[Question]:
    """Return what to ask of a plan's world: *count* targets for each question, *limit* rows in each list."""
    pick = _Pick(plan, count)
    return [*_version_1(plan, pick, limit), *_version_2(plan, pick, limit), *_mistakes()]


def _each(path: Callable[[int], str], ids: Iterable[int]) -> tuple[str, ...]:
    return tuple(map(path, ids))


def _version_1(plan: Plan, pick: _Pick, limit: int) -> list[Question]:
    best = f"/v1/get_player_scores?scope=best&limit={limit}"
    board = f"/v1/get_leaderboard?limit={limit}"
    middle = plan.players // 2
    return [
        Question("get_player_count", ("/v1/get_player_count",)),
        Question("get_player_info all", _each(lambda i: f"/v1/get_player_info?scope=all&id={i}", pick.players)),
        Question(
            "get_player_info by name",
            _each(lambda i: f"/v1/get_player_info?scope=info&name=player_{i:06d}", pick.players),
        ),
        Question("get_player_status online", _each(lambda i: f"/v1/get_player_status?id={i}", pick.online)),
        Question("get_player_status offline", _each(lambda i: f"/v1/get_player_status?id={i}", _offline(plan, pick))),
        Question("get_player_scores best", _each(lambda i: f"{best}&id={i}", pick.players)),
        Question(
            "get_player_scores recent",
            _each(lambda i: f"/v1/get_player_scores?scope=recent&limit={limit}&id={i}", pick.players),
        ),
        Question("get_player_scores mods=HD", _each(lambda i: f"{best}&mods=HD&id={i}", pick.players)),
        Question(
            "get_player_scores mods unused",
            _each(lambda i: f"{best}&mods={UNUSED_MODS}&id={i}", pick.players),
            scans="bests",
        ),
        Question(
            "get_player_most_played", _each(lambda i: f"/v1/get_player_most_played?limit={limit}&id={i}", pick.players)
        ),
        Question("get_map_info", _each(lambda i: f"/v1/get_map_info?id={i}", pick.beatmaps)),
        Question("get_map_info by md5", _each(lambda i: f"/v1/get_map_info?md5={md5(i)}", pick.beatmaps)),
        Question(
            "get_map_scores best", _each(lambda i: f"/v1/get_map_scores?scope=best&limit={limit}&id={i}", pick.beatmaps)
        ),
        Question(
            "get_map_scores recent",
            _each(lambda i: f"/v1/get_map_scores?scope=recent&limit={limit}&id={i}", pick.beatmaps),
        ),
        Question("get_score_info", _each(lambda i: f"/v1/get_score_info?id={i}", pick.scores)),
        Question("get_replay", _each(lambda i: f"/v1/get_replay?id={i}", pick.replays)),
        Question("get_replay frames", _each(lambda i: f"/v1/get_replay?include_headers=false&id={i}", pick.replays)),
        Question("get_match", _each(lambda i: f"/v1/get_match?id={i}", (1, 2, 3))),
        Question("get_leaderboard", _each(lambda i: f"{board}&mode={i}", (0, 4))),
        Question("get_leaderboard country", _each(lambda i: f"{board}&country=jp&mode={i}", (0, 4))),
        Question(
            "get_leaderboard deep", _each(lambda i: f"{board}&offset={i}", (middle, max(0, plan.players - limit)))
        ),
        Question("get_clan", _each(lambda i: f"/v1/get_clan?id={i}", pick.clans)),
        Question("get_mappool", ("/v1/get_mappool?id=1",)),
        Question("search_players", _each(lambda i: f"/v1/search_players?q={i:06d}", pick.players), scans="players"),
    ]


def _offline(plan: Plan, pick: _Pick) -> list[int]:
    there = online(plan)
    return [player_id for player_id in pick.players if player_id not in there] or [plan.player_ids()[1]]


def _version_2(plan: Plan, pick: _Pick, limit: int) -> list[Question]:
    size = f"page_size={limit}"
    return [
        Question("v2_players", (f"/v2/players?{size}",)),
        Question("v2_players deep", (f"/v2/players?{size}&page={_last_page(plan.players, limit)}",)),
        Question("v2_players free filter", (f"/v2/players?{size}&country=jp",), scans="players"),
        Question("v2_player", _each(lambda i: f"/v2/players/{i}", pick.players)),
        Question("v2_player_status", _each(lambda i: f"/v2/players/{i}/status", pick.online)),
        Question("v2_player_stats", _each(lambda i: f"/v2/players/{i}/stats", pick.players)),
        Question("v2_player_mode_stats", _each(lambda i: f"/v2/players/{i}/stats/0", pick.players)),
        Question("v2_maps", (f"/v2/maps?{size}",)),
        Question("v2_maps deep", (f"/v2/maps?{size}&page={_last_page(plan.beatmaps, limit)}",)),
        Question("v2_maps of a set", _each(lambda i: f"/v2/maps?{size}&set_id={i}", pick.sets)),
        Question("v2_maps free filter", (f"/v2/maps?{size}&status=2",), scans="beatmaps"),
        Question("v2_map", _each(lambda i: f"/v2/maps/{i}", pick.beatmaps)),
        Question("v2_scores", (f"/v2/scores?{size}",)),
        Question("v2_scores deep", (f"/v2/scores?{size}&page={_last_page(plan.scores, limit)}",)),
        Question("v2_scores of a player", _each(lambda i: f"/v2/scores?{size}&user_id={i}", pick.players)),
        Question("v2_scores on a beatmap", _each(lambda i: f"/v2/scores?{size}&map_md5={md5(i)}", pick.beatmaps)),
        Question("v2_scores free filter", (f"/v2/scores?{size}&status=2",), scans="scores"),
        Question("v2_score", _each(lambda i: f"/v2/scores/{i}", pick.scores)),
        Question("v2_clans", (f"/v2/clans?{size}",)),
        Question("v2_clan", _each(lambda i: f"/v2/clans/{i}", pick.clans)),
    ]


def _last_page(rows: int, size: int) -> int:
    return max(1, rows // size)


NOBODY: Final = 2_000_000_000


def _mistakes() -> list[Question]:
    return [
        Question("404 no such player", (f"/v1/get_player_info?scope=all&id={NOBODY}",), 404),
        Question("404 no such path", ("/v1/get_players",), 404),
        Question("422 two mistakes", ("/v1/get_player_scores?scope=all&id=x",), 422),
    ]
