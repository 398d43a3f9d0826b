"""Listeners: a port for each application that asks for one, all served by one thread of this process.

uvicorn's own server takes 200 ms to stop; its protocol class alone opens and closes in a fraction of a millisecond.
"""

from __future__ import annotations

import asyncio
import os
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from mockbancho.server.sockets import listen, url_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    ASGIApp = Callable[..., Awaitable[None]]

PATIENCE: Final = 10
"""Seconds to wait for the thread of the listeners to open or close one."""


class Listener:
    """An application on a port of its own, until closed."""

    def __init__(self, app: ASGIApp, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen at once; raises `Mistake` if the port cannot be had."""
        self._socket = listen(host, port)
        self._state = ServerState()
        self._config = Config(app, http="httptools", ws="none", lifespan="off", log_config=None, server_header=False)
        self._server: asyncio.Server | None = None
        self.url = url_of(self._socket)
        _run(self._open())

    def close(self) -> None:
        """Stop listening, drop connections and whatever is being answered; closing again does nothing."""
        if self._server is not None:
            _run(self._close())

    async def _open(self) -> None:
        self._server = await asyncio.get_running_loop().create_server(self._protocol, sock=self._socket)

    def _protocol(self) -> HttpToolsProtocol:
        protocol = HttpToolsProtocol(self._config, self._state, {}, asyncio.get_running_loop())
        protocol.access_log = False  # whatever the loggers around us are set to
        return protocol

    async def _close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()
        for connection in list(self._state.connections):
            connection.transport.abort()
        tasks = list(self._state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # lets the transports close their sockets


class _LoopThread:
    """An event loop in a thread that dies with the process."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.process = os.getpid()
        self._thread = Thread(target=self.loop.run_forever, name="mockbancho listeners", daemon=True)
        self._thread.start()


_lock: Final = Lock()
_threads: Final[list[_LoopThread]] = []


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine in the thread of the listeners, which is started when the first one is opened."""
    with _lock:
        if not _threads or _threads[-1].process != os.getpid():
            _threads[:] = [_LoopThread()]  # a process forked from ours has no thread yet
        loop = _threads[-1].loop
    asyncio.run_coroutine_threadsafe(work, loop).result(PATIENCE)
