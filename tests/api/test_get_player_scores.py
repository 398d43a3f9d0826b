from datetime import timedelta

import pytest

from mockbancho.osu.scores import Grade, ScoreStatus
from tests.api.asking import (
    CRASH,
    REAL,
    asking,
    each,
    in_every_contract,
    in_the_real_contracts,
    outcome,
    sent,
)
from tests.rows import NOON, beatmap, beatmapset, clan, md5, player, restricted_player, score

NOT_FOUND = (404, {"status": "Player not found."})
ONE_OF = (400, {"status": "Must provide either id OR name!"})
BAD_MODE = (400, {"status": "Invalid gamemode."})
WITH_MODS = (
    player(3),
    beatmapset(1),
    beatmap(1),
    score(1, mods=0, pp=70.0),
    score(2, mods=8, pp=60.0),
    score(3, mods=64, pp=50.0),
    score(4, mods=576, pp=40.0),
    score(5, mods=72, pp=30.0),
    score(6, mods=2**29, pp=20.0),
)
ALL = [1, 2, 3, 4, 5, 6]


@in_every_contract
def test_a_score_comes_with_its_beatmap_and_the_player_with_their_clan(contract: str) -> None:
    ask = asking(
        player(3, name="Aika", clan_id=2),
        clan(2, name="Night Ferns", tag="FERN"),
        beatmapset(501),
        beatmap(9, set_id=501, mode=3, diff=7.561),
        score(
            5_000_000_000,
            map_md5=md5(9),
            score=2_147_483_647,
            pp=9123.457,
            acc=100.0,
            max_combo=498,
            mods=16,
            n300=1004,
            n100=23,
            n50=4,
            nmiss=19,
            ngeki=211,
            nkatu=18,
            grade=Grade.XH,
            mode=3,
            time_elapsed=183_642,
            perfect=1,
        ),
    )

    answer = ask("/get_player_scores", contract, id=3, scope="best", mode=3)

    assert answer.text == sent(
        {
            "status": "success",
            "scores": [
                {
                    "id": 5_000_000_000,
                    "score": 2_147_483_647,
                    "pp": 9123.457,
                    "acc": 100.0,
                    "max_combo": 498,
                    "mods": 16,
                    "n300": 1004,
                    "n100": 23,
                    "n50": 4,
                    "nmiss": 19,
                    "ngeki": 211,
                    "nkatu": 18,
                    "grade": "XH",
                    "status": 2,
                    "mode": 3,
                    "play_time": "2024-07-01T12:00:00",
                    "time_elapsed": 183_642,
                    "perfect": 1,
                    "beatmap": {
                        "md5": md5(9),
                        "id": 9,
                        "set_id": 501,
                        "artist": "Artist",
                        "title": "Title 9",
                        "version": "Normal",
                        "creator": "Mapper",
                        "last_update": "2024-07-01T12:00:00",
                        "total_length": 90,
                        "max_combo": 500,
                        "status": 2,
                        "plays": 0,
                        "passes": 0,
                        "mode": 3,
                        "bpm": 180.0,
                        "cs": 4.0,
                        "od": 8.0,
                        "ar": 9.0,
                        "hp": 5.0,
                        "diff": 7.561,
                    },
                }
            ],
            "player": {"id": 3, "name": "Aika", "clan": {"id": 2, "name": "Night Ferns", "tag": "FERN"}},
        }
    )


@in_every_contract
@pytest.mark.parametrize("clan_id", [0, 99])
def test_a_player_of_no_clan_or_one_that_does_not_exist_has_null(clan_id: int, contract: str) -> None:
    ask = asking(player(3, clan_id=clan_id))

    answer = ask("/get_player_scores", contract, id=3, scope="recent")

    assert answer.text == sent(
        {"status": "success", "scores": [], "player": {"id": 3, "name": "Player 3", "clan": None}},
    )


@in_every_contract
def test_best_goes_by_pp_and_among_equals_the_newer_id_is_last(contract: str) -> None:
    ask = asking(
        player(3), beatmapset(1), beatmap(1), score(1, pp=5.0), score(2, pp=9.0), score(3, pp=5.0), score(4, pp=7.5)
    )

    answer = ask("/get_player_scores", contract, id=3, scope="best")

    assert each(answer, "scores", "id") == [2, 4, 1, 3]


@in_every_contract
def test_recent_goes_by_time_and_among_equals_the_newer_id_is_last(contract: str) -> None:
    later = NOON + timedelta(seconds=1)
    ask = asking(
        player(3),
        beatmapset(1),
        beatmap(1),
        score(1, pp=9.0),
        score(2, play_time=later, status=ScoreStatus.FAILED),
        score(3, play_time=later, status=ScoreStatus.SUBMITTED),
        score(4),
    )

    answer = ask("/get_player_scores", contract, id=3, scope="recent")

    assert each(answer, "scores", "id") == [2, 3, 1, 4]


@in_every_contract
@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param({}, [2, 3], id="ranked and approved"),
        pytest.param({"include_loved": "true"}, [2, 3, 5], id="and loved"),
        pytest.param({"include_failed": "false"}, [2, 3], id="failed makes no difference"),
    ],
)
def test_best_takes_scores_on_beatmaps_that_give_pp(
    options: dict[str, object], found: list[int], contract: str
) -> None:
    statuses = (-1, 0, 1, 2, 3, 4, 5)
    ask = asking(
        player(3),
        beatmapset(1),
        *(beatmap(10 + status, status=status) for status in statuses),
        *(score(status + 2, map_md5=md5(10 + status), pp=100.0 - status) for status in statuses),
    )

    answer = ask("/get_player_scores", contract, id=3, scope="best", **options)

    assert [found_id - 2 for found_id in each(answer, "scores", "id")] == found


@in_every_contract
def test_best_takes_the_status_best_alone(contract: str) -> None:
    ask = asking(player(3), beatmapset(1), beatmap(1), score(1, status=0), score(2, status=1), score(3, status=2))

    answer = ask("/get_player_scores", contract, id=3, scope="best")

    assert each(answer, "scores", "id") == [3]


@in_every_contract
@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param({}, [1, 2, 3], id="all"),
        pytest.param({"include_failed": "0"}, [2, 3], id="without failed"),
        pytest.param({"include_loved": "0"}, [1, 2, 3], id="loved makes no difference"),
    ],
)
def test_recent_takes_every_status_on_every_beatmap(
    options: dict[str, object], found: list[int], contract: str
) -> None:
    ask = asking(
        player(3),
        beatmapset(1),
        beatmap(1, status=5),
        score(1, status=0),
        score(2, status=1),
        score(3, status=2),
    )

    answer = ask("/get_player_scores", contract, id=3, scope="recent", **options)

    assert each(answer, "scores", "id") == found


@in_every_contract
@pytest.mark.parametrize("scope", ["best", "recent"])
def test_scores_of_other_modes_and_players_and_on_no_beatmap_are_left_out(scope: str, contract: str) -> None:
    ask = asking(
        player(3), beatmapset(1), beatmap(1), score(1), score(2, mode=4), score(3, userid=4), score(4, map_md5=md5(99))
    )

    answer = ask("/get_player_scores", contract, id=3, scope=scope)

    assert each(answer, "scores", "id") == [1]


@in_every_contract
@pytest.mark.parametrize("scope", ["best", "recent"])
def test_a_beatmap_without_a_set_is_null(scope: str, contract: str) -> None:
    ask = asking(player(3), beatmap(1, set_id=9), score(1))

    answer = ask("/get_player_scores", contract, id=3, scope=scope)

    assert each(answer, "scores", "id", "beatmap") == [(1, None)]


@in_every_contract
@pytest.mark.parametrize(
    ("mods", "found"),
    [
        ("0", ALL),
        ("NM", ALL),
        ("vn", ALL),
        ("=", ALL),
        ("XX", ALL),
        ("8.0", ALL),
        ("-1", ALL),
        (" 8", ALL),
        ("=~8", ALL),
        ("AHDDT", ALL),
        ("8", [2, 5]),
        ("=8", [2, 5]),
        ("HD", [2, 5]),
        ("hd", [2, 5]),
        ("HDD", [2, 5]),
        ("\uff18", [2, 5]),
        ("\u0668", [2, 5]),
        ("DT", [3, 4, 5]),
        ("NC", [4]),
        ("HDDT", [5]),
        ("72", [5]),
        ("~72", [2, 3, 4, 5]),
        ("~HDNC", [2, 4, 5]),
        ("V2", [6]),
        ("~0", []),
        ("~", []),
        ("~NM", []),
        ("HRHD", []),
        ("2147483648", []),
        (str(10**30), []),
        ("~" + str(10**30), []),
        ("~" + str(10**30 + 8), [2, 5]),
    ],
)
def test_mods_are_all_wanted_or_with_a_tilde_any_of_them(mods: str, found: list[int], contract: str) -> None:
    ask = asking(*WITH_MODS)

    answer = ask("/get_player_scores", contract, id=3, scope="best", mods=mods)

    assert each(answer, "scores", "id") == found


@in_every_contract
def test_relax_among_the_mods_does_not_change_the_mode(contract: str) -> None:
    ask = asking(player(3), beatmapset(1), beatmap(1), score(1, mode=4, mods=128 + 8))

    in_osu = ask("/get_player_scores", contract, id=3, scope="best", mods="RX")
    in_relax = ask("/get_player_scores", contract, id=3, scope="best", mods="HD", mode=4)

    assert each(in_osu, "scores", "id") == []
    assert each(in_relax, "scores", "id") == [1]


@in_the_real_contracts
@pytest.mark.parametrize("mods", ["", pytest.param("9" * 4301, id="4301 digits")])
def test_mods_that_crash_the_real_server(mods: str, contract: str) -> None:
    ask = asking(*WITH_MODS)

    answer = ask("/get_player_scores", contract, id=3, scope="best", mods=mods)

    assert outcome(answer) == CRASH


@pytest.mark.parametrize(("mods", "found"), [("", ALL), pytest.param("9" * 4301, [], id="4301 digits")])
def test_mods_that_crash_the_real_server_filter_in_any(mods: str, found: list[int]) -> None:
    ask = asking(*WITH_MODS)

    answer = ask("/get_player_scores", id=3, scope="best", mods=mods)

    assert each(answer, "scores", "id") == found


@pytest.mark.parametrize("contract", REAL)
def test_an_unknown_player_is_told_before_mods_are_read(contract: str) -> None:
    ask = asking()

    answer = ask("/get_player_scores", contract, id=3, scope="best", mods="")

    assert outcome(answer) == NOT_FOUND


@in_every_contract
@pytest.mark.parametrize(("options", "count"), [({}, 25), ({"limit": 1}, 1), ({"limit": 100}, 30)])
def test_25_scores_are_listed_unless_told_otherwise(options: dict[str, object], count: int, contract: str) -> None:
    ask = asking(player(3), beatmapset(1), beatmap(1), *(score(number) for number in range(1, 31)))

    answer = ask("/get_player_scores", contract, id=3, scope="best", **options)

    assert len(answer.json()["scores"]) == count


@in_every_contract
def test_a_restricted_player_shows_their_scores(contract: str) -> None:
    ask = asking(restricted_player(4), beatmapset(1), beatmap(1), score(1, userid=4))

    answer = ask("/get_player_scores", contract, name="Player_4", scope="best")

    assert each(answer, "scores", "id") == [1]


@in_every_contract
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({"mode": 7}, BAD_MODE, id="unused mode before neither"),
        pytest.param({"mode": 9, "id": 3, "name": "Player 3"}, BAD_MODE, id="unused mode before both"),
        pytest.param({"mode": 10, "id": 4}, BAD_MODE, id="unused mode before unknown"),
        pytest.param({"mode": 11, "id": 3, "mods": ""}, BAD_MODE, id="unused mode before mods"),
        pytest.param({}, ONE_OF, id="neither"),
        pytest.param({"id": 3, "name": "Player 3", "mods": ""}, ONE_OF, id="both"),
        pytest.param({"id": 4}, NOT_FOUND, id="unknown id"),
        pytest.param({"name": "nobody"}, NOT_FOUND, id="unknown name"),
    ],
)
def test_checks_come_in_this_order(query: dict[str, object], expected: tuple[int, object], contract: str) -> None:
    ask = asking(player(3))

    answer = ask("/get_player_scores", contract, scope="best", **query)

    assert outcome(answer) == expected


@in_every_contract
def test_every_invalid_parameter_has_its_entry_in_order(contract: str) -> None:
    ask = asking()

    answer = ask(
        "/get_player_scores?include_loved=maybe&limit=101&mode=12&name=a&id=2&scope=foo&include_failed=", contract
    )

    assert answer.status == 422
    assert [entry["loc"] for entry in answer.json()["detail"]] == [
        ["query", "scope"],
        ["query", "id"],
        ["query", "name"],
        ["query", "mode"],
        ["query", "limit"],
        ["query", "include_loved"],
        ["query", "include_failed"],
    ]


@in_every_contract
def test_a_space_at_the_end_of_a_name_counts_here_in_every_version(contract: str) -> None:
    ask = asking(player(3, name="Marrow"))

    answer = ask("/get_player_scores", contract, name="Marrow ", scope="best")

    assert outcome(answer) == NOT_FOUND


@in_the_real_contracts
def test_letters_beyond_the_basic_plane_crash_the_real_server(contract: str) -> None:
    ask = asking(player(3))

    answer = ask("/get_player_scores", contract, name="𠮷野家", scope="best")

    assert outcome(answer) == CRASH


@in_every_contract
def test_small_and_large_floats_are_printed_as_the_server_does(contract: str) -> None:
    ask = asking(
        player(3),
        beatmapset(1),
        beatmap(1),
        score(1, pp=123456789012345680.0, acc=0.0),
        score(2, pp=0.000010098744665763, acc=9.891198949511625e-7),
    )

    answer = ask("/get_player_scores", contract, id=3, scope="best")

    assert '"pp":1.2345678901234568e17,"acc":0.0,' in answer.text
    assert '"pp":0.000010098744665763,"acc":9.891198949511625e-7,' in answer.text
