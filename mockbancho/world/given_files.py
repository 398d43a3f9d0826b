"""A user's own files, as arguments."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from mockbancho.errors import Mistake, nearest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

_IS_REFUSED: Final = ContextVar("_IS_REFUSED", default=False)


@contextmanager
def without_files() -> Generator[None]:
    """Refuse to read files meanwhile, in this thread or task: for arguments that come from somewhere else."""
    before = _IS_REFUSED.set(True)
    try:
        yield
    finally:
        _IS_REFUSED.reset(before)


def read_given(path: Path, endings: Iterable[str]) -> bytes:
    """Return what a file holds; raises `Mistake` that names the nearest file beside it with one of these endings."""
    if _IS_REFUSED.get():
        raise Mistake("no file of the server's machine is read for what was sent to it")
    try:
        return path.read_bytes()
    except OSError as error:
        known = {f".{ending}" for ending in endings}
        beside = path.parent.iterdir() if path.parent.is_dir() and not path.exists() else ()
        hint = nearest(path.name, (each.name for each in beside if each.suffix in known))
        raise Mistake(f"cannot read {path}: {error.strerror or error}{hint}") from None
