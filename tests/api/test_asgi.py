"""What a server says to an application besides HTTP requests."""

import asyncio
from collections.abc import Iterable
from typing import Any

from mockbancho.api.app import Api
from mockbancho.world.world import World


def conversation(scope: dict[str, Any], heard: Iterable[str]) -> list[dict[str, Any]]:
    """Return what the application says to a server that says *heard*."""
    waiting = iter(heard)
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": next(waiting)}

    async def send(message: Any) -> None:  # noqa: ANN401  # a message of ASGI
        said.append(message)

    asyncio.run(Api(World.build())(scope, receive, send))
    return said


def test_start_and_stop_are_confirmed() -> None:
    said = conversation({"type": "lifespan"}, ["lifespan.startup", "lifespan.shutdown"])

    assert said == [{"type": "lifespan.startup.complete"}, {"type": "lifespan.shutdown.complete"}]


def test_a_websocket_is_closed() -> None:
    said = conversation({"type": "websocket", "path": "/"}, ["websocket.connect"])

    assert said == [{"type": "websocket.close", "code": 1000}]
