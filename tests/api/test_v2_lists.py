"""Beatmaps, scores and clans of the second version of the API."""

import pytest

from mockbancho.osu.scores import Grade
from tests.api.asking import CRASH, Asker, asking, each, in_the_new_contracts, outcome, sent
from tests.rows import beatmap, beatmapset, clan, md5, player, score

BEATMAPS = (
    beatmapset(1),
    beatmap(2, server="private"),
    beatmap(3, server="osu!", artist="Söt Regn", status=5),
    beatmap(4, set_id=9, creator="Quill Vane", frozen=1),
    beatmap(5, server="private", mode=3, filename="One.osu"),
)
SCORES = (
    score(1, mods=0, userid=3),
    score(2, mods=8, userid=3, mode=4),
    score(3, mods=72, userid=4, status=0, map_md5=md5(0xABC)),
    score(4, mods=8, userid=99, map_md5=md5(0xABC)),
)


@in_the_new_contracts
def test_a_beatmap_has_ar_before_od_and_no_outer_white_space(contract: str) -> None:
    ask = asking(
        beatmap(
            9,
            server="private",
            set_id=99,
            artist=" A ",
            title="T\u00a0",
            version="\nV",
            creator=" C",
            filename=" f.osu ",
            frozen=1,
            plays=7,
            passes=6,
            mode=2,
        )
    )

    answer = ask("/v2/maps/9", contract)

    assert answer.text == sent(
        {
            "status": "success",
            "data": {
                "id": 9,
                "server": "private",
                "set_id": 99,
                "status": 2,
                "md5": md5(9),
                "artist": "A",
                "title": "T",
                "version": "V",
                "creator": "C",
                "filename": "f.osu",
                "last_update": "2024-07-01T12:00:00",
                "total_length": 90,
                "max_combo": 500,
                "frozen": True,
                "plays": 7,
                "passes": 6,
                "mode": 2,
                "bpm": 180.0,
                "cs": 4.0,
                "ar": 9.0,
                "od": 8.0,
                "hp": 5.0,
                "diff": 5.2,
            },
            "meta": {},
        }
    )


@in_the_new_contracts
def test_beatmaps_are_ordered_by_server_and_id(contract: str) -> None:
    ask = asking(*BEATMAPS)

    answer = ask("/v2/maps", contract)

    assert each(answer, "data", "server", "id") == [("osu!", 3), ("osu!", 4), ("private", 2), ("private", 5)]


@in_the_new_contracts
@pytest.mark.parametrize(
    ("filters", "beatmaps"),
    [
        ({"set_id": 9}, [4]),
        ({"set_id": 1}, [3, 2, 5]),
        ({"set_id": 7}, []),
        ({"server": "PRIVATE"}, [2, 5]),
        ({"status": 5}, [3]),
        ({"artist": "SÖT REGN"}, [3]),
        ({"artist": "sot regn"}, [3]),
        ({"creator": "quill vane"}, [4]),
        ({"filename": "ONE.OSU"}, [5]),
        ({"filename": "One%"}, []),
        ({"mode": 3}, [5]),
        ({"frozen": "true"}, [4]),
        ({"frozen": "0"}, [3, 2, 5]),
        ({"set_id": 1, "server": "osu!"}, [3]),
    ],
)
def test_filters_of_beatmaps_ignore_letter_case(filters: dict[str, object], beatmaps: list[int], contract: str) -> None:
    ask = asking(*BEATMAPS)

    answer = ask("/v2/maps", contract, **filters)

    assert each(answer, "data", "id") == beatmaps
    assert answer.json()["meta"]["total"] == len(beatmaps)


@in_the_new_contracts
def test_a_score_has_perfect_as_a_boolean(contract: str) -> None:
    ask = asking(score(2**40, userid=99, perfect=1, grade=Grade.XH))

    answer = ask(f"/v2/scores/{2**40}", contract)

    assert answer.text == sent(
        {
            "status": "success",
            "data": {
                "id": 2**40,
                "map_md5": md5(1),
                "userid": 99,
                "score": 1_000_000,
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
                "grade": "XH",
                "status": 2,
                "mode": 0,
                "play_time": "2024-07-01T12:00:00",
                "time_elapsed": 90_000,
                "perfect": True,
            },
            "meta": {},
        }
    )


@in_the_new_contracts
@pytest.mark.parametrize(
    ("filters", "scores"),
    [
        ({}, [1, 2, 3, 4]),
        ({"map_md5": md5(0xABC)}, [3, 4]),
        ({"map_md5": md5(0xABC).upper()}, [3, 4]),
        ({"map_md5": "abc"}, []),
        ({"mods": 8}, [2, 4]),
        ({"mods": 0}, [1]),
        ({"status": 0}, [3]),
        ({"mode": 4}, [2]),
        ({"user_id": 99}, [4]),
        ({"user_id": 3, "mods": 8}, [2]),
        ({"user_id": 4, "map_md5": md5(0xABC)}, [3]),
        ({"userid": 3}, [1, 2, 3, 4]),
    ],
)
def test_mods_are_equal_and_not_contained(filters: dict[str, object], scores: list[int], contract: str) -> None:
    ask = asking(player(3), *SCORES)

    answer = ask("/v2/scores", contract, **filters)

    assert each(answer, "data", "id") == scores
    assert answer.json()["meta"]["total"] == len(scores)


@in_the_new_contracts
@pytest.mark.parametrize("query", [{"mods": "HD"}, {"user_id": ""}, {"page": "one"}])
def test_filters_are_numbers(query: dict[str, object], contract: str) -> None:
    ask = asking(*SCORES)

    answer = ask("/v2/scores", contract, **query)

    assert answer.status == 422


@in_the_new_contracts
def test_a_clan_is_its_row(contract: str) -> None:
    ask = asking(clan(2, name=" Night Ferns", tag="FERN ", owner=99))

    answer = ask("/v2/clans/2", contract)

    assert answer.text == sent(
        {
            "status": "success",
            "data": {"id": 2, "name": "Night Ferns", "tag": "FERN", "owner": 99, "created_at": "2024-07-01T12:00:00"},
            "meta": {},
        }
    )


@in_the_new_contracts
def test_clans_are_listed_in_pages(contract: str) -> None:
    ask = asking(clan(3), clan(1), clan(2))

    answer = ask("/v2/clans", contract, page_size=2)

    assert each(answer, "data", "id") == [1, 2]
    assert answer.json()["meta"] == {"total": 3, "page": 1, "page_size": 2}


@in_the_new_contracts
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/v2/maps/99", "Map not found."),
        ("/v2/scores/99", "Score not found."),
        ("/v2/clans/99", "Clan not found."),
    ],
)
def test_what_is_unknown_is_not_found(path: str, text: str, contract: str) -> None:
    ask = asking()

    answer = ask(path, contract)

    assert (answer.status, answer.text) == (404, sent({"status": "error", "error": text}))


LISTS = ["/v2/players", "/v2/players/3/stats", "/v2/maps", "/v2/scores", "/v2/clans"]


@pytest.mark.parametrize("path", LISTS)
def test_a_page_beyond_the_database_crashes_the_real_server(path: str, ask: Asker) -> None:
    answer = ask(path, "5.3", page=2**63 - 1)

    assert outcome(answer) == CRASH


@pytest.mark.parametrize("path", LISTS)
def test_a_page_beyond_the_database_is_empty_in_any(path: str, ask: Asker) -> None:
    answer = ask(path, page=2**63 - 1)

    assert answer.json()["data"] == []


@pytest.mark.parametrize("path", LISTS)
def test_the_last_page_of_the_database_is_empty(path: str, ask: Asker) -> None:
    answer = ask(path, "5.3", page=2**63 - 1, page_size=1)

    assert answer.json()["data"] == []
    assert answer.json()["meta"]["page"] == 2**63 - 1
