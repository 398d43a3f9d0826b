"""The worlds that are served side by side: the main one, and forks of it that each have an address of their own."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from mockbancho import clock
from mockbancho.errors import Busy, Clash, Mistake, NotThere, nearest

if TYPE_CHECKING:
    from pathlib import Path

    from mockbancho.api.variations import Variations
    from mockbancho.bancho import Bancho, Checkpoint
    from mockbancho.control.marks import Mark
    from mockbancho.scenario.model import Scenario

MAIN: Final = "main"
MOST: Final = 100
"""Worlds at once, the main one included."""
IDLE: Final = 3600.0
"""Seconds of the machine after which a world that nobody asked for is forgotten."""
ASLEEP: Final = 60.0
"""Seconds of the machine after which a fork that nobody asks for stands still."""
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
        self.asked = clock.monotonic()
        self.checkpoints: dict[str, Kept] = {}
        self.marks: list[Mark] = []
        """Worlds along the way that was replayed last."""
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
        """Note that somebody asks, and let the world catch up with its clock.

        A fork that nobody has asked for a while stood still meanwhile: catching up with an hour would keep all waiting.
        """
        director, now = self.bancho.director, clock.monotonic()
        if self.name != MAIN and now - self.asked > ASLEEP:
            director.move_by_itself(director.mode, director.pace or 1.0)
        self.asked = now
        director.catch_up()


class Worlds:
    """All that are served, by name."""

    def __init__(self, main: Bancho, folder: Path | None = None, *, began: float | None = None) -> None:
        """Begin with the main one, served since *began* by the machine's clock, or since now.

        *folder* has scenarios beside those that come with mockbancho.
        """
        self.began = clock.monotonic() if began is None else began
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

    def delete(self, name: str) -> Served:
        """Forget a world, and return it."""
        if name == MAIN:
            raise Clash("the main world cannot be deleted; reset it instead")
        found = self.find(name)
        self._close(name)
        return found

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
