"""HTTP/1.1 as bytes, for clients that bring their own protocol and lack only the socket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.transports.exchange import Request

if TYPE_CHECKING:
    from mockbancho.transports.exchange import Header

CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
_HEAD_ENDS: Final = b"\r\n\r\n"


class Reader:
    """Reads the requests that a client writes to one connection, one after the other.

    Only what a correct client writes is understood: bodies have a length or are chunked.
    """

    def __init__(self, scheme: str, server: tuple[str, int | None]) -> None:
        """Take where the connection leads, which every request tells again."""
        self._scheme = scheme
        self.server = server
        self._unread = bytearray()
        self._head: tuple[str, bytes, list[Header]] | None = None
        self.expects_continue = False
        """Whether the client waits for `CONTINUE` before it sends the body; whoever sends that takes it back."""

    def feed(self, data: bytes) -> Request | None:
        """Take more bytes; return the request if it is whole now."""
        self._unread += data
        if self._head is None and not self._read_head():
            return None
        assert self._head is not None  # noqa: S101  # it was read a line above
        method, target, headers = self._head
        body = self._body(dict(headers))
        if body is None:
            return None
        self._head = None
        return Request(method, target, headers, body, self._scheme, self.server)

    def _read_head(self) -> bool:
        head, end, rest = self._unread.partition(_HEAD_ENDS)
        if not end:
            return False
        self._unread = rest
        first, *lines = bytes(head).split(b"\r\n")
        method, target, _ = first.split(b" ", 2)
        headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(b":") for line in lines)]
        self._head = method.decode("latin-1"), origin_form(target), headers
        self.expects_continue = (b"expect", b"100-continue") in headers
        return True

    def _body(self, headers: dict[bytes, bytes]) -> bytes | None:
        """Take the body off what is unread, if it has come whole."""
        if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
            return self._chunked_body()
        length = int(headers.get(b"content-length", b"0"))
        if len(self._unread) < length:
            return None
        body = bytes(self._unread[:length])
        del self._unread[:length]
        return body

    def _chunked_body(self) -> bytes | None:
        if not self._unread.endswith(b"0\r\n\r\n"):
            return None  # looked at first, since it is cheap: a client writes nothing after the last chunk
        chunks: list[bytes] = []
        at = 0
        while True:
            line = self._unread.find(b"\r\n", at)
            if line < 0:
                return None
            size = int(bytes(self._unread[at:line]).partition(b";")[0], 16)
            if not size:
                self._unread.clear()
                return b"".join(chunks)
            at = line + 2 + size + 2
            if at > len(self._unread):
                return None
            chunks.append(bytes(self._unread[line + 2 : line + 2 + size]))


def origin_form(target: bytes) -> bytes:
    """Return path and query of a target; a client that means a proxy writes the whole URL."""
    if target.startswith(b"/"):
        return target
    _, _, rest = target.partition(b"://")
    _, slash, path = rest.partition(b"/")
    return slash + path or b"/"
