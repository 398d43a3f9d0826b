"""The control API in front of the fake one: what goes where, and `mockbancho serve` with and without it."""

from __future__ import annotations

import json
import subprocess
import sys
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest

from mockbancho.control.front import Front
from mockbancho.transports.direct import Reply, call
from tests.cli.running import run
from tests.control.asking import Asker
from tests.serving import serving

if TYPE_CHECKING:
    from mockbancho import Bancho

BROWSER = [("accept", "text/html,application/xhtml+xml"), ("host", "localhost")]


@pytest.fixture
def front(bancho: Bancho) -> Front:
    """The fake API with the control API beside it."""
    return Front(bancho.asgi, lambda: Asker(bancho).control)


@pytest.mark.bancho(strict="off")
@pytest.mark.parametrize("path", ["/get_player_count", "/_mocking", "/_", "/__mock", "/mock", "/_worlds"])
def test_all_else_is_the_fake_apis(front: Front, bancho: Bancho, path: str) -> None:
    in_front, alone = call(front, "GET", path), bancho.get(path)

    assert (in_front.status, in_front.body) == (alone.status, alone.body)


@pytest.mark.parametrize("path", ["/_mock", "/_mock/", "/_mock/state", "/_world/x"])
def test_the_control_api_is_made_when_it_is_asked_for(bancho: Bancho, path: str) -> None:
    made: list[str] = []

    def make() -> Any:  # noqa: ANN401  # an application
        made.append(path)
        return Asker(bancho).control

    front = Front(bancho.asgi, make)
    call(front, "GET", "/get_player_count")
    before = list(made)
    call(front, "GET", path)
    call(front, "GET", path)

    assert (before, made) == ([], [path])


def test_a_browser_at_the_door_is_led_to_the_dashboard(front: Front) -> None:
    reply = call(front, "GET", "/", headers=BROWSER)

    assert (reply.status, reply.headers["location"]) == (307, "/_mock/")


def test_an_api_client_at_the_door_gets_the_real_404(front: Front, bancho: Bancho) -> None:
    assert call(front, "GET", "/", headers=[("accept", "*/*")]).body == b'{"detail":"Not Found"}'
    assert call(front, "POST", "/", headers=BROWSER).status == bancho.post("/").status


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html"), ("/index.html", "text/html"), ("/docs.css", "text/css"), ("/icon.svg", "image/svg+xml")],
)
@pytest.mark.parametrize("world", ["", "/worlds/main"])
def test_the_dashboard_is_the_same_for_each_world(control: Asker, world: str, path: str, kind: str) -> None:
    reply = control.ask("GET", f"{world}{path}")

    assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, kind)
    assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("path", "place"), [("", "/_mock/"), ("/worlds/main", "/_mock/worlds/main/")])
def test_a_dashboard_without_its_slash_is_led_to_it(control: Asker, path: str, place: str) -> None:
    reply = control.ask("GET", path)

    assert (reply.status, reply.headers["location"]) == (307, place)


@pytest.mark.parametrize(
    ("method", "path", "status", "sentence"),
    [
        ("GET", "/stat", 404, "there is nothing at /_mock/stat; did you mean '/state'?"),
        ("POST", "/stat", 404, "there is nothing at /_mock/stat; did you mean '/state'?"),
        ("GET", "/worlds/main/clock/steps", 404, "there is nothing at /_mock/clock/steps; did you mean '/clock/step'?"),
        ("GET", "/nothing.js", 404, "there is nothing at /_mock/nothing.js"),
        ("DELETE", "/state", 405, "/_mock/state takes GET, not DELETE"),
        ("PUT", "/faults", 405, "/_mock/faults takes GET, POST, DELETE, not PUT"),
        ("GET", "/clock/step", 405, "/_mock/clock/step takes POST, not GET"),
        ("HEAD", "/events/stream", 405, "/_mock/events/stream takes GET, not HEAD"),
    ],
)
def test_what_there_is_not_names_the_nearest(
    control: Asker, method: str, path: str, status: int, sentence: str
) -> None:
    assert control.refusal(method, path) == (status, sentence)


def test_a_405_names_the_methods(control: Asker) -> None:
    assert control.ask("PUT", "/faults").headers["allow"] == "GET, POST, DELETE"


def test_what_breaks_inside_is_a_500_that_tells_nothing(control: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockbancho.control.states.pace_of", lambda _: 1 / 0)

    assert control.refusal("GET", "/state") == (500, "something went wrong in mockbancho itself; its log has more")


def ask(address: tuple[str, int], method: str, path: str, body: object = None) -> Reply:
    """Ask a server on a socket."""
    connection = HTTPConnection(*address, timeout=10)
    connection.request(method, path, json.dumps(body) if body else None, {"content-type": "application/json"})
    answer = connection.getresponse()
    reply = Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    connection.close()
    return reply


def test_a_scenario_that_is_served_is_moved_from_outside() -> None:
    with serving(None, "tournament_finals", "--quiet") as server:
        state = ask(server.address, "POST", "/_mock/clock/seek", {"to": "5m"}).json()
        world = ask(server.address, "POST", "/_mock/worlds", {"name": "red"}).json()
        count = ask(server.address, "GET", "/get_player_count")
        forked = ask(server.address, "GET", "/_world/red/get_player_count")

    assert (state["elapsed"], state["scenario"]["name"]) == (300.0, "tournament_finals")
    assert world["url"] == f"{server.url}/_world/red"
    assert count.headers["mockbancho-explain"] == "/_mock/explain?call=1"
    assert count.json() == forked.json()


def test_a_server_without_control_has_none() -> None:
    with serving(None, "--still", "--no-control", "--quiet") as server:
        answers = [ask(server.address, "GET", path).status for path in ("/_mock/state", "/_mock/", "/get_player_count")]

    assert answers == [404, 404, 200]


def told_by(*options: str) -> list[str]:
    """Return the first two lines that a server prints."""
    command = [sys.executable, "-m", "mockbancho", "serve", "--still", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        lines = [process.stdout.readline().strip() for _ in range(2)]
        process.terminate()
    return lines


def test_beyond_this_machine_a_token_is_made_up_and_printed() -> None:
    _, first = told_by("--host", "0.0.0.0")
    _, second = told_by("--host", "0.0.0.0")

    tokens = [line.partition("/_mock/?token=")[2] for line in (first, second)]
    assert [len(token) for token in tokens] == [32, 32]
    assert tokens[0] != tokens[1]


def test_on_this_machine_there_is_a_token_if_one_is_given() -> None:
    listening, dashboard = told_by("--control-token", "open&sesame")
    _, without = told_by()

    url = listening.removeprefix("Listening on ")
    assert dashboard == f"Dashboard on {url}/_mock/?token=open%26sesame"
    assert without.endswith("/_mock/")


@pytest.mark.parametrize("token", ["open sesame", "sésam"])
def test_a_token_that_no_header_can_carry_is_refused(token: str) -> None:
    ended = run("serve", "--port", 0, "--control-token", token)

    assert (ended.exit_code, ended.stderr) == (
        2,
        "mockbancho: --control-token is of visible ASCII characters, without spaces; browsers and headers change others\n",
    )
