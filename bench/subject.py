"""A server to be measured, in a process of its own: `python -m bench.subject KIND`; prints its port when it answers.

Every kind holds the same made-up world, and runs under the same server (`mockbancho.server`).
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Awaitable, Callable
from itertools import count, cycle
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route, Router

from bench.generator import DENSE, UNIX, build, session
from bench.questions import questions
from mockbancho.api.app import Api
from mockbancho.contract import ANY
from mockbancho.server.process import serve
from mockbancho.server.sockets import listen
from mockbancho.transports.direct import call
from mockbancho.world.answers import Answers

if TYPE_CHECKING:
    from starlette.requests import Request

    from mockbancho.transports.direct import Reply
    from mockbancho.world.world import World

App = Callable[[Any, Any, Any], Awaitable[None]]

TARGETS: Final = 24
"""Rows that each question is asked of."""
LIMIT: Final = 100
"""Rows in each list."""


class Chosen:
    """Lead each target to an application of its own, after something else happened; the same for every kind."""

    def __init__(self, apps: dict[tuple[str, bytes], App], before: Callable[[], None]) -> None:
        """Take the applications by path and query, and what happens before each request."""
        self._apps = apps
        self._before = before

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401  # ASGI's form
        """Answer one request."""
        self._before()
        await self._apps[scope["path"], scope["query_string"]](scope, receive, send)


def route_answering(path: str, reply: Reply) -> Route:
    """Return a bare Starlette route that answers these bytes."""
    content_type = reply.headers.get("content-type")

    async def answer(request: Request) -> Response:  # noqa: ARG001  # Starlette's form
        return Response(reply.body, reply.status, media_type=content_type)

    return Route(path, answer)


def mover(world: World) -> Callable[[], None]:
    """Return what changes one row: in turns what a player did last, and what one who is online is doing."""
    players, sessions, number = cycle(list(world.players.rows)), cycle(list(world.sessions.rows)), count(1_000_000)

    def move() -> None:
        n = next(number)
        if n & 1:
            world.put(replace(next(players), latest_activity=UNIX + n))
        else:
            world.put(replace(session(next(sessions).id), info_text=f"Artist {n}"))

    return move


def forgetter(world: World) -> Callable[[], None]:
    """Return what makes a world forget what it answered."""

    def forget() -> None:
        world.answers = Answers()

    return forget


def _nothing() -> None:
    """Happen not at all."""


def subject(kind: str) -> Chosen:
    """Return the application of a kind: `floor`, `starlette`, `again`, `new` or `moving`; ` moving` may follow the first two."""
    world = build(DENSE)
    api = Api(world, ANY)
    what, _, moves = kind.partition(" ")
    before = mover(world) if "moving" in (what, moves) else forgetter(world) if what == "new" else _nothing
    apps: dict[tuple[str, bytes], App] = {}
    for question in questions(DENSE, count=TARGETS, limit=LIMIT):
        for target in question.targets:
            path, query = urlsplit(target).path, urlsplit(target).query.encode()
            apps[path, query] = _answering(what, path, target, api)
    return Chosen(apps, before)


def _answering(what: str, path: str, target: str, api: Api) -> App:
    if what not in ("floor", "starlette"):
        return api
    routes = [route_answering(path, call(api, "GET", target))]
    return Starlette(routes=routes) if what == "starlette" else Router(routes)


if __name__ == "__main__":
    logging.disable()
    app = subject(sys.argv[1])
    listener = listen("127.0.0.1", 0)
    serve(app, listener, lambda: print(listener.getsockname()[1], flush=True))
