from datetime import timedelta

import pytest

from tests.api.asking import asking, in_every_contract, in_the_new_contracts, outcome, sent
from tests.rows import NOON, beatmap, beatmapset, clan, md5, player, pool, pool_beatmap, restricted_player, session

NOT_FOUND = (404, {"status": "Pool not found."})
NO_CREATOR = (404, {"status": "Pool creator not found."})
CREATED = (player(3), session(3), pool(1), beatmapset(1))


@pytest.mark.parametrize(
    ("contract", "key", "online"), [("any", "721", True), ("5.3", "721", True), ("4.3.2", "HDDT1", False)]
)
def test_a_pool_is_told_about_whole_and_has_no_status(contract: str, key: str, online: bool) -> None:  # a parameter
    ask = asking(
        player(3, name="Aika", country="se", clan_id=2),
        player(4, clan_id=2),
        session(3),
        clan(2, name="Night Ferns", tag="FERN"),
        pool(1, name="Autumn Cup"),
        beatmapset(1),
        beatmap(9, plays=1, passes=2),
        pool_beatmap(9, mods=72),
    )

    answer = ask("/get_mappool", contract, id=1)

    assert answer.text == sent(
        {
            "id": 1,
            "name": "Autumn Cup",
            "created_at": "2024-07-01T12:00:00",
            "created_by": {
                "id": 3,
                "name": "Aika",
                "country": "se",
                "clan": {"id": 2, "name": "Night Ferns", "tag": "FERN", "members": 2},
                "online": online,
            },
            "maps": {
                key: {
                    "id": 9,
                    "md5": md5(9),
                    "set_id": 1,
                    "artist": "Artist",
                    "title": "Title 9",
                    "version": "Normal",
                    "creator": "Mapper",
                    "last_update": "2024-07-01T12:00:00",
                    "total_length": 90,
                    "max_combo": 500,
                    "status": 2,
                    "plays": 1,
                    "passes": 2,
                    "mode": 0,
                    "bpm": 180.0,
                    "cs": 4.0,
                    "od": 8.0,
                    "ar": 9.0,
                    "hp": 5.0,
                    "diff": 5.2,
                }
            },
        }
    )


@in_every_contract
@pytest.mark.parametrize("clan_id", [0, 99])
def test_an_empty_pool_of_a_creator_without_a_clan(clan_id: int, contract: str) -> None:
    ask = asking(player(3, clan_id=clan_id), session(3), pool(1))

    answer = ask("/get_mappool", contract, id=1)

    assert answer.text == sent(
        {
            "id": 1,
            "name": "Pool 1",
            "created_at": "2024-07-01T12:00:00",
            "created_by": {
                "id": 3,
                "name": "Player 3",
                "country": "jp",
                "clan": None,
                "online": contract != "4.3.2",
            },
            "maps": {},
        }
    )


@pytest.mark.parametrize(
    ("mods", "number", "letters"),
    [(0, "01", "NM1"), (8, "81", "HD1"), (64, "641", "DT1"), (2**30, "10737418241", "MR1"), (1 | 16, "171", "NFHR1")],
)
def test_keys_are_mods_followed_by_the_slot(mods: int, number: str, letters: str) -> None:
    ask = asking(*CREATED, beatmap(9), pool_beatmap(9, mods=mods))

    keys = [list(ask("/get_mappool", contract, id=1).json()["maps"]) for contract in ("any", "5.3", "4.3.2")]

    assert keys == [[number], [number], [letters]]


@in_every_contract
def test_beatmaps_ascend_by_id(contract: str) -> None:
    ask = asking(
        *CREATED,
        *(beatmap(number) for number in (11, 9, 10)),
        pool_beatmap(11, slot=1),
        pool_beatmap(9, slot=2),
        pool_beatmap(10, slot=3),
    )

    answer = ask("/get_mappool", contract, id=1)

    assert [found["id"] for found in answer.json()["maps"].values()] == [9, 10, 11]


@in_the_new_contracts
def test_of_beatmaps_with_the_same_key_the_later_wins_in_the_place_of_the_earlier(contract: str) -> None:
    ask = asking(
        *CREATED,
        *(beatmap(number) for number in (9, 10, 11)),
        pool_beatmap(9, mods=6, slot=41),
        pool_beatmap(10, mods=0, slot=1),
        pool_beatmap(11, mods=64, slot=1),
    )

    answer = ask("/get_mappool", contract, id=1)

    assert [(key, found["id"]) for key, found in answer.json()["maps"].items()] == [("641", 11), ("01", 10)]


def test_4_3_2_tells_the_same_keys_apart_and_collapses_equal_places() -> None:
    ask = asking(
        *CREATED,
        *(beatmap(number) for number in (9, 10, 11, 12)),
        pool_beatmap(9, mods=6, slot=41),
        pool_beatmap(10, mods=0, slot=1),
        pool_beatmap(11, mods=64, slot=1),
        pool_beatmap(12, mods=0, slot=1),
    )

    answer = ask("/get_mappool", "4.3.2", id=1)

    assert [(key, found["id"]) for key, found in answer.json()["maps"].items()] == [
        ("EZTD41", 9),
        ("NM1", 12),
        ("DT1", 11),
    ]


@in_every_contract
def test_beatmaps_that_are_unknown_or_without_a_set_are_skipped(contract: str) -> None:
    ask = asking(
        *CREATED, beatmap(9, set_id=99), beatmap(10), *(pool_beatmap(number, slot=number) for number in (9, 10, 11))
    )

    answer = ask("/get_mappool", contract, id=1)

    assert [found["id"] for found in answer.json()["maps"].values()] == [10]


@pytest.mark.parametrize(("contract", "last"), [("any", 58), ("5.3", 58), ("4.3.2", 68)])
def test_5_3_looks_at_50_beatmaps_and_4_3_2_at_all(contract: str, last: int) -> None:
    numbers = range(9, 69)
    ask = asking(
        *CREATED,
        *(beatmap(number) for number in numbers[1:]),
        *(pool_beatmap(number, slot=number) for number in numbers),
    )

    answer = ask("/get_mappool", contract, id=1)

    assert [found["id"] for found in answer.json()["maps"].values()] == list(range(10, last + 1))


@in_the_new_contracts
def test_the_creator_must_be_online(contract: str) -> None:
    ask = asking(player(3), pool(1))

    answer = ask("/get_mappool", contract, id=1)

    assert outcome(answer) == NO_CREATOR


def test_the_creator_may_be_offline_in_4_3_2() -> None:
    ask = asking(player(3), pool(1))

    answer = ask("/get_mappool", "4.3.2", id=1)

    assert answer.json()["created_by"]["online"] is False


@in_every_contract
def test_a_creator_without_a_row_is_not_found(contract: str) -> None:
    ask = asking(pool(1, created_by=9))

    answer = ask("/get_mappool", contract, id=1)

    assert outcome(answer) == NO_CREATOR


@in_every_contract
@pytest.mark.parametrize(
    "creator",
    [
        pytest.param((restricted_player(3), session(3), pool(1)), id="restricted"),
        pytest.param((player(1, priv=1), pool(1, created_by=1)), id="the bot"),
    ],
)
def test_a_restricted_creator_and_the_bot_are_creators_like_others(creator: tuple[object, ...], contract: str) -> None:
    ask = asking(*creator)  # type: ignore[arg-type]  # rows of several kinds

    answer = ask("/get_mappool", contract, id=1)

    assert answer.status == 200


@in_every_contract
@pytest.mark.parametrize(("query", "status"), [({"id": 2}, 404), ({"id": 0}, 422), ({}, 422), ({"id": 2**31}, 422)])
def test_pools_that_cannot_be_told_about(query: dict[str, object], status: int, contract: str) -> None:
    ask = asking(*CREATED)

    answer = ask("/get_mappool", contract, **query)

    assert answer.status == status


@in_every_contract
def test_an_unknown_pool_has_words_of_its_own(contract: str) -> None:
    ask = asking(*CREATED)

    answer = ask("/get_mappool", contract, id=2)

    assert outcome(answer) == NOT_FOUND


@in_every_contract
def test_a_fraction_of_a_second_is_not_shown(contract: str) -> None:
    ask = asking(player(3), session(3), pool(1, created_at=NOON + timedelta(microseconds=999_999)))

    answer = ask("/get_mappool", contract, id=1)

    assert answer.json()["created_at"] == "2024-07-01T12:00:00"
