"""Worlds of several sizes: building, forking, writing after a fork, and each question, beside the smallest world."""

from __future__ import annotations

import copy
import gc
import logging
import resource
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final, NamedTuple

from bench.changes import Changes, hundredth
from bench.generator import Plan, alike, build, sixty
from bench.measure import MICRO, progress, spread, timed
from bench.questions import questions
from bench.report import Cell, Table, verdict
from bench.subject import forgetter
from mockbancho.api.app import Api
from mockbancho.contract import ANY
from mockbancho.transports.direct import call
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.questions import Question
    from mockbancho.records import Score

REACH: Final = 1.3
"""How many times as long a question may take in the largest world as in the smallest."""
SCAN_REACH: Final = 1
"""Microseconds a row."""
FORK_REACH: Final = 200
WRITE_REACH: Final = 50
"""Microseconds."""
SLOW: Final = 5_000
"""Microseconds from which on a question is asked of a few rows only."""
FEW: Final = 5
TARGETS: Final = 32
"""Rows that each question is asked of."""
LIMIT: Final = 10
"""Rows in each list: as many as the smallest world has for every player and beatmap."""
DEEPCOPIED: Final = 100_000
"""Larger worlds are not deep-copied: it takes too long."""


class Sized(NamedTuple):
    """A world, and what it took to build it."""

    plan: Plan
    world: World
    seconds: float
    octets: int


class Effort(NamedTuple):
    """How much is measured."""

    rounds: int
    burst: float
    """Seconds for one question in one world."""


def measure(sizes: tuple[int, ...], *, quick: bool) -> list[Table]:
    """Measure worlds that are alike at each size, then worlds that sixty players share."""
    logging.getLogger("mockbancho").addHandler(logging.NullHandler())
    effort = Effort(10, 0.003) if quick else Effort(100, 0.1)
    return [
        *_family("40 scores a player, 20 a beatmap", [alike(size) for size in sizes], effort),
        *_family("60 players at every size", [sixty(size) for size in sizes], effort, weighed=False),
    ]


def _family(title: str, plans: list[Plan], effort: Effort, *, weighed: bool = True) -> list[Table]:
    """Measure some worlds; they are not *weighed* if this process held others before, whose memory they take over."""
    worlds = [_built(plan) for plan in plans]
    tables = [
        _table_of_sizes(f"worlds: building, {title}", worlds, weighed=weighed),
        _table_of_changes(f"worlds: microseconds of a fork and of the first write after it, {title}", worlds, effort),
        _table_of_questions(f"worlds: median microseconds of a new question, {title}", worlds, effort),
    ]
    del worlds
    gc.collect()
    return tables


def _built(plan: Plan) -> Sized:
    progress(f"worlds: building {plan.scores} scores of {plan.players} players")
    gc.collect()
    before = resident()
    started = perf_counter()
    world = build(plan)
    return Sized(plan, world, perf_counter() - started, resident() - before)


def resident() -> int:
    """Return the bytes of memory that this process holds; at its largest, where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  # a path that is no file
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _table_of_sizes(title: str, worlds: list[Sized], *, weighed: bool) -> Table:
    table = Table(title, ("scores", "players", "beatmaps", "generate and build s", "bytes/score", "full gc ms"))
    for sized in worlds:
        plan = sized.plan
        octets = sized.octets / plan.scores
        table.rows.append(
            (
                (f"{plan.scores:,}", plan.scores),
                (f"{plan.players:,}", plan.players),
                (f"{plan.beatmaps:,}", plan.beatmaps),
                (f"{sized.seconds:.2f}", sized.seconds),
                (f"{octets:.0f}", octets) if weighed and plan.scores >= DEEPCOPIED else "-",
                "",
            )
        )
    pause = timed(gc.collect) * 1000
    table.rows.append(("all of them at once", *[""] * 4, (f"{pause:.0f}", pause)))
    table.remarks = ["bytes/score: resident memory, with all other rows and indexes; too coarse for small worlds.", ""]
    return table


def _table_of_changes(title: str, worlds: list[Sized], effort: Effort) -> Table:
    """Measure every change in each world and in the hundredth generation of the largest, in turns."""
    largest = worlds[-1]
    changes = [Changes(sized.world, sized.plan, seed) for seed, sized in enumerate(worlds)]
    changes.append(Changes(_grown(largest), largest.plan, len(worlds)))
    sizes = [f"{sized.plan.scores:,}" for sized in worlds]
    table = Table(title, ("what", *sizes, f"100th of {sizes[-1]}", "target"))
    table.rows.append(_change_row("fork", _forks(changes, effort), FORK_REACH))
    for name in changes[0].by_name():
        progress(f"worlds: {name}")
        table.rows.append(_change_row(name, _first_writes(name, changes, effort), WRITE_REACH))
    for name, copied in (
        ("others: dict of the scores, copied", dict.copy),
        ("others: scores, deepcopy", copy.deepcopy),
    ):
        progress(f"worlds: {name}")
        table.rows.append((name, *(_copies(sized, copied) for sized in worlds), "", ""))
    table.remarks = [
        "Each write is the first after a fork, of another row each time. 100th: the fork of a fork … of the largest",
        "world, each with a change of its own. Median, ± half of the range between the quartiles.",
        "",
    ]
    return table


def _grown(sized: Sized) -> World:
    return hundredth(Changes(sized.world, sized.plan, 100))


def _forks(changes: list[Changes], effort: Effort) -> list[list[float]]:
    found: list[list[float]] = [[] for _ in changes]
    for _ in range(effort.rounds):
        for place, change in enumerate(changes):
            found[place].append(timed(change.world.fork) * MICRO)
    return found


def _first_writes(name: str, changes: list[Changes], effort: Effort) -> list[list[float]]:
    found: list[list[float]] = [[] for _ in changes]
    for _ in range(effort.rounds):
        for place, change in enumerate(changes):
            row = change.by_name()[name]()
            twin = change.world.fork()
            started = perf_counter()
            twin.put(row)
            found[place].append((perf_counter() - started) * MICRO)
    return found


def _change_row(name: str, found: list[list[float]], reach: float) -> tuple[Cell, ...]:
    spreads = [spread(values) for values in found]
    reached = all(one.middle <= reach for one in spreads)
    return name, *((f"{one:.1f}", one) for one in spreads), f"{reach} {verdict(reached=reached)}"


def _copies(sized: Sized, copied: Callable[[dict[int, Score]], object]) -> Cell:
    if copied is copy.deepcopy and sized.plan.scores > DEEPCOPIED:
        return "-"
    rows = {row.id: row for row in sized.world.scores.rows}
    micro = timed(lambda: copied(rows)) * MICRO
    return f"{micro:,.0f}", micro


class Timings(NamedTuple):
    """Microseconds of a question in one world: of each row's first time, and of all later times."""

    first: list[float]
    later: list[float]


def _table_of_questions(title: str, worlds: list[Sized], effort: Effort) -> Table:
    """Ask each question in each world and in the hundredth generation of the largest, in turns."""
    largest = worlds[-1]
    grown = Sized(largest.plan, _grown(largest), 0, 0)
    sizes = [f"{sized.plan.scores:,}" for sized in worlds]
    compared = [column for size in sizes[1:] for column in (size, "ratio")]
    table = Table(title, ("question", sizes[0], *compared, "100th ratio", "first", f"target {REACH}"))
    apis = [Api(sized.world.fork(), ANY) for sized in (*worlds, grown)]
    asked = [questions(sized.plan, count=TARGETS, limit=LIMIT) for sized in (*worlds, grown)]
    for alternatives in zip(*asked, strict=True):
        progress(f"worlds: {alternatives[0].name}")
        found = asked_in_turns(apis, alternatives, effort.burst)
        table.rows.append(_question_row(alternatives[-1], largest.plan, found))
    table.remarks = [
        "In-process calls; every answer is forgotten before each. Median of many calls for 32 rows spread over the world;",
        f"lists have {LIMIT} rows. ratio: to the smallest world. 100th ratio: the hundredth generation of the largest world",
        "to that world itself. first: a row's first time, largest world. scan: no index by nature; time for each row.",
        "",
    ]
    return table


def asked_in_turns(apis: list[Api], alternatives: tuple[Question, ...], burst: float) -> list[Timings]:
    """Ask each world its own form of a question, so many seconds of each, in turns."""
    firsts = [_pass(api, question) for api, question in zip(apis, alternatives, strict=True)]
    later: list[list[float]] = [[] for _ in apis]
    for place, values in _turns(apis, alternatives, burst):
        later[place] += values
    return [Timings(first, values) for first, values in zip(firsts, later, strict=True)]


def _turns(apis: list[Api], alternatives: tuple[Question, ...], burst: float) -> Iterator[tuple[int, list[float]]]:
    """Yield the world's place and its timings, world by world, until each had its time."""
    spent = [0.0] * len(apis)
    while min(spent) < burst:
        for place, (api, question) in enumerate(zip(apis, alternatives, strict=True)):
            if spent[place] < burst:
                values = _pass(api, question)
                spent[place] += sum(values) / MICRO
                yield place, values


def _pass(api: Api, question: Question) -> list[float]:
    """Ask of each row once; return the microseconds of each call, for slow questions of the first few."""
    forget, found = forgetter(api.world), []
    for target in question.targets:
        forget()
        started = perf_counter()
        reply = call(api, "GET", target)
        found.append((perf_counter() - started) * MICRO)
        assert reply.status == question.status, target
        if found[-1] > SLOW and len(found) >= FEW:
            break
    return found


def _question_row(question: Question, plan: Plan, found: list[Timings]) -> tuple[Cell, ...]:
    *sized, grown = [median(one.later) for one in found]
    smallest, largest = sized[0], sized[-1]
    if question.scans:
        row = (largest - smallest) / getattr(plan, question.scans)
        word = f"scan, {row:.2f} µs a row {verdict(reached=row <= SCAN_REACH)}"
    else:
        word = verdict(reached=largest <= REACH * smallest)
    return (
        question.name,
        _micro(smallest),
        *(cell for one in sized[1:] for cell in (_micro(one), _ratio(one / smallest))),
        _ratio(grown / largest),
        _micro(median(found[-2].first)),
        word,
    )


def _micro(value: float) -> Cell:
    return f"{value:,.1f}", value


def _ratio(value: float) -> Cell:
    return f"{value:.2f}", value
