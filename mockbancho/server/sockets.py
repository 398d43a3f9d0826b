"""Listening sockets."""

from __future__ import annotations

import errno
import socket
import sys
from typing import Final

from mockbancho.errors import Mistake

_OF_THE_PORT: Final = (errno.EADDRINUSE, errno.EACCES)
BACKLOG: Final = 2048
"""Connections that may wait to be accepted."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on *host* and *port*, 0 for any free one.

    Raises `Mistake` if the port is in use, not allowed, or the host is none of this machine's.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Named protocol: with 0, asyncio leaves Nagle's algorithm on and small answers wait 40 ms.
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        raise Mistake(f"cannot listen on host {host!r}: {getattr(error, 'strerror', None) or error}") from error
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        advice = "; another --port, or 0 for any free one, may help" if error.errno in _OF_THE_PORT else ""
        raise Mistake(f"cannot listen on {host}:{port}: {error.strerror or error}{advice}") from error
    return listener


def url_of(listener: socket.socket, scheme: str = "http") -> str:
    """Return the address that a listening socket is reached at."""
    host, port = listener.getsockname()[:2]
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
