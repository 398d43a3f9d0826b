from typing import Any

import pytest

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
from tests.rows import clan, player, restricted_player, stats

FIVE = tuple(row for number in range(3, 8) for row in (player(number), stats(number, pp=10 * number)))
COLUMNS: dict[str, Any] = {"tscore": 1, "rscore": 2, "pp": 3, "acc": 4.0, "plays": 5, "playtime": 6}


@in_every_contract
def test_a_leaderboard_has_players_stats_and_clans(contract: str) -> None:
    ask = asking(
        player(3, name="Aika", country="se", clan_id=2),
        clan(2, name="Night Ferns", tag="FERN"),
        stats(
            3,
            mode=4,
            tscore=9_007_199_254_740_993,
            rscore=11,
            pp=12,
            plays=13,
            playtime=14,
            acc=95.0,
            max_combo=15,
            xh_count=18,
            x_count=19,
            sh_count=20,
            s_count=21,
            a_count=22,
        ),
        player(4, name="Mira", clan_id=99),
        stats(4, mode=4, pp=1),
    )

    answer = ask("/get_leaderboard", contract, mode=4)

    assert answer.text == sent(
        {
            "status": "success",
            "leaderboard": [
                {
                    "player_id": 3,
                    "name": "Aika",
                    "country": "se",
                    "tscore": 9_007_199_254_740_993,
                    "rscore": 11,
                    "pp": 12,
                    "plays": 13,
                    "playtime": 14,
                    "acc": 95.0,
                    "max_combo": 15,
                    "xh_count": 18,
                    "x_count": 19,
                    "sh_count": 20,
                    "s_count": 21,
                    "a_count": 22,
                    "clan_id": 2,
                    "clan_name": "Night Ferns",
                    "clan_tag": "FERN",
                },
                {
                    "player_id": 4,
                    "name": "Mira",
                    "country": "jp",
                    "tscore": 0,
                    "rscore": 0,
                    "pp": 1,
                    "plays": 0,
                    "playtime": 0,
                    "acc": 0.0,
                    "max_combo": 0,
                    "xh_count": 0,
                    "x_count": 0,
                    "sh_count": 0,
                    "s_count": 0,
                    "a_count": 0,
                    "clan_id": None,
                    "clan_name": None,
                    "clan_tag": None,
                },
            ],
        }
    )


@in_the_new_contracts
@pytest.mark.parametrize("sort", COLUMNS)
def test_it_goes_by_the_column_asked_for_and_leaves_zeros_out(sort: str, contract: str) -> None:
    ask = asking(
        *(player(number) for number in (3, 4, 5)),
        stats(3, **{sort: 5}),
        stats(4, **{**COLUMNS, sort: 0}),
        stats(5, **{sort: 7}),
    )

    answer = ask("/get_leaderboard", contract, sort=sort)

    assert each(answer, "leaderboard", "player_id") == [5, 3]


@pytest.mark.parametrize(("sort", "status"), [("acc", 200), ("plays", 422), ("playtime", 422), ("score", 422)])
def test_4_3_2_does_not_sort_by_plays(sort: str, status: int) -> None:
    ask = asking(*FIVE)

    answer = ask("/get_leaderboard", "4.3.2", sort=sort)

    assert answer.status == status


@in_every_contract
def test_without_a_sort_it_goes_by_pp_and_among_equals_the_newer_id_is_last(contract: str) -> None:
    ask = asking(
        *(player(number) for number in (3, 4, 12, 5)),
        stats(3, pp=5),
        stats(12, pp=9),
        stats(4, pp=9, rscore=99),
        stats(5, pp=9),
    )

    answer = ask("/get_leaderboard", contract)

    assert each(answer, "leaderboard", "player_id") == [4, 5, 12, 3]


@in_every_contract
def test_restricted_and_deleted_players_are_left_out(contract: str) -> None:
    ask = asking(player(3), stats(3, pp=1), restricted_player(4), stats(4, pp=2), stats(5, pp=3))

    answer = ask("/get_leaderboard", contract)

    assert each(answer, "leaderboard", "player_id") == [3]


@in_every_contract
@pytest.mark.parametrize("country", ["us", "US", "uS"])
def test_a_country_is_compared_without_letter_case(country: str, contract: str) -> None:
    ask = asking(player(3, country="us"), stats(3, pp=1), player(4, country="jp"), stats(4, pp=2))

    answer = ask("/get_leaderboard", contract, country=country)

    assert each(answer, "leaderboard", "player_id") == [3]


@in_every_contract
@pytest.mark.parametrize("country", ["%%", "__", "zz"])
def test_a_country_of_nobody_is_an_empty_list_and_there_are_no_wildcards(country: str, contract: str) -> None:
    ask = asking(*FIVE)

    answer = ask("/get_leaderboard", contract, country=country)

    assert answer.text == sent({"status": "success", "leaderboard": []})


@pytest.mark.parametrize(("contract", "count"), [("any", 50), ("5.3", 50), ("4.3.2", 25)])
def test_how_many_are_listed_unless_told_otherwise(contract: str, count: int) -> None:
    numbers = range(3, 63)
    ask = asking(*(player(number) for number in numbers), *(stats(number, pp=number) for number in numbers))

    answer = ask("/get_leaderboard", contract)

    assert len(answer.json()["leaderboard"]) == count


@in_every_contract
@pytest.mark.parametrize(
    ("options", "players"),
    [
        ({"limit": 2}, [7, 6]),
        ({"limit": 2, "offset": 1}, [6, 5]),
        ({"offset": 4}, [3]),
        ({"offset": 5}, []),
        ({"offset": 2**64 - 1}, []),
        ({"country": "jp", "offset": 3, "limit": 1}, [4]),
    ],
)
def test_limit_and_offset_cut_out_a_page(options: dict[str, object], players: list[int], contract: str) -> None:
    ask = asking(*FIVE)

    answer = ask("/get_leaderboard", contract, **options)

    assert each(answer, "leaderboard", "player_id") == players


@in_the_real_contracts
@pytest.mark.parametrize("offset", [-1, 2**64])
def test_offsets_that_crash_the_real_server(offset: int, contract: str) -> None:
    ask = asking(*FIVE)

    answer = ask("/get_leaderboard", contract, offset=offset)

    assert outcome(answer) == CRASH


def test_a_negative_offset_is_refused_in_any() -> None:
    ask = asking(*FIVE)

    answer = ask("/get_leaderboard", offset=-1)

    assert (answer.status, answer.text) == (
        422,
        sent(
            {
                "detail": [
                    {
                        "type": "greater_than_equal",
                        "loc": ["query", "offset"],
                        "msg": "Input should be greater than or equal to 0",
                        "input": "-1",
                        "ctx": {"ge": 0},
                    }
                ]
            }
        ),
    )


def test_an_offset_beyond_the_database_finds_nothing_in_any() -> None:
    ask = asking(*FIVE)

    answer = ask("/get_leaderboard", offset=2**64)

    assert answer.text == sent({"status": "success", "leaderboard": []})


@in_every_contract
@pytest.mark.parametrize("mode", [7, 9, 10, 11])
def test_unused_modes_are_refused(mode: int, contract: str) -> None:
    ask = asking(*FIVE)

    answer = ask("/get_leaderboard", contract, mode=mode)

    assert outcome(answer) == (400, {"status": "Invalid gamemode."})


@in_the_real_contracts
def test_an_unused_mode_is_told_before_the_offset_crashes(contract: str) -> None:
    ask = asking(*FIVE)

    answer = ask("/get_leaderboard", contract, mode=7, offset=-1)

    assert answer.status == 400


@in_every_contract
@pytest.mark.parametrize("query", [{"mode": 12}, {"mode": -1}, {"limit": 0}, {"limit": 101}, {"country": "usa"}])
def test_bad_parameters_are_refused(query: dict[str, object], contract: str) -> None:
    ask = asking(*FIVE)

    answer = ask("/get_leaderboard", contract, **query)

    assert answer.status == 422
