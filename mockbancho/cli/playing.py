"""`mockbancho play`."""

from __future__ import annotations

import sys
from time import sleep
from typing import TYPE_CHECKING, Final

import click

from mockbancho import clock
from mockbancho.actions.agenda import next_due
from mockbancho.cli.group import main
from mockbancho.cli.motion import duration_of
from mockbancho.cli.worlds import scenarios_option
from mockbancho.clock import SECOND
from mockbancho.errors import Mistake
from mockbancho.scenario.clocks import FASTEST
from mockbancho.scenario.director import Director
from mockbancho.scenario.library import find_scenario
from mockbancho.scenario.stage import stage
from mockbancho.scenario.telling import clock_of, told_event
from mockbancho.world.durations import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mockbancho.scenario.model import Scenario

FRAME: Final = 0.1
"""Seconds between two looks at the world."""
_USUAL_SPEED: Final = 30.0


@main.command(
    "play",
    epilog="""\b
Examples:
  mockbancho play quiet_evening
  mockbancho play my_evening.yaml --speed 60
  mockbancho play quiet_evening --until 10m > timeline.txt
""",
)
@click.argument("scenario_name", metavar="SCENARIO")
@click.option("--seed", type=int, metavar="NUMBER", help="Play it with another seed.")
@click.option(
    "--speed",
    type=click.FloatRange(0, FASTEST, min_open=True),
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
    Ctrl+C ends it.
    """
    end = None if until is None else duration_of("--until", until)
    scenario = find_scenario(scenario_name, folder)
    end = scenario.length if end is None else end
    if not end:
        raise Mistake(f"{scenario_name} has no end of its own; say when to stop, such as --until 10m")
    director = Director(stage(scenario, seed=seed))
    try:
        _play(scenario, director, end, speed, step=step)
    except (KeyboardInterrupt, click.Abort):
        click.echo()
    events = director.world.events.count
    click.echo(
        f"{scenario.title or scenario_name}: {told(director.elapsed)}, {events} event{'' if events == 1 else 's'}.",
        err=not sys.stdout.isatty(),
    )


def _play(scenario: Scenario, director: Director, end: int, speed: float | None, *, step: bool) -> None:
    if step:
        _play_by_steps(director, end)
    elif sys.stdout.isatty():
        _play_on_screen(scenario, director, end, speed or _USUAL_SPEED)
    else:
        _play_as_lines(director, end, speed)


def _play_as_lines(director: Director, end: int, speed: float | None) -> None:
    tell = _teller(director)
    try:
        if speed is None:
            director.advance(end / SECOND)
        else:
            for _ in _frames(director, end, speed):
                tell()
    finally:
        tell()  # also what happened before something went wrong


def _play_by_steps(director: Director, end: int) -> None:
    """Play from one thing that happens to the next; what is due without anything that shows is passed over."""
    tell = _teller(director)
    while (due := next_due(director.world)) is not None and due.due <= director.began + end:
        try:
            director.step()
        finally:
            is_told = tell()
        if is_told:
            click.prompt("", default="", show_default=False, prompt_suffix="")


def _teller(director: Director) -> Callable[[], bool]:
    """Return what prints the events that were not printed before, and tells whether there were any."""
    printed = 0

    def tell() -> bool:
        nonlocal printed
        world = director.world
        found = world.events.after(printed)
        for event in found:
            printed = event.number
            click.echo(f"{clock_of(event.at - director.began)}  {told_event(world, event)}")
        return bool(found)

    return tell


def _play_on_screen(scenario: Scenario, director: Director, end: int, speed: float) -> None:
    from mockbancho.cli.screen import screen_of  # rich is for terminals

    with screen_of(scenario, director, end) as refresh:
        for _ in _frames(director, end, speed):
            refresh()


def _frames(director: Director, end: int, speed: float) -> Iterator[None]:
    """Let time pass at a speed until the end, with a look at the world in between."""
    begun, elapsed = clock.monotonic(), director.elapsed
    while director.elapsed < end:
        now = elapsed + int((clock.monotonic() - begun) * speed * SECOND)
        director.advance(max(0, min(now, end) - director.elapsed) / SECOND)
        yield
        sleep(FRAME if director.elapsed < end else 0)
