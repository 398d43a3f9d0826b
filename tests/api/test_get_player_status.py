import pytest

from tests.api.asking import CRASH, Asker, asking, in_every_contract, in_the_real_contracts, outcome, sent
from tests.rows import beatmap, beatmapset, md5, player, restricted_player, session

NOT_FOUND = (404, {"status": "Player not found."})
ONE_OF = (400, {"status": "Must provide either id OR name!"})


@in_every_contract
def test_an_offline_player_has_only_last_seen(contract: str) -> None:
    ask = asking(player(3, latest_activity=1_700_000_000))

    answer = ask("/get_player_status", contract, id=3)

    assert answer.text == sent(
        {"status": "success", "player_status": {"online": False, "last_seen": 1_700_000_000}},
    )


@in_every_contract
@pytest.mark.parametrize("name", ["Quill Vane", "QUILL_VANE"])
def test_an_offline_player_is_found_by_name(name: str, contract: str) -> None:
    ask = asking(player(3, name="Quill Vane", latest_activity=5))

    answer = ask("/get_player_status", contract, name=name)

    assert answer.text == sent({"status": "success", "player_status": {"online": False, "last_seen": 5}})


@in_every_contract
def test_an_idle_player_has_no_beatmap(contract: str) -> None:
    ask = asking(player(3), session(3, login_time=1_619_577_679.8482022))

    answer = ask("/get_player_status", contract, id=3)

    assert answer.text == sent(
        {
            "status": "success",
            "player_status": {
                "online": True,
                "login_time": 1_619_577_679.8482022,
                "status": {"action": 0, "info_text": "", "mode": 0, "mods": 0, "beatmap": None},
            },
        }
    )


@in_every_contract
def test_a_playing_player_shows_the_beatmap_and_the_mode_as_it_stands(contract: str) -> None:
    ask = asking(
        player(3),
        session(3, login_time=7.0, action=2, info_text="A - B", mode=8, mods=8192, map_id=1, map_md5=md5(1)),
        beatmapset(1),
        beatmap(1, plays=9, passes=3, bpm=172.5),
    )

    answer = ask("/get_player_status", contract, name="player_3")

    assert answer.text == sent(
        {
            "status": "success",
            "player_status": {
                "online": True,
                "login_time": 7.0,
                "status": {
                    "action": 2,
                    "info_text": "A - B",
                    "mode": 8,
                    "mods": 8192,
                    "beatmap": {
                        "md5": md5(1),
                        "id": 1,
                        "set_id": 1,
                        "artist": "Artist",
                        "title": "Title 1",
                        "version": "Normal",
                        "creator": "Mapper",
                        "last_update": "2024-07-01T12:00:00",
                        "total_length": 90,
                        "max_combo": 500,
                        "status": 2,
                        "plays": 9,
                        "passes": 3,
                        "mode": 0,
                        "bpm": 172.5,
                        "cs": 4.0,
                        "od": 8.0,
                        "ar": 9.0,
                        "hp": 5.0,
                        "diff": 5.2,
                    },
                },
            },
        }
    )


@in_every_contract
def test_a_beatmap_that_nobody_knows_is_null(contract: str) -> None:
    ask = asking(player(3), session(3, action=2, map_id=1, map_md5=md5(1)))

    answer = ask("/get_player_status", contract, id=3)

    assert answer.json()["player_status"]["status"]["beatmap"] is None


@in_every_contract
def test_a_beatmap_without_a_set_is_null(contract: str) -> None:
    ask = asking(player(3), session(3, action=2, map_id=1, map_md5=md5(1)), beatmap(1, set_id=9))

    answer = ask("/get_player_status", contract, id=3)

    assert answer.json()["player_status"]["status"]["beatmap"] is None


@in_every_contract
def test_the_bot_is_online_from_the_end_of_time(contract: str) -> None:
    ask = asking(player(1, name="BanchoBot", priv=1))

    answer = ask("/get_player_status", contract, name="BanchoBot")

    assert answer.text == sent(
        {
            "status": "success",
            "player_status": {
                "online": True,
                "login_time": 2147483647.0,
                "status": {"action": 0, "info_text": "", "mode": 0, "mods": 0, "beatmap": None},
            },
        }
    )


@in_every_contract
def test_a_restricted_player_is_seen_online(contract: str) -> None:
    ask = asking(restricted_player(4), session(4))

    answer = ask("/get_player_status", contract, id=4)

    assert answer.json()["player_status"]["online"] is True


@in_every_contract
def test_a_session_is_found_by_the_exact_name_alone(contract: str) -> None:
    ask = asking(player(13, name="Ümlaut Kōri", latest_activity=6), session(13))

    exact = ask("/get_player_status", contract, name="Ümlaut Kōri")
    without_accents = ask("/get_player_status", contract, name="Umlaut Kori")

    assert exact.json()["player_status"]["online"] is True
    assert without_accents.json()["player_status"] == {"online": False, "last_seen": 6}


@in_every_contract
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({}, ONE_OF, id="neither"),
        pytest.param({"id": 3, "name": "Player 3"}, ONE_OF, id="both"),
        pytest.param({"id": 4}, NOT_FOUND, id="unknown id"),
        pytest.param({"name": "nobody"}, NOT_FOUND, id="unknown name"),
    ],
)
def test_exactly_one_of_id_and_name_must_name_a_player(
    query: dict[str, object], expected: tuple[int, object], contract: str
) -> None:
    ask = asking(player(3), session(3))

    answer = ask("/get_player_status", contract, **query)

    assert outcome(answer) == expected


@in_every_contract
def test_an_id_below_3_is_refused(contract: str, ask: Asker) -> None:
    answer = ask("/get_player_status", contract, id=1)

    assert answer.status == 422


@in_the_real_contracts
def test_letters_beyond_the_basic_plane_crash_the_real_server(contract: str) -> None:
    ask = asking(player(3))

    answer = ask("/get_player_status", contract, name="𠮷野家")

    assert outcome(answer) == CRASH


def test_letters_beyond_the_basic_plane_find_nobody_in_any() -> None:
    ask = asking(player(3))

    answer = ask("/get_player_status", name="𠮷野家")

    assert outcome(answer) == NOT_FOUND
