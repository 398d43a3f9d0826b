"""get_friends: whom the owner of an API key befriended, whatever they think of it."""

from __future__ import annotations

import pytest

from mockbancho.records import Row
from tests.api.asking import Asker, asking, outcome, sent
from tests.api.uploading import KEY
from tests.rows import clan, friendship, player, restricted_player, session

in_both_contracts = pytest.mark.parametrize("contract", ["any", "4.3.2"])
HEADERS = [("authorization", KEY)]
OWNER = player(3, api_key=KEY)


def asking_with(*rows: Row) -> Asker:
    return asking(OWNER, *rows)


@in_both_contracts
@pytest.mark.parametrize("path", ["/get_friends", "/api/get_friends"])
def test_friends_are_listed_by_id_with_clan_and_presence(path: str, contract: str) -> None:
    ask = asking_with(
        player(9, country="fr", clan_id=1),
        player(4),
        clan(1, owner=9, name="Reds", tag="RED"),
        session(9),
        friendship(3, 9),
        friendship(3, 4),
    )

    answer = ask.send("GET", path, contract, headers=HEADERS)

    assert answer.text == sent(
        {
            "status": "success",
            "friends": [
                {"id": 4, "name": "Player 4", "country": "jp", "clan": None, "online": False},
                {
                    "id": 9,
                    "name": "Player 9",
                    "country": "fr",
                    "clan": {"id": 1, "name": "Reds", "tag": "RED"},
                    "online": True,
                },
            ],
        }
    )


@in_both_contracts
def test_who_has_no_friends_gets_an_empty_list(contract: str) -> None:
    ask = asking_with(player(4), friendship(4, 3))

    answer = ask.send("GET", "/get_friends", contract, headers=HEADERS)

    assert answer.text == sent({"status": "success", "friends": []})


def test_blocked_and_deleted_players_are_left_out_and_restricted_ones_are_not() -> None:
    ask = asking_with(
        player(4), restricted_player(5), friendship(3, 4, type="block"), friendship(3, 5), friendship(3, 99)
    )

    answer = ask.send("GET", "/get_friends", headers=HEADERS)

    assert [friend["id"] for friend in answer.json()["friends"]] == [5]


def test_a_clan_that_does_not_exist_is_none() -> None:
    ask = asking_with(player(4, clan_id=7), friendship(3, 4))

    answer = ask.send("GET", "/get_friends", headers=HEADERS)

    assert answer.json()["friends"][0]["clan"] is None


def test_a_restricted_owner_may_read() -> None:
    ask = asking(restricted_player(3, api_key=KEY), player(4), friendship(3, 4))

    answer = ask.send("GET", "/get_friends", headers=HEADERS)

    assert [friend["id"] for friend in answer.json()["friends"]] == [4]


def test_each_owner_gets_their_own_list_and_new_friends_at_once() -> None:
    ask = asking_with(player(4, api_key="other"), friendship(4, 3))
    before = ask.send("GET", "/get_friends", headers=HEADERS).json()["friends"]

    ask.world.put(friendship(3, 4))
    after = ask.send("GET", "/get_friends", headers=HEADERS).json()["friends"]
    others = ask.send("GET", "/get_friends", headers=[("authorization", "other")]).json()["friends"]

    assert [before, [friend["id"] for friend in after], [friend["id"] for friend in others]] == [[], [4], [3]]


def test_5_3_has_no_such_endpoint() -> None:
    answer = asking(OWNER).send("GET", "/v1/get_friends", "5.3", headers=HEADERS)

    assert outcome(answer) == (404, {"detail": "Not Found"})
