"""Each thing that goes wrong, by each way in, for each client: what the client makes of it is the same by every way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any, Final

import aiohttp
import httpx
import httpx2
import pytest
import requests
from pytest_httpserver import HTTPServer

from mockbancho import Bancho
from mockbancho.world.world import World
from tests.pages import page

PATH: Final = "/get_player_count"
COUNTS: Final = {"status": "success", "counts": {"online": 0, "total": 0}}
PATIENCE: Final = 10.0
"""Seconds that a client waits for bytes."""
IMPATIENT: Final = 0.15
"""The same where it is to run out of patience."""
FAULTS: Final[dict[str, dict[str, Any]]] = {
    "latency below the time limit": {"latency": "10ms"},
    "latency above the time limit": {"latency": "400ms"},
    "drip": {"drip": "40ms"},
    "status": {"status": 503},
    "a body of your own": {"status": 503, "body": '{"a": 1}'},
    "quota": {"quota": 0},
    **{
        reply: {"reply": reply}
        for reply in (
            *("bad_json", "wrong_type", "empty_body", "empty_reply", "truncated", "reset", "reset_in_body"),
            *("garbage", "hang"),
        )
    },
}
TIMES_OUT: Final = frozenset({"latency above the time limit", "hang"})
HTTPX: Final[dict[str, object]] = {
    "latency below the time limit": (200, COUNTS),
    "latency above the time limit": "ReadTimeout",
    "drip": (200, COUNTS),
    "status": "JSONDecodeError",
    "a body of your own": (503, {"a": 1}),
    "quota": "JSONDecodeError",
    "bad_json": "JSONDecodeError",
    "wrong_type": (200, COUNTS),
    "empty_body": "JSONDecodeError",
    "empty_reply": "RemoteProtocolError",
    "truncated": "RemoteProtocolError",
    "reset": "ReadError",
    "reset_in_body": "ReadError",
    "garbage": "RemoteProtocolError",
    "hang": "ReadTimeout",
}
"""Status and JSON, or the class of the exception."""
MADE_OF_IT: Final[dict[str, dict[str, object]]] = {
    "httpx": HTTPX,
    "httpx2": HTTPX,
    "requests": HTTPX
    | {
        "empty_reply": "ConnectionError",
        "truncated": "ChunkedEncodingError",
        "reset": "ConnectionError",
        "reset_in_body": "ChunkedEncodingError",
        "garbage": "ConnectionError",
    },
    "aiohttp": HTTPX
    | {
        "latency above the time limit": "SocketTimeoutError",
        "status": "ContentTypeError",
        "quota": "ContentTypeError",
        "wrong_type": "ContentTypeError",
        "empty_body": (200, None),
        "empty_reply": "ServerDisconnectedError",
        "truncated": "ClientPayloadError",
        "reset": "ClientOSError",
        "reset_in_body": "ClientPayloadError",
        "garbage": "ClientResponseError",
        "hang": "SocketTimeoutError",
    },
}
ASKS_AGAIN: Final = {"aiohttp": ("empty_reply", "reset")}
"""Where a client by itself asks a second time before it gives up."""
Ask = Callable[[Bancho | None, str, float], tuple[int, Any]]


def by_httpx(lib: ModuleType, bancho: Bancho | None, url: str, patience: float) -> tuple[int, Any]:
    """Ask by httpx or httpx2."""
    with lib.Client(**_options(lib, bancho, patience)) as client:
        answer = client.get(url)
        return answer.status_code, answer.json()


def by_async_httpx(lib: ModuleType, bancho: Bancho | None, url: str, patience: float) -> tuple[int, Any]:
    """Ask by the asynchronous client of httpx or httpx2."""

    async def ask() -> tuple[int, Any]:
        async with lib.AsyncClient(**_options(lib, bancho, patience)) as client:
            answer = await client.get(url)
            return answer.status_code, answer.json()

    return asyncio.run(ask())


def _options(lib: ModuleType, bancho: Bancho | None, patience: float) -> dict[str, Any]:
    options: dict[str, Any] = {"timeout": lib.Timeout(PATIENCE, read=patience), "verify": False}
    if bancho is not None:
        options["transport"] = bancho.httpx_transport() if lib is httpx else bancho.httpx2_transport()
    return options


def by_requests(bancho: Bancho | None, url: str, patience: float) -> tuple[int, Any]:
    """Ask by requests."""
    with requests.Session() as session:
        if bancho is not None:
            session.mount("https://", bancho.requests_adapter())
        answer = session.get(url, timeout=(PATIENCE, patience))
        return answer.status_code, answer.json()


def by_aiohttp(bancho: Bancho | None, url: str, patience: float) -> tuple[int, Any]:
    """Ask by aiohttp."""

    async def ask() -> tuple[int, Any]:
        connector = None if bancho is None else bancho.aiohttp_connector()
        timeout = aiohttp.ClientTimeout(total=None, sock_read=patience)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session, session.get(url) as answer:
            return answer.status, await answer.json()

    return asyncio.run(ask())


CLIENTS: Final[dict[str, Ask]] = {
    "httpx": partial(by_httpx, httpx),
    "httpx async": partial(by_async_httpx, httpx),
    "httpx2": partial(by_httpx, httpx2),
    "httpx2 async": partial(by_async_httpx, httpx2),
    "requests": by_requests,
    "aiohttp": by_aiohttp,
}


@pytest.fixture
def bancho() -> Iterator[Bancho]:
    """An empty world."""
    with Bancho(world=World.build()) as made:
        yield made


@contextmanager
def led_by(way: str, bancho: Bancho, httpserver: Callable[[], HTTPServer]) -> Iterator[tuple[Bancho | None, str]]:
    """Yield what a client is given, if anything, and the address that it asks."""
    match way:
        case "in process":
            yield bancho, "https://api.someserver.example"
        case "socket":
            yield None, bancho.url
        case "patched":
            with bancho.patch("*.someserver.example"):
                yield None, "https://api.someserver.example"
        case _:
            server = httpserver()
            bancho.mount(server)
            yield None, server.url_for("").rstrip("/")


def outcome(ask: Ask, bancho: Bancho | None, url: str, patience: float) -> object:
    """Return status and JSON, or the name of the class of what was raised."""
    try:
        return ask(bancho, url, patience)
    except Exception as error:  # whatever a client raises is what is looked at
        return type(error).__name__


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("way", ["in process", "socket", "patched", "mounted"])
def test_a_client_makes_the_same_of_a_fault_by_every_way(
    way: str, client: str, bancho: Bancho, request: pytest.FixtureRequest
) -> None:
    library = client.removesuffix(" async")
    found: dict[str, object] = {}
    fired: dict[str, int] = {}

    with led_by(way, bancho, partial(request.getfixturevalue, "httpserver")) as (given, base):
        for fault, columns in FAULTS.items():
            with bancho.faults.add(**columns) as added:
                patience = IMPATIENT if fault in TIMES_OUT else PATIENCE
                found[fault] = outcome(CLIENTS[client], given, base + PATH, patience)
            fired[fault] = added.fired

    assert found == MADE_OF_IT[library]
    assert fired == {fault: 2 if fault in ASKS_AGAIN.get(library, ()) else 1 for fault in FAULTS}


def test_the_page_tells_what_each_library_makes_of_it() -> None:
    lines = (
        page("faults").partition("| what | httpx, httpx2 | requests | aiohttp |\n")[2].partition("\n\n")[0].splitlines()
    )
    told = {cells[0]: cells[1:] for cells in ([cell.strip() for cell in line.split("|")[1:-1]] for line in lines)}
    made = {
        first: [
            f"`{MADE_OF_IT[library][fault]}`" + (AGAIN if fault in ASKS_AGAIN.get(library, ()) else "")
            for library in ("httpx", "requests", "aiohttp")
        ]
        for first, fault in ON_THE_PAGE.items()
    }

    assert told == {
        "---": ["---"] * 3,
        **made,
        "`empty_body`, by `.json()`": ["`JSONDecodeError`", "`JSONDecodeError`", "the JSON is None"],
        "`wrong_type`, by `.json()`": ["the JSON", "the JSON", "`ContentTypeError`"],
    }


AGAIN: Final = ", after a second attempt of its own"
ON_THE_PAGE: Final = {
    "a `latency` above the time limit, `hang`": "hang",
    "`empty_reply`": "empty_reply",
    "`reset`": "reset",
    "`truncated`": "truncated",
    "`reset_in_body`": "reset_in_body",
    "`garbage`": "garbage",
    "`bad_json`, by `.json()`": "bad_json",
    "the page of a proxy, by `.json()`": "status",
}
"""The rows of the page's table that name exceptions alone."""
