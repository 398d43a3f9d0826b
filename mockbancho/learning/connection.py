"""One GET at a time to one server, by the standard library's client; nothing is read without a bound."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPSConnection, IncompleteRead
from importlib.metadata import version
from ssl import SSLError
from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho import clock
from mockbancho.learning.questions import Unanswered, Unreachable

if TYPE_CHECKING:
    from http.client import HTTPResponse

    from mockbancho.learning.address import Address

LARGEST: Final = 16 * 1024 * 1024
"""Bytes of a body that are read."""
_PIECE: Final = 64 * 1024
_SLOWEST: Final = 3
"""A whole body may take so many times as long as the wait for one piece of it."""


class Response(msgspec.Struct, frozen=True):
    """An answer as it came: status, body, and the headers that matter here."""

    status: int
    content_type: str
    body: bytes
    location: str | None = None
    retry_after: str | None = None


class Connection:
    """A connection that is kept open while the server keeps it."""

    def __init__(self, address: Address, *, timeout: float, largest: int = LARGEST) -> None:
        """Take where to, and for how many seconds to wait; nothing is opened yet."""
        self.address = address
        self._timeout = timeout
        self._largest = largest
        self._is_used = False
        make = HTTPSConnection if address.scheme == "https" else HTTPConnection
        self._http = make(address.host, address.port, timeout=timeout)

    def get(self, target: str) -> Response:
        """Ask once; raises `Unreachable` if nothing whole comes back, `Unanswered` for more than is read."""
        try:
            return self._again(target) if self._is_used else self._get(target)
        except TimeoutError:
            reason = f"no answer within {self._timeout:g} seconds"
        except SSLError as error:
            reason = f"no secure connection: {error.reason or error}"
        except OSError as error:
            reason = error.strerror or str(error)
        except HTTPException as error:
            reason = f"broken HTTP: {type(error).__name__} {error}".rstrip()
        self.close()
        raise Unreachable(reason)

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        self._http.close()
        self._is_used = False

    def _again(self, target: str) -> Response:
        """Ask over a connection that was used; the server was free to close it after its last answer."""
        try:
            return self._get(target)
        except ConnectionError:
            self.close()
            return self._get(target)

    def _get(self, target: str) -> Response:
        told = {"User-Agent": f"mockbancho/{version('mockbancho')} (mockbancho record, drift)", "Accept": "*/*"}
        self._http.request("GET", target, headers=told)
        self._is_used = True
        response = self._http.getresponse()
        body = self._body(response)
        headers = response.headers
        content_type = headers.get_content_type() if "content-type" in headers else ""
        return Response(response.status, content_type, body, headers["location"], headers["retry-after"])

    def _body(self, response: HTTPResponse) -> bytes:
        """Read the body, but neither more nor longer than is sound."""
        body, deadline = bytearray(), clock.monotonic() + self._timeout * _SLOWEST
        while piece := response.read1(_PIECE):
            body += piece
            if len(body) > self._largest:
                self.close()
                raise Unanswered(f"the answer has more than {self._largest:,} bytes")
            if clock.monotonic() > deadline:
                self.close()
                raise Unanswered(f"the answer was not whole after {self._timeout * _SLOWEST:g} seconds")
        if response.length:
            raise IncompleteRead(bytes(body), response.length)
        response.close()  # the connection stays open
        return bytes(body)
