"""`mockbancho check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mockbancho.bancho import Bancho
from mockbancho.cli.group import WRONG, main
from mockbancho.cli.worlds import scenarios_option
from mockbancho.clock import SECOND
from mockbancho.errors import Mistake, ScenarioError
from mockbancho.factories import pp_by_files
from mockbancho.osu.engines import DEFAULT, engine_of
from mockbancho.scenario.differing import variations_of
from mockbancho.scenario.expectations import failures
from mockbancho.scenario.library import find_scenario
from mockbancho.scenario.naming import with_ids
from mockbancho.scenario.remarks import remarks as odd_steps
from mockbancho.scenario.stage import stage
from mockbancho.world.contradictions import contradictions
from mockbancho.world.durations import told
from mockbancho.world.files.remarks import remarks
from mockbancho.world.loading import load_world

if TYPE_CHECKING:
    from mockbancho.world.world import World

CONTRADICTS: Final = 1
"""Exit code for a world whose numbers do not follow from its scores."""


@main.command(
    "check",
    epilog="""\b
Examples:
  mockbancho check my_evening.yaml tournament_finals
  mockbancho check --world world.json
  mockbancho check --world world.json --numbers
  mockbancho check --world world.json --numbers --pp-engine rosu
""",
)
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO]...")
@click.option("--world", "world_file", type=click.Path(path_type=Path), metavar="FILE", help="A world file to check.")
@scenarios_option
@click.option(
    "--numbers",
    is_flag=True,
    help="Also recompute what follows from the scores: stats, statuses, accuracies, plays and passes.",
)
@click.option(
    "--pp-engine",
    metavar="rosu|akatsuki",
    help="With --numbers, also recompute the pp of scores whose beatmap has a file.",
)
def check_command(
    scenarios: tuple[str, ...], world_file: Path | None, folder: Path | None, pp_engine: str | None, *, numbers: bool
) -> None:
    """Check scenarios, by name or file, or a world file: list every mistake.

    A scenario is played to its end, and its expectations are tested. Of a world file also what dangles in it is listed
    although it loads. Exit code 0 if all is well, 1 if an expectation fails or a number does not follow, 2 for mistakes.
    """
    if not scenarios and world_file is None:
        raise click.UsageError("name a scenario, or a world file with --world")
    if pp_engine and not numbers:
        raise click.UsageError("--pp-engine is for --numbers")
    results = [_check_scenario(name, folder) for name in scenarios]
    if world_file is not None:
        results.append(_check_world(world_file, pp_engine, numbers=numbers))
    if any(results):
        sys.exit(max(results))


def _check_scenario(name: str, folder: Path | None) -> int:
    """Play a scenario to its end, tell what is wrong, and return the exit code."""
    try:
        scenario = find_scenario(name, folder)
        bancho = Bancho(world=stage(scenario))
        bancho.asgi.variations = variations_of(scenario)
        found = list(failures(scenario, lambda at: _go_to(bancho, at), lambda path: _ask(bancho, path)))
    except ScenarioError as error:
        click.echo(str(error))
        return WRONG
    except Mistake as mistake:
        click.echo(f"{name}: {mistake}")
        return WRONG
    odd = list(odd_steps(scenario, bancho.world, bancho.director.began))
    for line in (*found, *odd):
        click.echo(line)
    happened = _counted(bancho.world.events.count, "event")
    told_expectations = f"{_counted(len(scenario.expect), 'expectation')}, {len(found)} not met"
    told_remarks = f", {_counted(len(odd), 'remark')}" if odd else ""
    click.echo(f"{name}: {told(scenario.length)}, {happened}, {told_expectations}{told_remarks}.")
    return CONTRADICTS if found else 0


def _go_to(bancho: Bancho, at: int) -> None:
    bancho.director.advance((at - bancho.director.elapsed) / SECOND)


def _ask(bancho: Bancho, path: str) -> tuple[int, object]:
    try:
        reply = bancho.get(with_ids(bancho.world, path))
    except OSError as error:
        raise Mistake(f"no answer came: {error}") from None
    return reply.status, reply.json() if reply.headers.get("content-type", "").endswith("json") else None


def _check_world(world_file: Path, pp_engine: str | None, *, numbers: bool) -> int:
    """Tell what is wrong with a world file, and return the exit code."""
    if pp_engine:
        engine_of(pp_engine)
    world = load_world(world_file)
    found = remarks(world)
    for remark in found:
        click.echo(f"{world_file}: {remark}")
    wrong = _contradictions(world, world_file, pp_engine) if numbers else None
    counts = ((world.players.rows, "player"), (world.beatmaps.rows, "beatmap"), (world.scores.rows, "score"))
    rows = ", ".join(_counted(len(table), what) for table, what in counts)
    contradicting = "" if wrong is None else f", {_counted(wrong, 'contradiction')}"
    click.echo(f"{world_file} loads: {rows}; {_counted(len(found), 'remark')}{contradicting}.")
    return CONTRADICTS if wrong else 0


def _contradictions(world: World, world_file: Path, pp_engine: str | None) -> int:
    """List the numbers of a world that do not follow from its scores, and return how many there are."""
    pp_of = pp_by_files(world, pp_engine or DEFAULT) if pp_engine else None
    count = 0
    for line in contradictions(world, pp_of):
        count += 1
        click.echo(f"{world_file}: {line}")
    return count


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
