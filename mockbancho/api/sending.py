"""What leaves by plain ASGI: whole answers, redirects, and no to everything that is no HTTP request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import URL
from starlette.responses import RedirectResponse

from mockbancho.api.answers import Answer
from mockbancho.world.journal import Source

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from mockbancho.api.answers import Header
    from mockbancho.api.bodies import Incoming


async def send_answer(
    send: Send, scope: Scope, answer: Answer, headers: list[Header], incoming: Incoming | None
) -> None:
    """Send an answer; a client that is still sending what nobody wants may finish, within a bound, and is then let go."""
    body = b"" if scope["method"] == "HEAD" else answer.body
    if incoming is None or not incoming.has_more:
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
        return
    headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    await incoming.linger()
    await send({"type": "http.response.body", "body": b""})


def redirect(scope: Scope, path: str) -> Answer:
    """Lead a path with slashes at its end to the one without; unescaped bytes of the query count as Latin-1."""
    query = scope["query_string"].decode("latin-1").encode()
    response = RedirectResponse(str(URL(scope={**scope, "path": path, "query_string": query})))
    location = response.headers["location"].encode("latin-1")
    return Answer(307, b"", None, ((b"location", location),), Source.BESIDE)


async def decline(scope: Scope, receive: Receive, send: Send) -> None:
    """Take part in the server's start and stop, and close WebSockets: the real server has none here."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000})
        return
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})
