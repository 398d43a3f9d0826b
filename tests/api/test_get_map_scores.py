from datetime import timedelta

import pytest

from mockbancho.osu.scores import Grade
from tests.api.asking import (
    CRASH,
    asking,
    each,
    in_every_contract,
    in_the_new_contracts,
    in_the_real_contracts,
    outcome,
    sent,
)
from tests.rows import NOON, beatmap, beatmapset, clan, md5, player, restricted_player, score

NOT_FOUND = (404, {"status": "Map not found."})
NEITHER = (400, {"status": "Must provide either id or md5!"})
BAD_MODE = (400, {"status": "Invalid gamemode."})
WORLD = (
    beatmapset(1),
    beatmap(1),
    clan(2, name="Night Ferns", tag="FERN"),
    player(3, country="se", clan_id=2),
    player(4, name="Aika"),
    score(5, userid=3, score=517_771, pp=336.419, mods=72, grade=Grade.SH),
    score(6, userid=4, score=517_770),
)


@in_the_new_contracts
def test_scores_come_with_their_player_and_clan(contract: str) -> None:
    ask = asking(*WORLD)

    answer = ask("/get_map_scores", contract, id=1, scope="best")

    assert answer.text == sent(
        {
            "status": "success",
            "scores": [
                {
                    "map_md5": md5(1),
                    "score": 517_771,
                    "pp": 336.419,
                    "acc": 98.5,
                    "max_combo": 490,
                    "mods": 72,
                    "n300": 480,
                    "n100": 10,
                    "n50": 0,
                    "nmiss": 1,
                    "ngeki": 90,
                    "nkatu": 8,
                    "grade": "SH",
                    "status": 2,
                    "mode": 0,
                    "play_time": "2024-07-01T12:00:00",
                    "time_elapsed": 90_000,
                    "userid": 3,
                    "perfect": 0,
                    "player_name": "Player 3",
                    "player_country": "se",
                    "clan_id": 2,
                    "clan_name": "Night Ferns",
                    "clan_tag": "FERN",
                },
                {
                    "map_md5": md5(1),
                    "score": 517_770,
                    "pp": 100.0,
                    "acc": 98.5,
                    "max_combo": 490,
                    "mods": 0,
                    "n300": 480,
                    "n100": 10,
                    "n50": 0,
                    "nmiss": 1,
                    "ngeki": 90,
                    "nkatu": 8,
                    "grade": "A",
                    "status": 2,
                    "mode": 0,
                    "play_time": "2024-07-01T12:00:00",
                    "time_elapsed": 90_000,
                    "userid": 4,
                    "perfect": 0,
                    "player_name": "Aika",
                    "player_country": "jp",
                    "clan_id": None,
                    "clan_name": None,
                    "clan_tag": None,
                },
            ],
        }
    )


def test_scores_of_4_3_2_have_no_country() -> None:
    ask = asking(*WORLD)

    answer = ask("/get_map_scores", "4.3.2", id=1, scope="best", limit=1)

    assert answer.text == sent(
        {
            "status": "success",
            "scores": [
                {
                    "map_md5": md5(1),
                    "score": 517_771,
                    "pp": 336.419,
                    "acc": 98.5,
                    "max_combo": 490,
                    "mods": 72,
                    "n300": 480,
                    "n100": 10,
                    "n50": 0,
                    "nmiss": 1,
                    "ngeki": 90,
                    "nkatu": 8,
                    "grade": "SH",
                    "status": 2,
                    "mode": 0,
                    "play_time": "2024-07-01T12:00:00",
                    "time_elapsed": 90_000,
                    "userid": 3,
                    "perfect": 0,
                    "player_name": "Player 3",
                    "clan_id": 2,
                    "clan_name": "Night Ferns",
                    "clan_tag": "FERN",
                }
            ],
        }
    )


@in_every_contract
@pytest.mark.parametrize(("mode", "players"), [(0, [4, 5, 3]), (3, [4, 5, 3]), (4, [3, 5, 4]), (8, [3, 5, 4])])
def test_best_goes_by_score_and_in_relax_and_autopilot_by_pp(mode: int, players: list[int], contract: str) -> None:
    ask = asking(
        beatmapset(1),
        beatmap(1),
        player(3),
        player(4),
        player(5),
        score(1, userid=3, mode=mode, score=10, pp=90.0),
        score(2, userid=4, mode=mode, score=90, pp=10.0),
        score(3, userid=5, mode=mode, score=50, pp=50.0),
    )

    answer = ask("/get_map_scores", contract, id=1, scope="best", mode=mode)

    assert each(answer, "scores", "userid") == players


@in_every_contract
@pytest.mark.parametrize("scope", ["best", "recent"])
def test_among_equals_the_newer_id_is_last(scope: str, contract: str) -> None:
    ask = asking(
        beatmapset(1),
        beatmap(1),
        *(player(number) for number in (3, 4, 5)),
        score(1, userid=5),
        score(2, userid=3),
        score(3, userid=4),
    )

    answer = ask("/get_map_scores", contract, id=1, scope=scope)

    assert each(answer, "scores", "userid") == [5, 3, 4]


@in_every_contract
def test_recent_goes_by_time(contract: str) -> None:
    ask = asking(
        beatmapset(1),
        beatmap(1),
        player(3),
        player(4),
        score(1, userid=3),
        score(2, userid=4, play_time=NOON + timedelta(days=1), score=1),
    )

    answer = ask("/get_map_scores", contract, id=1, scope="recent")

    assert each(answer, "scores", "userid") == [4, 3]


@in_every_contract
@pytest.mark.parametrize("scope", ["best", "recent"])
def test_restricted_and_deleted_players_and_scores_that_are_not_best_are_left_out(scope: str, contract: str) -> None:
    ask = asking(
        beatmapset(1),
        beatmap(1, status=-1),
        player(3),
        restricted_player(4),
        score(1, userid=3),
        score(2, userid=4),
        score(3, userid=5),
        score(4, userid=3, status=1),
        score(5, userid=3, status=0),
        score(6, userid=3, mode=1),
    )

    answer = ask("/get_map_scores", contract, id=1, scope=scope)

    assert each(answer, "scores", "userid") == [3]


@in_every_contract
def test_a_clan_that_does_not_exist_is_null(contract: str) -> None:
    ask = asking(beatmapset(1), beatmap(1), player(3, clan_id=99), score(1))

    answer = ask("/get_map_scores", contract, id=1, scope="best")

    assert each(answer, "scores", "clan_id", "clan_name", "clan_tag") == [(None, None, None)]


@in_every_contract
@pytest.mark.parametrize(
    ("mods", "players"),
    [("0", [3, 4, 5]), ("HD", [4, 5]), ("=72", [5]), ("~64", [5]), ("~NM", []), ("NC", [])],
)
def test_mods_narrow_the_list(mods: str, players: list[int], contract: str) -> None:
    ask = asking(
        beatmapset(1),
        beatmap(1),
        *(player(number) for number in (3, 4, 5)),
        score(1, userid=3, mods=0),
        score(2, userid=4, mods=8),
        score(3, userid=5, mods=72),
    )

    answer = ask("/get_map_scores", contract, id=1, scope="best", mods=mods)

    assert each(answer, "scores", "userid") == players


@in_the_real_contracts
def test_empty_mods_crash_the_real_server(contract: str) -> None:
    ask = asking(*WORLD)

    answer = ask("/get_map_scores", contract, id=1, scope="best", mods="")

    assert outcome(answer) == CRASH


def test_empty_mods_are_no_filter_in_any() -> None:
    ask = asking(*WORLD)

    answer = ask("/get_map_scores", id=1, scope="best", mods="")

    assert each(answer, "scores", "userid") == [3, 4]


@in_every_contract
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({"mode": 7}, BAD_MODE, id="unused mode first"),
        pytest.param({"mode": 9, "id": 5}, BAD_MODE, id="unused mode before unknown"),
        pytest.param({"mods": ""}, NEITHER, id="neither before mods"),
        pytest.param({"id": 0}, NOT_FOUND, id="id 0 is asked for"),
        pytest.param({"id": 5, "md5": md5(1)}, NOT_FOUND, id="the id counts"),
        pytest.param({"id": 5, "mods": ""}, NOT_FOUND, id="unknown before mods"),
        pytest.param({"id": 2}, NOT_FOUND, id="a beatmap without a set"),
        pytest.param({"md5": md5(2)}, NOT_FOUND, id="a beatmap without a set, by md5"),
        pytest.param({"md5": md5(0xABC).upper()}, NOT_FOUND, id="md5 in upper case"),
    ],
)
def test_checks_come_in_this_order(query: dict[str, object], expected: tuple[int, object], contract: str) -> None:
    ask = asking(beatmapset(1), beatmap(1), beatmap(0xABC), beatmap(2, set_id=99))

    answer = ask("/get_map_scores", contract, scope="best", **query)

    assert outcome(answer) == expected


@in_every_contract
def test_beatmaps_with_small_ids_are_told_about(contract: str) -> None:
    ask = asking(*WORLD)

    by_id = ask("/get_map_scores", contract, id=1, scope="best")
    by_md5 = ask("/get_map_scores", contract, md5=md5(1), scope="best")

    assert each(by_id, "scores", "userid") == [3, 4]
    assert by_md5.text == by_id.text


@in_every_contract
@pytest.mark.parametrize(("options", "count"), [({}, 50), ({"limit": 1}, 1), ({"limit": 100}, 60)])
def test_50_scores_are_listed_unless_told_otherwise(options: dict[str, object], count: int, contract: str) -> None:
    numbers = range(3, 63)
    ask = asking(
        beatmapset(1),
        beatmap(1),
        *(player(number) for number in numbers),
        *(score(number, userid=number) for number in numbers),
    )

    answer = ask("/get_map_scores", contract, id=1, scope="best", **options)

    assert len(answer.json()["scores"]) == count


@in_every_contract
def test_restricting_a_player_hides_their_score_and_the_next_one_moves_up(contract: str) -> None:
    ask = asking(*WORLD)
    before = ask("/get_map_scores", contract, id=1, scope="best", limit=1)

    ask.world.put(restricted_player(3))
    after = ask("/get_map_scores", contract, id=1, scope="best", limit=1)

    assert each(before, "scores", "userid") == [3]
    assert each(after, "scores", "userid") == [4]
