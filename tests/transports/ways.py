"""Every way into a server as one object to ask by, so that what a test compares is the same for all."""

from __future__ import annotations

import asyncio
import io
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from functools import partial
from typing import Any, Final, NamedTuple

import aiohttp
import httpx
import httpx2
import pytest
import requests
from pytest_httpserver import HTTPServer

from mockbancho import Bancho
from mockbancho.server.certificates import Certificates
from mockbancho.server.listeners import Listener

HERE: Final = "https://api.someserver.example"
READ: Final = 1000
"""Bytes of a body that are read at once."""


class Seen(NamedTuple):
    """What a client made of an answer; *hops* are the statuses of the redirects before it, by their addresses."""

    status: int
    headers: dict[str, str]
    body: bytes
    url: str = ""
    hops: tuple[int, ...] = ()
    reads: int = 1


class Asked(NamedTuple):
    """A request that a client is to send."""

    url: str
    method: str = "GET"
    headers: dict[str, str] = {}  # noqa: RUF012  # nobody changes it
    body: bytes = b""


Ask = Callable[[Asked], Seen]
Open = Callable[[], AbstractAsyncContextManager[Callable[[Asked], Awaitable[Seen]]]]


class Way:
    """A client and where the API is for it."""

    def __init__(self, base: str, ask: Ask) -> None:
        """Take the address and what asks in this thread."""
        self.base = base
        self.send = ask

    def ask(self, path: str, method: str = "GET", *, host: str = "api", body: bytes = b"") -> Seen:
        """Send one request to a host of the server."""
        return self.send(self._asked(path, method, host, body))

    def ask_at_once(self, paths: list[str]) -> list[Seen]:
        """Send several requests at the same time."""
        with ThreadPoolExecutor(len(paths)) as pool:
            return list(pool.map(self.ask, paths))

    def _asked(self, path: str, method: str = "GET", host: str = "api", body: bytes = b"") -> Asked:
        return Asked(self.base.replace("//api.", f"//{host}.") + path, method, {}, body)


class SocketWay(Way):
    """A client of a real port, which says by a header what host it means."""

    def _asked(self, path: str, method: str = "GET", host: str = "api", body: bytes = b"") -> Asked:
        named = {"host": f"{host}.someserver.example"} if host != "api" else {}
        return Asked(self.base + path, method, named, body)


class AsyncWay(Way):
    """A client that asks in a loop, a new one for each request or several at once."""

    def __init__(self, base: str, open_client: Open) -> None:
        """Take the address and what opens a client."""
        super().__init__(base, lambda asked: asyncio.run(self._gather([asked]))[0])
        self._open = open_client

    def ask_at_once(self, paths: list[str]) -> list[Seen]:
        """Send several requests as tasks of one loop."""
        return asyncio.run(self._gather([self._asked(path) for path in paths]))

    async def _gather(self, asked: list[Asked]) -> list[Seen]:
        async with self._open() as ask:
            return await asyncio.gather(*map(ask, asked))


class AsyncSocketWay(AsyncWay, SocketWay):
    """The same over a real port."""


def by_httpx(client: Any) -> Ask:  # noqa: ANN401  # of either library
    """Ask through a client of httpx or httpx2."""

    def ask(asked: Asked) -> Seen:
        given = {"headers": asked.headers, "content": asked.body, "follow_redirects": True}
        with client.stream(asked.method, asked.url, **given) as answer:
            return _seen_by_httpx(answer, list(answer.iter_bytes(READ)))

    return ask


@asynccontextmanager
async def by_async_httpx(lib: Any, **options: Any) -> AsyncIterator[Callable[[Asked], Awaitable[Seen]]]:  # noqa: ANN401  # either
    """Ask through an asynchronous client of httpx or httpx2."""
    async with lib.AsyncClient(**options) as client:

        async def ask(asked: Asked) -> Seen:
            given = {"headers": asked.headers, "content": asked.body, "follow_redirects": True}
            async with client.stream(asked.method, asked.url, **given) as answer:
                return _seen_by_httpx(answer, [piece async for piece in answer.aiter_bytes(READ)])

        yield ask


def _seen_by_httpx(answer: Any, pieces: list[bytes]) -> Seen:  # noqa: ANN401  # either library's
    hops = tuple(hop.status_code for hop in answer.history)
    return Seen(answer.status_code, dict(answer.headers), b"".join(pieces), str(answer.url), hops, len(pieces))


def by_requests(session: requests.Session) -> Ask:
    """Ask through a session of requests."""

    def ask(asked: Asked) -> Seen:
        given: Any = {"headers": asked.headers, "data": asked.body, "stream": True}
        with session.request(asked.method, asked.url, **given) as answer:
            pieces = list(answer.iter_content(READ))
        headers = {name.lower(): value for name, value in answer.headers.items()}
        hops = tuple(hop.status_code for hop in answer.history)
        return Seen(answer.status_code, headers, b"".join(pieces), answer.url, hops, len(pieces))

    return ask


@asynccontextmanager
async def by_aiohttp(connect: Callable[[], aiohttp.BaseConnector]) -> AsyncIterator[Callable[[Asked], Awaitable[Seen]]]:
    """Ask through a session of aiohttp."""
    async with aiohttp.ClientSession(connector=connect()) as session:

        async def ask(asked: Asked) -> Seen:
            body = io.BytesIO(asked.body)
            async with session.request(asked.method, asked.url, headers=asked.headers, data=body) as answer:
                pieces = [piece async for piece in answer.content.iter_chunked(READ)]
            headers = {name.lower(): value for name, value in answer.headers.items()}
            hops = tuple(hop.status for hop in answer.history)
            return Seen(answer.status, headers, b"".join(pieces), str(answer.url), hops, len(pieces))

        yield ask


def directly(bancho: Bancho) -> Ask:
    """Ask by a direct call."""

    def ask(asked: Asked) -> Seen:
        path = asked.url.removeprefix("https:").lstrip("/")
        host, _, target = path.partition("/")
        answer = bancho.request(asked.method, f"/{target}", headers={"host": host}, body=asked.body)
        return Seen(answer.status, answer.headers, answer.body, asked.url)

    return ask


def _session(bancho: Bancho) -> requests.Session:
    session = requests.Session()
    session.mount("https://", bancho.requests_adapter())
    return session


def in_process(bancho: Bancho, name: str) -> Way:
    """A way that a server offers by itself."""
    asgi: Any = bancho.asgi  # httpx types messages more strictly than ASGI does
    ways: dict[str, Callable[[], Way]] = {
        "direct": lambda: Way(HERE, directly(bancho)),
        "httpx": lambda: Way(HERE, by_httpx(httpx.Client(transport=bancho.httpx_transport()))),
        "httpx2": lambda: Way(HERE, by_httpx(httpx2.Client(transport=bancho.httpx2_transport()))),
        "requests": lambda: Way(HERE, by_requests(_session(bancho))),
        "httpx async": lambda: AsyncWay(HERE, partial(by_async_httpx, httpx, transport=bancho.httpx_transport())),
        "httpx2 async": lambda: AsyncWay(HERE, partial(by_async_httpx, httpx2, transport=bancho.httpx2_transport())),
        "aiohttp": lambda: AsyncWay(HERE, partial(by_aiohttp, bancho.aiohttp_connector)),
        "asgi": lambda: AsyncWay(HERE, partial(by_async_httpx, httpx, transport=httpx.ASGITransport(asgi))),
    }
    return ways[name]()


@contextmanager
def over_the_network(base: str, name: str, *, here: bool = False) -> Iterator[Way]:
    """A client that knows nothing of a fake; *here* if the address is its own server's, and not the real one's."""
    way, async_way = (SocketWay, AsyncSocketWay) if here else (Way, AsyncWay)
    sync: dict[str, tuple[Callable[[], Any], Callable[[Any], Ask]]] = {
        "httpx": (partial(httpx.Client, verify=False, trust_env=False), by_httpx),
        "httpx2": (partial(httpx2.Client, verify=False, trust_env=False), by_httpx),
        "requests": (requests.Session, by_requests),
    }
    later: dict[str, Open] = {
        "httpx async": partial(by_async_httpx, httpx, verify=False),
        "httpx2 async": partial(by_async_httpx, httpx2, verify=False),
        "aiohttp": partial(by_aiohttp, aiohttp.TCPConnector),
    }
    make, ask_by = sync.get(name, (nullcontext, None))
    with make() as client:
        yield way(base, ask_by(client)) if ask_by else async_way(base, later[name])


@contextmanager
def patched(bancho: Bancho, name: str) -> Iterator[Way]:
    """A client that was made before the patch."""
    with over_the_network(HERE, name) as way, bancho.patch("*.someserver.example", others="refuse"):
        yield way


@contextmanager
def secured(bancho: Bancho, certificates: Certificates) -> Iterator[Way]:
    """A client that insists on TLS, and trusts the CA."""
    listener = Listener(bancho.asgi, tls=certificates.context())
    trusting = ssl.create_default_context(cafile=certificates.ca)
    with httpx.Client(verify=trusting, trust_env=False) as client:
        yield SocketWay(listener.url, by_httpx(client))
    listener.close()


@contextmanager
def mounted(bancho: Bancho, httpserver: HTTPServer) -> Iterator[Way]:
    """A client of a pytest-httpserver that has the world."""
    bancho.mount(httpserver)
    with over_the_network(httpserver.url_for("").rstrip("/"), "requests", here=True) as way:
        yield way


CLIENTS: Final = ("httpx", "httpx2", "requests", "httpx async", "httpx2 async", "aiohttp")
WAYS: Final = (
    *("direct", "asgi", *CLIENTS),
    *(f"patched {name}" for name in CLIENTS),
    *(f"socket {name}" for name in CLIENTS),
    *("tls", "httpserver"),
)


def each_way(**cannot: str) -> pytest.MarkDecorator:
    """Run a test by every way; one that *cannot* do it has its reason, by its name with `_` for spaces."""
    skips = {name: [pytest.mark.skip(reason)] for name, reason in cannot.items()}
    ways = [pytest.param(name, marks=skips.get(name, [])) for name in WAYS]
    return pytest.mark.parametrize("way", ways, indirect=True)
