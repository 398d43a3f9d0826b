"""What a scenario is, whether it was read from a file or built in Python."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec

FORMAT: Final = 1
"""The format of scenario files that is written, and the newest that is read."""


class Place(msgspec.Struct, frozen=True):
    """Where something stands: in a file's line and column, or in a program's list."""

    path: str
    line: int = 0
    column: int = 0
    file: str = ""

    @property
    def where(self) -> tuple[str, int, int]:
        """What places are sorted by."""
        return self.file, self.line, self.column

    def __str__(self) -> str:
        """Return the place as mistakes begin: `finals.yaml:14:5: timeline[2]`."""
        spot = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return ": ".join(part for part in (spot, self.path) if part)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the timeline: an action, when it happens, and for a repeated one how often and until when.

    Times are microseconds after the start. *name* is what the made thing is called from then on.
    """

    place: Place
    verb: str
    arguments: dict[str, Any]
    at: int
    name: str | None = None
    every: int | None = None
    jitter: int = 0
    until: int | None = None


class Expectation(msgspec.Struct, frozen=True, kw_only=True):
    """What a request answers at a time: its status, and members of its JSON, each by a path such as `match.name`."""

    place: Place
    at: int
    get: str
    status: int = 200
    where: dict[str, Any] = {}


class CastEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A thing that is made before the start, and what it is called: the arguments of `create_<noun>`."""

    place: Place
    name: str
    noun: str
    arguments: dict[str, Any]


class FaultEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Something that goes wrong with answers: the arguments of `add_fault`, whose times count from the start."""

    place: Place
    arguments: dict[str, Any]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """In what the server differs from bancho.py: the arguments of a route of its own, or of another shape."""

    place: Place
    arguments: dict[str, Any]


class WorldSpec(msgspec.Struct, frozen=True, kw_only=True):
    """Which world a scenario plays in: one of a file, or one that is generated; the default one if nothing is said."""

    file: str | None = None
    players: int | None = None
    beatmapsets: int | None = None
    scores_per_player: str | int | None = None


class Ambience(msgspec.Struct, frozen=True, kw_only=True):
    """How lively a world is by itself."""

    players_online: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 20
    plays_per_minute: Annotated[float, msgspec.Meta(ge=0, le=6_000)] = 12


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """A world, a cast, and what happens; *file* is where it was read from."""

    file: str
    title: str = ""
    about: str = ""
    seed: int | None = None
    world: WorldSpec = WorldSpec()
    ambient: Ambience | None = None
    cast: tuple[CastEntry, ...] = ()
    timeline: tuple[Step, ...] = ()
    faults: tuple[FaultEntry, ...] = ()
    routes: tuple[Difference, ...] = ()
    reshape: tuple[Difference, ...] = ()
    expect: tuple[Expectation, ...] = ()

    @property
    def length(self) -> int:
        """Microseconds from the start to the last thing that is told."""
        steps = [step.until if step.until is not None else step.at for step in self.timeline]
        return max([0, *steps, *(each.at for each in self.expect)])
