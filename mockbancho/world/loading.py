"""Worlds from files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.errors import Mistake, nearest
from mockbancho.world.files.reading import read_rows
from mockbancho.world.world import World

if TYPE_CHECKING:
    from pathlib import Path


def load_world(path: Path) -> World:
    """Return the world of a file.

    Errors: `Mistake` for a file that cannot be read, `WorldFileError` with every mistake of one that is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Mistake(f"cannot read the world file {path}: {error.strerror or error}{_hint(path)}") from error
    contents = read_rows(data, str(path))
    return World.build(contents.rows, now=contents.now, seed=contents.seed)


def _hint(path: Path) -> str:
    """Return which file beside a missing one was probably meant."""
    if path.exists() or not path.parent.is_dir():
        return ""
    return nearest(path.name, (beside.name for beside in path.parent.iterdir() if beside.is_file()))
