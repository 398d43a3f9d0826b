"""Generated worlds: what making one costs, what it weighs, and a few questions beside those of a small one."""

from __future__ import annotations

import gc
from functools import partial
from importlib.resources import files
from random import Random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Final, NamedTuple

from bench.measure import progress, spread, timed
from bench.questions import Question
from bench.report import Cell, Table, verdict
from bench.sections.worlds import LIMIT, REACH, TARGETS, asked_in_turns, resident
from mockbancho import records
from mockbancho.api.app import Api
from mockbancho.contract import ANY
from mockbancho.generated import SHIPPED
from mockbancho.osu.players import BOT_ID
from mockbancho.world.packed import unpack
from mockbancho.world.plan import Plan, plan_of
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

SIXTY_REACH: Final = 1.5
"""Seconds of processor time for sixty players."""
UNPACKED_REACH: Final = 50
"""Milliseconds for the default world."""
SCORES_EACH: Final = 50
WEIGHED: Final = 10_000
"""Scores from which on a world is more than what else the process holds."""
SEED: Final = 7


class Made(NamedTuple):
    """A generated world, and what it took to make it."""

    plan: Plan
    world: World
    seconds: float
    octets: int


def measure(sizes: tuple[int, ...], *, quick: bool) -> list[Table]:
    """Measure the worlds that tests use, then larger ones, each with fifty scores a player."""
    small = _table_of_usual(rounds=1 if quick else 7)
    worlds = [_made(plan_of(size // SCORES_EACH, scores_per_player=SCORES_EACH)) for size in sizes]
    return [small, _table_of_sizes(worlds), _table_of_questions(worlds, burst=0.003 if quick else 0.1)]


def _table_of_usual(rounds: int) -> Table:
    """Measure the world of sixty players and the default world, several times each."""
    from mockbancho.factories import generate_world

    generate_world(plan_of(1, 1), SEED)  # what is imported only once
    plan = plan_of()
    progress("generated: 60 players, and the default world")
    made = spread([_processor_seconds(partial(generate_world, plan, seed)) for seed in range(rounds)])
    unpacked = spread([1000 * timed(_unpacked) for _ in range(3 * rounds)])
    return Table(
        "generated: the worlds that tests have",
        ("world", "takes", "target"),
        [
            (
                "60 players, 40 sets of beatmaps",
                (f"{made:.2f} s", made),
                f"{SIXTY_REACH} s {verdict(reached=made.middle <= SIXTY_REACH)}",
            ),
            (
                "the default world, unpacked",
                (f"{unpacked:.1f} ms", unpacked),
                f"{UNPACKED_REACH} ms {verdict(reached=unpacked.middle <= UNPACKED_REACH)}",
            ),
        ],
        ["Seconds of processor time, each round another seed; milliseconds by the clock on the wall.", ""],
    )


def _unpacked() -> World:
    return unpack(files("mockbancho.world").joinpath(SHIPPED).read_bytes())


def _processor_seconds(call: Callable[[], object]) -> float:
    started = process_time()
    call()
    return process_time() - started


def _made(plan: Plan) -> Made:
    from mockbancho.factories import generate_world

    progress(f"generated: {plan.players} players")
    gc.collect()
    before, started = resident(), process_time()
    world = generate_world(plan, SEED)
    return Made(plan, world, process_time() - started, resident() - before)


def _table_of_sizes(worlds: list[Made]) -> Table:
    table = Table("generated: making worlds", ("scores", "players", "beatmaps", "s", "scores/s", "bytes/score"))
    for made in worlds:
        scores, beatmaps = len(made.world.scores.rows), len(made.world.beatmaps.rows)
        octets = made.octets / scores
        table.rows.append(
            (
                (f"{scores:,}", scores),
                (f"{made.plan.players:,}", made.plan.players),
                (f"{beatmaps:,}", beatmaps),
                (f"{made.seconds:.1f}", made.seconds),
                (f"{scores / made.seconds:,.0f}", scores / made.seconds),
                (f"{octets:.0f}", octets) if scores >= WEIGHED else "-",
            )
        )
    table.remarks = ["Processor time. bytes/score: resident memory, with all other rows, indexes and parsed files.", ""]
    return table


def _table_of_questions(worlds: list[Made], burst: float) -> Table:
    sizes = [f"{len(made.world.scores.rows):,}" for made in worlds]
    compared = [column for size in sizes[1:] for column in (size, "ratio")]
    table = Table(
        "generated: median microseconds of a new question", ("question", sizes[0], *compared, f"target {REACH}")
    )
    apis = [Api(made.world.fork(), ANY) for made in worlds]
    for alternatives in zip(*(_questions(made.world) for made in worlds), strict=True):
        progress(f"generated: {alternatives[0].name}")
        found = [median(one.later) for one in asked_in_turns(apis, alternatives, burst)]
        table.rows.append(_row(alternatives[0].name, found))
    table.remarks = [f"As in the section worlds: {TARGETS} rows, every answer forgotten; lists of {LIMIT} rows.", ""]
    return table


def _row(name: str, found: list[float]) -> tuple[Cell, ...]:
    smallest, *others = found
    cells: list[Cell] = [name, (f"{smallest:,.1f}", smallest)]
    for one in others:
        cells += [(f"{one:,.1f}", one), (f"{one / smallest:.2f}", one / smallest)]
    return (*cells, verdict(reached=found[-1] <= REACH * smallest))


def _questions(world: World) -> list[Question]:
    """Return what is asked of players who are seen and of beatmaps that were played, drawn from a world's rows."""
    draw = Random(11)
    seen = [player.id for player in world.rows(records.Player) if player.priv & 1 and player.id != BOT_ID]
    played = [beatmap.id for beatmap in world.rows(records.Beatmap) if beatmap.plays and not beatmap.mode]
    players, beatmaps = draw.choices(seen, k=TARGETS), draw.choices(played, k=TARGETS)
    scores = f"/v1/get_player_scores?limit={LIMIT}&scope="
    return [
        Question("get_player_info", tuple(f"/v1/get_player_info?scope=all&id={each}" for each in players)),
        Question("get_player_scores best", tuple(f"{scores}best&id={each}" for each in players)),
        Question("get_player_scores recent", tuple(f"{scores}recent&id={each}" for each in players)),
        Question(
            "get_player_most_played", tuple(f"/v1/get_player_most_played?limit={LIMIT}&id={each}" for each in players)
        ),
        Question(
            "get_map_scores", tuple(f"/v1/get_map_scores?scope=best&limit={LIMIT}&id={each}" for each in beatmaps)
        ),
        Question("get_leaderboard", (f"/v1/get_leaderboard?limit={LIMIT}",)),
    ]
