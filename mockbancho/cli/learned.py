"""What is told of a server while it is asked, and of what was learned."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from mockbancho.learning.comparing import NOTHING
from mockbancho.world.files.expectations import LENGTH, shortened

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping
    from pathlib import Path

    from mockbancho.learning.comparing import Difference
    from mockbancho.learning.kept import Kept
    from mockbancho.learning.questions import Question, Reply
    from mockbancho.learning.recording import Recording, Tell
    from mockbancho.learning.server import Server
    from mockbancho.world.world import World

EACH: Final = 50
"""Without a terminal there is a line after so many questions."""
SHOWN: Final = 5
"""Lines of a kind that are shown; the others are counted."""
_OK: Final = 200


def told_of(server: Server, kept: Kept, rate: float) -> str:
    """Return the line that says who is about to be asked."""
    pace = f"{rate:g} request{'' if rate == 1 else 's'} a second"
    going_on = f"; {kept.path} has {len(kept.answers)} answers already" if kept.answers else ""
    return f"asking {server.address.url}{server.prefix}, at most {pace}{going_on}"


@contextmanager
def asking() -> Generator[Tell]:
    """Give what tells of the questions while they are asked: a bar on a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        yield _line
        return
    from rich.console import Console  # here: a bar takes longer to import than most questions to answer
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("", total=None)
        yield lambda done, total, question: bars.update(bar, completed=done, total=total, description=str(question))


def _line(done: int, total: int, question: Question) -> None:  # noqa: ARG001  # the bar shows it
    if done and done % EACH == 0:
        click.echo(f"asked {done:,} of {total:,}", err=True)


class Told:
    """The end of a recording in words."""

    def __init__(self, output: Path, contract: str, remarks: list[str], *, anonymize: bool) -> None:
        """Take where the world is written, what its answers were compared under, and what it could not hold."""
        self.contract = contract
        self._output = output
        self._remarks = remarks
        self._is_anonymous = anonymize

    def lines(self, world: World, recording: Recording, found: Mapping[Question, list[Difference]]) -> Iterator[str]:
        """Yield what was written, what was not answered, and where the world answers otherwise than the server."""
        yield f"{self._output}: {_counts(world)}; {len(recording.answers)} questions answered."
        refused = [
            f"{question}: {_refusal(reply)}" for question, reply in recording.answers.items() if reply.status != _OK
        ]
        yield from _section("refused by the server:", refused)
        unanswered = [f"{question}: {why}" for question, why in recording.unanswered.items()]
        yield from _section("not answered; the same command asks again:", unanswered, shown=len(unanswered))
        yield from _section("not taken as it was told:", self._remarks)
        yield from self._comparison(found)

    def _comparison(self, found: Mapping[Question, list[Difference]]) -> Iterator[str]:
        same = sum(1 for each in found.values() if not each)
        before = ", before names were exchanged" if self._is_anonymous else ""
        differ = "." if same == len(found) else ". Where they differ:"
        yield f"{same} of {len(found)} answers are the same here, under contract {self.contract}{before}{differ}"
        reasons: dict[str, list[str]] = {}
        for question, each in found.items():
            for difference in each:
                reasons.setdefault(difference.why, []).append(f"{question}: {_told(difference)}")
        for why in sorted(reasons, key=bool):
            yield from _section(f"{why or 'not explained'}:", reasons[why])


def _counts(world: World) -> str:
    counts = {
        "player": len(world.players.rows),
        "beatmap": len(world.beatmaps.rows),
        "score": len(world.scores.rows),
    }
    return ", ".join(f"{count:,} {what}{'' if count == 1 else 's'}" for what, count in counts.items())


def _refusal(reply: Reply) -> str:
    body = reply.body[:LENGTH].decode(errors="replace")
    return f"{reply.status} {body}{'…' if len(reply.body) > LENGTH else ''}"


def _told(difference: Difference) -> str:
    there, here = (_value(each) for each in (difference.there, difference.here))
    return f"{difference.path or 'the answer'} is {there} there, {here} here"


def _value(value: object) -> str:
    return "not" if value is NOTHING else shortened(value)


def _section(title: str, lines: list[str], *, shown: int = SHOWN) -> Iterator[str]:
    if lines:
        yield f"  {title}"
        yield from (f"    {line}" for line in lines[:shown])
        if len(lines) > shown:
            yield f"    … and {len(lines) - shown:,} more"
