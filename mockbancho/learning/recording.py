"""Asking a server all that is wanted, and keeping what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from mockbancho.errors import Mistake
from mockbancho.learning.crawl import Crawl
from mockbancho.learning.questions import Deferred, Question, Reply, Unanswered, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.learning.crawl import Wanted
    from mockbancho.learning.kept import Kept

    Tell = Callable[[int, int, Question], None]

MOST_SILENT: Final = 5
"""Questions in a row that a server may leave without any sign of life."""


class Asked(Protocol):
    """What answers questions: `mockbancho.learning.server.Server` is one."""

    def ask(self, question: Question) -> Reply:
        """Return the answer; raises `Unanswered`."""
        ...


class Patience:
    """What is lost when a server does not answer, question after question."""

    def __init__(self) -> None:
        """Begin with all of it."""
        self._silent = 0

    def renew(self) -> None:
        """Take note of an answer."""
        self._silent = 0

    def lose(self, problem: Unanswered, then: str = "") -> None:
        """Take note of a question without an answer; raises `Mistake` when that was one too many."""
        if isinstance(problem, Deferred):
            raise Mistake(f"the server wants no more questions now: {problem}{then}") from problem
        self._silent = self._silent + 1 if isinstance(problem, Unreachable) else 0
        if self._silent == MOST_SILENT:
            raise Mistake(f"the server has fallen silent: {problem}{then}") from problem


class Recording(msgspec.Struct, frozen=True):
    """What was asked of a server: the answers in order, and why there are none to the other questions."""

    answers: dict[Question, Reply]
    unanswered: dict[Question, str]


def record(server: Asked, wanted: Wanted, kept: Kept, tell: Tell) -> Recording:
    """Ask a server all that is wanted and not kept yet; *tell* hears how many questions are done, of how many.

    Raises `Mistake` once the server is silent for good; what it answered before is kept.
    """
    crawl, patience = Crawl(wanted), Patience()
    recording = Recording({}, {})
    for step in crawl:
        tell(crawl.done, crawl.total, step.question)
        reply = kept.answers.get(step.question)
        try:
            if reply is None:
                reply = server.ask(step.question)
                kept.add(step.question, reply)
                patience.renew()
        except Unanswered as problem:
            recording.unanswered[step.question] = str(problem)
            patience.lose(
                problem, f"; {kept.path} keeps {len(kept.answers)} answers, and the same command goes on there"
            )
            continue
        recording.answers[step.question] = reply
        crawl.learn(step, reply)
    return recording
