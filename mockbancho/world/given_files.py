"""A user's own files, as arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.errors import Mistake, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def read_given(path: Path, endings: Iterable[str]) -> bytes:
    """Return what a file holds; raises `Mistake` that names the nearest file beside it with one of these endings."""
    try:
        return path.read_bytes()
    except OSError as error:
        known = {f".{ending}" for ending in endings}
        beside = path.parent.iterdir() if path.parent.is_dir() and not path.exists() else ()
        hint = nearest(path.name, (each.name for each in beside if each.suffix in known))
        raise Mistake(f"cannot read {path}: {error.strerror or error}{hint}") from None
