"""How an answer goes out when something is to go wrong with it.

Whoever carries answers (a socket, a client library's transport) may put a `Wire` into the ASGI scope, at
`scope["extensions"][WIRE]`. It gets what plain ASGI cannot say: a pause, a body in drips, half a body, a connection
that ends or never answers. Without one the nearest that ASGI can do is done.
"""

from __future__ import annotations

import asyncio
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.types import Receive, Scope, Send

    from mockbancho.api.answers import Header

WIRE: Final = "mockbancho.wire"
"""The name of the extension."""


class Ending(StrEnum):
    """How an exchange ends."""

    COMPLETE = "complete"
    """The whole answer, and the connection may live on."""
    CLOSE = "close"
    """The connection is closed when `sent` bytes of the body are out."""
    RESET = "reset"
    """The connection is reset then."""
    HANG = "hang"
    """Nothing more ever comes; the connection stays open until the client leaves."""


class Delivery(Struct, frozen=True, kw_only=True):
    """An answer, and how it goes out."""

    status: int
    headers: Sequence[Header]
    body: bytes
    delay: float = 0.0
    """Seconds before the first byte."""
    pieces: tuple[tuple[float, bytes], ...] = ()
    """The body in pieces, each after so many seconds; none for a body in one."""
    has_head: bool = True
    """Whether status and headers go out at all; without them nothing does before the ending."""
    sent: int | None = None
    """How many bytes of the body go out before the ending; None for all."""
    ending: Ending = Ending.COMPLETE
    garbage: bytes | None = None
    """What goes out instead of an HTTP answer, before the ending."""

    @property
    def is_plain(self) -> bool:
        """Whether plain ASGI can say it all, given time."""
        return self.ending is Ending.COMPLETE and self.garbage is None

    @property
    def outgoing(self) -> tuple[tuple[float, bytes], ...]:
        """What goes out of the body: pieces, each after so many seconds."""
        return self.pieces or ((0.0, self.body[: self.sent]),)


class Wire(Protocol):
    """What carries answers to a client, and can break on the way."""

    async def deliver(self, delivery: Delivery, receive: Receive, send: Send) -> None:
        """Let an answer go out as told; *receive* tells when the client leaves, *send* is ASGI's."""
        ...


async def deliver(delivery: Delivery, scope: Scope, receive: Receive, send: Send) -> None:
    """Let an answer go out by the wire that the scope has, or as ASGI can."""
    extensions: dict[str, Any] = scope.get("extensions") or {}  # pyright: ignore[reportUnknownVariableType]  # anybody's
    wire: Wire | None = extensions.get(WIRE)
    if wire is not None:
        await wire.deliver(delivery, receive, send)
    elif delivery.is_plain:
        await send_in_time(delivery, receive, send)
    else:
        await _break_off(delivery, receive, send)


async def send_in_time(delivery: Delivery, receive: Receive, send: Send) -> None:
    """Send a whole answer by ASGI, pausing for real; a client that leaves ends it."""
    if await has_left(receive, delivery.delay):
        return
    await send({"type": "http.response.start", "status": delivery.status, "headers": list(delivery.headers)})
    for pause, piece in delivery.outgoing:
        if await has_left(receive, pause):
            return
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def has_left(receive: Receive, seconds: float) -> bool:
    """Wait so long, and tell whether the client went away meanwhile."""
    if not seconds:
        return False
    try:
        await asyncio.wait_for(wait_for_leaving(receive), seconds)
    except TimeoutError:
        return False
    return True


async def wait_for_leaving(receive: Receive) -> None:
    """Wait until the client goes away."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _break_off(delivery: Delivery, receive: Receive, send: Send) -> None:
    """Do the nearest to a broken connection that an application can: fail in the middle."""
    if await has_left(receive, delivery.delay):
        return
    if delivery.ending is Ending.HANG:
        await wait_for_leaving(receive)
        return
    if delivery.has_head and delivery.garbage is None:
        await send({"type": "http.response.start", "status": delivery.status, "headers": list(delivery.headers)})
        for pause, piece in delivery.outgoing:
            if await has_left(receive, pause):
                return
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    raise ConnectionResetError(f"a fault of mockbancho ends this connection here ({delivery.ending})")


def bytes_of(delivery: Delivery) -> Iterator[tuple[float, bytes]]:
    """Yield what goes out on a connection, each piece after so many seconds."""
    if delivery.garbage is not None:
        yield delivery.delay, delivery.garbage
    elif delivery.has_head:
        yield delivery.delay, head_of(delivery)
        yield from delivery.outgoing
    else:
        yield delivery.delay, b""


def head_of(delivery: Delivery) -> bytes:
    """Return the status line and the headers."""
    lines = [b"HTTP/1.1 %d %b" % (delivery.status, phrase_of(delivery.status))]
    lines += [name + b": " + value for name, value in delivery.headers]
    return b"\r\n".join([*lines, b"", b""])


def phrase_of(status: int) -> bytes:
    """Return what a status line calls a status."""
    try:
        return HTTPStatus(status).phrase.encode()
    except ValueError:
        return b""
