"""`mockbancho play`."""

from __future__ import annotations

import sys
from time import sleep
from typing import TYPE_CHECKING, Final

import click

from mockbancho.cli.group import main
from mockbancho.cli.worlds import scenarios_option
from mockbancho.clock import SECOND
from mockbancho.scenario.director import Director
from mockbancho.scenario.library import find_scenario
from mockbancho.scenario.stage import stage
from mockbancho.scenario.telling import clock_of, told_event
from mockbancho.world.durations import micros_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mockbancho.scenario.model import Scenario

FRAME: Final = 0.1
"""Seconds between two looks at the world."""
_USUAL_SPEED: Final = 30.0


@main.command(
    "play",
    epilog="""\b
Examples:
  mockbancho play tournament_finals
  mockbancho play my_evening.yaml --speed 60
  mockbancho play quiet_evening --until 10m > timeline.txt
""",
)
@click.argument("scenario_name", metavar="SCENARIO")
@click.option("--seed", type=int, metavar="NUMBER", help="Play it with another seed.")
@click.option(
    "--speed",
    type=click.FloatRange(0, 100_000, min_open=True),
    metavar="NUMBER",
    help="Seconds of the scenario in one of yours. [default: 30 on a terminal; elsewhere there is no waiting]",
)
@click.option("--until", metavar="DURATION", help="Stop after so much time of the scenario, such as 90s or 1h30m.")
@click.option("--step", is_flag=True, help="Wait for Enter before each thing that happens.")
@scenarios_option
def play_command(
    scenario_name: str, seed: int | None, speed: float | None, until: str | None, folder: Path | None, *, step: bool
) -> None:
    """Play a scenario in the terminal: a name from `mockbancho scenarios`, or the path of a file.

    On a terminal it shows the clock, what happens, who is online and the matches; elsewhere a line for each event.
    """
    scenario = find_scenario(scenario_name, folder)
    end = scenario.length if until is None else micros_of(until)
    world = stage(scenario, seed=seed)
    director = Director(world)
    if step:
        _play_by_steps(director, end)
    elif sys.stdout.isatty():
        _play_on_screen(scenario, director, end, speed or _USUAL_SPEED)
    else:
        _play_as_lines(director, end, speed)


def _play_as_lines(director: Director, end: int, speed: float | None) -> None:
    tell = _teller(director)
    if speed is None:
        director.seek(end / SECOND)
        tell()
        return
    while director.elapsed < end:
        director.advance(min(FRAME * speed, (end - director.elapsed) / SECOND))
        tell()
        sleep(FRAME)


def _play_by_steps(director: Director, end: int) -> None:
    tell = _teller(director)
    while director.elapsed <= end and director.step():
        tell()
        click.prompt("", default="", show_default=False, prompt_suffix="")


def _teller(director: Director) -> Callable[[], None]:
    """Return what prints the events that were not printed before."""
    told = 0

    def tell() -> None:
        nonlocal told
        world = director.world
        for event in world.events.after(told):
            told = event.number
            click.echo(f"{clock_of(event.at - director.began)}  {told_event(world, event)}")

    return tell


def _play_on_screen(scenario: Scenario, director: Director, end: int, speed: float) -> None:
    from mockbancho.cli.screen import screen_of  # rich is for terminals

    with screen_of(scenario, director, end) as refresh:
        while director.elapsed < end:
            director.advance(min(FRAME * speed, (end - director.elapsed) / SECOND))
            refresh()
            sleep(FRAME)
