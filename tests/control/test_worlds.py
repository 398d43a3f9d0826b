"""Worlds side by side: forks with an address of their own."""

from __future__ import annotations

import pytest

from mockbancho import Bancho, clock
from mockbancho.control import worlds
from tests.control.asking import BASE, Asker


def test_a_fork_has_an_address_of_its_own(control: Asker) -> None:
    made = control.post("/worlds", {"name": "red"})
    control.post("/worlds/red/actions/create_player", {"name": "Newcomer"})

    inside = control.ask("GET", "/_world/red/get_player_info?name=Newcomer&scope=info")
    outside = control.bancho.get("/get_player_info", name="Newcomer", scope="info")

    assert made == {"name": "red", "url": f"{BASE}/_world/red", "control": f"{BASE}/_mock/worlds/red"}
    assert (inside.status, outside.status) == (200, 404)


def test_worlds_are_listed_and_deleted(control: Asker) -> None:
    control.post("/worlds")
    control.post("/worlds", {"name": "b", "from": "w1"})
    before = [each["name"] for each in control.get("/worlds")]

    gone = control.ask("DELETE", "/worlds/w1")

    assert before == ["main", "w1", "b"]
    assert (gone.status, gone.json()["name"]) == (200, "w1")
    assert [each["name"] for each in control.get("/worlds")] == ["main", "b"]
    assert control.ask("GET", "/_world/w1/get_player_count").status == 404
    assert control.refusal("GET", "/worlds/w1/state") == (404, "there is no world 'w1'; known: main, b")


def test_a_fork_goes_on_with_what_plays() -> None:
    with Bancho(scenario="tournament_finals") as bancho:
        control = Asker(bancho)
        control.post("/clock/seek", {"to": "1m"})
        control.post("/worlds", {"name": "late"})

        late = control.post("/worlds/late/clock/seek", {"to": "5m"})

        assert (late["world"], late["elapsed"], late["scenario"]["name"]) == ("late", 300.0, "tournament_finals")
        assert control.get("/state")["elapsed"] == 60.0


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        ({"name": "main"}, 409, "there is a world 'main' already"),
        (
            {"name": "A b"},
            400,
            "the name of a world has 1 to 32 of a-z, 0-9, _ and -, and begins without _ and -; got 'A b'",
        ),
        (
            {"name": "../x"},
            400,
            "the name of a world has 1 to 32 of a-z, 0-9, _ and -, and begins without _ and -; got '../x'",
        ),
        ({"from": "mian"}, 404, "there is no world 'mian'; did you mean 'main'?"),
        ({"form": "main"}, 400, "the body has no 'form' here; did you mean 'from'?; known: name, from"),
    ],
)
def test_a_wrong_wish_for_a_world(control: Asker, body: dict[str, str], status: int, sentence: str) -> None:
    assert control.refusal("POST", "/worlds", body) == (status, sentence)


def test_the_main_world_stays(control: Asker) -> None:
    assert control.refusal("DELETE", "/worlds/main") == (409, "the main world cannot be deleted; reset it instead")


def test_there_is_room_for_so_many_worlds(control: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "MOST", 2)
    control.post("/worlds")

    assert control.refusal("POST", "/worlds") == (503, "there are 2 worlds, and no more fit; delete some")


def test_a_world_that_nobody_asks_for_is_forgotten(control: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    control.post("/worlds", {"name": "idle"})
    monkeypatch.setattr(worlds, "IDLE", -1.0)

    assert [each["name"] for each in control.get("/worlds")] == ["main"]


def test_a_forked_world_leads_to_itself(control: Asker) -> None:
    control.post("/worlds", {"name": "red"})

    reply = control.ask("GET", "/_world/red/get_player_count/")

    assert (reply.status, reply.headers["location"]) == (307, f"{BASE}/_world/red/get_player_count")


def test_a_forked_world_names_where_its_answers_are_explained(control: Asker) -> None:
    control.post("/worlds", {"name": "red"})

    place = control.ask("GET", "/_world/red/get_player_count").headers["mockbancho-explain"]

    assert control.get(place.removeprefix("/_mock"))["request"] == "GET /get_player_count"


def test_the_journal_of_a_fork_is_its_own(control: Asker) -> None:
    control.post("/worlds", {"name": "red"})
    control.ask("GET", "/_world/red/get_player_count")

    inside, outside = control.get("/worlds/red/journal"), control.get("/journal")

    assert [call["curl"] for call in inside["calls"]] == [f"curl --globoff {BASE}/_world/red/get_player_count"]
    assert outside["calls"] == []


def test_faults_hit_one_world_alone(control: Asker) -> None:
    control.post("/worlds", {"name": "red"})
    control.post("/worlds/red/faults", {"endpoint": "get_player_count", "status": 503})

    assert control.ask("GET", "/_world/red/get_player_count").status == 503
    assert control.bancho.get("/get_player_count").status == 200


def test_a_fork_that_nobody_asks_for_stands_still(control: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    control.post("/worlds", {"name": "red"})
    control.post("/worlds/red/clock/speed", {"speed": 100_000})
    machine = clock.monotonic()
    monkeypatch.setattr(clock, "monotonic", lambda: machine + 100)
    asleep = control.get("/worlds/red/state")["elapsed"]
    monkeypatch.setattr(clock, "monotonic", lambda: machine + 101)

    awake = control.get("/worlds/red/state")["elapsed"]

    assert asleep < 60_000
    assert awake - asleep == 100_000
