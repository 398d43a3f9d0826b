"""A file that is there, with the address in it, while a server answers: for scripts that start one."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path


@contextmanager
def ready_file(path: Path | None) -> Generator[Callable[[str], None]]:
    """Give what writes an address to a file, whole or not at all, and remove the file after the block.

    What an earlier server left there is removed at once. Raises `Mistake` if the file cannot be written.
    """
    if path is None:
        yield lambda _: None
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.unlink(missing_ok=True)
        draft.touch()
        draft.unlink()  # a server that is killed before it answers leaves nothing
    except OSError as error:
        raise Mistake(f"cannot write the ready file {path}: {error.strerror or error}") from error
    written: list[str] = []

    def write(url: str) -> None:
        written.append(f"{url}\n")
        draft.write_text(written[-1])
        draft.replace(path)

    try:
        yield write
    finally:
        draft.unlink(missing_ok=True)
        if path.is_file() and [path.read_text()] == written:  # another server may have written its own since
            path.unlink(missing_ok=True)
