"""`mockbancho check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mockbancho.cli.group import main
from mockbancho.factories import pp_by_files
from mockbancho.osu.engines import DEFAULT, engine_of
from mockbancho.world.contradictions import contradictions
from mockbancho.world.files.remarks import remarks
from mockbancho.world.loading import load_world

if TYPE_CHECKING:
    from mockbancho.world.world import World

CONTRADICTS: Final = 1
"""Exit code for a world whose numbers do not follow from its scores."""


@main.command(
    "check",
    epilog="""\b
Examples:
  mockbancho check --world world.json
  mockbancho check --world world.json --numbers
  mockbancho check --world world.json --numbers --pp-engine rosu
""",
)
@click.option(
    "--world",
    "world_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    required=True,
    help="The world file to check.",
)
@click.option(
    "--numbers",
    is_flag=True,
    help="Also recompute what follows from the scores: stats, statuses, accuracies, plays and passes.",
)
@click.option(
    "--pp-engine",
    metavar="rosu|akatsuki",
    help="With --numbers, also recompute the pp of scores whose beatmap has a file.",
)
def check_command(world_file: Path, pp_engine: str | None, *, numbers: bool) -> None:
    """Check a world file: list every mistake, or what dangles in it although it loads.

    Exit code 0 if the file loads, 2 if not; 1 if --numbers finds a number that does not follow from the scores.
    """
    if pp_engine and not numbers:
        raise click.UsageError("--pp-engine is for --numbers")
    if pp_engine:
        engine_of(pp_engine)
    world = load_world(world_file)
    found = remarks(world)
    for remark in found:
        click.echo(f"{world_file}: {remark}")
    wrong = _contradictions(world, world_file, pp_engine) if numbers else None
    counts = ((world.players.rows, "player"), (world.beatmaps.rows, "beatmap"), (world.scores.rows, "score"))
    rows = ", ".join(_counted(len(table), what) for table, what in counts)
    told = "" if wrong is None else f", {_counted(wrong, 'contradiction')}"
    click.echo(f"{world_file} loads: {rows}; {_counted(len(found), 'remark')}{told}.")
    if wrong:
        sys.exit(CONTRADICTS)


def _contradictions(world: World, world_file: Path, pp_engine: str | None) -> int:
    """List the numbers of a world that do not follow from its scores, and return how many there are."""
    pp_of = pp_by_files(world, pp_engine or DEFAULT) if pp_engine else None
    count = 0
    for line in contradictions(world, pp_of):
        count += 1
        click.echo(f"{world_file}: {line}")
    return count


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
