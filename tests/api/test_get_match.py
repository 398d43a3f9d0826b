import pytest

from mockbancho.osu.matches import SlotStatus
from mockbancho.records import Slot
from tests.api.asking import CRASH, asking, in_every_contract, in_the_real_contracts, outcome, sent
from tests.rows import match, md5, player, restricted_player, session

NOT_FOUND = (404, {"status": "Match not found."})


@pytest.mark.parametrize(("contract", "mode"), [("any", 6), ("5.3", 6), ("4.3.2", 2)])
def test_a_match_is_told_about_whole(contract: str, mode: int) -> None:
    ask = asking(
        *(player(number, name=f"P{number}") for number in (3, 4, 5)),
        session(4),
        match(
            1,
            name='☆ "q"',
            host=4,
            referees=(5, 3),
            map_id=9,
            map_md5=md5(9),
            map_name="A - T [V]",
            mode=6,
            mods=64,
            seed=-5,
            in_progress=True,
            is_scrimming=True,
            slots={
                0: Slot(player=4, status=32, team=2, mods=8, loaded=True, skipped=True),
                15: Slot(player=3, status=4, team=1),
            },
        ),
    )

    answer = ask("/get_match", contract, id=1)

    assert answer.text == sent(
        {
            "status": "success",
            "match": {
                "name": '☆ "q"',
                "mode": mode,
                "mods": 64,
                "seed": -5,
                "host": {"id": 4, "name": "P4"},
                "refs": [{"id": 3, "name": "P3"}, {"id": 4, "name": "P4"}, {"id": 5, "name": "P5"}],
                "in_progress": True,
                "is_scrimming": True,
                "map": {"id": 9, "md5": md5(9), "name": "A - T [V]"},
                "active_slots": {
                    "0": {
                        "loaded": True,
                        "mods": 8,
                        "player": {"id": 4, "name": "P4"},
                        "skipped": True,
                        "status": 32,
                        "team": 2,
                    },
                    "15": {
                        "loaded": False,
                        "mods": 0,
                        "player": {"id": 3, "name": "P3"},
                        "skipped": False,
                        "status": 4,
                        "team": 1,
                    },
                },
            },
        }
    )


@in_every_contract
def test_a_match_without_players_and_beatmap_is_told_about(contract: str) -> None:
    ask = asking(player(3, name="Aika"), session(3), match(63, name=""))

    answer = ask("/get_match", contract, id=63)

    assert answer.text == sent(
        {
            "status": "success",
            "match": {
                "name": "",
                "mode": 0,
                "mods": 0,
                "seed": 0,
                "host": {"id": 3, "name": "Aika"},
                "refs": [{"id": 3, "name": "Aika"}],
                "in_progress": False,
                "is_scrimming": False,
                "map": {"id": -1, "md5": "", "name": ""},
                "active_slots": {},
            },
        }
    )


@pytest.mark.parametrize(("mode", "ruleset"), [(0, 0), (3, 3), (4, 0), (5, 1), (6, 2), (8, 0)])
def test_4_3_2_tells_the_ruleset_and_the_others_the_mode(mode: int, ruleset: int) -> None:
    ask = asking(player(3), session(3), match(1, mode=mode))

    modes = [ask("/get_match", contract, id=1).json()["match"]["mode"] for contract in ("any", "5.3", "4.3.2")]

    assert modes == [mode, mode, ruleset]


@in_every_contract
def test_only_slots_with_a_player_are_listed_in_order(contract: str) -> None:
    ask = asking(
        player(3),
        player(4),
        session(3),
        match(
            1,
            slots={
                12: Slot(player=4, status=SlotStatus.READY),
                2: Slot(player=3, status=SlotStatus.COMPLETE),
                3: Slot(status=SlotStatus.LOCKED),
                4: Slot(status=SlotStatus.QUIT, team=1),
            },
        ),
    )

    answer = ask("/get_match", contract, id=1)

    assert list(answer.json()["match"]["active_slots"]) == ["2", "12"]


@in_every_contract
def test_a_player_in_two_matches_is_listed_in_both(contract: str) -> None:
    slots = {0: Slot(player=3, status=4)}
    ask = asking(player(3, name="Aika"), session(3), match(1, slots=slots), match(2, slots=slots))

    answers = [ask("/get_match", contract, id=number).json()["match"] for number in (1, 2)]

    assert [answer["active_slots"]["0"]["player"]["name"] for answer in answers] == ["Aika", "Aika"]


@in_every_contract
def test_the_bot_may_be_the_host(contract: str) -> None:
    ask = asking(player(1, name="BanchoBot", priv=1), match(1, host=1))

    answer = ask("/get_match", contract, id=1)

    assert answer.json()["match"]["host"] == {"id": 1, "name": "BanchoBot"}


@in_every_contract
def test_a_restricted_host_is_shown(contract: str) -> None:
    ask = asking(restricted_player(4), session(4), match(1, host=4))

    answer = ask("/get_match", contract, id=1)

    assert answer.json()["match"]["host"] == {"id": 4, "name": "Player 4"}


@in_the_real_contracts
def test_an_offline_host_crashes_the_real_server(contract: str) -> None:
    ask = asking(player(3), match(1, host=3))

    answer = ask("/get_match", contract, id=1)

    assert outcome(answer) == CRASH


def test_an_offline_host_is_shown_in_any() -> None:
    ask = asking(player(3, name="Aika"), match(1, host=3))

    answer = ask("/get_match", id=1)

    assert answer.json()["match"]["host"] == {"id": 3, "name": "Aika"}
    assert answer.json()["match"]["refs"] == [{"id": 3, "name": "Aika"}]


def test_a_host_without_a_row_is_null_in_any() -> None:
    ask = asking(match(1, host=3, slots={0: Slot(player=3, status=4)}))

    answer = ask("/get_match", id=1)

    assert answer.json()["match"]["host"] is None
    assert answer.json()["match"]["refs"] == []
    assert answer.json()["match"]["active_slots"]["0"]["player"] is None


@in_the_real_contracts
def test_match_64_crashes_the_real_server(contract: str) -> None:
    ask = asking(player(3), session(3), match(63))

    answer = ask("/get_match", contract, id=64)

    assert outcome(answer) == CRASH


def test_match_64_is_not_found_in_any() -> None:
    ask = asking(player(3), session(3), match(63))

    answer = ask("/get_match", id=64)

    assert outcome(answer) == NOT_FOUND


@in_every_contract
def test_a_free_place_is_not_found(contract: str) -> None:
    ask = asking(player(3), session(3), match(1))

    answer = ask("/get_match", contract, id=2)

    assert outcome(answer) == NOT_FOUND


@in_every_contract
@pytest.mark.parametrize("match_id", [0, 65, ""])
def test_place_0_exists_and_cannot_be_asked_for(match_id: object, contract: str) -> None:
    ask = asking(player(3), session(3), match(0))

    answer = ask("/get_match", contract, id=match_id)

    assert answer.status == 422
