"""Events: by number, and as they come over a connection that stays open."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

import pytest

from mockbancho.control import events
from mockbancho.control.front import Front
from mockbancho.server.listeners import Listener
from tests.control.asking import Asker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho import Bancho


class Following:
    """A client that follows the events on a socket."""

    def __init__(self, port: int, path: str, headers: str) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
        self.lines = self.connection.makefile("r", encoding="utf-8")
        self.head = [line.strip() for line in iter(self.lines.readline, "\n")]

    def next(self) -> tuple[str | None, str, Any]:
        """Return id, kind and content of the next message."""
        found: dict[str, str] = {}
        for line in self.lines:
            name, _, value = line.strip().partition(": ")
            if name in ("id", "event", "data"):
                found[name] = value
            if name == "data":
                return found.get("id"), found["event"], json.loads(value)
        raise EOFError

    def until(self, kind: str) -> tuple[str | None, Any]:
        """Return id and content of the next message of a kind."""
        while True:
            number, found, content = self.next()
            if found == kind:
                return number, content


@pytest.fixture
def followed(bancho: Bancho, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Asker, Callable[..., Following]]]:
    """The control API, and what follows it on a socket."""
    monkeypatch.setattr(events, "FRAME", 0.005)
    control = Asker(bancho)
    listener = Listener(Front(bancho.asgi, lambda: control.control))
    port = int(listener.url.rpartition(":")[2])
    open_now: list[Following] = []

    def follow(path: str = "/_mock/events/stream", headers: str = "") -> Following:
        open_now.append(Following(port, path, headers))
        return open_now[-1]

    yield control, follow
    for each in open_now:
        each.lines.close()
        each.connection.close()
    listener.close()


Followed = tuple[Asker, "Callable[..., Following]"]


def test_events_are_listed_after_a_number(control: Asker) -> None:
    for name in ("Aika", "Ben", "Chen"):
        control.bancho.create.player(name=name)
        control.bancho.act("go_online", player=name)

    found = control.get("/events?after=1&limit=1")

    assert [(event["number"], event["told"]) for event in found["events"]] == [(2, "player online: Ben")]
    assert found["last"] == 3


def test_the_state_comes_first_and_then_what_happens(followed: Followed) -> None:
    control, follow = followed
    following = follow()
    number, kind, state = following.next()
    control.bancho.create.player(name="Mira")
    control.bancho.act("go_online", player="Mira")

    assert following.head[0] == "HTTP/1.1 200 OK"
    assert "content-type: text/event-stream; charset=utf-8" in following.head
    assert (number, kind, state["world"]) == (None, "state", "main")
    assert following.next()[:2] == ("1", "player_online")


def test_a_client_that_connects_again_misses_nothing(followed: Followed) -> None:
    control, follow = followed
    for name in ("Aika", "Ben", "Chen"):
        control.bancho.create.player(name=name)
        control.bancho.act("go_online", player=name)

    by_header, by_query = follow(headers="Last-Event-ID: 1\r\n"), follow("/_mock/events/stream?after=2")

    assert [by_header.next()[1:2] for _ in range(1)] == [("state",)]
    assert [by_header.next()[0], by_header.next()[0]] == ["2", "3"]
    assert by_query.until("player_online")[0] == "3"


def test_calls_are_told_as_they_are_answered(followed: Followed) -> None:
    control, follow = followed
    following = follow()
    following.next()

    control.bancho.get("/get_player_info?id=3&scope=all")
    _, call = following.until("call")

    assert (call["target"], call["status"], call["number"]) == ("/get_player_info?id=3&scope=all", 200, 1)
    assert call["curl"] == "curl --globoff 'http://localhost/get_player_info?id=3&scope=all'"


def test_going_back_is_told_and_events_begin_anew(followed: Followed) -> None:
    control, follow = followed
    control.bancho.create.player(name="Mira")
    control.bancho.act("go_online", player="Mira")
    following = follow()
    following.next()

    control.post("/reset")
    _, state = following.until("state")
    control.bancho.create.player(name="Ben")
    control.bancho.act("go_online", player="Ben")

    assert state["counts"]["events"] == 0
    assert following.next()[:2] == ("1", "player_online")


def test_setting_the_clock_is_told(followed: Followed) -> None:
    control, follow = followed
    following = follow()
    following.next()

    control.post("/clock/speed", {"speed": 60})

    assert following.until("state")[1]["clock"] == {"mode": "scaled", "speed": 60.0, "paused": False}


def test_a_burst_tells_the_state_and_the_last_of_it(followed: Followed, monkeypatch: pytest.MonkeyPatch) -> None:
    control, follow = followed
    monkeypatch.setattr(events, "BURST", 2)
    following = follow()
    following.next()

    with control.bancho.world.lock:
        for _ in range(10):
            control.bancho.world.tell("player_online", player=3)

    assert following.next()[1] == "state"
    assert [following.next()[0], following.next()[0]] == ["9", "10"]


def test_there_are_only_so_many_listeners(followed: Followed, monkeypatch: pytest.MonkeyPatch) -> None:
    _, follow = followed
    monkeypatch.setattr(events, "MOST", 1)
    follow().next()

    assert follow().head[0] == "HTTP/1.1 503 Service Unavailable"


def test_the_stream_of_a_world_ends_with_it(followed: Followed) -> None:
    control, follow = followed
    control.post("/worlds", {"name": "red"})
    following = follow("/_mock/worlds/red/events/stream", "Connection: close\r\n")
    following.next()

    control.ask("DELETE", "/worlds/red")

    with pytest.raises(EOFError):
        following.until("nothing")
