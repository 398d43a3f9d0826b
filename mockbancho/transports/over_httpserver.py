"""Every endpoint as a handler of somebody's pytest-httpserver, beside their own expectations.

Theirs come first: ordered and one-shot ones by pytest-httpserver's own order, permanent ones because ours step back.
"""

from __future__ import annotations

from functools import partial
from time import sleep
from typing import TYPE_CHECKING

from pytest_httpserver import HTTPServer, RequestHandler, RequestMatcher
from werkzeug import Response

from mockbancho.api.avatars import PATH as AVATAR
from mockbancho.errors import Mistake
from mockbancho.transports import exchange
from mockbancho.transports.breaking import break_off
from mockbancho.transports.http1 import origin_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from werkzeug import Request

    from mockbancho.api.app import Api
    from mockbancho.api.wire import Delivery
    from mockbancho.transports.exchange import ASGIApp


def mount(app: Api, httpserver: HTTPServer) -> None:
    """Add a handler for each endpoint and one for avatars, until the server is cleared.

    Raises `Mistake` for what is no pytest-httpserver, or one that has a world already.
    """
    if not isinstance(httpserver, HTTPServer):  # pyright: ignore[reportUnnecessaryIsInstance]  # not all is typed
        raise Mistake(f"mount takes the fixture httpserver, a pytest_httpserver.HTTPServer, not {httpserver!r}")
    if any(isinstance(handler.matcher, WorldMatcher) for handler in httpserver.handlers):
        raise Mistake("this httpserver has a world already; its clear() takes that away, and all expectations")
    for endpoint in app.contract.endpoints.values():
        told = f"{endpoint.name} at {' or '.join(app.contract.paths(endpoint))}"
        _add(app, httpserver, WorldMatcher(httpserver, told, partial(_leads_to, app, endpoint.name)))
    _add(app, httpserver, WorldMatcher(httpserver, "avatars at /{id}", _is_avatar))
    _add(app, httpserver, WorldMatcher(httpserver, "routes of its own", partial(_is_own_route, app)))


def _add(app: Api, httpserver: HTTPServer, matcher: WorldMatcher) -> None:
    handler = RequestHandler(matcher)
    handler.respond_with_handler(partial(respond, app))
    httpserver.handlers.append(handler)  # as its `expect` does, which its older releases lack


def _leads_to(app: Api, name: str, request: Request) -> bool:
    """Tell whether a path is an endpoint's, also one with a slash too many, which is redirected."""
    found = app.paths.find(request.path) or app.paths.find(request.path.rstrip("/"))
    return found is not None and found.bound.endpoint.name == name


def _is_avatar(request: Request) -> bool:
    return AVATAR.fullmatch(request.path) is not None


def _is_own_route(app: Api, request: Request) -> bool:
    """Tell whether a route that was added to the API answers; it may be added after the mounting."""
    return app.variations.find(exchange.scope_of(_asked(request)), app.contract) is not None


class WorldMatcher(RequestMatcher):
    """Matches what the world answers and no expectation does."""

    def __init__(self, httpserver: HTTPServer, told: str, knows: Callable[[Request], bool]) -> None:
        """Take what its handler is called, and which requests are for it."""
        super().__init__("")
        self._httpserver = httpserver
        self._told = told
        self._knows = knows

    def __repr__(self) -> str:
        """Tell what pytest-httpserver lists when nothing matches."""
        return f"<bancho {self._told}>"

    def match(self, request: Request) -> bool:
        """Tell whether the world answers; the user's permanent expectations may stand after it in the list."""
        others = (each.matcher for each in self._httpserver.handlers)
        return self._knows(request) and not any(
            other.match(request) for other in others if not isinstance(other, WorldMatcher)
        )


def respond(app: ASGIApp, request: Request) -> Response:
    """Answer a request of pytest-httpserver; what breaks off is written to its socket."""
    delivery = exchange.ask(app, _asked(request))
    if delivery.is_plain:
        sleep(delivery.delay)
    else:
        break_off(request.environ["werkzeug.socket"], delivery)
    return _response(delivery)


def _asked(request: Request) -> exchange.Request:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request.headers]
    target = origin_form(request.environ["RAW_URI"].encode("latin-1"))
    return exchange.Request(request.method, target, headers, request.get_data(), request.scheme, request.server)


def _response(delivery: Delivery) -> Response:
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in delivery.headers]
    response = Response(_paused(delivery), delivery.status, headers)
    if all(name != "content-type" for name, _ in headers):
        del response.headers["content-type"]  # werkzeug adds one
    return response


def _paused(delivery: Delivery) -> Iterator[bytes]:
    """Yield the body, pausing for real."""
    for pause, piece in delivery.outgoing:
        sleep(pause)
        yield piece
