"""Which world a command is about: a file, one that is generated, or the default one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict, TypeVar

import click

from mockbancho.cli.progress import progress_of
from mockbancho.options import SIZES, world_of
from mockbancho.world.plan import MOST_BEATMAPSETS, MOST_PLAYERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.world.world import World

F = TypeVar("F", bound="Callable[..., Any]")


class Asked(TypedDict):
    """The options that say which world is meant; None where one is not given."""

    world: Path | None
    seed: int | None
    players: int | None
    beatmapsets: int | None
    scores_per_player: str | None
    pp_engine: str | None


_OPTIONS: Final = (
    click.option(
        "--world", type=click.Path(path_type=Path), metavar="FILE", help="A world file. [default: the default world]"
    ),
    click.option("--seed", type=int, metavar="NUMBER", help="Generate the world of this seed."),
    click.option(
        "--players",
        type=click.IntRange(0, MOST_PLAYERS),
        metavar="NUMBER",
        help="Generate a world of so many players; 0 is an empty one.",
    ),
    click.option(
        "--beatmapsets",
        type=click.IntRange(0, MOST_BEATMAPSETS),
        metavar="NUMBER",
        help="Generate a world with so many sets of beatmaps.",
    ),
    click.option(
        "--scores-per-player",
        metavar="NUMBER|FROM..TO",
        help="Generate a world in which each player has played so often, such as 50 or 20..60.",
    ),
    click.option("--pp-engine", metavar="rosu|akatsuki", help="What calculates pp. [default: rosu]"),
)


scenarios_option = click.option(
    "--scenarios",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="A folder of your own scenarios.",
)
"""The option that says where scenarios are looked for by name."""


def world_options(command: F) -> F:
    """Add the options that say which world is meant; the command takes them as `Asked`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def world_asked(asked: Asked, *, days: int = 0, quiet: bool = False) -> World:
    """Return the world that is meant, so many *days* after 2024-07-01 if it is no file's.

    The work on a large one is shown on standard error, unless *quiet*.
    """
    given = {name: value for name, value in asked.items() if name != "world"}
    for name in SIZES if asked["world"] is not None else ():
        if given[name] is not None:
            raise click.UsageError(f"--{name.replace('_', '-')} is for a world that is generated; --world names a file")
    with progress_of(quiet=quiet) as progress:
        return world_of(asked["world"], **given, days=days, progress=progress)  # type: ignore[arg-type]  # each is of its option


def name_of(asked: Asked) -> str:
    """Return what the world is called where one is shown."""
    if asked["world"] is not None:
        return asked["world"].name
    generated = any(asked[name] is not None for name in ("seed", "players", "beatmapsets", "scores_per_player"))
    return "a generated world" if generated else "the default world"
