"""CORS: which answers a page of another origin may read.

bancho.py sends no CORS headers; the reverse proxy of its deployments adds one to 2xx and 3xx answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.contract import Contract, Cors, Rule

if TYPE_CHECKING:
    from starlette.types import Scope

    from mockbancho.api.answers import Header

_EVERYBODY: Final = ((b"access-control-allow-origin", b"*"),)
_NOBODY: Final[tuple[Header, ...]] = ()
_METHODS: Final = (b"access-control-allow-methods", b"GET, POST, PUT")
_AGE: Final = (b"access-control-max-age", b"600")


class CorsPolicy:
    """One of the four forms, under one contract."""

    __slots__ = ("_cors", "answers_preflight")

    def __init__(self, cors: Cors, contract: Contract) -> None:
        """Take the form and the contract that decides about preflights."""
        self._cors = cors
        self.answers_preflight = cors is Cors.ECHO or (cors is Cors.ALL and Rule.ANSWERS_PREFLIGHT in contract.rules)

    def headers(self, status: int, origin: bytes | None) -> tuple[Header, ...]:
        """Return the headers that an answer with this status gets; *origin* is what the request named."""
        if self._cors is Cors.ALL:
            return _EVERYBODY
        if self._cors is Cors.DEPLOYMENT:
            return _EVERYBODY if status < 400 else _NOBODY
        if self._cors is Cors.OFF or origin is None:
            return _NOBODY
        return (
            (b"access-control-allow-origin", origin),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"Origin"),
        )


def is_preflight(scope: Scope) -> bool:
    """Whether a browser asks what a page of another origin may send."""
    if scope["method"] != "OPTIONS":
        return False
    named = {name for name, _ in scope["headers"]}
    return b"origin" in named and b"access-control-request-method" in named


def preflight(asked: bytes | None) -> tuple[Header, ...]:
    """Return what the answer to a preflight has besides its origin; *asked* are the headers that the page will send."""
    return _METHODS, (b"access-control-allow-headers", asked or b"authorization, content-type"), _AGE
