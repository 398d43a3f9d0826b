"""Faults, switched on and off from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.control.asking import Asker


def test_a_fault_is_told_with_durations_that_people_read(control: Asker) -> None:
    control.bancho.advance(30)
    body = {
        "endpoint": "get_*",
        "status": 429,
        "retry_after": 90,
        "where": {"id": 3},
        "during": "1m..2m",
        "name": "a/b c",
    }

    reply = control.ask("POST", "/faults", body)

    assert reply.status == 201
    assert reply.json() == {
        "name": "a/b c",
        "number": 1,
        "endpoint": "get_*",
        "where": {"id": "3"},
        "latency": None,
        "drip": None,
        "status": 429,
        "retry_after": "1m30s",
        "quota": None,
        "per": None,
        "reply": None,
        "body": None,
        "rate": 1.0,
        "first": None,
        "nth": None,
        "every": None,
        "times": None,
        "from": 90.0,
        "to": 150.0,
        "on": False,
        "seen": 0,
        "fired": 0,
    }
    assert control.get("/faults") == [reply.json()]


def test_a_fault_hits_until_it_is_removed(control: Asker) -> None:
    name = control.post("/faults", {"endpoint": "/get_*", "status": 503})["name"]
    during = control.bancho.get("/get_player_count").status

    removed = control.ask("DELETE", "/faults/%2Fget_%2A%20status=503").json()

    assert (name, during) == ("/get_* status=503", 503)
    assert (removed["name"], removed["fired"]) == (name, 1)
    assert control.bancho.get("/get_player_count").status == 200


def test_all_faults_end_at_once(control: Asker) -> None:
    control.post("/faults", {"status": 503})
    control.post("/faults", {"latency": "100ms"})

    assert control.ask("DELETE", "/faults").json() == []
    assert control.get("/faults") == []


def test_a_wrong_fault_is_a_mistake_and_a_missing_one_is_not_there(control: Asker) -> None:
    control.post("/faults", {"status": 503, "name": "down"})

    assert control.refusal("POST", "/faults", {}) == (
        400,
        "add_fault: a fault does something: give latency, drip, status, quota or reply",
    )
    assert control.refusal("POST", "/faults", {"self": 1})[0] == 400
    assert control.refusal("DELETE", "/faults/donw") == (404, "there is no fault 'donw'; did you mean 'down'?")
    control.ask("DELETE", "/faults")
    assert control.refusal("DELETE", "/faults/down") == (404, "there is no fault 'down'; there are none")
