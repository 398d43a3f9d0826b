"""Checkpoints and snapshots: the world kept, and brought back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mockbancho import Bancho
from mockbancho.control import checkpoints
from tests.control.asking import Asker

if TYPE_CHECKING:
    from pathlib import Path


def test_a_checkpoint_can_be_gone_back_to(control: Asker) -> None:
    control.post("/clock/advance", {"by": 60})
    kept = control.ask("POST", "/checkpoints", {"name": "before"})
    control.post("/actions/create_player", {"name": "Mira"})
    control.post("/clock/advance", {"by": 60})

    state = control.post("/checkpoints/before/restore")

    assert (kept.status, kept.json()) == (201, {"name": "before", "at": "2024-07-01T12:01:00Z", "elapsed": 60.0})
    assert state["elapsed"] == 60.0
    assert control.bancho.get("/get_player_info?name=Mira&scope=info").status == 404


def test_a_checkpoint_brings_back_what_played() -> None:
    with Bancho(scenario="tournament_finals") as bancho:
        control = Asker(bancho)
        control.post("/clock/seek", {"to": "1m"})
        control.post("/checkpoints", {"name": "finals"})
        control.post("/scenarios/load", {"name": "quiet_evening"})
        control.post("/checkpoints/finals/restore")

        state = control.post("/clock/seek", {"to": "5m"})

        assert (state["scenario"]["name"], state["elapsed"]) == ("tournament_finals", 300.0)


def test_checkpoints_are_listed_replaced_and_deleted(control: Asker) -> None:
    for name in ("a", "b", "a"):
        control.post("/clock/advance", {"by": 1})
        control.post("/checkpoints", {"name": name})
    before = [(each["name"], each["elapsed"]) for each in control.get("/checkpoints")]

    control.ask("DELETE", "/checkpoints/b")

    assert before == [("b", 2.0), ("a", 3.0)]
    assert [each["name"] for each in control.get("/checkpoints")] == ["a"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "sentence"),
    [
        ("POST", "/checkpoints/befor/restore", None, 404, "there is no checkpoint 'befor'; did you mean 'before'?"),
        ("DELETE", "/checkpoints/x", None, 404, "there is no checkpoint 'x'; known: before"),
        ("POST", "/checkpoints", {"name": ""}, 400, "the body: name: expected `str` of length >= 1"),
        ("POST", "/checkpoints", {"name": "another"}, 503, "there are 1 checkpoints, and no more fit; delete some"),
    ],
)
def test_a_wrong_wish_for_a_checkpoint(
    control: Asker, monkeypatch: pytest.MonkeyPatch, method: str, path: str, body: object, status: int, sentence: str
) -> None:
    monkeypatch.setattr(checkpoints, "MOST", 1)
    control.post("/checkpoints", {"name": "before"})

    assert control.refusal(method, path, body) == (status, sentence)


def test_a_snapshot_is_a_world_file_that_can_be_put_back(control: Asker, tmp_path: Path) -> None:
    control.post("/actions/create_player", {"name": "Mira"})
    snapshot = control.ask("GET", "/snapshot")
    control.bancho.save(tmp_path / "world.json")
    control.post("/reset")

    reply = control.ask("PUT", "/snapshot", headers={"content-type": "application/json"}, data=snapshot.body)

    assert snapshot.body == (tmp_path / "world.json").read_bytes()
    assert snapshot.headers["content-disposition"] == 'attachment; filename="main.json"'
    assert (reply.status, reply.json()["elapsed"], reply.json()["name"]) == (200, 0.0, "an uploaded world")
    assert control.bancho.get("/get_player_info?name=Mira&scope=info").status == 200


def test_every_mistake_of_a_world_file_is_told_and_nothing_changes(control: Asker) -> None:
    before = control.get("/state")
    file = {"mockbancho": 1, "tables": {"users": [{"id": "x"}], "clan": []}}

    reply = control.ask("PUT", "/snapshot", file)

    assert reply.status == 400
    assert len(reply.json()["mistakes"]) >= 2
    assert reply.json()["error"].startswith("the world file: $.tables")
    assert control.get("/state") == before


def test_a_world_of_another_seed_keeps_the_engine(control: Asker) -> None:
    other = json.dumps({"mockbancho": 1, "seed": 99}).encode()

    reply = control.ask("PUT", "/snapshot", headers={"content-type": "application/json"}, data=other)

    assert (reply.json()["seed"], reply.json()["counts"]["players"]) == (99, 0)
    assert control.bancho.world.pp_engine == "rosu"
