"""uvicorn's protocol with a wire: real bytes for answers that go wrong."""

from __future__ import annotations

import asyncio
import socket
import struct
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockbancho.api.wire import WIRE, Delivery, Ending, send_in_time, wait_for_leaving

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]

_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)
"""What the option `SO_LINGER` takes so that closing resets the connection."""


class WiredProtocol(HttpToolsProtocol):
    """A connection whose application can break it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own narrowing
        """Begin a connection."""
        super().connection_made(transport)
        self._extensions = {WIRE: SocketWire(self)}

    def on_message_begin(self) -> None:
        """Begin a request, whose scope has the wire."""
        super().on_message_begin()
        self.scope["extensions"] = self._extensions  # type: ignore[typeddict-item]  # one of our own


class SocketWire:
    """Writes to a connection past uvicorn, and ends it."""

    def __init__(self, protocol: HttpToolsProtocol) -> None:
        """Take the connection."""
        self._transport = protocol.transport
        self._flow = protocol.flow

    async def deliver(
        self,
        delivery: Delivery,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Let an answer go out as told; one that is whole goes by uvicorn, and the connection may live on."""
        if delivery.is_plain:
            await send_in_time(delivery, send)
            return
        self._transport.set_write_buffer_limits(0)  # so that `drain` waits until all is out, or the client has left
        await asyncio.sleep(delivery.delay)
        if delivery.garbage is not None:
            self._transport.write(delivery.garbage)
        elif delivery.has_head:
            self._transport.write(_head(delivery))
            for pause, piece in delivery.outgoing:
                await asyncio.sleep(pause)
                self._transport.write(piece)
        await self._flow.drain()
        self._end(delivery.ending)
        await wait_for_leaving(receive)  # uvicorn takes an application that ends without an answer for a broken one

    def _end(self, ending: Ending) -> None:
        if ending is Ending.CLOSE:
            self._transport.close()
        elif ending is Ending.RESET:
            connection: socket.socket | None = self._transport.get_extra_info("socket")
            if connection is not None:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self._transport.abort()


def _head(delivery: Delivery) -> bytes:
    try:
        phrase = HTTPStatus(delivery.status).phrase
    except ValueError:
        phrase = ""
    lines = [f"HTTP/1.1 {delivery.status} {phrase}".encode(), *(b": ".join(pair) for pair in delivery.headers)]
    return b"\r\n".join([*lines, b"", b""])
