"""In-process calls: microseconds each, beside the same call through httpx and to a bare Starlette route."""

from __future__ import annotations

import asyncio
import logging
from itertools import cycle
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

import httpx
import msgspec
from starlette.routing import Router

from bench.generator import DENSE, build
from bench.measure import MICRO, Spread, per_call, progress, spread
from bench.questions import questions
from bench.report import Cell, Table, verdict
from bench.subject import LIMIT, TARGETS, forgetter, route_answering
from mockbancho.api.app import Api
from mockbancho.contract import ANY
from mockbancho.transports.direct import call

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.questions import Question

REACH: Final = 60e-6
"""Seconds, besides the answer's encoding."""
KINDS: Final = ("again", "new", "route", "httpx", "encoding")
COLUMNS: Final = ("question", "bytes", *KINDS, "target 60 + encoding")


class Measured(NamedTuple):
    """Seconds of one question by kind, round by round."""

    question: Question
    size: int
    seconds: dict[str, list[float]]

    def middle(self, kind: str) -> float:
        """Return the median of a kind."""
        return median(self.seconds[kind])

    @property
    def reaches(self) -> bool:
        """Whether a new question is answered within the target."""
        return self.middle("new") <= REACH + self.middle("encoding")


def measure(*, quick: bool) -> list[Table]:
    """Ask each question in all ways in turns, and return the table."""
    logging.getLogger("mockbancho").addHandler(logging.NullHandler())
    rounds, burst = (2, 0.0005) if quick else (5, 0.005)
    api = Api(build(DENSE), ANY)
    found = [_measured(question, api, rounds, burst) for question in questions(DENSE, count=TARGETS, limit=LIMIT)]
    return [_table(found)]


def _measured(question: Question, api: Api, rounds: int, burst: float) -> Measured:
    progress(f"calls: {question.name}")
    forgetful = Api(api.world.fork(), ANY)
    ways = {
        "again": _direct(api, question),
        "new": _direct(forgetful, question, forgetter(forgetful.world)),
        "route": _bare(api, question),
        "encoding": _encoding(api, question),
    }
    seconds: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for _ in range(rounds):
        for kind, way in ways.items():
            seconds[kind].append(per_call(way, burst))
        seconds["httpx"].append(asyncio.run(_through_httpx(api, question.targets[0], burst)))
    return Measured(question, len(call(api, "GET", question.targets[0]).body), seconds)


def _direct(api: Api, question: Question, before: Callable[[], None] | None = None) -> Callable[[], None]:
    """Return what asks of the next row each time, after *before*; each row was asked of already."""
    targets = cycle(question.targets)
    for target in question.targets:
        call(api, "GET", target)

    def ask() -> None:
        if before is not None:
            before()
        call(api, "GET", next(targets))

    return ask


def _bare(api: Api, question: Question) -> Callable[[], None]:
    target = question.targets[0]
    router = Router([route_answering(urlsplit(target).path, call(api, "GET", target))])
    return lambda: _discard(call(router, "GET", target))


def _encoding(api: Api, question: Question) -> Callable[[], None]:
    """Return what encodes an answer that is JSON, as one piece."""
    reply = call(api, "GET", question.targets[0])
    if reply.headers.get("content-type") != "application/json":
        return lambda: None
    content, encode = reply.json(), msgspec.json.Encoder().encode
    return lambda: _discard(encode(content))


def _discard(_: object) -> None:
    """Throw an answer away."""


async def _through_httpx(api: Api, target: str, burst: float) -> float:
    """Return the seconds of a call by `httpx.AsyncClient`, as `per_call` does."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://127.0.0.1") as client:
        await client.get(target)
        started, number = process_time(), 0
        while number < 3 or process_time() - started < burst:
            await client.get(target)
            number += 1
        return (process_time() - started) / number


def _table(found: list[Measured]) -> Table:
    table = Table("calls: microseconds of processor time of an in-process call", COLUMNS, [_row(one) for one in found])
    beside = median(one.middle("new") / one.middle("route") for one in found)
    table.remarks = [
        f"Of {len(found)} questions reach the target: {sum(one.reaches for one in found)}.",
        f"A new question takes {beside:.2f} times as long as a bare route (median of all questions).",
        "",
        "again: 24 questions over and over in a world at rest.  new: every answer is forgotten before each call.",
        "route: the same bytes from a bare Starlette Route + Response, called the same way.  httpx: again, through",
        "httpx.AsyncClient and its ASGITransport.  encoding: the answer's JSON by msgspec, from dicts and lists.",
        "Median of the rounds, ± half of the range between the quartiles.",
    ]
    return table


def _row(one: Measured) -> tuple[Cell, ...]:
    shown = {kind: spread([value * MICRO for value in values]) for kind, values in one.seconds.items()}
    cells = [_micro(shown[kind]) for kind in KINDS]
    return one.question.name, (str(one.size), one.size), *cells, verdict(reached=one.reaches)


def _micro(found: Spread) -> Cell:
    return f"{found:.1f}", found
