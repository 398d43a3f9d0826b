"""An answer that goes wrong ends in the exception that the same one ends in over a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import aiohttp
import httpx
import httpx2
import pytest
import requests
from pytest_httpserver import HTTPServer
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from mockbancho.api.wire import WIRE, Delivery, Ending
from mockbancho.server.listeners import Listener
from mockbancho.transports import over_httpserver
from mockbancho.transports.direct import call
from mockbancho.transports.over_aiohttp import AiohttpConnector
from mockbancho.transports.over_httpx import httpx2_transport, httpx_transport
from mockbancho.transports.over_requests import RequestsAdapter

PATIENCE: Final = 10.0
"""The read timeout of a client, in seconds."""
IMPATIENT: Final = {"late": 0.1, "hanging at once": 0.1, "stuck in the body": 0.3, "hanging in the body": 0.3}
"""The read timeouts of what is to run into them; of the latter two the head is to come before."""
LONGER: Final = 0.7
BODY: Final = b"0123456789"


class Broken:
    """An application that answers by one delivery."""

    def __init__(self, **changes: Any) -> None:  # noqa: ANN401  # fields of several types
        whole: Any = {"status": 200, "headers": [(b"content-length", b"10")], "body": BODY}
        self.delivery = Delivery(**whole | changes)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401  # ASGI's
        await scope["extensions"][WIRE].deliver(self.delivery, receive, send)


def silent(ending: Ending) -> Broken:
    """Nothing goes out before the ending."""
    return Broken(has_head=False, ending=ending)


def halved(ending: Ending) -> Broken:
    """Half of the body goes out before the ending."""
    return Broken(sent=4, ending=ending)


KINDS: Final[dict[str, Broken]] = {
    "whole": Broken(),
    "dripping": Broken(pieces=((0.01, b"01234"), (0.01, b"56789"))),
    "late": Broken(delay=LONGER),
    "stuck in the body": Broken(pieces=((0.0, b"01234"), (LONGER, b"56789"))),
    "closed at once": silent(Ending.CLOSE),
    "reset at once": silent(Ending.RESET),
    "hanging at once": silent(Ending.HANG),
    "closed in the body": halved(Ending.CLOSE),
    "reset in the body": halved(Ending.RESET),
    "hanging in the body": halved(Ending.HANG),
    "closed after the body": Broken(ending=Ending.CLOSE),
    "garbage": Broken(garbage=b"\x16\x03 this is not HTTP\r\n\r\n", ending=Ending.CLOSE),
}
ENDLESS: Final = "nothing more comes, and this client has no read timeout: over a socket it would wait for ever"
Get = Callable[[str], bytes]


def clients_of(app: Broken | None, patience: float = PATIENCE) -> dict[str, Get]:
    """Every client, in process if there is an application, over the network if not."""

    def requests_get(url: str) -> bytes:
        with requests.Session() as session:
            session.mount("http://", RequestsAdapter(app) if app else HTTPAdapter())
            return session.get(url, timeout=patience).content

    async def httpx_get(lib: Any, transport: Any, url: str) -> bytes:  # noqa: ANN401  # either library
        async with lib.AsyncClient(transport=transport, timeout=patience, verify=False) as client:
            answer: bytes = (await client.get(url)).content
            return answer

    async def aiohttp_get(url: str) -> bytes:
        connector = AiohttpConnector(app) if app else aiohttp.TCPConnector()
        timeout = aiohttp.ClientTimeout(sock_read=patience)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session, session.get(url) as answer:
            return await answer.read()

    def sync_httpx(lib: Any, transport: Any) -> Get:  # noqa: ANN401  # either library
        def get(url: str) -> bytes:
            with lib.Client(transport=transport, timeout=patience, verify=False) as client:
                answer: bytes = client.get(url).content
                return answer

        return get

    first, second = (httpx_transport(app), httpx2_transport(app)) if app else (None, None)
    return {
        "httpx": sync_httpx(httpx, first),
        "httpx2": sync_httpx(httpx2, second),
        "requests": requests_get,
        "httpx async": lambda url: asyncio.run(httpx_get(httpx, first, url)),
        "httpx2 async": lambda url: asyncio.run(httpx_get(httpx2, second, url)),
        "aiohttp": lambda url: asyncio.run(aiohttp_get(url)),
    }


def outcome(get: Get, url: str) -> object:
    """The body, or the type of what was raised."""
    try:
        return get(url)
    except Exception as error:  # it is what is compared
        return type(error)


@pytest.mark.parametrize("client", clients_of(None))
@pytest.mark.parametrize("kind", KINDS)
def test_a_client_sees_what_it_would_see_over_a_socket(kind: str, client: str) -> None:
    app, patience = KINDS[kind], IMPATIENT.get(kind, PATIENCE)
    listener = Listener(app)

    over_a_socket = outcome(clients_of(None, patience)[client], listener.url)
    listener.close()

    assert outcome(clients_of(app, patience)[client], "http://api.example/") == over_a_socket


@pytest.fixture(scope="module")
def patient() -> Iterator[HTTPServer]:
    """A pytest-httpserver that answers others while an answer of it hangs."""
    with HTTPServer(threaded=True) as server:
        yield server


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_of_a_mounted_world_sees_the_same(kind: str, patient: HTTPServer) -> None:
    app, patience = KINDS[kind], IMPATIENT.get(kind, PATIENCE)
    patient.expect_oneshot_request("/").respond_with_handler(partial(over_httpserver.respond, app))

    over_a_socket = outcome(clients_of(None, patience)["requests"], patient.url_for("/"))

    assert outcome(clients_of(app, patience)["requests"], "http://api.example/") == over_a_socket


@pytest.mark.parametrize(
    ("kind", "error", "text"),
    [
        ("late", httpx.ReadTimeout, "timed out"),
        ("closed at once", httpx.RemoteProtocolError, "Server disconnected without sending a response."),
        ("reset at once", httpx.ReadError, "[Errno 104] Connection reset by peer"),
        (
            "closed in the body",
            httpx.RemoteProtocolError,
            "peer closed connection without sending complete message body",
        ),
        ("garbage", httpx.RemoteProtocolError, "illegal status line"),
    ],
)
def test_an_error_of_httpx_is_in_its_own_words_and_knows_its_request(
    kind: str, error: type[httpx.RequestError], text: str
) -> None:
    with httpx.Client(transport=httpx_transport(KINDS[kind]), timeout=0.1) as client, pytest.raises(error) as told:
        client.get("http://api.example/")

    assert (str(told.value), str(told.value.request.url)) == (text, "http://api.example/")


@pytest.mark.parametrize(
    ("kind", "error", "text"),
    [
        ("closed at once", ConnectionAbortedError, "the server closed the connection before the answer was complete"),
        (
            "closed in the body",
            ConnectionAbortedError,
            "the server closed the connection before the answer was complete",
        ),
        ("reset in the body", ConnectionResetError, "the server reset the connection"),
        ("hanging at once", TimeoutError, ENDLESS),
        ("garbage", ConnectionAbortedError, "the server sent something that is not HTTP"),
    ],
)
def test_a_direct_call_raises_what_python_calls_it(kind: str, error: type[OSError], text: str) -> None:
    with pytest.raises(error) as told:
        call(KINDS[kind], "GET", "/")

    assert str(told.value) == text


@pytest.mark.parametrize("kind", ["late", "dripping", "stuck in the body", "closed after the body"])
def test_a_direct_call_waits_for_nothing(kind: str) -> None:
    assert call(KINDS[kind], "GET", "/").body == BODY


@pytest.mark.parametrize("kind", ["hanging at once", "hanging in the body"])
def test_a_thread_is_not_kept_for_ever(kind: str) -> None:
    with (
        httpx.Client(transport=httpx_transport(KINDS[kind]), timeout=None) as client,  # noqa: S113  # what it is about
        pytest.raises(httpx.ReadTimeout) as told,
    ):
        client.get("http://api.example/")

    assert str(told.value) == ENDLESS


def test_a_session_of_requests_is_not_kept_for_ever_either() -> None:
    with requests.Session() as session:
        session.mount("http://", RequestsAdapter(KINDS["hanging at once"]))
        with pytest.raises(requests.exceptions.ReadTimeout) as told:
            session.get("http://api.example/")  # what it is about

    assert str(told.value) == ENDLESS


@pytest.mark.parametrize("kind", ["hanging at once", "hanging in the body"])
def test_a_task_waits_until_it_is_cancelled(kind: str) -> None:
    async def ask() -> None:
        async with httpx.AsyncClient(transport=httpx_transport(KINDS[kind]), timeout=None) as client:  # noqa: S113  # what it is about
            await asyncio.wait_for(client.get("http://api.example/"), 0.02)

    with pytest.raises(TimeoutError):
        asyncio.run(ask())


def test_a_head_request_misses_no_body() -> None:
    with httpx.Client(transport=httpx_transport(KINDS["closed in the body"])) as client:
        assert client.head("http://api.example/").headers["content-length"] == "10"


def test_retries_of_urllib3_are_its_own() -> None:
    asked: list[str] = []

    async def refusing(scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401  # ASGI's
        asked.append(scope["path"])
        await send({"type": "http.response.start", "status": 503, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    with requests.Session() as session:
        session.mount("http://", RequestsAdapter(refusing, max_retries=Retry(2, status_forcelist=[503])))
        with pytest.raises(requests.exceptions.RetryError):
            session.get("http://api.example/again", timeout=PATIENCE)

    assert asked == ["/again"] * 3
