"""Snapshots: a world as a file, to take along and to bring back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from mockbancho.control.declared import JSON, route
from mockbancho.control.states import State, state_of
from mockbancho.world.files.reading import read_rows
from mockbancho.world.files.writing import write_rows
from mockbancho.world.world import World

if TYPE_CHECKING:
    from mockbancho.control.asked import Asked

LARGEST: Final = 256 * 2**20
"""Bytes of the largest world file that is taken."""
_FILE: Final = "the world file"


@route("GET", "/snapshot", sends=JSON, heavy=True)
def snapshot(asked: Asked) -> Response:
    """Return the world as a world file, which `mockbancho serve --world` and `Bancho(world=path)` read."""
    return Response(
        write_rows(asked.bancho.world.fork()),
        media_type=JSON,
        headers={"content-disposition": f'attachment; filename="{asked.served.name}.json"'},
    )


@route("PUT", "/snapshot", takes=bytes, accepts=(JSON,), most=LARGEST, answers=State)
async def put_snapshot(asked: Asked) -> State:
    """Let the world of a world file take this one's place; the error tells every mistake in the file."""
    served = asked.served
    world = await asyncio.to_thread(_read, asked.body)
    world.pp_engine = served.bancho.world.pp_engine
    async with served.moving:
        await asyncio.to_thread(served.bancho.load, world)
        served.bancho.asgi.world_name = "an uploaded world"
        served.rewinds += 1
    return state_of(served)


def _read(data: bytes) -> World:
    contents = read_rows(data, _FILE)
    return World.build(contents.rows, now=contents.now, seed=contents.seed)
