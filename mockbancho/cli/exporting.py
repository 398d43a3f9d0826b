"""`mockbancho export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockbancho.cli.group import main
from mockbancho.cli.progress import progress_of
from mockbancho.cli.worlds import Asked, world_asked, world_options
from mockbancho.errors import Mistake
from mockbancho.factories import file_of
from mockbancho.world.files.writing import write_rows

if TYPE_CHECKING:
    from typing import Unpack

    from mockbancho.world.world import World


@main.command(
    "export",
    epilog="""\b
Examples:
  mockbancho export -o world.json
  mockbancho export --players 300 --seed 11 -o world.json
  mockbancho export --files beatmaps/
""",
)
@world_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Where to write the world. [default: standard output, without --files]",
)
@click.option(
    "--files",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the beatmaps' .osu files into this folder, each as its beatmap's id.",
)
def export_command(output: Path | None, folder: Path | None, **asked: Unpack[Asked]) -> None:
    """Write a world as a world file of the current format: the default one, unless a file or sizes are given.

    Keys stand in a fixed order and every row in a line of its own, so that two worlds can be compared line by line.
    """
    world = world_asked(asked)
    if (output is None and folder is None) or str(output) == "-":
        click.echo(write_rows(world), nl=False)
    elif output is not None:
        _save(world, output)
    if folder is not None:
        _write_files(world, folder)


def _save(world: World, output: Path) -> None:
    try:
        world.save(output)
    except OSError as error:
        raise Mistake(f"cannot write {output}: {error.strerror or error}") from error


def _write_files(world: World, folder: Path) -> None:
    """Write the files of all beatmaps that have one, and say how many."""
    rows = list(world.beatmaps.rows)
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with progress_of() as progress:
            for done, beatmap in enumerate(rows, 1):
                content = file_of(world, beatmap)
                if content is not None:
                    (folder / f"{beatmap.id}.osu").write_bytes(content)
                    written += 1
                if progress:
                    progress("files", done, len(rows))
    except OSError as error:
        raise Mistake(f"cannot write the files into {folder}: {error.strerror or error}") from error
    click.echo(f"{folder}: {written} files of {len(rows)} beatmaps", err=True)
