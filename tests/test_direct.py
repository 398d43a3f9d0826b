"""A direct call: one request to an ASGI application, in this thread."""

from __future__ import annotations

import asyncio
import json
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from mockbancho import Mistake, MockbanchoError
from mockbancho.transports.direct import Reply, call
from tests.rows import player

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mockbancho import Bancho

    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]


class Hearing:
    """An application that answers `{}` and keeps what it heard."""

    def __init__(self) -> None:
        self.scope: dict[str, Any] = {}
        self.messages: list[dict[str, Any]] = []

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        self.scope = scope
        self.messages = [await receive(), await receive()]
        await send({"type": "http.response.start", "status": 201, "headers": [(b"x-one", b"1")]})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})
        await send({"type": "http.response.body", "body": b"}"})


@pytest.fixture
def app() -> Hearing:
    """An application that tells what it heard."""
    return Hearing()


def test_the_reply_is_what_the_application_sent(app: Hearing) -> None:
    assert call(app, "GET", "/") == Reply(201, {"x-one": "1"}, b"{}")


def test_the_path_is_decoded_and_kept_as_it_was(app: Hearing) -> None:
    call(app, "GET", "/v2/clans/%C3%A9%2F1?page=1")

    assert (app.scope["path"], app.scope["raw_path"]) == ("/v2/clans/é/1", b"/v2/clans/%C3%A9%2F1")
    assert app.scope["query_string"] == b"page=1"


def test_keywords_join_the_query_of_the_path(app: Hearing) -> None:
    call(app, "GET", "/x?page=1", name="a b&c", mods=["HD", "DT"], country=None, id=3)

    assert app.scope["query_string"] == b"page=1&name=a+b%26c&mods=HD&mods=DT&id=3"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            {"params": {"id": 3}},
            "params= is a parameter of the query, so a text, a number or a list of these, not {'id'",
        ),
        (
            {"data": b"{}"},
            "data= is a parameter of the query, so a text, a number or a list of these, not b'{}'; param",
        ),
        ({"id": player(3)}, "id= is a parameter of the query, so a text, a number or a list of these, not Player(id=3"),
        (
            {"acc": [1, object()]},
            "acc= is a parameter of the query, so a text, a number or a list of these, not <object",
        ),
    ],
)
def test_what_no_query_can_have_is_a_mistake(app: Hearing, query: dict[str, Any], told: str) -> None:
    with pytest.raises(Mistake) as mistake:
        call(app, "PUT", "/x", **query)

    assert str(mistake.value).startswith(f"PUT /x: {told}")


def test_a_request_has_a_host_unless_one_is_given(app: Hearing) -> None:
    call(app, "GET", "/", headers=[("Origin", "https://a.example")])
    usual = app.scope["headers"]
    call(app, "GET", "/", headers=[("Host", "a.example")])

    assert usual == [(b"host", b"api.localhost"), (b"origin", b"https://a.example")]
    assert app.scope["headers"] == [(b"host", b"a.example")]


def test_the_body_comes_whole_and_then_the_client_is_gone(app: Hearing) -> None:
    call(app, "PUT", "/", body=b"abc")

    assert app.scope["method"] == "PUT"
    assert app.messages == [{"type": "http.request", "body": b"abc", "more_body": False}, {"type": "http.disconnect"}]


def test_a_reply_reads_as_bytes_text_and_json() -> None:
    reply = Reply(200, {}, '{"name":"é"}'.encode())

    assert (reply.text, reply.json()) == ('{"name":"é"}', {"name": "é"})


def test_a_reply_that_is_no_json_says_so() -> None:
    with pytest.raises(msgspec.DecodeError):
        Reply(500, {}, b"Internal Server Error").json()


def test_what_the_application_raises_comes_out() -> None:
    async def failing(*_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        call(failing, "GET", "/")


def test_an_application_that_waits_is_ended_and_reported() -> None:
    ended: list[bool] = []

    async def waiting(*_: object) -> None:
        try:
            await asyncio.sleep(0)
        finally:
            ended.append(True)

    with pytest.raises(
        MockbanchoError,
        match=r"^the application waits for something that only a loop has: ask it asynchronously, or at its address$",
    ):
        call(waiting, "GET", "/")

    assert ended == [True]


async def ask_within(bancho: Bancho) -> Reply:
    """Ask while a loop runs."""
    return bancho.get("/get_player_count")


def test_a_direct_call_works_inside_a_running_loop(bancho: Bancho) -> None:
    assert asyncio.run(ask_within(bancho)).status == 200


@pytest.mark.bancho(strict="off")
@pytest.mark.parametrize("target", ["/get_player_info?id=3&scope=all", "/get_player_info", "/nowhere", "/3"])
def test_a_direct_call_and_a_socket_get_the_same_answer(bancho: Bancho, target: str) -> None:
    bancho.world.put(player(3))

    directly = bancho.get(target)
    connection = HTTPConnection(bancho.url.removeprefix("http://"))
    connection.request("GET", target)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()

    headers = {name.lower(): value for name, value in answer.getheaders()}
    assert (answer.status, body) == (directly.status, directly.body)
    assert headers | {"process-time": ""} == directly.headers | {"process-time": ""}


def test_an_answer_is_json_as_any_other_reader_reads_it(bancho: Bancho) -> None:
    reply = bancho.get("/get_player_count")

    assert reply.json() == json.loads(reply.text)
    assert reply.json()["counts"]["total"] == 60
