import pytest

from tests.api.asking import Asker, asking, each, in_the_new_contracts, outcome, sent
from tests.rows import beatmap, player, restricted_player, session, stats

BADGED = player(
    7,
    name="  Aika\u3000",
    safe_name=" aika ",
    priv=19,
    country="se",
    clan_id=2,
    clan_priv=3,
    preferred_mode=4,
    play_style=5,
    custom_badge_name="\tHost\n",
    userpage_content=" \r\n ",
)
FOUR = (
    player(1, priv=1, country="ca"),
    player(3, clan_id=2, clan_priv=3, preferred_mode=4, play_style=1),
    restricted_player(4, country="us", clan_id=2, clan_priv=1),
    player(5, country="US"),
)


@in_the_new_contracts
def test_a_player_has_the_sixteen_columns_of_info_without_outer_white_space(contract: str) -> None:
    ask = asking(BADGED)

    answer = ask("/v2/players/7", contract)

    assert answer.text == sent(
        {
            "status": "success",
            "data": {
                "id": 7,
                "name": "Aika",
                "safe_name": "aika",
                "priv": 19,
                "country": "se",
                "silence_end": 0,
                "donor_end": 0,
                "creation_time": 0,
                "latest_activity": 0,
                "clan_id": 2,
                "clan_priv": 3,
                "preferred_mode": 4,
                "play_style": 5,
                "custom_badge_name": "Host",
                "custom_badge_icon": None,
                "userpage_content": "",
            },
            "meta": {},
        }
    )


@in_the_new_contracts
def test_v1_keeps_outer_white_space(contract: str) -> None:
    ask = asking(BADGED)

    answer = ask("/get_player_info", contract, id=7, scope="info")

    assert answer.json()["player"]["info"]["name"] == "  Aika\u3000"


@in_the_new_contracts
@pytest.mark.parametrize("player_id", [2, 0, -1, 2**31, 10**30])
def test_an_unknown_player_of_any_id_is_not_found(player_id: int, contract: str) -> None:
    ask = asking(*FOUR)

    answer = ask(f"/v2/players/{player_id}", contract)

    assert (answer.status, answer.text) == (404, sent({"status": "error", "error": "Player not found."}))


@in_the_new_contracts
def test_an_id_that_is_no_number_is_refused_by_its_place_in_the_path(contract: str) -> None:
    ask = asking(*FOUR)

    answer = ask("/v2/players/abc", contract)

    assert (answer.status, answer.text) == (
        422,
        sent(
            {
                "detail": [
                    {
                        "type": "int_parsing",
                        "loc": ["path", "player_id"],
                        "msg": "Input should be a valid integer, unable to parse string as an integer",
                        "input": "abc",
                    }
                ]
            }
        ),
    )


@in_the_new_contracts
def test_the_list_has_the_bot_and_restricted_players_ascending_by_id(contract: str) -> None:
    ask = asking(*FOUR)

    answer = ask("/v2/players", contract)

    assert each(answer, "data", "id") == [1, 3, 4, 5]
    assert list(answer.json().items())[2] == ("meta", {"total": 4, "page": 1, "page_size": 50})


@in_the_new_contracts
@pytest.mark.parametrize(
    ("filters", "players"),
    [
        ({"priv": 2}, [4]),
        ({"country": "us"}, [4, 5]),
        ({"country": "Us"}, [4, 5]),
        ({"country": "u"}, []),
        ({"country": "u%"}, []),
        ({"clan_id": 2}, [3, 4]),
        ({"clan_id": 0}, [1, 5]),
        ({"clan_priv": 3}, [3]),
        ({"preferred_mode": 4}, [3]),
        ({"play_style": 1}, [3]),
        ({"clan_id": 2, "priv": 3}, [3]),
        ({"priv": 10**30}, []),
    ],
)
def test_filters_are_equalities(filters: dict[str, object], players: list[int], contract: str) -> None:
    ask = asking(*FOUR)

    answer = ask("/v2/players", contract, **filters)

    assert each(answer, "data", "id") == players
    assert answer.json()["meta"]["total"] == len(players)


@in_the_new_contracts
@pytest.mark.parametrize(
    ("pages", "players"),
    [({"page_size": 3}, [1, 3, 4]), ({"page_size": 3, "page": 2}, [5]), ({"page": 2}, []), ({"page": 2**40}, [])],
)
def test_pages_cut_the_list(pages: dict[str, object], players: list[int], contract: str) -> None:
    ask = asking(*FOUR)

    answer = ask("/v2/players", contract, **pages)

    assert each(answer, "data", "id") == players
    assert answer.json()["meta"] == {"total": 4, "page": 1, "page_size": 50} | pages


@in_the_new_contracts
def test_filters_and_pages_work_together(contract: str) -> None:
    ask = asking(*(player(number, clan_id=number % 2) for number in range(3, 13)))

    answer = ask("/v2/players", contract, clan_id=1, page=2, page_size=2)

    assert each(answer, "data", "id") == [7, 9]
    assert answer.json()["meta"] == {"total": 5, "page": 2, "page_size": 2}


@in_the_new_contracts
@pytest.mark.parametrize("query", [{"page": 0}, {"page_size": 0}, {"page_size": 101}, {"priv": "x"}, {"page": ""}])
def test_bad_parameters_are_refused(query: dict[str, object], contract: str) -> None:
    ask = asking(*FOUR)

    answer = ask("/v2/players", contract, **query)

    assert answer.status == 422


@in_the_new_contracts
def test_the_status_of_an_online_player_has_a_whole_login_time(contract: str) -> None:
    ask = asking(
        player(3), session(3, login_time=1_719_800_003.85, action=2, info_text=" A - B ", mode=8, mods=64, map_id=9)
    )

    answer = ask("/v2/players/3/status", contract)

    assert answer.text == sent(
        {
            "status": "success",
            "data": {
                "login_time": 1_719_800_003,
                "action": 2,
                "info_text": "A - B",
                "mode": 8,
                "mods": 64,
                "beatmap_id": 9,
            },
            "meta": {},
        }
    )


@in_the_new_contracts
def test_the_bot_has_a_status(contract: str) -> None:
    ask = asking(player(1, priv=1))

    answer = ask("/v2/players/1/status", contract)

    assert answer.json()["data"]["login_time"] == 2_147_483_647


@in_the_new_contracts
@pytest.mark.parametrize("player_id", [3, 99])
def test_an_offline_player_has_no_status(player_id: int, contract: str) -> None:
    ask = asking(player(3))

    answer = ask(f"/v2/players/{player_id}/status", contract)

    assert outcome(answer) == (404, {"status": "error", "error": "Player status not found."})


@in_the_new_contracts
def test_stats_of_a_mode_have_pp_as_a_float_and_no_ranks(contract: str) -> None:
    ask = asking(player(3), stats(3, 8, pp=12, acc=95.0, tscore=2**60))

    answer = ask("/v2/players/3/stats/8", contract)

    assert answer.text == sent(
        {
            "status": "success",
            "data": {
                "id": 3,
                "mode": 8,
                "tscore": 2**60,
                "rscore": 0,
                "pp": 12.0,
                "plays": 0,
                "playtime": 0,
                "acc": 95.0,
                "max_combo": 0,
                "total_hits": 0,
                "replay_views": 0,
                "xh_count": 0,
                "x_count": 0,
                "sh_count": 0,
                "s_count": 0,
                "a_count": 0,
            },
            "meta": {},
        }
    )


@in_the_new_contracts
@pytest.mark.parametrize("mode", [0, 7, 12, -1, 10**30])
def test_a_mode_without_stats_is_not_found(mode: int, contract: str) -> None:
    ask = asking(player(3), stats(3, 8))

    answer = ask(f"/v2/players/3/stats/{mode}", contract)

    assert outcome(answer) == (404, {"status": "error", "error": "Player stats not found."})


@in_the_new_contracts
def test_the_stats_of_a_deleted_player_are_listed_by_mode(contract: str) -> None:
    ask = asking(stats(3, 8), stats(3, 0), stats(3, 4), stats(4, 0))

    answer = ask("/v2/players/3/stats", contract)

    assert each(answer, "data", "id", "mode") == [(3, 0), (3, 4), (3, 8)]
    assert answer.json()["meta"] == {"total": 3, "page": 1, "page_size": 50}


@in_the_new_contracts
def test_the_stats_of_nobody_are_an_empty_list(contract: str) -> None:
    ask = asking(player(3))

    answer = ask("/v2/players/3/stats", contract, page=2, page_size=3)

    assert answer.text == sent({"status": "success", "data": [], "meta": {"total": 0, "page": 2, "page_size": 3}})


@pytest.mark.parametrize(
    "path", ["players", "players/3", "players/3/status", "players/3/stats", "maps", "scores", "clans"]
)
def test_4_3_2_has_no_v2(path: str, ask: Asker) -> None:
    answer = ask(f"/v2/{path}", "4.3.2")

    assert outcome(answer) == (404, {"detail": "Not Found"})


@in_the_new_contracts
@pytest.mark.parametrize(
    "path", ["/v1/v2/players", "/api/v2/players", "/v2/player", "/v2/get_player_count", "/V2/players"]
)
def test_v2_stands_at_its_own_prefix_alone(path: str, contract: str, ask: Asker) -> None:
    answer = ask.send("GET", path, contract)

    assert outcome(answer) == (404, {"detail": "Not Found"})


@in_the_new_contracts
def test_other_rows_do_not_get_among_players(contract: str) -> None:
    ask = asking(player(3), beatmap(4), stats(5))

    answer = ask("/v2/players", contract)

    assert each(answer, "data", "id") == [3]
