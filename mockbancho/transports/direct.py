"""A direct call: one request to an ASGI application, answered in this thread, without a socket, a loop or a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import msgspec

from mockbancho.errors import Mistake
from mockbancho.transports import playing
from mockbancho.transports.exchange import Request, ask
from mockbancho.transports.playing import Broken, Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mockbancho.api.wire import Delivery
    from mockbancho.transports.exchange import ASGIApp

HOST: Final = "api.localhost"
_BROKEN: Final = {
    Failure.CLOSED: (ConnectionAbortedError, "the server closed the connection before the answer was complete"),
    Failure.RESET: (ConnectionResetError, "the server reset the connection"),
    Failure.TIMED_OUT: (TimeoutError, "timed out"),
    Failure.ENDLESS: (TimeoutError, playing.ENDLESS),
    Failure.GARBAGE: (ConnectionAbortedError, "the server sent something that is not HTTP"),
}


class Reply(msgspec.Struct, frozen=True):
    """What came back: status, headers by lower-case name, and the body's bytes."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode()

    def json(self) -> Any:  # noqa: ANN401  # whatever was sent
        """Return the body's JSON; raises `msgspec.DecodeError` if it is none."""
        return msgspec.json.decode(self.body)


def call(
    app: ASGIApp,
    method: str,
    target: str,
    *,
    headers: Iterable[tuple[str, str]] = (),
    body: bytes = b"",
    **query: object,
) -> Reply:
    """Send one request and return the reply.

    *target* is a path, percent-encoded, with or without a query, to which *query* is added; a list repeats its name.
    Errors: `Mistake` for a parameter that no query can have, `MockbanchoError` if the application waits for anything but the request; where a fault breaks the connection
    `ConnectionError`, where nothing ever comes `TimeoutError`.
    """
    _check(f"{method} {target}", query)
    path, _, asked = target.partition("?")
    more = urlencode({name: value for name, value in query.items() if value is not None}, doseq=True)
    question = "&".join(filter(None, (asked, more))).encode("latin-1", "replace")
    named = {"host": HOST} | {name.lower(): value for name, value in reversed([*headers])}  # the first counts
    sent = [(name.encode(), value.encode("latin-1", "replace")) for name, value in named.items()]
    delivery = ask(app, Request(method, path.encode() + b"?" + question, sent, body))
    return Reply(delivery.status, _headers(delivery), _body(delivery, method))


def _check(request: str, query: Mapping[str, object]) -> None:
    for name, value in query.items():
        for each in value if isinstance(value, list | tuple) else [value]:  # pyright: ignore[reportUnknownVariableType]  # of anything
            if each is not None and not isinstance(each, str | int | float):
                raise Mistake(
                    f"{request}: {name}= is a parameter of the query, so a text, a number or a list of these, "
                    f"not {each!r:.60}; parameters are named one by one, as id=3, and a body is body=b'…'"
                )


def _headers(delivery: Delivery) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in delivery.headers}


def _body(delivery: Delivery, method: str) -> bytes:
    try:
        playing.head(delivery, None)
        return b"" if method == "HEAD" else b"".join(playing.body(delivery, None))
    except Broken as broken:
        kind, text = _BROKEN[broken.failure]
        raise kind(text) from broken
