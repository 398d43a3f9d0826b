"""A direct call: one request to an ASGI application, answered in this thread, without a socket, a loop or a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes, urlencode

import msgspec

from mockbancho.errors import MockbanchoError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping

    ASGIApp = Callable[..., Awaitable[None]]

HOST = "api.localhost"


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
    Errors: `MockbanchoError` if the application waits for anything but the request.
    """
    path, _, asked = target.partition("?")
    more = urlencode({name: value for name, value in query.items() if value is not None}, doseq=True)
    sent = {"host": HOST} | {name.lower(): value for name, value in headers}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": "&".join(filter(None, (asked, more))).encode("latin-1", "replace"),
        "headers": [(name.encode(), value.encode("latin-1", "replace")) for name, value in sent.items()],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 80),
    }
    return _reply(_run(app, scope, body))


def _run(app: ASGIApp, scope: Mapping[str, Any], body: bytes) -> list[MutableMapping[str, Any]]:
    """Step the application by hand; what it sends is returned."""
    received = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:  # ASGI's form
        return received.pop() if received else {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:  # ASGI's form
        sent.append(message)

    steps = app(scope, receive, send).__await__()
    try:
        next(steps)
    except StopIteration:
        return sent
    steps.close()
    raise MockbanchoError("the application waits for something that a direct call does not have")


def _reply(sent: list[MutableMapping[str, Any]]) -> Reply:
    start, *rest = sent
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]}
    return Reply(start["status"], headers, b"".join(message.get("body", b"") for message in rest))
