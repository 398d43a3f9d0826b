"""How the world of `mockbancho serve` moves: by a scenario, by itself, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from mockbancho import clock
from mockbancho.api.variations import NONE
from mockbancho.cli.progress import progress_of
from mockbancho.cli.worlds import Asked, world_asked
from mockbancho.clock import SECOND
from mockbancho.errors import Mistake
from mockbancho.options import engine_name_of, faults_of
from mockbancho.osu.engines import DEFAULT
from mockbancho.scenario.clocks import Clock
from mockbancho.world.durations import micros_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mockbancho.api.variations import Variations
    from mockbancho.scenario.director import Director
    from mockbancho.scenario.model import Scenario
    from mockbancho.world.world import World


WAITS: Final = 4
"""How often a lively world is asked to catch up before it begins to live."""


def duration_of(option: str, given: str) -> int:
    """Return the duration that an option gives, in microseconds; raises `Mistake` that names the option."""
    try:
        return micros_of(float(given) if given.replace(".", "", 1).isdecimal() else given)
    except Mistake as mistake:
        raise Mistake(f"{option}: {mistake}") from None


class Motion:
    """What was asked for."""

    def __init__(
        self,
        scenario_name: str | None,
        folder: Path | None,
        *,
        speed: float | None,
        start_at: str | None,
        loop: bool,
        still: bool,
        faults: Sequence[str] = (),
        has_key: bool = False,
    ) -> None:
        """Take the options; scenario and faults are read at once, so that their mistakes are told first.

        With *has_key* the first player has an API key in any case.
        """
        self._faults = faults_of(list(faults)) if faults else []
        self._has_key = has_key
        self._speed, self._loop, self._still = speed, loop, still
        self._start_at = None if start_at is None else duration_of("--start-at", start_at)
        self._scenario: Scenario | None = None
        if scenario_name is not None:
            from mockbancho.scenario.library import find_scenario  # a still world needs no YAML

            self._scenario = find_scenario(scenario_name, folder)

    @property
    def scenario(self) -> Scenario | None:
        """What plays in the world, if a scenario does."""
        return self._scenario

    @property
    def name(self) -> str | None:
        """What the front page calls the world, if a scenario plays in it."""
        return (self._scenario.title or self._scenario.file) if self._scenario else None

    @property
    def variations(self) -> Variations:
        """In what the server of the scenario differs from bancho.py."""
        if self._scenario is None:
            return NONE
        from mockbancho.scenario.differing import variations_of  # many a server has no scenario

        return variations_of(self._scenario)

    def check(self, asked: Asked) -> None:
        """Refuse options that contradict each other."""
        if self._scenario is None:
            for option, given in (("--start-at", self._start_at is not None), ("--loop", self._loop)):
                if given:
                    raise click.UsageError(f"{option} is for a scenario")
        else:
            if self._loop and not self._scenario.length:
                raise click.UsageError("--loop: this scenario has no end")
            for name in ("world", "players", "beatmapsets", "scores_per_player"):
                if asked.get(name) is not None:
                    raise click.UsageError(f"--{name.replace('_', '-')}: the scenario says which world it plays in")
        if self._still and (self._scenario is not None or self._speed is not None):
            raise click.UsageError("--still is for a world without a scenario and without --speed")

    def begin(self, asked: Asked, *, quiet: bool) -> Moving:
        """Return the world that is about to be served, and what moves it."""
        if self._still or (asked["world"] is not None and self._speed is None and self._scenario is None):
            world = self._prepared(world_asked(asked, quiet=quiet))
            return Moving(world, lambda: _director(world), waits=None)
        if self._scenario is None:
            return self._lively(asked, quiet=quiet)
        staged = self._prepared(self._staged(asked, quiet=quiet))
        return Moving(staged, lambda: self._directed(staged, self._start_at or 0))

    def _prepared(self, world: World) -> World:
        """Return the world, in which everything that was asked for goes wrong from its start on, with its keys."""
        if self._faults:
            from mockbancho.actions.verbs import find_verb  # a server that only answers does without

            for arguments in self._faults:
                find_verb("add_fault").do("--fault", world, (), arguments)
        if self._has_key:
            from mockbancho.cli.keys import give_key  # as above

            give_key(world)
        return world

    def _directed(self, world: World, at: int = 0) -> Director:
        """Return the director of a world that moves from now on, beginning so long after its start."""
        director = _director(world, loop=self._scenario.length if self._scenario and self._loop else None)
        if at:
            director.seek(at / SECOND)
        director.move_by_itself(Clock.REAL if self._speed in (None, 1) else Clock.SCALED, self._speed or 1.0)
        return director

    def _staged(self, asked: Asked, *, quiet: bool) -> World:
        """Return the world in which the scenario is about to start."""
        from mockbancho.scenario.stage import stage

        assert self._scenario is not None  # noqa: S101  # whoever calls has looked
        engine = engine_name_of(asked["pp_engine"]) or DEFAULT
        with progress_of(quiet=quiet) as progress:
            return stage(self._scenario, seed=asked["seed"], engine=engine, progress=progress)

    def _lively(self, asked: Asked, *, quiet: bool) -> Moving:
        """Return a world of today that will live by itself; a world file's stands where it was saved, and moves on."""
        if asked["world"] is not None:
            world = self._prepared(world_asked(asked, quiet=quiet))
            return Moving(world, lambda: self._directed(world))
        today = clock.wall_clock()
        world = world_asked(asked, days=(today - clock.START) // clock.DAY, quiet=quiet)
        world.now = today
        self._prepared(world)
        return Moving(world, lambda: self._enlivened(world), waits=WAITS)

    def _enlivened(self, world: World) -> Director:
        from mockbancho.scenario.ambience import live
        from mockbancho.scenario.model import Ambience

        live(world, Ambience())
        return self._directed(world)


class Moving:
    """A world that is served, and its director, who may come a little later: the first answers need not wait for one."""

    def __init__(self, world: World, begin: Callable[[], Director], *, waits: int | None = 0) -> None:
        """Take what makes the director, and how often the world is asked to catch up before; None for never."""
        self.world = world
        self._begin = begin
        self._waits = waits
        self._director: Director | None = None
        if waits == 0:
            self._director = begin()

    @property
    def director(self) -> Director:
        """The director, who comes now if not before."""
        if self._director is None:
            self._director = self._begin()
        return self._director

    def act(self, name: str, /, **arguments: object) -> Any:  # noqa: ANN401  # each action's own
        """Do an action by hand, which the director remembers."""
        from mockbancho.actions.verbs import find_verb  # a server that only answers does without

        return self.director.act(name, find_verb(name), (), arguments)

    def catch_up(self) -> None:
        """Let the world catch up with the clock, if it moves."""
        if self._director is not None:
            self._director.catch_up()
        elif self._waits is not None:
            self._waits -= 1
            if self._waits < 0:
                self._director = self._begin()


def _director(world: World, *, loop: int | None = None) -> Director:
    from mockbancho.scenario.director import Director  # many a server needs none before its first answer

    return Director(world, loop=loop)
