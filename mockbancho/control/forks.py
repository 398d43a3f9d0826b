"""Forking worlds, listing them, and forgetting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from mockbancho.control.declared import route
from mockbancho.control.worlds import MAIN

if TYPE_CHECKING:
    from mockbancho.control.asked import Asked
    from mockbancho.control.worlds import Served


class NewWorld(Struct, forbid_unknown_fields=True):
    """What a world is called, and which one it is forked from."""

    name: str | None = None
    source: str = field(default=MAIN, name="from")


class WorldAddress(Struct):
    """A world, the base URL of its fake API, and that of its control API."""

    name: str
    url: str
    control: str


def _address(asked: Asked, served: Served) -> WorldAddress:
    return WorldAddress(served.name, f"{asked.base}{served.prefix}", f"{asked.base}/_mock/worlds/{served.name}")


@route("GET", "/worlds", answers=list[WorldAddress], of_world=False)
def list_worlds(asked: Asked) -> list[WorldAddress]:
    """List the worlds that are served, the main one first."""
    return [_address(asked, each) for each in asked.worlds.all()]


@route("POST", "/worlds", takes=NewWorld, answers=WorldAddress, status=201, of_world=False)
def fork_world(asked: Asked) -> WorldAddress:
    """Fork a world: what is done in the one does not show in the other.

    The fork answers the fake API at its own base URL. One that nobody asks for an hour is forgotten.
    """
    return _address(asked, asked.worlds.fork(asked.worlds.find(asked.body.source), asked.body.name))


@route("DELETE", "/worlds/{world}", answers=WorldAddress, of_world=False)
def delete_world(asked: Asked) -> WorldAddress:
    """Forget a world, and return what it was; the main one stays."""
    return _address(asked, asked.worlds.delete(asked.path["world"]))
