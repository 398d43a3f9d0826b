"""Answers: status, body and the headers of their own; every error becomes one here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from mockbancho.api.endpoint import File
from mockbancho.api.fragments import encode
from mockbancho.errors import ApiError, InvalidParameters, UpstreamCrash, V2NotFound
from mockbancho.world.journal import Source

if TYPE_CHECKING:
    from mockbancho.api.endpoint import Body

Header = tuple[bytes, bytes]
JSON: Final = b"application/json"


class Answer(Struct, gc=False):
    """What is sent back; *content_type* is None for an answer without a body of a type."""

    status: int
    body: bytes
    content_type: bytes | None = JSON
    headers: tuple[Header, ...] = ()
    source: Source = Source.WORLD
    reason: str = ""
    endpoint: str | None = None
    ignored: tuple[str, ...] = ()


NOT_FOUND: Final = b'{"detail":"Not Found"}'
METHOD_NOT_ALLOWED: Final = b'{"detail":"Method Not Allowed"}'


def success(body: Body, endpoint: str, ignored: tuple[str, ...]) -> Answer:
    """Return the answer of an endpoint that found what it was asked for."""
    if isinstance(body, File):
        return Answer(200, body.content, body.content_type, body.headers, endpoint=endpoint, ignored=ignored)
    return Answer(200, body, endpoint=endpoint, ignored=ignored)


def failure(error: ApiError, endpoint: str) -> Answer:
    """Return the answer for an error, in bancho.py's words."""
    source, content_type = Source.WORLD, JSON
    match error:
        case UpstreamCrash():
            source, content_type, body = Source.UPSTREAM_CRASH, b"text/plain; charset=utf-8", b"Internal Server Error"
        case InvalidParameters():
            body = encode({"detail": error.entries})
        case V2NotFound():
            body = encode({"status": "error", "error": error.text})
        case _:
            body = encode({"status": error.text})
    return Answer(error.status, body, content_type, (), source, error.text, endpoint, error.ignored)


def crashed(error: Exception) -> Answer:
    """Return what the journal has of a request whose answer was to come from a function that failed."""
    return Answer(500, b"", None, source=Source.ROUTE, reason=f"{type(error).__name__}: {error}")
