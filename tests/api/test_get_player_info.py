from typing import Any

import pytest

from tests.api.asking import (
    CRASH,
    Asker,
    asking,
    in_every_contract,
    in_the_new_contracts,
    in_the_real_contracts,
    outcome,
    sent,
)
from tests.rows import player, restricted_player, stats

NOT_FOUND = (404, {"status": "Player not found."})
ONE_OF = (400, {"status": "Must provide either id OR name!"})
AIKA = player(
    7,
    name="Aika Mori",
    priv=19,
    country="jp",
    silence_end=1_700_000_001,
    donor_end=1_700_000_002,
    creation_time=1_700_000_003,
    latest_activity=1_700_000_004,
    clan_id=2,
    clan_priv=3,
    preferred_mode=4,
    play_style=5,
    custom_badge_name="Host",
    custom_badge_icon="star",
    userpage_content="",
)
STATS = stats(
    7,
    mode=4,
    tscore=9_007_199_254_740_993,
    rscore=11,
    pp=12,
    plays=13,
    playtime=14,
    acc=95.0,
    max_combo=15,
    total_hits=16,
    replay_views=17,
    xh_count=18,
    x_count=19,
    sh_count=20,
    s_count=21,
    a_count=22,
)


def ranks(answer: Any, mode: int = 0) -> tuple[int, int]:  # noqa: ANN401  # JSON
    found = answer.json()["player"]["stats"][str(mode)]
    return found["rank"], found["country_rank"]


@in_the_new_contracts
def test_info_has_sixteen_columns(contract: str) -> None:
    ask = asking(AIKA)

    answer = ask("/get_player_info", contract, id=7, scope="info")

    assert answer.text == sent(
        {
            "status": "success",
            "player": {
                "info": {
                    "id": 7,
                    "name": "Aika Mori",
                    "safe_name": "aika_mori",
                    "priv": 19,
                    "country": "jp",
                    "silence_end": 1_700_000_001,
                    "donor_end": 1_700_000_002,
                    "creation_time": 1_700_000_003,
                    "latest_activity": 1_700_000_004,
                    "clan_id": 2,
                    "clan_priv": 3,
                    "preferred_mode": 4,
                    "play_style": 5,
                    "custom_badge_name": "Host",
                    "custom_badge_icon": "star",
                    "userpage_content": "",
                }
            },
        }
    )


def test_info_of_4_3_2_has_the_documented_columns_in_the_documented_order() -> None:
    ask = asking(AIKA)

    answer = ask("/get_player_info", "4.3.2", id=7, scope="info")

    assert answer.text == sent(
        {
            "status": "success",
            "player": {
                "info": {
                    "id": 7,
                    "name": "Aika Mori",
                    "safe_name": "aika_mori",
                    "priv": 19,
                    "clan_id": 2,
                    "country": "jp",
                    "silence_end": 1_700_000_001,
                    "donor_end": 1_700_000_002,
                    "preferred_mode": 4,
                }
            },
        }
    )


@in_the_new_contracts
def test_stats_have_a_row_per_mode_with_ranks_at_the_end(contract: str) -> None:
    ask = asking(AIKA, STATS)

    answer = ask("/get_player_info", contract, id=7, scope="stats")

    assert answer.text == sent(
        {
            "status": "success",
            "player": {
                "stats": {
                    "4": {
                        "id": 7,
                        "mode": 4,
                        "tscore": 9_007_199_254_740_993,
                        "rscore": 11,
                        "pp": 12,
                        "plays": 13,
                        "playtime": 14,
                        "acc": 95.0,
                        "max_combo": 15,
                        "total_hits": 16,
                        "replay_views": 17,
                        "xh_count": 18,
                        "x_count": 19,
                        "sh_count": 20,
                        "s_count": 21,
                        "a_count": 22,
                        "rank": 1,
                        "country_rank": 1,
                    }
                }
            },
        }
    )


def test_stats_of_4_3_2_have_the_documented_columns() -> None:
    ask = asking(AIKA, STATS)

    answer = ask("/get_player_info", "4.3.2", id=7, scope="stats")

    assert answer.text == sent(
        {
            "status": "success",
            "player": {
                "stats": {
                    "4": {
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
                        "rank": 1,
                        "country_rank": 1,
                    }
                }
            },
        }
    )


@in_every_contract
def test_scope_all_tells_info_before_stats(contract: str) -> None:
    ask = asking(player(3))

    answer = ask("/get_player_info", contract, id=3, scope="all")

    assert list(answer.json()["player"]) == ["info", "stats"]
    assert answer.json()["player"]["stats"] == {}


@in_every_contract
def test_modes_ascend_as_numbers(contract: str) -> None:
    ask = asking(player(3), stats(3, 8), stats(3, 4), stats(3, 0), stats(3, 6))

    answer = ask("/get_player_info", contract, id=3, scope="stats")

    assert list(answer.json()["player"]["stats"]) == ["0", "4", "6", "8"]


@in_every_contract
@pytest.mark.parametrize("name", ["Quill Vane", "quill_vane", "QUILL VANE", "Quill_Vane"])
def test_a_name_with_a_space_is_found_in_any_spelling(name: str, contract: str) -> None:
    ask = asking(player(4, name="Quill Vane"))

    answer = ask("/get_player_info", contract, name=name, scope="info")

    assert answer.json()["player"]["info"]["name"] == "Quill Vane"


@in_every_contract
@pytest.mark.parametrize("name", ["Umlaut Kori", "ümlaut_kōri", "ÜMLAUT KŌRI"])
def test_accents_in_names_do_not_count(name: str, contract: str) -> None:
    ask = asking(player(13, name="Ümlaut Kōri"))

    answer = ask("/get_player_info", contract, name=name, scope="info")

    assert answer.json()["player"]["info"]["id"] == 13


@pytest.mark.parametrize(("name", "other"), [("groß", "gros"), ("λόγος", "λογοσ")])
def test_letters_that_the_database_takes_for_the_same_find_the_player(name: str, other: str) -> None:
    ask = asking(player(3, name=name))

    answer = ask("/get_player_info", "5.3", name=other, scope="info")

    assert answer.json()["player"]["info"]["name"] == name


def test_the_short_i_is_a_letter_of_its_own() -> None:
    ask = asking(player(3, name="йод"))

    answer = ask("/get_player_info", "5.3", name="иод", scope="info")

    assert outcome(answer) == NOT_FOUND


def test_the_safe_name_is_stored_and_not_computed_on_reading() -> None:
    ask = asking(player(3, name="İpek"))

    with_dot = ask("/get_player_info", "5.3", name="İpek", scope="info")
    without = ask("/get_player_info", "5.3", name="ipek", scope="info")

    assert with_dot.json()["player"]["info"]["safe_name"] == "i\u0307pek"
    assert outcome(without) == NOT_FOUND


@in_the_new_contracts
def test_a_space_at_the_end_of_a_name_counts(contract: str) -> None:
    ask = asking(player(3, name="Marrow"))

    answer = ask("/get_player_info", contract, name="Marrow ", scope="info")

    assert outcome(answer) == NOT_FOUND


def test_a_space_at_the_end_of_a_name_does_not_count_in_4_3_2() -> None:
    ask = asking(player(3, name="Marrow"))

    answer = ask("/get_player_info", "4.3.2", name="Marrow ", scope="info")

    assert answer.json()["player"]["info"]["id"] == 3


@pytest.mark.parametrize(("contract", "status"), [("any", 422), ("5.3", 422), ("4.3.2", 404)])
def test_a_line_break_at_the_end_of_a_name_is_refused_except_by_4_3_2(contract: str, status: int) -> None:
    ask = asking(player(3, name="Marrow"))

    answer = ask("/get_player_info", contract, name="Marrow\n", scope="info")

    assert answer.status == status


@pytest.mark.parametrize(
    ("name", "in_5_3", "in_4_3_2"),
    [
        pytest.param("cafe\u0301", 404, 422, id="combining mark"),
        pytest.param("a\u200db", 404, 422, id="zero-width joiner"),
        pytest.param("a‿b", 404, 422, id="connector"),
        pytest.param("ⓐⓑ", 404, 422, id="circled letters"),
        pytest.param("a²", 422, 404, id="superscript"),
        pytest.param("a½", 422, 404, id="fraction"),
        pytest.param("Ⅷa", 404, 404, id="Roman numeral"),
        pytest.param("a\u00a0b", 422, 422, id="no-break space"),
    ],
)
def test_what_a_letter_is_depends_on_the_version(name: str, in_5_3: int, in_4_3_2: int) -> None:
    ask = asking(player(3))

    statuses = [ask("/get_player_info", contract, name=name, scope="info").status for contract in ("5.3", "4.3.2")]

    assert statuses == [in_5_3, in_4_3_2]


@in_every_contract
def test_a_name_of_32_letters_works_by_id_alone(contract: str) -> None:
    ask = asking(player(3, name="n" * 32))

    by_id = ask("/get_player_info", contract, id=3, scope="info")
    by_name = ask("/get_player_info", contract, name="n" * 32, scope="info")

    assert by_id.json()["player"]["info"]["name"] == "n" * 32
    assert by_name.status == 422


@in_the_real_contracts
def test_letters_beyond_the_basic_plane_crash_the_real_server(contract: str) -> None:
    ask = asking(player(3))

    answer = ask("/get_player_info", contract, name="𠮷野家", scope="info")

    assert outcome(answer) == CRASH


def test_letters_beyond_the_basic_plane_find_nobody_in_any() -> None:
    ask = asking(player(3))

    answer = ask("/get_player_info", name="𠮷野家", scope="info")

    assert outcome(answer) == NOT_FOUND


@in_every_contract
def test_the_bot_is_found_by_name_and_refused_by_id(contract: str) -> None:
    ask = asking(player(1, name="BanchoBot", priv=1))

    by_name = ask("/get_player_info", contract, name="banchobot", scope="info")
    by_id = ask("/get_player_info", contract, id=1, scope="info")

    assert by_name.json()["player"]["info"]["id"] == 1
    assert by_id.status == 422


@in_every_contract
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({"scope": "all"}, ONE_OF, id="neither"),
        pytest.param({"scope": "all", "id": 3, "name": "Player 3"}, ONE_OF, id="both"),
        pytest.param({"scope": "all", "id": 4}, NOT_FOUND, id="unknown id"),
        pytest.param({"scope": "all", "name": "nobody"}, NOT_FOUND, id="unknown name"),
    ],
)
def test_exactly_one_of_id_and_name_must_name_a_player(
    query: dict[str, object], expected: tuple[int, object], contract: str
) -> None:
    ask = asking(player(3))

    answer = ask("/get_player_info", contract, **query)

    assert outcome(answer) == expected


def test_all_invalid_parameters_are_told_at_once_before_anything_else() -> None:
    ask = asking()

    answer = ask("/get_player_info", "5.3", id=2, name="!")

    assert (answer.status, answer.text) == (
        422,
        sent(
            {
                "detail": [
                    {"type": "missing", "loc": ["query", "scope"], "msg": "Field required", "input": None},
                    {
                        "type": "greater_than_equal",
                        "loc": ["query", "id"],
                        "msg": "Input should be greater than or equal to 3",
                        "input": "2",
                        "ctx": {"ge": 3},
                    },
                    {
                        "type": "string_pattern_mismatch",
                        "loc": ["query", "name"],
                        "msg": r"String should match pattern '^[\w \[\]-]{2,15}$'",
                        "input": "!",
                        "ctx": {"pattern": r"^[\w \[\]-]{2,15}$"},
                    },
                ]
            }
        ),
    )


def test_4_3_2_tells_invalid_parameters_in_its_own_dialect() -> None:
    ask = asking()

    answer = ask("/get_player_info", "4.3.2", id=2, scope="foo")

    assert (answer.status, answer.text) == (
        422,
        sent(
            {
                "detail": [
                    {
                        "loc": ["query", "scope"],
                        "msg": "unexpected value; permitted: 'stats', 'info', 'all'",
                        "type": "value_error.const",
                        "ctx": {"given": "foo", "permitted": ["stats", "info", "all"]},
                    },
                    {
                        "loc": ["query", "id"],
                        "msg": "ensure this value is greater than or equal to 3",
                        "type": "value_error.number.not_ge",
                        "ctx": {"limit_value": 3},
                    },
                ]
            }
        ),
    )


@in_every_contract
def test_a_restricted_player_is_told_about_without_a_rank(contract: str) -> None:
    ask = asking(restricted_player(4), stats(4, pp=9000))

    answer = ask("/get_player_info", contract, id=4, scope="all")

    assert answer.json()["player"]["info"]["priv"] == 2
    assert answer.json()["player"]["stats"]["0"]["pp"] == 9000
    assert ranks(answer) == (0, 0)


@in_every_contract
def test_a_player_without_pp_has_no_rank(contract: str) -> None:
    ask = asking(player(3), stats(3, pp=0), player(4), stats(4, pp=1))

    answer = ask("/get_player_info", contract, id=3, scope="stats")

    assert ranks(answer) == (0, 0)


@in_every_contract
@pytest.mark.parametrize("mode", [0, 1, 2, 3, 4, 5, 6, 8])
def test_every_mode_has_its_own_ranks(mode: int, contract: str) -> None:
    ask = asking(
        player(3, country="jp"),
        player(4, country="de"),
        player(5, country="jp"),
        stats(3, mode, pp=10),
        stats(4, mode, pp=30),
        stats(5, mode, pp=20),
    )

    answer = ask("/get_player_info", contract, id=3, scope="stats")

    assert ranks(answer, mode) == (3, 2)


@in_every_contract
def test_a_mode_without_rows_in_the_modes_before_it_still_has_a_rank(contract: str) -> None:
    ask = asking(player(3), stats(3, 0, pp=1), stats(3, 4, pp=2), stats(3, 8, pp=3))

    answer = ask("/get_player_info", contract, id=3, scope="stats")

    assert [ranks(answer, mode) for mode in (0, 4, 8)] == [(1, 1), (1, 1), (1, 1)]


@in_every_contract
@pytest.mark.parametrize(("player_id", "rank"), [(5, 1), (4, 2), (12, 3)])
def test_among_equal_pp_the_larger_id_as_text_is_ahead(player_id: int, rank: int, contract: str) -> None:
    ask = asking(player(4), player(5), player(12), stats(4, pp=9), stats(5, pp=9), stats(12, pp=9))

    answer = ask("/get_player_info", contract, id=player_id, scope="stats")

    assert ranks(answer) == (rank, rank)


@in_every_contract
def test_ranks_skip_restricted_and_deleted_players(contract: str) -> None:
    ask = asking(player(3), stats(3, pp=1), restricted_player(4), stats(4, pp=2), stats(5, pp=3))

    answer = ask("/get_player_info", contract, id=3, scope="stats")

    assert ranks(answer) == (1, 1)


@in_every_contract
def test_a_deleted_player_is_not_found_although_their_stats_are_there(contract: str) -> None:
    ask = asking(stats(3, pp=5))

    answer = ask("/get_player_info", contract, id=3, scope="stats")

    assert outcome(answer) == NOT_FOUND


def test_texts_are_sent_unescaped_as_utf_8() -> None:
    ask = asking(player(3, userpage_content='Ü "夜"\n\x01\u2028/'))

    answer = ask("/get_player_info", id=3, scope="info")

    assert answer.text.endswith('"userpage_content":"Ü \\"夜\\"\\n\\u0001\u2028/"}}}')


def test_the_last_of_repeated_parameters_counts(ask: Asker) -> None:
    answer = ask("/get_player_info?id=4&scope=info&id=3")

    assert answer.json()["player"]["info"]["id"] == 3
