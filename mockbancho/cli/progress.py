"""Progress of long work on standard error: a bar on a terminal, plain lines anywhere else, nothing for what is short."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Generator

    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from mockbancho.world.plan import Progress

WORTH_TELLING: Final = {"beatmapsets": 100, "players": 500, "files": 500}
"""From how many of something on its progress is shown."""
_TENTHS: Final = 10


@contextmanager
def progress_of(*, quiet: bool = False) -> Generator[Progress | None]:
    """Give what tells of long work while it goes on; None if nobody is to be told."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _Bars() as bars:
            yield bars
    else:
        yield _lines


def _lines(what: str, done: int, total: int) -> None:
    """Write a line for each tenth of what is long work."""
    if total >= WORTH_TELLING.get(what, total + 1) and done * _TENTHS // total > (done - 1) * _TENTHS // total:
        click.echo(f"{what}: {done:,} of {total:,}", err=True)


class _Bars:
    """A bar for each thing that is made, shown from the first one on that is long work."""

    def __init__(self) -> None:
        self._shown: Bars | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown is not None:
            self._shown.stop()

    def __call__(self, what: str, done: int, total: int, /) -> None:
        """Move the bar of what is being made."""
        if what not in WORTH_TELLING or total < WORTH_TELLING[what]:
            return
        bars = self._bars()
        if what not in self._tasks:
            self._tasks[what] = bars.add_task(what, total=total)
        bars.update(self._tasks[what], completed=done)

    def _bars(self) -> Bars:
        if self._shown is None:
            from rich.console import Console  # most worlds are made in no time
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._shown = Progress(
                TextColumn("{task.description:>12}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
            )
            self._shown.start()
        return self._shown
