"""How the API's tests upload: forms as clients write them, and bodies that come in pieces."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

KEY: Final = "58b60759-9605-42d2-ae76-e2894cb477a3"
"""Of the player who uploads."""
PNG: Final = b"\x89PNG\r\n\x1a\n and what else a picture has"
JPEG: Final = b"\xff\xd8\xff\xe0 and what else a picture has"
BOUNDARY: Final = "between-the-parts"
FORM: Final = f"multipart/form-data; boundary={BOUNDARY}"


def with_key(content_type: str = FORM, key: str = KEY) -> list[tuple[str, str]]:
    """Return the headers of an upload."""
    return [("authorization", key), ("content-type", content_type)]


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    """Return one part of a form, with the boundary before it; a *filename* makes it a file."""
    named = f'; filename="{filename}"' if filename is not None else ""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def form(*parts: bytes) -> bytes:
    """Return a form of these parts."""
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def picture(content: bytes, filename: str = "me.png") -> bytes:
    """Return the form that brings an avatar."""
    return form(part("avatar", content, filename))


class Pieces:
    """ASGI's receive: a body in these pieces, and then nothing more, or a client who goes away."""

    def __init__(self, pieces: Iterable[bytes], *, cut_off: bool = False) -> None:
        self._left = iter(pieces)
        self._cut_off = cut_off
        self.taken = 0

    async def __call__(self) -> dict[str, Any]:
        piece = next(self._left, None)
        if piece is None:
            return {"type": "http.disconnect"} if self._cut_off else {"type": "http.request", "body": b""}
        self.taken += len(piece)
        return {"type": "http.request", "body": piece, "more_body": True}


def uploaded(
    app: Callable[..., Awaitable[None]],
    receive: Callable[[], Awaitable[Any]],
    path: str = "/set_avatar",
    **headers: str,
) -> list[dict[str, Any]]:
    """Return what an application says to a POST whose body *receive* brings; `_` in a header's name stands for `-`."""
    said: list[dict[str, Any]] = []

    async def send(message: Any) -> None:  # noqa: ANN401  # a message of ASGI
        said.append(message)

    sent = {"authorization": KEY, "content-type": FORM} | {name.replace("_", "-"): v for name, v in headers.items()}
    named = [(name.encode(), value.encode()) for name, value in sent.items()]
    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": named}
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]  # an application's coroutine
    return said


def body_of(said: list[dict[str, Any]]) -> bytes:
    """Return the body of an answer."""
    return b"".join(message.get("body", b"") for message in said)
