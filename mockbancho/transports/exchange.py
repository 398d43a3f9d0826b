"""One exchange with an ASGI application: a request in, what the server sends for it out.

Every way in without a socket is built on this and only translates: its library's request into a `Request`, a `Delivery`
into its library's answer or error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import msgspec

from mockbancho.api.wire import WIRE, Delivery
from mockbancho.errors import MockbanchoError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    ASGIApp = Callable[..., Awaitable[None]]
    Header = tuple[bytes, bytes]
    Message = MutableMapping[str, Any]


class Request(msgspec.Struct, frozen=True):
    """A request as its bytes would say it; *target* is path and query, percent-encoded."""

    method: str
    target: bytes
    headers: list[Header]
    body: bytes = b""
    scheme: str = "http"
    server: tuple[str, int | None] | None = ("127.0.0.1", 80)


def ask(app: ASGIApp, request: Request) -> Delivery:
    """Step the application by hand, in this thread and without a loop.

    Errors: `MockbanchoError` if it waits for anything but the request.
    """
    exchange = _Exchange(request)
    steps = app(exchange.scope, exchange.receive, exchange.send).__await__()
    try:
        next(steps)
    except StopIteration:
        return exchange.delivery
    steps.close()
    raise MockbanchoError(
        "the application waits for something that only a loop has: ask it asynchronously, or at its address"
    )


async def ask_in_loop(app: ASGIApp, request: Request) -> Delivery:
    """Await the application, which may wait for whatever the loop has."""
    exchange = _Exchange(request)
    await app(exchange.scope, exchange.receive, exchange.send)
    return exchange.delivery


class _Exchange:
    """What the application is given, and what it gave so far; it is also the wire that faults are put on."""

    def __init__(self, request: Request) -> None:
        self.scope = scope_of(request)
        self.scope["extensions"] = {WIRE: self}
        self._request: Message | None = {"type": "http.request", "body": request.body, "more_body": False}
        self._start: Message = {}
        self._body: list[bytes] = []
        self._delivery: Delivery | None = None

    async def receive(self) -> Message:
        """Hand out the request, then say that the client is gone."""
        message, self._request = self._request, None
        return message or {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Keep a message of the answer."""
        if message["type"] == "http.response.start":
            self._start = message
        else:
            self._body.append(message.get("body", b""))

    async def deliver(self, delivery: Delivery, *_: object) -> None:
        """Keep what is delivered instead of an answer by messages."""
        self._delivery = delivery

    @property
    def delivery(self) -> Delivery:
        """What goes out."""
        if self._delivery is not None:
            return self._delivery
        headers = self._start.get("headers", ())
        return Delivery(status=self._start["status"], headers=headers, body=b"".join(self._body))


def scope_of(request: Request) -> dict[str, Any]:
    """Return ASGI's form of a request."""
    path, _, query = request.target.partition(b"?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path,
        "root_path": "",
        "query_string": query,
        "headers": request.headers,
        "client": ("127.0.0.1", 0),
        "server": request.server,
    }
