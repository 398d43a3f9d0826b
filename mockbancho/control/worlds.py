"""The worlds that are served side by side: the main one, and forks of it that each have an address of their own."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec import Struct, field

from mockbancho import clock
from mockbancho.control.declared import route
from mockbancho.control.refusals import Busy, Clash, NotThere
from mockbancho.errors import Mistake, nearest

if TYPE_CHECKING:
    from pathlib import Path

    from mockbancho.api.variations import Variations
    from mockbancho.bancho import Bancho, Checkpoint
    from mockbancho.control.asked import Asked
    from mockbancho.scenario.model import Scenario

MAIN: Final = "main"
MOST: Final = 100
"""Worlds at once, the main one included."""
IDLE: Final = 3600.0
"""Seconds of the machine after which a world that nobody asked for is forgotten."""
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


class Kept(NamedTuple):
    """A checkpoint, and what played there."""

    checkpoint: Checkpoint
    scenario: Scenario | None
    variations: Variations


class Served:
    """One world that is served: its server, its checkpoints, and how often its time was turned."""

    def __init__(self, name: str, bancho: Bancho) -> None:
        """Take the world's name and its server."""
        self.name = name
        self.bancho = bancho
        self.began = self.asked = clock.monotonic()
        self.checkpoints: dict[str, Kept] = {}
        self.moving = asyncio.Lock()
        """Held by whoever moves the time for longer than an instant."""
        self.changes = 0
        """How often the clock was set; listeners look at it."""
        self.rewinds = 0
        """How often the world became another one: what happened there is no longer what listeners know."""
        self.is_gone = False

    @property
    def prefix(self) -> str:
        """What stands before the paths of its API."""
        return "" if self.name == MAIN else f"/_world/{self.name}"

    def touch(self) -> None:
        """Note that somebody asks, and let the world catch up with its clock."""
        self.asked = clock.monotonic()
        self.bancho.director.catch_up()


class Worlds:
    """All that are served, by name."""

    def __init__(self, main: Bancho, folder: Path | None = None) -> None:
        """Begin with the main one; *folder* has scenarios beside those that come with mockbancho."""
        self._served = {MAIN: Served(MAIN, main)}
        self.folder = folder
        self.uploads: dict[str, Scenario] = {}
        """Scenarios that were sent, by name."""
        self._made = 0
        self.listeners = 0
        """How many follow the events of any world."""

    def find(self, name: str) -> Served:
        """Return the world of this name; raises `NotThere` that names the nearest."""
        self._forget_idle()
        found = self._served.get(name)
        if found is None:
            known = nearest(name, self._served) or f"; known: {', '.join(self._served)}"
            raise NotThere(f"there is no world {name!r}{known}")
        found.touch()
        return found

    def fork(self, source: Served, name: str | None) -> Served:
        """Return a fork of a world, under a name of its own."""
        self._forget_idle()
        if len(self._served) >= MOST:
            raise Busy(f"there are {MOST} worlds, and no more fit; delete some")
        chosen = self._unused() if name is None else name
        if not _NAME.fullmatch(chosen):
            raise Mistake(
                f"the name of a world has 1 to 32 of a-z, 0-9, _ and -, and begins without _ and -; got {chosen!r}"
            )
        if chosen in self._served:
            raise Clash(f"there is a world {chosen!r} already")
        bancho = source.bancho.fork()
        bancho.scenario = source.bancho.scenario
        bancho.asgi.explained_at = f"/_mock/worlds/{chosen}/explain".encode()
        made = self._served[chosen] = Served(chosen, bancho)
        made.checkpoints.update(source.checkpoints)
        return made

    def delete(self, name: str) -> None:
        """Forget a world."""
        if name == MAIN:
            raise Clash("the main world cannot be deleted; reset it instead")
        self.find(name)
        self._close(name)

    def all(self) -> list[Served]:
        """Return every world, the main one first."""
        self._forget_idle()
        return list(self._served.values())

    def _forget_idle(self) -> None:
        now = clock.monotonic()
        for name in [name for name, each in self._served.items() if name != MAIN and now - each.asked > IDLE]:
            self._close(name)

    def _close(self, name: str) -> None:
        gone = self._served.pop(name)
        gone.is_gone = True
        gone.bancho.close()

    def _unused(self) -> str:
        while True:
            self._made += 1
            if f"w{self._made}" not in self._served:
                return f"w{self._made}"


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


@route("DELETE", "/worlds/{world}", answers=dict[str, Any], of_world=False)
def delete_world(asked: Asked) -> dict[str, Any]:
    """Forget a world; the main one stays."""
    asked.worlds.delete(asked.path["world"])
    return {}
