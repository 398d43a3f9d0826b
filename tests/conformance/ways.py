"""The ways in which a recorded request is asked again: in this thread, and over a socket."""

from __future__ import annotations

import http.client
import io
import socket
from typing import Any

from mockbancho.transports.direct import call
from tests.conformance.recordings import HOST, Found, Line


def ask_directly(app: Any, line: Line) -> Found:  # noqa: ANN401  # any ASGI application
    """Ask by a direct call."""
    headers = {"host": HOST} | {name.lower(): value for name, value in line.headers.items()}
    reply = call(app, line.method, line.target, headers=headers.items(), body=(line.body or "").encode())
    return Found(reply.status, reply.headers, reply.body)


def ask_over_socket(address: tuple[str, int], line: Line) -> Found:
    """Ask with the very bytes that were sent to the real server."""
    headers = {"Host": HOST, **line.headers, "Connection": "close"}
    body = (line.body or "").encode()
    if line.body is not None:
        headers["Content-Length"] = str(len(body))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection(address, timeout=30) as connection:
        connection.sendall(f"{line.method} {line.target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body)
        data = b"".join(iter(lambda: connection.recv(65536), b""))
    return _parsed(data, line.method)


class _Read:
    """Lets http.client parse an answer that was already read."""

    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)

    def makefile(self, *_: object) -> io.BytesIO:
        return self._file


def _parsed(data: bytes, method: str) -> Found:
    answer = http.client.HTTPResponse(_Read(data), method=method)  # type: ignore[arg-type]  # all that it uses
    answer.begin()
    content = answer.read()
    return Found(answer.status, {name.lower(): value for name, value in answer.getheaders()}, content)
