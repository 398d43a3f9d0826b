"""The fake APIs of forked worlds, each below a path of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import msgspec
from starlette.responses import Response

from mockbancho.control.front import WORLDS
from mockbancho.errors import NotThere

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from starlette.types import Receive, Scope, Send

    from mockbancho.control.worlds import Worlds


async def ask_world(worlds: Worlds, scope: Scope, receive: Receive, send: Send) -> None:
    """Let the world that a path names answer what stands behind its name."""
    name, slash, rest = scope["path"].removeprefix(f"{WORLDS}/").partition("/")
    try:
        served = worlds.find(name)
    except NotThere as refusal:
        await Response(msgspec.json.encode({"error": str(refusal)}), 404, media_type="application/json")(
            scope, receive, send
        )
        return

    async def send_led(message: MutableMapping[str, Any]) -> None:
        """Lead whoever is led elsewhere to the same world."""
        if message["type"] == "http.response.start":
            message["headers"] = [(key, _led(key, value, served.prefix)) for key, value in message["headers"]]
        await send(message)

    inside = {**scope, "path": f"/{rest}" if slash else "/", "raw_path": _raw(scope, served.prefix)}
    await served.bancho.asgi(inside, receive, send_led if scope["path"].endswith("/") else send)


def _raw(scope: Scope, prefix: str) -> bytes:
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.removeprefix(prefix.encode()) or b"/"


def _led(name: bytes, value: bytes, prefix: str) -> bytes:
    """Return a header, a `Location` with the world's prefix before its path."""
    if name != b"location":
        return value
    url = urlsplit(value.decode("latin-1"))
    return urlunsplit(url._replace(path=prefix + url.path)).encode("latin-1")
