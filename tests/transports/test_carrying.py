"""What a client writes arrives as it wrote it, and what an application sends arrives at the client."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import aiohttp
import httpx
import httpx2
import pytest
import requests

from mockbancho import Mistake, MockbanchoError
from mockbancho.transports.over_aiohttp import AiohttpConnector
from mockbancho.transports.over_httpx import httpx2_transport, httpx_transport
from mockbancho.transports.over_requests import RequestsAdapter

URL = "https://api.someserver.example/set_avatar"
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Hearing:
    """An application that keeps what it heard and answers with two cookies."""

    def __init__(self) -> None:
        self.scope: dict[str, Any] = {}
        self.body = b""

    async def __call__(
        self, scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: Send
    ) -> None:
        self.scope = scope
        self.body = (await receive())["body"]
        headers = [(b"set-cookie", b"a=1; Path=/"), (b"set-cookie", b"b=2; Path=/"), (b"X-Raw", b"caf\xe9")]
        await send({"type": "http.response.start", "status": 201, "headers": headers})
        await send({"type": "http.response.body", "body": b"thank ", "more_body": True})
        await send({"type": "http.response.body", "body": b"you"})

    def heard(self, name: bytes) -> list[bytes]:
        """The values of a header."""
        return [value for each, value in self.scope["headers"] if each == name]


@pytest.fixture
def app() -> Hearing:
    """An application that hears."""
    return Hearing()


class Sent:
    """What a client made of the answer."""

    def __init__(self, body: bytes, cookies: dict[str, str]) -> None:
        self.body = body
        self.cookies = cookies


Put = Callable[..., Sent]


def put_by_httpx(app: Hearing, **given: Any) -> Sent:  # noqa: ANN401  # the library's own
    with httpx.Client(transport=httpx_transport(app)) as client:
        answer = client.put(URL, **given)
        return Sent(answer.content, dict(client.cookies))


def put_by_httpx2(app: Hearing, **given: Any) -> Sent:  # noqa: ANN401  # the library's own
    with httpx2.Client(transport=httpx2_transport(app)) as client:
        answer = client.put(URL, **given)
        return Sent(answer.content, dict(client.cookies))


def put_by_async_httpx(app: Hearing, **given: Any) -> Sent:  # noqa: ANN401  # the library's own
    async def put() -> Sent:
        async with httpx.AsyncClient(transport=httpx_transport(app)) as client:
            answer = await client.put(URL, **given)
            return Sent(answer.content, dict(client.cookies))

    return asyncio.run(put())


def put_by_requests(app: Hearing, content: Any = None, **given: Any) -> Sent:  # noqa: ANN401  # the library's own
    with requests.Session() as session:
        session.mount("https://", RequestsAdapter(app))
        answer = session.put(URL, data=content, timeout=5, **given)
        return Sent(answer.content, session.cookies.get_dict())


def put_by_aiohttp(
    app: Hearing,
    content: bytes | None = None,
    files: dict[str, tuple[str, bytes]] | None = None,
    **given: Any,  # noqa: ANN401  # the library's own
) -> Sent:
    async def put() -> Sent:
        async with aiohttp.ClientSession(connector=AiohttpConnector(app)) as session:
            form = aiohttp.FormData()
            for name, (file, part) in (files or {}).items():
                form.add_field(name, part, filename=file)
            async with session.put(URL, data=form if files else content, **given) as answer:
                body = await answer.read()
            return Sent(body, {cookie.key: cookie.value for cookie in session.cookie_jar})

    return asyncio.run(put())


each_client = pytest.mark.parametrize(
    "put", [put_by_httpx, put_by_httpx2, put_by_async_httpx, put_by_requests, put_by_aiohttp]
)


@each_client
def test_the_scope_is_what_a_server_would_make(put: Put, app: Hearing) -> None:
    put(app, content=b"x", headers={"X-Name": "Aika"})

    scope = app.scope
    assert (scope["type"], scope["http_version"], scope["method"], scope["scheme"]) == ("http", "1.1", "PUT", "https")
    assert (scope["path"], scope["raw_path"], scope["query_string"]) == ("/set_avatar", b"/set_avatar", b"")
    assert scope["server"][0] == "api.someserver.example"
    assert (app.heard(b"host"), app.heard(b"x-name")) == ([b"api.someserver.example"], [b"Aika"])
    assert [name for name, _ in scope["headers"]] == [name.lower() for name, _ in scope["headers"]]


@each_client
def test_a_body_arrives_whole(put: Put, app: Hearing) -> None:
    body = bytes(range(256)) * 1024

    put(app, content=body)

    assert (app.body, app.heard(b"content-length")) == (body, [b"262144"])


@each_client
def test_an_upload_arrives_as_multipart(put: Put, app: Hearing) -> None:
    put(app, files={"avatar": ("me.png", b"\x89PNG\r\n\r\n0\r\n\r\n")})

    (kind,) = app.heard(b"content-type")
    assert kind.startswith(b"multipart/form-data; boundary=")
    assert app.body.count(b"\x89PNG\r\n\r\n0\r\n\r\n") == 1
    assert b'filename="me.png"' in app.body


@each_client
def test_an_answer_in_pieces_is_one_body(put: Put, app: Hearing) -> None:
    assert put(app, content=b"").body == b"thank you"


@each_client
def test_every_cookie_is_kept(put: Put, app: Hearing) -> None:
    assert put(app, content=b"").cookies == {"a": "1", "b": "2"}


@each_client
def test_what_an_application_raises_comes_out(put: Put) -> None:
    async def failing(*_: object) -> None:
        raise ZeroDivisionError("in the application")

    with pytest.raises(ZeroDivisionError, match=r"^in the application$"):
        put(failing, content=b"")


PIECES = [b"first ", b"0\r\n\r\n", b"last"]


def pieces() -> Iterator[bytes]:
    """A body that is made while it is sent."""
    yield from PIECES


async def pieces_in_time() -> AsyncIterator[bytes]:
    """The same in a loop."""
    for piece in PIECES:
        yield piece


@pytest.mark.parametrize(
    ("put", "stream"),
    [
        (put_by_httpx, pieces),
        (put_by_httpx2, pieces),
        (put_by_requests, pieces),
        (put_by_async_httpx, pieces_in_time),
        (put_by_aiohttp, pieces_in_time),
    ],
)
def test_a_body_that_is_streamed_arrives_whole(put: Put, stream: Callable[[], object], app: Hearing) -> None:
    put(app, content=stream())

    assert (app.body, app.heard(b"transfer-encoding")) == (b"".join(PIECES), [b"chunked"])


def test_httpx_keeps_the_bytes_of_a_header(app: Hearing) -> None:
    with httpx.Client(transport=httpx_transport(app)) as client:
        answer = client.get(URL)

    assert (b"X-Raw", b"caf\xe9") in answer.headers.raw
    assert (answer.http_version, answer.reason_phrase) == ("HTTP/1.1", "Created")


def test_requests_has_urllib3_underneath(app: Hearing) -> None:
    with requests.Session() as session:
        session.mount("https://", RequestsAdapter(app))
        answer = session.get(URL, stream=True, timeout=5)

    assert (answer.raw.version, answer.reason, answer.raw.read(5), answer.raw.read()) == (
        11,
        "Created",
        b"thank",
        b" you",
    )
    assert answer.headers["x-raw"] == "caf\xe9"


def test_aiohttp_may_wait_for_leave_to_send(app: Hearing) -> None:
    put_by_aiohttp(app, content=b"when asked to", expect100=True)

    assert app.body == b"when asked to"


def test_aiohttp_may_stop_reading_for_a_while() -> None:
    async def large(scope: object, receive: object, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5000000")]})
        await send({"type": "http.response.body", "body": bytes(5_000_000)})

    async def read_slowly() -> list[bytes]:
        async with aiohttp.ClientSession(connector=AiohttpConnector(large)) as session, session.get(URL) as answer:
            await asyncio.sleep(0.01)
            return [await answer.content.readexactly(2_500_000) for _ in range(2)]

    assert asyncio.run(read_slowly()) == [bytes(2_500_000)] * 2


def test_aiohttp_keeps_its_connection_alive(app: Hearing) -> None:
    made: list[str] = []

    async def note(*_: object) -> None:
        made.append("connection")

    async def counted(scope: object, receive: object, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    async def ask_thrice() -> None:
        trace = aiohttp.TraceConfig()
        trace.on_connection_create_end.append(note)
        async with aiohttp.ClientSession(connector=AiohttpConnector(counted), trace_configs=[trace]) as session:
            for _ in range(3):
                async with session.get(URL) as answer:
                    await answer.read()

    asyncio.run(ask_thrice())

    assert made == ["connection"]


def test_aiohttp_has_a_connector_only_where_a_loop_runs(app: Hearing) -> None:
    with pytest.raises(Mistake, match=r"^aiohttp_connector\(\) is called where a loop runs, inside a coroutine, as "):
        AiohttpConnector(app)


async def waiting(scope: object, receive: object, send: Send) -> None:
    """An application that waits for the loop."""
    await asyncio.sleep(0)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize("put", [put_by_async_httpx, put_by_aiohttp])
def test_an_application_may_wait_where_a_loop_runs(put: Put) -> None:
    assert put(waiting, content=b"").body == b""


@pytest.mark.parametrize("put", [put_by_httpx, put_by_httpx2, put_by_requests])
def test_an_application_cannot_wait_where_none_does(put: Put) -> None:
    with pytest.raises(MockbanchoError, match=r": ask it asynchronously, or at its address$"):
        put(waiting, content=b"")


def test_a_file_may_be_a_body(app: Hearing) -> None:
    put_by_requests(app, content=io.BytesIO(b"from a file"))

    assert app.body == b"from a file"
