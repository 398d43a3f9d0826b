"""How a server's answers differ from a contract's."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.learning.bodies import body_of
from mockbancho.learning.comparing import NOTHING, different
from mockbancho.learning.deviations import NOTHING_THERE, Deviation, Kind, deviations
from mockbancho.learning.forms import FORMED, form_of
from mockbancho.learning.questions import Unanswered
from mockbancho.learning.recording import Patience
from mockbancho.learning.survey import mistakes, samples
from mockbancho.world.files.expectations import LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mockbancho.contract import Contract
    from mockbancho.learning.questions import Question, Reply
    from mockbancho.learning.recording import Asked
    from mockbancho.learning.survey import Sample

    Expect = Callable[[Question], tuple[int, Any]]

_OK: Final = 200
_NOT_FOUND: Final = {"detail": "Not Found"}
"""What bancho.py answers on a path that it does not have."""
_NO_SUCH_ROW: Final = frozenset({"v2_player_status", "get_match", "get_mappool"})
"""Endpoints that may have nothing to tell of what was asked: a player who is offline, a match that has ended."""


class Drift:
    """What is found out about a server, endpoint by endpoint."""

    def __init__(self, contract: Contract, server: Asked, expect: Expect) -> None:
        """Take the contract, whom to ask, and what answers as the contract does in an empty world."""
        self.contract = contract
        self._server = server
        self._expect = expect
        self._patience = Patience()
        self.asked: Counter[str] = Counter()
        """How many questions each endpoint answered."""
        self.seen: set[str] = set()
        """The endpoints whose shape was seen."""
        self.found: dict[str, Counter[Deviation]] = {}
        """The deviations of each endpoint, and how often each was seen."""
        self.unanswered: dict[Question, str] = {}

    @property
    def has_drifted(self) -> bool:
        """Whether anything but an order differs."""
        return any(deviation.kind.is_drift for found in self.found.values() for deviation in found)

    @property
    def unseen(self) -> list[str]:
        """The endpoints of the contract whose shape was not seen."""
        return [name for name in self.contract.endpoints if name not in self.seen]

    def look(self, sample: Sample) -> None:
        """Ask everything; raises `Mistake` if the server falls silent."""
        questions = samples(sample)
        question = next(questions, None)
        while question is not None:
            reply = self._ask(question)
            if reply is not None:
                self._compare(question, reply)
            try:
                question = questions.send({} if reply is None else body_of(reply))
            except StopIteration:
                break
        for question in mistakes(self.contract):
            reply = self._ask(question)
            if reply is not None:
                self._compare_error(question, reply)

    def _ask(self, question: Question) -> Reply | None:
        """Return the answer, None if there is none or the contract does not have the endpoint."""
        name = question.endpoint
        if name not in self.contract.endpoints or self._is_missing(name):
            return None
        try:
            reply = self._server.ask(question)
        except Unanswered as problem:
            self.unanswered[question] = str(problem)
            self._patience.lose(problem)
            return None
        self._patience.renew()
        self.asked[name] += 1
        if reply.status == 404 and reply.json() == _NOT_FOUND:
            path = self.contract.paths(self.contract.endpoints[name])[0]
            self._note(name, [Deviation(Kind.NO_ENDPOINT, path, "an endpoint", f"404 {_shown(_NOT_FOUND)}")])
            return None
        return reply

    def _is_missing(self, name: str) -> bool:
        return any(deviation.kind is Kind.NO_ENDPOINT for deviation in self.found.get(name, ()))

    def _compare(self, question: Question, reply: Reply) -> None:
        """Hold an answer that should be one against its form."""
        name = question.endpoint
        if reply.status == _OK and name in FORMED:
            self.seen.add(name)
            self._note(name, deviations(form_of(self.contract, name), reply.json()))
        elif name not in _NO_SUCH_ROW:
            self._note(name, [Deviation(Kind.STATUS, str(question), "200", f"{reply.status} {_shown(reply.json())}")])

    def _compare_error(self, question: Question, reply: Reply) -> None:
        """Hold the answer to a mistake against what the contract says of it."""
        status, body = self._expect(question)
        if reply.status != status:
            ours, theirs = f"{status} {_shown(body)}", f"{reply.status} {_shown(reply.json())}"
            self._note(question.endpoint, [Deviation(Kind.STATUS, str(question), ours, theirs)])
            return
        for path, one, other in islice(different(body, reply.json()), 1):  # one tells enough of an error
            place = f"{question}: {path}"
            self._note(question.endpoint, [Deviation(Kind.ERROR, place, _shown(one), _shown(other))])

    def _note(self, name: str, found: Iterable[Deviation]) -> None:
        self.found.setdefault(name, Counter()).update(found)


def _shown(value: object) -> str:
    """Return a JSON value as text, without its end if it is long."""
    text = NOTHING_THERE if value is NOTHING else msgspec.json.encode(value).decode()
    return text if len(text) <= LENGTH else f"{text[:LENGTH]}…"
