"""A listener: a world on a port, in a process of its own until a signal ends it."""

from __future__ import annotations

import signal
import socket
import sys
from typing import TYPE_CHECKING, Final, NoReturn

import uvicorn

from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    ASGIApp = Callable[..., Awaitable[None]]

GRACE: Final = 1
"""Seconds that open requests have to finish when the server stops."""
BACKLOG: Final = 2048


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on *host* and *port*, 0 for any free one.

    Raises `Mistake` if the port is in use, not allowed, or the host is none of this machine's.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Named protocol: with 0, asyncio leaves Nagle's algorithm on and small answers wait 40 ms.
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        raise Mistake(f"cannot listen on host {host!r}: {error}") from error
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise Mistake(
            f"cannot listen on {host}:{port}: {error.strerror or error}; another --port, or 0 for any free one, may help"
        ) from error
    return listener


def url_of(listener: socket.socket) -> str:
    """Return the address that a listening socket is reached at."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(app: ASGIApp, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Answer requests until SIGINT or SIGTERM; *ready* is called once the first can be answered."""
    server = _Server(app, ready)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """uvicorn without its own words: no log, no `server` and `date` headers, which bancho.py does not send."""

    def __init__(self, app: ASGIApp, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http="httptools",
                ws="none",
                lifespan="off",
                access_log=False,
                server_header=False,
                date_header=False,
                log_config=None,
                backlog=BACKLOG,
                timeout_graceful_shutdown=GRACE,
            )
        )
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _leave(*_: object) -> NoReturn:
    """End the process as asked to; uvicorn raises the signal again when it has stopped."""
    raise SystemExit(0)
