"""The bodies of requests: read by whoever wants them, and let go by when nobody does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from starlette.types import Receive

LINGER: Final = 16 * 2**20
"""Bytes of a refused body that are still let by, so that a client that sends before it reads gets its answer."""
_WAITED_FOR: Final = 64 * 2**10
"""Bytes of a declared body that the server underneath lets by itself."""


class Gone(Exception):  # it never leaves this package
    """Say that the client went away before it had sent everything."""


class Incoming:
    """What a request sends: ASGI's receive, which remembers whether the end has been seen."""

    def __init__(self, receive: Receive, length: int | None) -> None:
        """Take how much was declared to come, None for not said."""
        self._receive = receive
        self._ended = length is not None and length <= _WAITED_FOR

    async def __call__(self) -> MutableMapping[str, Any]:
        """Return the next piece; raises `Gone` if the client went away."""
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise Gone
        self._ended = not message.get("more_body", False)
        return message

    @property
    def has_more(self) -> bool:
        """Whether the client may still be sending."""
        return not self._ended

    async def linger(self) -> None:
        """Let the rest go by, up to a bound."""
        left = LINGER
        try:
            while self.has_more and left > 0:
                left -= len((await self()).get("body", b""))
        except Gone:
            self._ended = True


def declared_length(headers: Mapping[bytes, bytes]) -> int | None:
    """Return how many bytes a request's body has; None if only its end will tell."""
    length = headers.get(b"content-length")
    if length is not None and length.isdigit():
        return int(length)
    return None if b"transfer-encoding" in headers else 0
