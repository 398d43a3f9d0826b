"""Requests per second over a socket, beside a bare Starlette route that answers the same bytes under the same server."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from bench.client import Client, Rate, Stream, request
from bench.generator import DENSE, build
from bench.measure import Spread, progress, ratios, spread
from bench.processes import first_line, keep_on_the_first_processor, on_the_last_processor, running
from bench.questions import questions
from bench.report import Cell, Table
from bench.subject import LIMIT, TARGETS
from mockbancho.world.files.writing import save_file

if TYPE_CHECKING:
    from subprocess import Popen

    from bench.questions import Question

DEPTH: Final = 16
"""Requests sent at a time where they are pipelined."""
REACH: Final = 0.8
BURST: Final = 0.025
"""Seconds of one measurement."""
LOGGED: Final = "logged"
KINDS: Final = ("floor", "floor moving", "starlette", "again", "new", "moving", LOGGED)
FLOORS: Final = {"again": "floor", "new": "floor", "moving": "floor moving", "starlette": "floor", LOGGED: "floor"}
ONE_BY_ONE: Final = ("floor", "again", "new")

Rates = dict[str, list[Rate]]


class Measured(NamedTuple):
    """Rates of one question by kind, round by round: pipelined, and one by one."""

    question: Question
    size: float
    pipelined: Rates
    single: Rates

    def ratio(self, kind: str) -> Spread:
        """Return what part of its floor a kind reaches."""
        return _ratios(self.pipelined, kind)

    def single_ratio(self, kind: str) -> Spread:
        """Return the same for requests one by one."""
        return _ratios(self.single, kind)

    def wall_ratio(self, kind: str) -> Spread:
        """Return the part of the floor by the clock on the wall, in which the client and its neighbours have a part."""
        return ratios(*([rate.wall for rate in self.pipelined[which]] for which in (kind, FLOORS[kind])))


def _ratios(rates: Rates, kind: str) -> Spread:
    return ratios(*([rate.busy for rate in rates[which]] for which in (kind, FLOORS[kind])))


class Effort(NamedTuple):
    """How much is measured: rounds, seconds of one burst of requests, rows that each question is asked of."""

    rounds: int
    burst: float
    targets: int


def measure(*, quick: bool) -> list[Table]:
    """Start all servers, ask each question of all of them in turns, and return the table."""
    effort = Effort(1, 0.001, 2) if quick else Effort(5, 0.025, TARGETS)
    with ExitStack() as stack:
        progress("requests: starting the servers")
        processes = {kind: stack.enter_context(running(_command(kind, stack))) for kind in KINDS}
        clients = {kind: _client(process) for kind, process in processes.items()}
        stack.enter_context(on_the_last_processor())
        found = [_measured(question, clients, effort) for question in questions(DENSE, count=TARGETS, limit=LIMIT)]
    return [_table(found)]


def _command(kind: str, stack: ExitStack) -> list[str]:
    """Return what starts a server; `logged` is `mockbancho serve` as users run it, with its line per call."""
    if kind != LOGGED:
        return ["-m", "bench.subject", kind]
    file = Path(stack.enter_context(TemporaryDirectory()), "world.json")
    save_file(build(DENSE), file)
    return ["-m", "mockbancho", "serve", "--world", str(file), "--port", "0"]


def _client(process: Popen[str]) -> Client:
    """Wait until a server answers, and return who asks it."""
    port = int(first_line(process).rpartition(":")[2])
    keep_on_the_first_processor(process.pid)
    return Client(port, process.pid)


def _measured(question: Question, clients: dict[str, Client], effort: Effort) -> Measured:
    progress(f"requests: {question.name}")
    stream = _stream(question, question.targets[: effort.targets], clients)
    pipelined: Rates = {kind: [] for kind in KINDS}
    single: Rates = {kind: [] for kind in ONE_BY_ONE}
    numbers = {kind: _number(client, stream, effort.burst) for kind, client in clients.items()}
    for _ in range(effort.rounds):
        for kind in KINDS:
            pipelined[kind].append(clients[kind].rate(stream, numbers[kind], DEPTH))
        for kind in ONE_BY_ONE:
            single[kind].append(clients[kind].rate(stream, numbers[kind] // 2, 1))
    return Measured(question, mean(stream.lengths), pipelined, single)


def _number(client: Client, stream: Stream, burst: float) -> int:
    """Return how many requests take about as long as a burst; asking warms the server up, too."""
    return int(client.rate(stream, 4 * DEPTH, DEPTH).wall * burst) + DEPTH


def _stream(question: Question, targets: tuple[str, ...], clients: dict[str, Client]) -> Stream:
    """Return the requests, when every server has answered each of them alike."""
    answers = clients["floor"].ask(targets)
    assert {status for status, _ in answers} == {question.status}, question.name
    for kind in ("again", "new", LOGGED):
        assert clients[kind].ask(targets) == answers, (kind, question.name)
    for kind in KINDS:
        assert [len(body) for _, body in clients[kind].ask(targets)] == [len(body) for _, body in answers], kind
    return Stream(tuple(map(request, targets)), tuple(len(body) for _, body in answers))


COLUMNS: Final = (
    "question",
    "bytes",
    "floor/s",
    "again",
    "new",
    "moving",
    "1x floor/s",
    "1x again",
    "1x new",
    "logged",
    f"target {REACH}",
)


def _table(found: list[Measured]) -> Table:
    table = Table("requests: requests per second as a part of the floor's", COLUMNS, [_row(one) for one in found])
    again, new, moving = ([one.ratio(kind).middle for one in found] for kind in ("again", "new", "moving"))
    walls = [median(one.wall_ratio(kind).middle for one in found) for kind in ("again", "new", "moving")]
    reached = [sum(least >= REACH for least in kind) for kind in (again, new, moving)]
    starlette = median(one.ratio("starlette").middle for one in found)
    table.remarks = [
        f"Median of all questions: again {median(again):.2f}, new {median(new):.2f}, moving {median(moving):.2f}.",
        f"Of {len(found)} questions reach {REACH}: again {reached[0]}, new {reached[1]}, moving {reached[2]}.",
        f"Least of all questions: again {min(again):.2f}, new {min(new):.2f}, moving {min(moving):.2f}.",
        "By the clock on the wall, median of all questions: again {:.2f}, new {:.2f}, moving {:.2f}.".format(*walls),
        f"A Starlette() application with its middleware instead of a bare Router reaches {starlette:.2f} of the floor.",
        "",
        "/s: requests per second of the server's own processor time (where the system does not tell it: by the wall).",
        "floor: a bare Starlette Route + Response with the same bytes, in a process of its own, under the same server.",
        "again: the same 24 questions over and over in a world at rest.  new: every answer is forgotten before each",
        "request.  moving: a player's row or a session changes before each request, in the floor beside it likewise.",
        f"logged: `mockbancho serve` with its line per call.  Pipelined {DEPTH} deep; 1x: one request at a time.",
        "Journal on everywhere. Median of the rounds, ± half of the range between the quartiles.",
    ]
    return table


def _row(one: Measured) -> tuple[Cell, ...]:
    kinds = ("again", "new", "moving")
    missed = [kind for kind in kinds if one.ratio(kind).middle < REACH]
    walls = {kind: one.wall_ratio(kind) for kind in kinds}
    return (
        one.question.name,
        (f"{one.size:.0f}", one.size),
        _rate(one.pipelined["floor"]),
        *(_ratio(one.ratio(kind)) for kind in kinds),
        _rate(one.single["floor"]),
        *(_ratio(one.single_ratio(kind)) for kind in ("again", "new")),
        _ratio(one.ratio(LOGGED)),
        (f"MISSED {', '.join(missed)}" if missed else "ok", {"missed": missed, "by the wall": walls}),
    )


def _rate(rates: list[Rate]) -> Cell:
    found = spread([rate.busy for rate in rates])
    return f"{found.middle:.0f}", found


def _ratio(found: Spread) -> Cell:
    return f"{found:.2f}", found
