"""Answers that break off on a real socket."""

from __future__ import annotations

import os
import socket
import struct
from contextlib import suppress
from time import sleep
from typing import TYPE_CHECKING, Final

from mockbancho.api.wire import Ending, bytes_of

if TYPE_CHECKING:
    from mockbancho.api.wire import Delivery

_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)
"""SO_LINGER, on and for no time."""


def break_off(connection: socket.socket, delivery: Delivery) -> None:
    """Write what goes out and end the connection as told; whoever writes to it after that gets `BrokenPipeError`."""
    with suppress(ConnectionError):  # the client may leave at any time
        for pause, piece in bytes_of(delivery):
            sleep(pause)
            connection.sendall(piece)
        if delivery.ending is Ending.HANG:
            while connection.recv(2**16):
                pass
    if delivery.ending is Ending.RESET:
        _reset(connection)
    with suppress(OSError):  # it may be down already
        connection.shutdown(socket.SHUT_RDWR)


def _reset(connection: socket.socket) -> None:
    """Close the socket under everybody who has it, and leave them one that nobody reads."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    ours, other = socket.socketpair()
    with ours, other:
        os.dup2(ours.fileno(), connection.fileno(), inheritable=False)
