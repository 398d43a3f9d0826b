"""The journal, what is expected of it, and why an answer is what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.control.asking import BASE

if TYPE_CHECKING:
    from tests.control.asking import Asker

pytestmark = pytest.mark.bancho(strict="off")  # some of the calls are wrong on purpose


@pytest.fixture(autouse=True)
def called(control: Asker) -> None:
    """Three calls, the last of which no endpoint answers."""
    control.bancho.get("/get_player_info?id=3&scope=all")
    control.bancho.get("/get_player_info?id=3&scope=none&mode=1")
    control.bancho.get("/get_nothing?it%27s=%5Ba%5D b")


def test_a_call_is_told_with_a_line_that_asks_again(control: Asker) -> None:
    call = control.get("/journal?limit=1&after=1")["calls"][0]

    assert call.pop("milliseconds") > 0
    assert call == {
        "number": 2,
        "at": "2024-07-01T12:00:00Z",
        "method": "GET",
        "path": "/get_player_info",
        "query": "id=3&scope=none&mode=1",
        "target": "/get_player_info?id=3&scope=none&mode=1",
        "endpoint": "get_player_info",
        "parameters": {"id": "3", "scope": "none", "mode": "1"},
        "ignored": ["mode"],
        "status": 422,
        "source": "world",
        "reason": "invalid parameters",
        "fault": "",
        "curl": f"curl --globoff '{BASE}/get_player_info?id=3&scope=none&mode=1'",
    }


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3]),
        ("?limit=2", [2, 3]),
        ("?limit=1&after=0", [1]),
        ("?endpoint=get_player_info", [1, 2]),
        ("?status=200", [1]),
        ("?path=scope%3Dnone", [2]),
        ("?source=not_found", [3]),
        ("?source=no+such+path", [3]),
        ("?fault=down", []),
        ("?after=3", []),
    ],
)
def test_calls_are_filtered(control: Asker, query: str, numbers: list[int]) -> None:
    found = control.get(f"/journal{query}")

    assert ([call["number"] for call in found["calls"]], found["last"]) == (numbers, 3)


def test_a_line_for_the_shell_asks_for_the_same_bytes(control: Asker) -> None:
    (call,) = control.get("/journal?source=not_found")["calls"]

    assert call["curl"] == f"curl --globoff '{BASE}/get_nothing?it%27s=%5Ba%5D%20b'"


def test_the_journal_forgets_and_its_numbers_go_on(control: Asker) -> None:
    forgotten = control.ask("DELETE", "/journal").json()
    between = control.get("/journal")
    control.bancho.get("/get_player_count")

    assert forgotten == {"forgotten": 3}
    assert between == {"calls": [], "last": 3}
    assert [call["number"] for call in control.get("/journal")["calls"]] == [4]
    assert control.post("/verify", {"endpoint": "get_player_count", "times": 1})["ok"]


@pytest.mark.parametrize(
    ("wanted", "calls"),
    [
        ({"endpoint": "get_player_info"}, 2),
        ({"endpoint": "get_player_info", "where": {"id": 3}, "times": 2}, 2),
        ({"endpoint": "get_player_info", "status": 200, "times": 1}, 1),
        ({"endpoint": "get_player_info", "at_least": 1, "at_most": 2}, 2),
        ({"endpoint": "get_player_info", "where": {"id": 4}, "never": True}, 0),
        ({"endpoint": "get_player_info", "last": "10s"}, 2),
        ({"endpoint": "unknown", "where": {"path": "/get_nothing"}, "times": 1}, 1),
        ({"endpoint": "get_match", "at_least": 0}, 0),
    ],
)
def test_what_is_expected_is_so(control: Asker, wanted: dict[str, Any], calls: int) -> None:
    assert control.post("/verify", wanted) == {"ok": True, "calls": calls, "message": ""}


def test_what_is_not_so_is_told_with_what_was_called(control: Asker) -> None:
    verdict = control.post("/verify", {"endpoint": "get_player_info", "where": {"id": 4}, "times": 1})

    assert (verdict["ok"], verdict["calls"]) == (False, 0)
    assert verdict["message"].startswith("expected exactly 1 call of get_player_info(id=4), got none\n")
    assert "id is '3', not 4" in verdict["message"]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"endpoint": "get_player_inf"}, "there is no endpoint 'get_player_inf'; did you mean 'get_player_info'?"),
        ({"endpoint": "_api"}, "endpoint: no endpoint is called '_api'"),
        ({"endpoint": "get_match", "where": {"di": 1}}, "get_match has no parameter 'di'; it takes: id"),
        (
            {"endpoint": "unknown", "where": {"id": 1}},
            "where: for unknown calls it has a path alone, as text, not 'id'",
        ),
        ({"endpoint": "get_match", "tims": 1}, "the body has no 'tims' here; did you mean 'times'?"),
        ({"where": {}}, "the body: object missing required field `endpoint`"),
    ],
)
def test_a_wrong_expectation_is_a_mistake(control: Asker, wanted: dict[str, Any], sentence: str) -> None:
    status, told = control.refusal("POST", "/verify", wanted)

    assert (status, told[: len(sentence)]) == (400, sentence)


def test_an_answer_is_explained_by_path_or_by_call(control: Asker) -> None:
    by_path = control.get("/explain?path=/get_player_info%3Fid%3D99999%26scope%3Dall")
    by_call = control.get("/explain?call=2")

    assert (by_path["status"], by_path["says"], by_path["why"]) == (
        404,
        "Player not found.",
        ["no player has the id 99999"],
    )
    assert by_path["text"].startswith("GET /get_player_info?id=99999&scope=all\n404: Player not found.")
    assert (by_call["request"], by_call["status"]) == ("GET /get_player_info?id=3&scope=none&mode=1", 422)


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("", 400, "explain: give either a path or the number of a call"),
        ("?path=/x&call=1", 400, "explain: give either a path or the number of a call"),
        ("?call=99", 404, "the journal has no call 99; it remembers the last 3"),
    ],
)
def test_there_is_one_thing_to_explain(control: Asker, query: str, status: int, sentence: str) -> None:
    assert control.refusal("GET", f"/explain{query}") == (status, sentence)
