"""Transports for httpx and httpx2, which have the same classes in two libraries.

One transport serves `Client` and `AsyncClient` alike. Time is not waited for: an answer that comes later than the
client would wait is its timeout at once, any other comes at once.
"""

from __future__ import annotations

import asyncio
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from mockbancho.api.wire import phrase_of
from mockbancho.transports import playing
from mockbancho.transports.exchange import Request, ask, ask_in_loop
from mockbancho.transports.extras import require
from mockbancho.transports.playing import Broken, Failure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import httpx
    import httpx2

    from mockbancho.api.wire import Delivery
    from mockbancho.transports.exchange import ASGIApp

    class HttpxTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
        """What `httpx.Client(transport=…)` and `httpx.AsyncClient(transport=…)` take."""

    class Httpx2Transport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
        """The same for httpx2."""


_AT_THE_HEAD: Final = {
    Failure.CLOSED: ("RemoteProtocolError", "Server disconnected without sending a response."),
    Failure.RESET: ("ReadError", "[Errno 104] Connection reset by peer"),
    Failure.TIMED_OUT: ("ReadTimeout", "timed out"),
    Failure.ENDLESS: ("ReadTimeout", playing.ENDLESS),
    Failure.GARBAGE: ("RemoteProtocolError", "illegal status line"),
}
_IN_THE_BODY: Final = _AT_THE_HEAD | {
    Failure.CLOSED: ("RemoteProtocolError", "peer closed connection without sending complete message body"),
}


def httpx_transport(app: ASGIApp) -> HttpxTransport:
    """Return a transport for clients of httpx."""
    require("httpx")
    transport: HttpxTransport = transport_class(import_module("httpx"))(app)
    return transport


def httpx2_transport(app: ASGIApp) -> Httpx2Transport:
    """Return a transport for clients of httpx2."""
    require("httpx2")
    transport: Httpx2Transport = transport_class(import_module("httpx2"))(app)
    return transport


@cache
def transport_class(lib: Any) -> Any:  # noqa: ANN401  # a module, and a class over it
    """Make the transport over one of the two libraries."""
    body_class = _body_class(lib)

    class Transport(lib.BaseTransport, lib.AsyncBaseTransport):  # type: ignore[misc]  # the base is either library's
        """Answers from an ASGI application; any host will do."""

        def __init__(self, app: ASGIApp) -> None:
            self._app = app

        def handle_request(self, request: Any) -> Any:  # noqa: ANN401  # the library's own
            """Answer a request of a `Client`."""
            delivery = ask(self._app, _asked(request, b"".join(request.stream)))
            try:
                playing.head(delivery, _patience(request))
            except Broken as broken:
                raise _error(lib, request, _AT_THE_HEAD[broken.failure]) from broken
            return self._response(request, delivery)

        async def handle_async_request(self, request: Any) -> Any:  # noqa: ANN401  # the library's own
            """Answer a request of an `AsyncClient`."""
            body = b"".join([piece async for piece in request.stream])
            delivery = await ask_in_loop(self._app, _asked(request, body))
            try:
                playing.head(delivery, _patience(request))
            except Broken as broken:
                await _wait_if_endless(broken)
                raise _error(lib, request, _AT_THE_HEAD[broken.failure]) from broken
            return self._response(request, delivery)

        def _response(self, request: Any, delivery: Delivery) -> Any:  # noqa: ANN401  # the library's own
            return lib.Response(
                delivery.status,
                headers=delivery.headers,
                stream=body_class(request, _body(request, delivery)),
                extensions={"http_version": b"HTTP/1.1", "reason_phrase": phrase_of(delivery.status)},
            )

    return Transport


def _body_class(lib: Any) -> Any:  # noqa: ANN401  # a class of a library that need not be there
    class Body(lib.SyncByteStream, lib.AsyncByteStream):  # type: ignore[misc]  # the base is either library's
        """The body of an answer, piece by piece."""

        def __init__(self, request: Any, pieces: Iterator[bytes]) -> None:  # noqa: ANN401  # the library's own
            self._request = request
            self._pieces = pieces

        def __iter__(self) -> Iterator[bytes]:
            try:
                yield from self._pieces
            except Broken as broken:
                raise _error(lib, self._request, _IN_THE_BODY[broken.failure]) from broken

        async def __aiter__(self) -> AsyncIterator[bytes]:
            try:
                for piece in self._pieces:
                    yield piece
            except Broken as broken:
                await _wait_if_endless(broken)
                raise _error(lib, self._request, _IN_THE_BODY[broken.failure]) from broken

    return Body


def _asked(request: Any, body: bytes) -> Request:  # noqa: ANN401  # either library's
    url = request.url
    headers = [(name.lower(), value) for name, value in request.headers.raw]
    return Request(request.method, url.raw_path, headers, body, url.scheme, (url.host, url.port))


def _patience(request: Any) -> float | None:  # noqa: ANN401  # either library's
    """Return how long the client waits for bytes."""
    patience: float | None = request.extensions.get("timeout", {}).get("read")
    return patience


def _body(request: Any, delivery: Delivery) -> Iterator[bytes]:  # noqa: ANN401  # either library's
    return iter(()) if request.method == "HEAD" else playing.body(delivery, _patience(request))


def _error(lib: Any, request: Any, told: tuple[str, str]) -> Exception:  # noqa: ANN401  # either library's
    name, text = told
    error: Exception = getattr(lib, name)(text, request=request)
    return error


async def _wait_if_endless(broken: Broken) -> None:
    """Wait until cancelled, if nothing else would end the wait over a socket."""
    if broken.failure is Failure.ENDLESS:
        await asyncio.Event().wait()
