"""Time, moved from outside: forwards, backwards, by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mockbancho import Bancho
from mockbancho.control import moving
from tests.control.asking import Asker

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def finals() -> Iterator[Asker]:
    """The control API of a tournament, at its start."""
    with Bancho(scenario="tournament_finals") as bancho:
        yield Asker(bancho)


@pytest.mark.parametrize(
    ("path", "body", "elapsed"),
    [
        ("/clock/advance", {"by": 90}, 90.0),
        ("/clock/advance", {"by": "1m30s"}, 90.0),
        ("/clock/advance", {"by": 0.25}, 0.25),
        ("/clock/advance_to", {"to": "2024-07-01T12:01:30"}, 90.0),
        ("/clock/advance_to", {"to": "2024-07-01T14:01:30+02:00"}, 90.0),
        ("/clock/seek", {"to": "5m"}, 300.0),
        ("/clock/step", None, 5.0),
        ("/clock/run_until", {"event": "match_created"}, 20.0),
    ],
)
def test_time_passes(finals: Asker, path: str, body: dict[str, Any] | None, elapsed: float) -> None:
    assert finals.post(path, body)["elapsed"] == elapsed
    assert finals.bancho.director.elapsed == elapsed * 1_000_000


def test_time_in_pieces_is_the_same_time(finals: Asker) -> None:
    other = Bancho(scenario="tournament_finals")

    finals.post("/clock/advance", {"by": "8m"})
    other.advance("8m")

    assert finals.bancho.events == other.events


def test_seeking_back_and_forth_is_as_in_python(finals: Asker) -> None:
    finals.post("/clock/seek", {"to": "5m"})
    finals.post("/actions/silence", {"player": "Aika", "duration": "1m"})
    after = finals.bancho.events
    finals.post("/clock/seek", {"to": 10})
    early = [event.kind for event in finals.bancho.events]
    finals.post("/clock/seek", {"to": "5m"})

    assert early == ["player_online", "player_online", "player_online"]
    assert finals.bancho.events == after
    assert after[-1].kind == "player_silenced"


def test_a_seek_that_cannot_be_done_says_why_and_changes_nothing(finals: Asker) -> None:
    finals.post("/clock/seek", {"to": "5m"})

    status, sentence = finals.refusal("POST", "/clock/seek", {"to": "30d"})

    assert (status, sentence) == (400, "seek goes at most 1d beyond what is known, to 1d13m; advance does")
    assert finals.get("/state")["elapsed"] == 300.0


def test_time_does_not_go_back_by_advancing(finals: Asker) -> None:
    status, sentence = finals.refusal("POST", "/clock/advance_to", {"to": "2024-07-01T11:00:00"})

    assert status == 400
    assert "time cannot go back" in sentence


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        (
            "/clock/advance",
            {"by": "soon"},
            "a duration is such as '90s', '1m30s', '2h' or '100ms', its units from large to small; got 'soon'",
        ),
        ("/clock/advance", {"by": -1}, "a duration is from 0 seconds to 100 years; got -1"),
        ("/clock/advance", {"by": []}, "the body: by: expected `int | float | str`, got `array`"),
        ("/clock/advance", {}, "the body: object missing required field `by`"),
        ("/clock/advance", {"bye": 1}, "the body has no 'bye' here; did you mean 'by'?; known: by"),
        ("/clock/speed", {"speed": 0}, "speed is above 0 and at most 100000, not 0.0; pause stops the clock"),
        ("/clock/run_until", {"event": "x", "limit": "2d"}, "limit: at most 1d, not '2d'"),
    ],
)
def test_a_wrong_body_is_told_by_its_place(control: Asker, path: str, body: dict[str, Any], sentence: str) -> None:
    assert control.refusal("POST", path, body) == (400, sentence)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'{"by": 1,}', "the body is no JSON: trailing comma in object (byte 9)"),
        (b'{"by"', "the body is no JSON: Input data was truncated"),
        (b"[1]", "the body is to be a JSON object"),
        (b'{"by": "\xff"}', "the body is no JSON"),
    ],
)
def test_a_body_that_is_no_json_is_told(control: Asker, data: bytes, sentence: str) -> None:
    reply = control.ask("POST", "/clock/advance", headers={"content-type": "application/json"}, data=data)

    assert (reply.status, reply.json()["error"].partition(": 'utf")[0]) == (400, sentence)


def test_waiting_in_vain_is_told(finals: Asker) -> None:
    status, sentence = finals.refusal("POST", "/clock/run_until", {"event": "match_started", "limit": "10s"})

    assert (status, sentence) == (400, "run_until: no 'match_started' within 10s; what happened: player_online")


def test_a_manual_world_gets_a_speed_and_moves_by_itself(control: Asker) -> None:
    moving = control.post("/clock/speed", {"speed": 1000})["clock"]
    paused = control.post("/clock/pause")["clock"]
    stands = control.get("/state")["now"]
    again = control.get("/state")["now"]
    resumed = control.post("/clock/resume")["clock"]

    assert moving == {"mode": "scaled", "speed": 1000.0, "paused": False}
    assert paused == {"mode": "scaled", "speed": 1000.0, "paused": True}
    assert stands == again
    assert resumed == moving


def test_a_manual_world_that_is_resumed_moves_as_fast_as_the_machine(control: Asker) -> None:
    assert control.post("/clock/resume")["clock"] == {"mode": "scaled", "speed": 1.0, "paused": False}
    assert control.bancho.asgi.before_call == control.bancho.director.catch_up


def test_a_real_clock_that_is_moved_becomes_one_of_its_own() -> None:
    with Bancho(players=0, clock="real") as bancho:
        control = Asker(bancho)
        before = control.get("/state")["clock"]

        after = control.post("/clock/advance", {"by": "1h"})

    assert before == {"mode": "real", "speed": 1.0, "paused": False}
    assert after["clock"] == {"mode": "scaled", "speed": 1.0, "paused": False}
    assert after["elapsed"] >= 3600


def test_reset_goes_back_to_the_start_and_forgets_what_was_done(finals: Asker) -> None:
    finals.post("/clock/seek", {"to": "5m"})
    finals.post("/actions/create_player", {"name": "Newcomer"})

    state = finals.post("/reset")
    later = finals.post("/clock/seek", {"to": "5m"})

    assert (state["elapsed"], state["counts"]["events"]) == (0.0, 0)
    assert later["counts"]["players"] == state["counts"]["players"]
    assert list(finals.bancho.director.done()) == []


def test_work_that_takes_too_long_is_cut_off(finals: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "PATIENCE", -1.0)

    status, sentence = finals.refusal("POST", "/clock/advance", {"by": "1m"})

    assert (status, sentence) == (409, "there are still 1m to go after -1 seconds of work; advance again")


def test_a_seek_that_takes_too_long_goes_on_with_the_next_one(finals: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "PATIENCE", -1.0)

    status, sentence = finals.refusal("POST", "/clock/seek", {"to": "5m"})
    before = finals.bancho.director.elapsed
    monkeypatch.undo()

    assert (status, sentence) == (409, "there are still 4m30s to go after -1 seconds of work; seek again to go on")
    assert before == 0
    assert finals.post("/clock/seek", {"to": "5m"})["elapsed"] == 300.0
