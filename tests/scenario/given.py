"""Scenarios for tests: written as files are, and played in small worlds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from mockbancho import Bancho
from mockbancho.scenario.expectations import failures
from mockbancho.scenario.naming import with_ids
from mockbancho.scenario.reading import parse_scenario
from mockbancho.scenario.stage import stage
from mockbancho.world.world import World
from tests.world.given import all_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.scenario.model import Scenario

LITTLE = "{players: 6, beatmapsets: 3, scores_per_player: 3}"
"""A world that is made in no time."""


def written(text: str) -> Scenario:
    """Return the scenario of a file that says this, after its first line."""
    return parse_scenario(f"mockbancho: 1\n{dedent(text)}".encode(), "evening.yaml")


def filed(folder: Path, **texts: str) -> Path:
    """Write files, of which each begins with its format, and return the path of the first."""
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(f"mockbancho: 1\n{dedent(text)}", encoding="utf-8")
    return folder / f"{next(iter(texts))}.yaml"


def staged(scenario: Scenario | str, *, seed: int | None = None) -> Bancho:
    """Return a server in whose world a scenario is about to start."""
    return Bancho(world=stage(written(scenario) if isinstance(scenario, str) else scenario, seed=seed))


def told(bancho: Bancho) -> list[tuple[float, str]]:
    """Return what happened: seconds after the start, and the kind of event."""
    return [((event.at - bancho.director.began) / 1_000_000, event.kind) for event in bancho.events]


def unmet(scenario: Scenario) -> list[str]:
    """Play a scenario to its end, and return what is not as it is expected."""
    bancho = staged(scenario)
    return list(failures(scenario, partial(go_to, bancho), asking(bancho)))


def go_to(bancho: Bancho, at: int) -> None:
    """Let time pass until so many microseconds after the start."""
    bancho.advance((at - bancho.director.elapsed) / 1_000_000)


def asking(bancho: Bancho) -> Callable[[str], tuple[int, Any]]:
    """Return what asks a server for a path's status and JSON."""

    def ask(path: str) -> tuple[int, Any]:
        reply = bancho.get(with_ids(bancho.world, path))
        return reply.status, reply.json() if reply.headers.get("content-type", "").endswith("json") else None

    return ask


def state(world: World) -> tuple[Any, ...]:
    """Return all that a world is: its time, rows, and what happened."""
    return world.now, world.seed, all_rows(world), list(world.events)
