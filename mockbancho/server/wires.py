"""uvicorn's protocol with a wire: real bytes for answers that go wrong."""

from __future__ import annotations

import socket
import struct
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockbancho.api.wire import WIRE, Delivery, Ending, bytes_of, has_left, send_in_time, wait_for_leaving

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]

_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)
"""What the option `SO_LINGER` takes so that closing resets the connection."""


class WiredProtocol(HttpToolsProtocol):
    """A connection whose application can break it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own narrowing
        """Begin a connection."""
        super().connection_made(transport)
        self._wire = SocketWire(self)
        self._extensions = {WIRE: self._wire}

    def on_message_begin(self) -> None:
        """Begin a request, whose scope has the wire."""
        super().on_message_begin()
        self.scope["extensions"] = self._extensions  # type: ignore[typeddict-item]  # one of our own

    def shutdown(self) -> None:
        """Let the connection end because the server stops; what is held back never comes."""
        if self._wire.is_holding:
            self.transport.abort()
        else:
            super().shutdown()


class SocketWire:
    """Writes to a connection past uvicorn, and ends it."""

    def __init__(self, protocol: HttpToolsProtocol) -> None:
        """Take the connection."""
        self._transport = protocol.transport
        self._flow = protocol.flow
        self.is_holding = False
        """Whether an answer is on its way out."""

    async def deliver(
        self,
        delivery: Delivery,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Let an answer go out as told; one that is whole goes by uvicorn, and the connection may live on."""
        self.is_holding = True
        try:
            if delivery.is_plain:
                await send_in_time(delivery, receive, send)
            elif not await self._has_left(delivery, receive):
                self._end(delivery.ending)
                await wait_for_leaving(receive)  # uvicorn takes an application that ends before that for a broken one
        finally:
            self.is_holding = False

    async def _has_left(self, delivery: Delivery, receive: Callable[[], Awaitable[Message]]) -> bool:
        """Write what goes out before the ending, and tell whether the client went away meanwhile."""
        for pause, piece in bytes_of(delivery):
            if await has_left(receive, pause):
                return True
            if piece:  # with nothing to write, `drain` would wait for ever under TLS
                self._transport.set_write_buffer_limits(0)  # so that `drain` waits until all is out
                self._transport.write(piece)
                await self._flow.drain()
        return False

    def _end(self, ending: Ending) -> None:
        if ending is Ending.CLOSE:
            self._transport.close()
        elif ending is Ending.RESET:
            connection: socket.socket = self._transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self._transport.abort()
