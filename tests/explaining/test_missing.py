"""Rows that are not found: why, and which ones are near."""

from __future__ import annotations

import pytest

from mockbancho.osu.scores import ScoreStatus
from tests.explaining.explaining import Explainer, hints
from tests.rows import beatmap, beatmap_file, beatmapset, clan, match, player, pool, score, session, stats

KEY = "11111111-2222-4333-8444-555555555555"
WORLD = (
    player(3, name="Aika", api_key=KEY),
    player(5, name="Quill Vane"),
    player(9, name="12"),
    stats(3, mode=2),
    session(3),
    clan(1),
    clan(4),
    beatmapset(1),
    beatmap(20, title="Opener"),
    beatmap(21, set_id=2, title="Lost"),
    beatmap_file(20, b"of another version"),
    score(30, status=ScoreStatus.FAILED.value, map_md5=beatmap(20).md5),
    score(31, map_md5=beatmap(20).md5),
    match(2, host=3),
    pool(6, created_by=5),
    pool(7, created_by=99),
)
OPENER = "Artist - Opener [Normal] (beatmap 20)"
LOST = "Artist - Lost [Normal] (beatmap 21)"
CASES = [
    (
        "/get_player_info?id=6&scope=all",
        "no player has the id 6",
        {
            "/get_player_info?id=5&scope=all": "player 5 exists",
            "/get_player_info?id=3&scope=all": "player 3 exists",
            "/get_player_info?id=9&scope=all": "player 9 exists",
        },
    ),
    (
        "/get_player_status?name=Quilvane",
        "no player is called 'Quilvane'",
        {"/get_player_status?name=Quill+Vane": "Quill Vane (player 5)"},
    ),
    (
        "/get_player_status?name=05",
        "no player is called '05'",
        {"/get_player_status?id=05": "05 is an id"},
    ),
    ("/get_map_info?id=22", "no beatmap has the id 22", {
        "/get_map_info?id=21": "beatmap 21 exists", "/get_map_info?id=20": "beatmap 20 exists",
    }),
    ("/get_map_info?id=21", f"{LOST} has a row, but its set 2 has none, so this endpoint does not know it", {}),
    (
        f"/get_map_info?md5={'0' * 32}",
        f"no beatmap has the md5 {'0' * 32}; a beatmap that is edited gets another one",
        {},
    ),
    ("/get_score_info?id=40", "no score has the id 40", {
        "/get_score_info?id=31": "score 31 exists", "/get_score_info?id=30": "score 30 exists",
    }),
    ("/get_replay?id=40", "no score has the id 40", {
        "/get_replay?id=31": "score 31 exists", "/get_replay?id=30": "score 30 exists",
    }),
    ("/get_replay?id=30", "score 30 is of a player who failed: such plays have no replay", {}),
    (
        "/get_replay?id=31",
        "score 31 has no replay stored, and none can be built without a beatmap that mockbancho made",
        {},
    ),
    ("/get_clan?id=3", "no clan has the id 3", {
        "/get_clan?id=4": "clan 4 exists", "/get_clan?id=1": "clan 1 exists",
    }),
    ("/get_match?id=1", "no match has the id 1", {"/get_match?id=2": "match 2 exists"}),
    ("/get_mappool?id=8", "no pool has the id 8", {
        "/get_mappool?id=7": "pool 7 exists", "/get_mappool?id=6": "pool 6 exists",
    }),
    (
        "/get_mappool?id=6",
        "pool 6 exists, but Quill Vane (player 5), who made it, is offline: then it is hidden",
        {},
    ),
    ("/get_mappool?id=7", "pool 7 exists, but its creator has no row", {}),
    ("/v2/players/4", "no player has the id 4", {
        "/v2/players/3": "player 3 exists", "/v2/players/5": "player 5 exists", "/v2/players/9": "player 9 exists",
    }),
    ("/v2/players/5/status", "Quill Vane (player 5) is offline", {}),
    ("/v2/players/3/stats/1", "player 3 has no stats in mode 1; they have some in 2", {}),
    ("/v2/clans/2", "no clan has the id 2", {"/v2/clans/1": "clan 1 exists", "/v2/clans/4": "clan 4 exists"}),
    ("/v2/maps/19", "no beatmap has the id 19", {
        "/v2/maps/20": "beatmap 20 exists", "/v2/maps/21": "beatmap 21 exists",
    }),
    ("/v2/scores/1", "no score has the id 1", {"/v2/scores/30": "score 30 exists", "/v2/scores/31": "score 31 exists"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "why", "instead"), CASES, ids=[path for path, _, _ in CASES])
def test_what_is_missing_is_told_with_what_is_near(path: str, why: str, instead: dict[str, str]) -> None:
    told = Explainer(*WORLD)(path)

    assert told.status == 404
    assert told.says.endswith(" not found.")
    assert told.why == (why,)
    assert hints(told) == instead


@pytest.mark.parametrize(
    ("number", "says", "why", "instead"),
    [
        (
            19,
            "Beatmap not found.",
            "no beatmap has the id 19",
            {"/calculate_pp?id=20": "beatmap 20 exists", "/calculate_pp?id=21": "beatmap 21 exists"},
        ),
        (
            20,
            "Beatmap file could not be fetched.",
            f"the file of {OPENER} has another md5 than the beatmap, so it is that of another version",
            {"/calculate_pp?id=20": "beatmap 20 has one"},
        ),
    ],
)
def test_pp_of_nothing(number: int, says: str, why: str, instead: dict[str, str]) -> None:
    told = Explainer(*WORLD)(f"/calculate_pp?id={number}", key=KEY)

    assert (told.status, told.says, told.why, hints(told)) == (400, says, (why,), instead)


def test_pp_of_a_beatmap_without_a_file() -> None:
    told = Explainer(player(3, api_key=KEY), beatmapset(1), beatmap(20, title="Opener"))("/calculate_pp?id=20", key=KEY)

    assert (told.status, told.why, told.instead) == (400, (f"{OPENER} has no .osu file",), ())


def test_a_set_is_no_beatmap() -> None:
    told = Explainer(beatmapset(10), beatmap(501, set_id=10))("/get_map_info?id=10")

    assert hints(told) == {"/get_map_info?id=501": "10 is a set; Artist - Title 501 [Normal] (beatmap 501) is of it"}


def test_a_world_without_any() -> None:
    told = Explainer()("/get_clan?id=3")

    assert told.why == ("no clan has the id 3; there is no clan at all",)
