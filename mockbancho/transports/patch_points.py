"""Where each client library would connect, and what stands there while a patch is active.

A replacement asks `choose` for the application that a request goes to, and does what it replaces if there is none.
"""

from __future__ import annotations

import sys
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol
from urllib.parse import urlsplit

from mockbancho.transports.over_httpx import transport_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.transports.exchange import ASGIApp

_WEB: Final = {"http", "https"}
_ABSENT: Final = object()


class Choose(Protocol):
    """Tells the application that a request goes to, None for where it went anyway."""

    def __call__(self, method: str, host: str, url: str) -> ASGIApp | None:
        """Choose by the host; the rest is for telling."""
        ...


class Point(NamedTuple):
    """A method that was replaced."""

    owner: type
    name: str
    found: object
    replacement: object

    def restore(self) -> None:
        """Give back what was found, unless somebody else has put something there since."""
        if self.owner.__dict__.get(self.name) is not self.replacement:
            return
        if self.found is _ABSENT:
            delattr(self.owner, self.name)
        else:
            setattr(self.owner, self.name, self.found)


def replace(name: str, choose: Choose) -> list[Point]:
    """Replace what a library, which is imported, connects by."""
    places = _PLACES[name](sys.modules[name], choose)
    return [_replaced(*place) for place in places if hasattr(*place[:2])]  # not every version has each


def _replaced(owner: type, name: str, make: Callable[[Any], Any]) -> Point:
    point = Point(owner, name, owner.__dict__.get(name, _ABSENT), make(getattr(owner, name)))
    setattr(owner, name, point.replacement)
    return point


_Place = tuple[type, str, "Callable[[Any], Any]"]


def _httpx(lib: Any, choose: Choose) -> list[_Place]:  # noqa: ANN401  # a module
    def app_for(transport: Any, request: Any) -> ASGIApp | None:  # noqa: ANN401  # either library's
        if getattr(getattr(transport, "_pool", None), "_uds", None) is not None:
            return None  # by a Unix socket: the host is a mere word
        return choose(request.method, request.url.raw_host.decode(), str(request.url))

    def synchronous(original: Any) -> Any:  # noqa: ANN401  # either library's
        @wraps(original)
        def handle_request(self: Any, request: Any) -> Any:  # noqa: ANN401  # either library's
            app = app_for(self, request)
            return transport_class(lib)(app).handle_request(request) if app else original(self, request)

        return handle_request

    def asynchronous(original: Any) -> Any:  # noqa: ANN401  # either library's
        @wraps(original)
        async def handle_async_request(self: Any, request: Any) -> Any:  # noqa: ANN401  # either library's
            app = app_for(self, request)
            if app is None:
                return await original(self, request)
            return await transport_class(lib)(app).handle_async_request(request)

        return handle_async_request

    return [
        (lib.HTTPTransport, "handle_request", synchronous),
        (lib.AsyncHTTPTransport, "handle_async_request", asynchronous),
    ]


def _requests(lib: Any, choose: Choose) -> list[_Place]:  # noqa: ANN401  # a module
    from mockbancho.transports.over_requests import RequestsAdapter  # it imports what is there

    def app_for(adapter: Any, request: Any) -> ASGIApp | None:  # noqa: ANN401  # the library's
        has_one = isinstance(adapter, RequestsAdapter)
        return None if has_one else _app_by_address(choose, request.method, str(request.url))

    def sending(original: Any) -> Any:  # noqa: ANN401  # the library's
        @wraps(original)
        def send(self: Any, request: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401  # the library's
            if app := app_for(self, request):
                return RequestsAdapter(app, max_retries=self.max_retries).send(request, *given, **named)
            return original(self, request, *given, **named)

        return send

    def connecting(original: Any) -> Any:  # noqa: ANN401  # the library's
        @wraps(original)
        def connection(self: Any, request: Any, verify: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401  # the same
            if app := app_for(self, request):
                return original(RequestsAdapter(app), request, verify=False)
            return original(self, request, verify, *given, **named)

        return connection

    # A library that mocks requests keeps the send that it found, for requests that it lets through: those are met below.
    adapter = lib.adapters.HTTPAdapter
    return [(adapter, "send", sending), (adapter, "get_connection_with_tls_context", connecting)]


def _app_by_address(choose: Choose, method: str, address: str) -> ASGIApp | None:
    url = urlsplit(address)
    return choose(method, url.hostname or "", address) if url.scheme in _WEB else None


def _aiohttp(lib: Any, choose: Choose) -> list[_Place]:  # noqa: ANN401  # a module
    from mockbancho.transports.over_aiohttp import AiohttpConnector  # it imports what is there

    def make(original: Any) -> Any:  # noqa: ANN401  # the library's
        @wraps(original)
        async def connect(self: Any, req: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401  # the library's
            app = choose(req.method, req.url.raw_host or "", str(req.url))
            if app is None:
                return await original(self, req, *given, **named)
            ours = AiohttpConnector(app, force_close=True, limit=0)  # kept by its one connection
            return await ours.connect(req, *given, **named)

        return connect

    return [(lib.TCPConnector, "connect", make)]


_PLACES: Final[dict[str, Callable[[Any, Choose], list[_Place]]]] = {
    "httpx": _httpx,
    "httpx2": _httpx,
    "requests": _requests,
    "aiohttp": _aiohttp,
}
LIBRARIES: Final = frozenset(_PLACES)
"""The libraries that can be patched, by the name that they are imported as."""
