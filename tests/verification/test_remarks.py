"""What is easily overlooked when a test fails: faults that no request met, and answers that found nothing."""

from __future__ import annotations

import pytest

from mockbancho import Bancho
from mockbancho.verification.remarks import remarks_on


@pytest.fixture
def bancho() -> Bancho:
    return Bancho(players=0)


def test_a_fault_that_no_request_met_is_told(bancho: Bancho) -> None:
    bancho.faults.add("get_player_count", latency="1ms")
    bancho.faults.add("get_player_info", status=503, where={"idd": 3})
    bancho.faults.add("get_player_info", status=503, during="1m..")

    bancho.get("/get_player_count")

    assert list(remarks_on(bancho.asgi)) == ["no request met the fault: get_player_info where.idd=3 status=503"]


def test_an_empty_list_as_the_last_answer_is_explained(bancho: Bancho) -> None:
    score = bancho.create.score(player=bancho.create.player(id=3), beatmap=bancho.create.beatmap(), mods="HD")

    bancho.get("/get_player_scores", id=3, scope="best", mods="HR")

    assert bancho.scores.of(3) == [score]
    assert list(remarks_on(bancho.asgi)) == [
        "call 1: an empty list",
        "  scores of player 3: 1",
        "    -1  unless the mods have all of HR   (1 without this)",
        "    = 0",
        "  try instead: /get_player_scores?id=3&scope=best  (1 row, without mods)",
    ]


def test_somebody_who_is_not_found_is_explained(bancho: Bancho) -> None:
    bancho.create.player(id=3, name="Mira")

    bancho.get("/get_player_status", name="Myra")

    assert list(remarks_on(bancho.asgi)) == [
        "call 1: Player not found.",
        "  no player is called 'Myra'",
        "  try instead: /get_player_status?name=Mira  (Mira (player 3))",
    ]


@pytest.mark.parametrize("path", ["/get_player_count", "/get_player_info?id=3", "/get_friends", "/nowhere", "/own"])
def test_an_answer_that_explains_itself_is_not(bancho: Bancho, path: str) -> None:
    bancho.create.player(id=3)
    bancho.route("/own", {"scores": []})

    bancho.get(path)

    assert list(remarks_on(bancho.asgi)) == []


def test_what_a_fault_answered_is_not_explained(bancho: Bancho) -> None:
    bancho.faults.add(status=404)

    bancho.get("/get_player_status", name="Myra")

    assert list(remarks_on(bancho.asgi)) == []


def test_what_would_be_answered_otherwise_now_is_not_explained(bancho: Bancho) -> None:
    bancho.get("/get_player_status", id=3)
    bancho.create.player(id=3)

    assert list(remarks_on(bancho.asgi)) == []
