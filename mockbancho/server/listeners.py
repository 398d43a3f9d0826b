"""Listeners: a port for each application that asks for one, all served by one thread of this process.

uvicorn's own server takes 200 ms to stop; its protocol class alone opens and closes in a fraction of a millisecond.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

from uvicorn import Config
from uvicorn.server import ServerState

from mockbancho.errors import Mistake
from mockbancho.server.sockets import listen, url_of
from mockbancho.server.wires import WiredProtocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from socket import socket
    from ssl import SSLContext

    ASGIApp = Callable[..., Awaitable[None]]

T = TypeVar("T")
_LEAVING: Final = 0.1
"""Seconds in which what is being answered may notice that its client is gone."""
PATIENCE: Final = 10
"""Seconds to wait for the thread of the listeners to open or close one."""


class Listener:
    """An application on a port of its own, until closed."""

    def __init__(self, app: ASGIApp, host: str = "127.0.0.1", port: int = 0, *, tls: SSLContext | None = None) -> None:
        """Listen at once, with *tls* for https alone; raises `Mistake` if the port cannot be had."""
        self.config = Config(
            app, interface="asgi3", http="httptools", ws="none", lifespan="off", log_config=None, server_header=False
        )
        self.state = ServerState()
        self.is_open = True
        socket = listen(host, port)
        self.url = url_of(socket, "https" if tls else "http")
        self._tls = tls
        try:
            self._server = _run(self._open(socket))
        except BaseException:
            socket.close()
            raise

    def close(self) -> None:
        """Stop listening, drop connections and whatever is being answered; closing again does nothing."""
        if self.is_open:
            self.is_open = False
            _run(self._close())

    async def _open(self, socket: socket) -> asyncio.Server:
        return await asyncio.get_running_loop().create_server(lambda: _Connection(self), sock=socket, ssl=self._tls)

    async def _close(self) -> None:
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError):  # on Windows the loop has no readers
            for socket in self._server.sockets:
                loop.remove_reader(socket.fileno())
            await asyncio.sleep(0)  # what was accepted by now can only be dropped once it has a transport
        self._server.close()
        for connection in list(self.state.connections):
            connection.transport.abort()
        if self.state.tasks:
            _, still = await asyncio.wait(self.state.tasks, timeout=_LEAVING)  # most end when their client is gone
            for task in still:
                task.cancel()
            await asyncio.gather(*still, return_exceptions=True)
        await asyncio.sleep(0)  # lets the transports close their sockets


class _Connection(WiredProtocol):
    """A connection to a listener."""

    def __init__(self, listener: Listener) -> None:
        super().__init__(listener.config, listener.state, {}, asyncio.get_running_loop())
        self.access_log = False  # whatever the loggers around us are set to
        self._listener = listener

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own narrowing
        """Begin, unless the listener was closed after the connection was accepted."""
        super().connection_made(transport)
        if not self._listener.is_open:
            transport.abort()


class _LoopThread:
    """An event loop in a thread that dies with the process."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.process = os.getpid()
        self._thread = Thread(target=self.loop.run_forever, name="mockbancho listeners", daemon=True)
        self._thread.start()


_lock: Final = Lock()
_threads: Final[list[_LoopThread]] = []


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in the thread of the listeners, which is started when the first one is opened."""
    with _lock:
        if not _threads or _threads[-1].process != os.getpid():
            _threads[:] = [_LoopThread()]  # a process forked from ours has no thread yet
        loop = _threads[-1].loop
    try:
        return asyncio.run_coroutine_threadsafe(work, loop).result(PATIENCE)
    except TimeoutError:
        raise Mistake(
            f"the listeners did not answer for {PATIENCE} seconds; does a thread hold the lock of a world that is asked?"
        ) from None
