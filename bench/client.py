"""A client that costs next to nothing: requests made beforehand, a raw socket, answers counted and thrown away."""

from __future__ import annotations

import socket
from time import perf_counter, sleep
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from bench.processes import PATIENCE, seconds_busy

if TYPE_CHECKING:
    from collections.abc import Sequence

END_OF_LINE = b"\r\n"
END_OF_HEAD = b"\r\n\r\n"
BUFFER = 1 << 22
SETTLING = 0.001
"""Seconds in which a server goes to sleep after what it did last: only then its time is booked."""


class Stream(NamedTuple):
    """Requests in the order in which they are sent, over and over, and the length of each answer's body."""

    requests: tuple[bytes, ...]
    lengths: tuple[int, ...]


def request(target: str) -> bytes:
    """Return the bytes of a request as a plain client sends it."""
    return f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nUser-Agent: bench\r\n\r\n".encode()


class Rate(NamedTuple):
    """Answers per second: of the server's own processor time, and by the clock on the wall."""

    busy: float
    wall: float


class Client:
    """Asks one server, over a new connection each time: a server closes one that is idle for a while."""

    def __init__(self, port: int, server: int) -> None:
        """Take a port and the id of the process behind it."""
        self._port = port
        self._server = server
        self._data = bytearray(BUFFER)

    def ask(self, targets: Sequence[str]) -> list[tuple[int, bytes]]:
        """Return status and body of each answer."""
        with self._connected() as connection, connection.makefile("rb") as file:
            answers: list[tuple[int, bytes]] = []
            for target in targets:
                connection.sendall(request(target))
                head = b"".join(iter(file.readline, END_OF_LINE)).lower()
                length = int(head.partition(b"content-length: ")[2].partition(END_OF_LINE)[0])
                answers.append((int(head.split(b" ", 2)[1]), file.read(length)))
        return answers

    def rate(self, stream: Stream, number: int, depth: int) -> Rate:
        """Return answers per second for about *number* requests, *depth* of them sent at a time."""
        batches = _batches(stream, number, depth)
        with self._connected() as connection:
            sleep(SETTLING)
            busy = seconds_busy(self._server)
            started = perf_counter()
            for sent, lengths in batches:
                connection.sendall(sent)
                self._drain(connection, lengths)
            wall = perf_counter() - started
            sleep(SETTLING)
            busy = seconds_busy(self._server) - busy
        count = len(batches) * depth
        return Rate(count / (busy or wall), count / wall)

    def _connected(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self._port), PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def _drain(self, connection: socket.socket, lengths: tuple[int, ...]) -> None:
        """Receive answers with bodies of these lengths."""
        data, buffer, receive = self._data, memoryview(self._data), connection.recv_into
        filled = begin = 0
        for length in lengths:
            while (end := data.find(END_OF_HEAD, begin, filled)) < 0:
                filled += receive(buffer[filled:]) or _closed()
            begin = end + len(END_OF_HEAD) + length
            while filled < begin:
                filled += receive(buffer[filled:]) or _closed()
        assert filled == begin, "the answers are longer than expected"


def _closed() -> NoReturn:
    raise ConnectionError("the server closed the connection")


def _batches(stream: Stream, number: int, depth: int) -> list[tuple[bytes, tuple[int, ...]]]:
    """Return what is sent at a time, with the lengths of what comes back."""
    count = len(stream.requests)
    batches: list[tuple[bytes, tuple[int, ...]]] = []
    for start in range(0, max(number, depth), depth):
        places = [place % count for place in range(start, start + depth)]
        sent = b"".join(stream.requests[place] for place in places)
        batches.append((sent, tuple(stream.lengths[place] for place in places)))
    return batches
