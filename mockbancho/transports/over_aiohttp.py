"""A connector for aiohttp: its own client protocol, over connections that stay in memory.

Parsing, keep-alive, timeouts and exceptions are aiohttp's own. Its timeouts are timers of the loop, so pauses of an
answer are real ones here.
"""

from __future__ import annotations

import asyncio
import errno
from typing import TYPE_CHECKING, Any, Final

from aiohttp import BaseConnector
from aiohttp.client_proto import ResponseHandler

from mockbancho.api.wire import Ending, head_of
from mockbancho.errors import Mistake
from mockbancho.transports.exchange import ask_in_loop
from mockbancho.transports.http1 import CONTINUE, Reader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import ClientRequest

    from mockbancho.api.wire import Delivery
    from mockbancho.transports.exchange import ASGIApp, Request

AT_ONCE: Final = 2**16
"""Bytes handed over before the client may say that it has enough for now."""


class AiohttpConnector(BaseConnector):
    """Connects to an ASGI application; any host will do, and proxies and certificates do not matter."""

    def __init__(self, app: ASGIApp, **options: Any) -> None:  # noqa: ANN401  # the base's own
        """Take the application; *options* are those of `BaseConnector`. Raises `Mistake` where no loop runs."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            raise Mistake(
                "aiohttp_connector() is called where a loop runs, inside a coroutine, as aiohttp.ClientSession is"
            ) from None
        super().__init__(**options)
        self._app = app

    async def _create_connection(self, req: ClientRequest, *_: object, **__: object) -> ResponseHandler:
        client = ResponseHandler(loop=asyncio.get_running_loop())
        reader = Reader(req.url.scheme, (req.url.host or "", req.url.port))
        client.connection_made(_Connection(self._app, reader, client))
        return client


class _Connection(asyncio.Transport):
    """The client's end of a connection in memory, and what answers at the other."""

    def __init__(self, app: ASGIApp, reader: Reader, client: asyncio.Protocol) -> None:
        super().__init__({"peername": ("127.0.0.1", reader.server[1])})
        self._app = app
        self._reader = reader
        self._client = client
        self._loop = asyncio.get_running_loop()
        self._answering: asyncio.Task[None] | None = None
        self._may_send = asyncio.Event()
        self._may_send.set()
        self._is_closing = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Take bytes of a request; a whole one is answered by a task."""
        request = self._reader.feed(bytes(data))
        if request is not None:
            self._answering = self._loop.create_task(self._answer(request))
        elif self._reader.expects_continue:
            self._reader.expects_continue = False
            self._loop.call_soon(self._client.data_received, CONTINUE)

    def can_write_eof(self) -> bool:
        """Say no: a request's end is known by its length."""
        return False

    def is_closing(self) -> bool:
        """Tell whether either side has closed it."""
        return self._is_closing

    def close(self) -> None:
        """Let the client go; an answer under way is dropped."""
        if not self._is_closing and self._answering is not None:
            self._answering.cancel()
        self._lose(None)

    def abort(self) -> None:
        """Do the same."""
        self.close()

    def pause_reading(self) -> None:
        """Hold further pieces back."""
        self._may_send.clear()

    def resume_reading(self) -> None:
        """Let them come."""
        self._may_send.set()

    def _lose(self, error: Exception | None) -> None:
        if not self._is_closing:
            self._is_closing = True
            self._loop.call_soon(self._client.connection_lost, error)

    async def _answer(self, request: Request) -> None:
        try:
            delivery = await ask_in_loop(self._app, request)
        except Exception as error:
            self._lose(error)
            return
        async for piece in _outgoing(delivery):
            await self._may_send.wait()
            self._client.data_received(piece)
        self._end(delivery)

    def _end(self, delivery: Delivery) -> None:
        match delivery.ending:
            case Ending.RESET:
                self._lose(ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"))
            case Ending.HANG:
                pass
            case Ending.COMPLETE if any(name == b"content-length" for name, _ in delivery.headers):
                pass
            case Ending.COMPLETE | Ending.CLOSE:
                self._lose(None)


async def _outgoing(delivery: Delivery) -> AsyncIterator[bytes]:
    """Yield what comes over the connection, at its time."""
    await asyncio.sleep(delivery.delay)
    if delivery.garbage is not None:
        yield delivery.garbage
    elif delivery.has_head:
        yield head_of(delivery)
        for pause, piece in delivery.outgoing:
            if pause:
                await asyncio.sleep(pause)
            for start in range(0, len(piece), AT_ONCE):
                yield piece[start : start + AT_ONCE]
