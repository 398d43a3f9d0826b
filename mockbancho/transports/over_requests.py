"""An adapter for requests: its own urllib3, down to where that would open a socket.

So retries, timeouts, streaming and exceptions are the real ones. Time is not waited for, as `playing` says.
"""

from __future__ import annotations

import errno
import io
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from requests.exceptions import ReadTimeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from mockbancho.api.wire import head_of
from mockbancho.transports import playing
from mockbancho.transports.exchange import ask
from mockbancho.transports.http1 import Reader
from mockbancho.transports.playing import Broken, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from requests import PreparedRequest, Response

    from mockbancho.transports.exchange import ASGIApp, Request


class RequestsAdapter(HTTPAdapter):
    """Answers from an ASGI application; any host will do, and proxies and certificates do not matter."""

    def __init__(self, app: ASGIApp, **options: Any) -> None:  # noqa: ANN401  # the base's own
        """Take the application; *options* are those of `HTTPAdapter`, such as `max_retries`."""
        self._app = app
        super().__init__(**options)

    def init_poolmanager(self, *sizes: Any, **options: Any) -> None:  # noqa: ANN401  # the base's own
        """Make the pools, whose connections lead to the application."""
        super().init_poolmanager(*sizes, **options)
        self.poolmanager.pool_classes_by_scheme = _pool_classes(self._app)

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # the base's own
        timeout: Any = None,  # noqa: ANN401  # the base's own
        *_: object,
        **__: object,
    ) -> Response:
        """Send a request as over a plain connection."""
        try:
            return super().send(request, stream=stream, timeout=timeout, verify=False)
        except ReadTimeout as error:
            if isinstance(error.args[0].__context__, _Endless):
                raise ReadTimeout(playing.ENDLESS, request=request) from error
            raise


def _pool_classes(app: ASGIApp) -> dict[str, Any]:
    """Make what urllib3 makes its connections by, for either scheme."""

    def pool(pool_class: Any, connection_class: Any) -> Any:  # noqa: ANN401  # urllib3's own
        class Connection(connection_class):  # type: ignore[misc]  # one of two
            def connect(self) -> None:
                self.sock = _Socket(app, pool_class.scheme, (self.host, self.port))
                self.is_verified = True  # nothing to verify: no warning

        class Pool(pool_class):  # type: ignore[misc]  # one of two
            ConnectionCls = Connection

            def _get_conn(self, timeout: float | None = None) -> Any:  # noqa: ANN401, ARG002  # the base's own
                return self._new_conn()

            def _put_conn(self, conn: Any) -> None:  # noqa: ANN401  # the base's own
                if conn is not None:
                    conn.close()  # kept, it would be asked for its file number

        Pool.__name__ = pool_class.__name__  # errors name it
        return Pool

    return {"http": pool(HTTPConnectionPool, HTTPConnection), "https": pool(HTTPSConnectionPool, HTTPSConnection)}


class _Socket:
    """As much of a socket as `http.client` and urllib3 use."""

    def __init__(self, app: ASGIApp, scheme: str, server: tuple[str, int]) -> None:
        self._app = app
        self._reader = Reader(scheme, server)
        self._request: Request | None = None
        self._timeout: float | None = None

    def settimeout(self, timeout: float | None) -> None:
        self._timeout = timeout

    def sendall(self, data: bytes) -> None:
        self._request = self._reader.feed(bytes(data))

    def makefile(self, *_: object) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._answer()))

    def shutdown(self, how: int) -> None:
        """Do nothing: nobody else holds the other end."""

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""

    def _answer(self) -> Iterator[bytes]:
        """Yield what comes over the connection; end where the server closes it."""
        assert self._request is not None  # noqa: S101  # nobody reads before the request is written
        delivery = ask(self._app, self._request)
        try:
            playing.head(delivery, self._timeout)
            yield head_of(delivery)
            yield from playing.body(delivery, self._timeout)
        except Broken as broken:
            if broken.failure is Failure.GARBAGE:
                yield delivery.garbage or b""
            elif broken.failure is not Failure.CLOSED:
                raise _error(broken.failure) from broken


class _Incoming(io.RawIOBase):
    """The bytes of an iterator as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._unread = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  # Buffer is named since Python 3.12
        while not self._unread:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._unread = piece
        taken = self._unread[: len(buffer)]
        buffer[: len(taken)] = taken
        self._unread = self._unread[len(taken) :]
        return len(taken)


class _Endless(TimeoutError):
    """Nothing would ever come, and the client has no timeout."""


def _error(failure: Failure) -> OSError:
    match failure:
        case Failure.RESET:
            return ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
        case Failure.ENDLESS:
            return _Endless(playing.ENDLESS)
        case _:
            return TimeoutError("timed out")
