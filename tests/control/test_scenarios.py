"""Scenarios: listed, loaded and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mockbancho import Bancho
from mockbancho.control import scenarios
from mockbancho.scenario.library import names
from tests.control.asking import Asker

if TYPE_CHECKING:
    from pathlib import Path

    from mockbancho.transports.direct import Reply

OWN = b"""\
mockbancho: 1
title: My own
about: One comes.
world: {players: 0}
cast:
  mira: {player: {name: Mira}}
timeline:
  - at: 10s
    go_online: {player: mira}
"""


def send(control: Asker, data: bytes, query: str = "", kind: str = "text/yaml") -> Reply:
    """Send a scenario file."""
    return control.ask("POST", f"/scenarios{query}", headers={"content-type": kind}, data=data)


def test_every_bundled_scenario_is_listed(control: Asker) -> None:
    found = {each["name"]: each for each in control.get("/scenarios")}

    assert list(found) == names()
    assert {each["wrong"] for each in found.values()} == {None}
    assert (found["tournament_finals"]["title"], found["tournament_finals"]["length"]) == ("Tournament finals", 780.0)


def test_a_scenario_takes_the_place_of_what_is_there(control: Asker) -> None:
    control.post("/faults", {"status": 503})

    state = control.post("/scenarios/load", {"name": "tournament_finals", "at": "5m"})

    assert (state["scenario"]["name"], state["elapsed"], state["name"]) == (
        "tournament_finals",
        300.0,
        "Tournament finals",
    )
    assert control.get("/faults") == []
    assert [match["name"] for match in control.get("/matches")][-1] == "RED vs BLU: Finals"


def test_a_scenario_can_move_by_itself(control: Asker) -> None:
    state = control.post("/scenarios/load", {"name": "quiet_evening", "speed": 60})

    assert state["clock"] == {"mode": "scaled", "speed": 60.0, "paused": False}


def test_a_scenario_of_the_folder_is_loaded_by_name(bancho: Bancho, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_bytes(OWN)
    (tmp_path / "wrong.yaml").write_text("mockbancho: 1\ntimelin: []\n")
    control = Asker(bancho, folder=tmp_path)
    listed = {each["name"]: each for each in control.get("/scenarios")}

    state = control.post("/scenarios/load", {"name": "own", "at": 10})

    assert (listed["own"]["title"], listed["own"]["wrong"]) == ("My own", None)
    assert "did you mean 'timeline'?" in listed["wrong"]["wrong"]
    assert state["counts"]["online"] == 1


@pytest.mark.parametrize("name", ["tournament_final", "own.yaml", "../own", "/etc/passwd", "x.yaml"])
def test_no_file_is_loaded_by_its_path(control: Asker, name: str) -> None:
    status, sentence = control.refusal("POST", "/scenarios/load", {"name": name})

    assert (status, sentence.startswith(f"there is no scenario {name!r}")) == (400, True)


def test_a_scenario_that_was_sent_is_kept_and_loaded_by_its_name(control: Asker) -> None:
    sent = send(control, OWN, "?name=mine")
    state = control.post("/scenarios/load", {"name": "mine"})

    assert (sent.status, sent.json()) == (
        201,
        {"name": "mine", "title": "My own", "about": "One comes.", "length": 10.0, "wrong": None},
    )
    assert (state["scenario"]["title"], state["counts"]["players"]) == ("My own", 1)
    assert control.get("/scenarios")[-1] == sent.json()


def test_a_scenario_that_is_sent_can_play_at_once(control: Asker) -> None:
    send(control, OWN, "?load=1", "application/yaml")

    assert control.get("/state")["name"] == "My own"


def test_every_mistake_of_a_scenario_is_told(control: Asker) -> None:
    reply = send(control, b"mockbancho: 1\ntimelin: []\ntimeline:\n  - at: 5\n    go_onlin: {player: x}\n")

    assert reply.status == 400
    assert [mistake.split(": ")[0] for mistake in reply.json()["mistakes"]] == [
        "uploaded.yaml:2:1",
        "uploaded.yaml:5:5",
    ]
    assert reply.json()["error"] == "\n".join(reply.json()["mistakes"])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"mockbancho: 1\nworld: {file: /etc/passwd}\n", "world.file: a scenario that is sent has no file beside it"),
        (b"mockbancho: 1\ninclude: [other.yaml]\n", "only a scenario that is a file includes others"),
        (
            b"mockbancho: 1\ntimeline:\n  - at: 0s\n    set_avatar: {player: User, picture: /x.png}\n",
            "uploaded.yaml:4:41: timeline[0].set_avatar.picture: no file of the server's machine is read for what was sent to it",
        ),
        (
            b"mockbancho: 1\ncast:\n  a: {beatmap: {file: /x.osu}}\n",
            "uploaded.yaml:3:23: cast.a.beatmap.file: no file of the server's machine is read for what was sent to it",
        ),
    ],
)
def test_a_scenario_that_is_sent_reads_no_files(control: Asker, data: bytes, told: str) -> None:
    reply = send(control, data, "?load=1")

    assert reply.status == 400
    assert told in reply.json()["error"]
    assert control.get("/state")["scenario"] is None


def test_a_scenario_is_yaml_and_has_a_bound(control: Asker) -> None:
    assert send(control, OWN, kind="application/json").status == 415
    assert send(control, b"x" * (2**20 + 1)).status == 413
    assert send(control, b"x" * 2**20).status == 400


def test_only_so_many_are_kept(control: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, "MOST", 1)
    send(control, OWN, "?name=a")

    statuses = [send(control, OWN, f"?name={name}").status for name in ("a", "b")]

    assert statuses == [201, 503]


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "quiet_evening", "at": "soon"},
        {"name": "quiet_evening", "at": "99h"},
        {"name": "quiet_evening", "speed": 0},
        {},
    ],
)
def test_a_wrong_wish_changes_nothing(control: Asker, wanted: dict[str, Any]) -> None:
    status, _ = control.refusal("POST", "/scenarios/load", wanted)

    assert (status, control.get("/state")["scenario"]) == (400, None)
