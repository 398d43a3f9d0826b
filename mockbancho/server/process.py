"""A process that answers until a signal ends it."""

from __future__ import annotations

import logging
import signal
from typing import TYPE_CHECKING, Final, NoReturn

import uvicorn

from mockbancho.server.sockets import BACKLOG
from mockbancho.server.wires import WiredProtocol

if TYPE_CHECKING:
    import socket
    from collections.abc import Awaitable, Callable

    from mockbancho.server.certificates import Certificates

    ASGIApp = Callable[..., Awaitable[None]]

log: Final = logging.getLogger("mockbancho")
GRACE: Final = 1
"""Seconds that open requests have to finish when the server stops."""


def serve(
    app: ASGIApp,
    listener: socket.socket,
    ready: Callable[[], None],
    *,
    tick: Callable[[], None] | None = None,
    certificates: Certificates | None = None,
) -> None:
    """Answer requests until SIGINT or SIGTERM; *ready* is called once the first can be answered.

    *tick* is called ten times a second. With *certificates* only https is spoken.
    """
    server = _Server(app, ready, tick, certificates)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """uvicorn without its own words: no log, no `server` and `date` headers, which bancho.py does not send."""

    def __init__(
        self,
        app: ASGIApp,
        ready: Callable[[], None],
        tick: Callable[[], None] | None,
        certificates: Certificates | None,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                interface="asgi3",
                http=WiredProtocol,
                ws="none",
                lifespan="off",
                access_log=False,
                server_header=False,
                date_header=False,
                log_config=None,
                backlog=BACKLOG,
                timeout_graceful_shutdown=GRACE,
                ssl_certfile=str(certificates.server) if certificates else None,
            )
        )
        self._ready = ready
        self._tick = tick

    async def on_tick(self, counter: int) -> bool:
        if self._tick is not None:
            try:
                self._tick()
            except Exception:
                log.exception("what was due could not be done; the server goes on")
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _leave(*_: object) -> NoReturn:
    """End the process as asked to; uvicorn raises the signal again when it has stopped."""
    raise SystemExit(0)
