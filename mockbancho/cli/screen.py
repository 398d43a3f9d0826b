"""A world that moves, on a terminal: its clock, what happens, who is online doing what, and the matches."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.layout import Layout
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from mockbancho.osu.matches import SlotStatus, Team
from mockbancho.scenario.telling import clock_of, moment_of, name_of, told_event, told_session

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from rich.console import RenderableType

    from mockbancho.records import Match
    from mockbancho.scenario.director import Director
    from mockbancho.scenario.model import Scenario
    from mockbancho.world.world import World

_EVENTS: Final = 200
"""Events that are looked at for the screen, at most."""
_TEAMS: Final = {Team.RED: "red", Team.BLUE: "blue"}


@contextmanager
def screen_of(scenario: Scenario, director: Director, end: int) -> Generator[Callable[[], None]]:
    """Show a scenario while it plays, and give what brings the screen up to date."""
    live = Live(_shown(scenario, director, end), screen=True, auto_refresh=False)
    try:
        live.start(refresh=True)
        yield lambda: live.update(_shown(scenario, director, end), refresh=True)
    finally:
        live.stop()  # also when Ctrl+C comes while it starts


def _shown(scenario: Scenario, director: Director, end: int) -> RenderableType:
    world = director.world
    layout = Layout()
    layout.split_column(Layout(_head(scenario, director, end), size=3), Layout(name="below"))
    layout["below"].split_row(Layout(Panel(_events(director), title="What happens")), Layout(name="right"))
    layout["right"].split_column(
        Layout(Panel(_online(world), title=f"{len(world.sessions.visible)} online")),
        Layout(Panel(_matches(world), title="Matches")),
    )
    return layout


def _head(scenario: Scenario, director: Director, end: int) -> Panel:
    text = Text.assemble(
        (scenario.title or scenario.file, "bold"),
        f"   {clock_of(director.elapsed)} of {clock_of(end)}   ",
        (moment_of(director.world), "dim"),
    )
    return Panel(text)


def _events(director: Director) -> RenderableType:
    world = director.world
    recent = world.events.after(world.events.count - _EVENTS)
    return Group(
        *(
            Text.assemble(
                (f"{clock_of(event.at - director.began)}  ", "dim"),
                told_event(world, event),
                overflow="ellipsis",
                no_wrap=True,
            )
            for event in reversed(recent)
        )
    )


def _online(world: World) -> RenderableType:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    for session in world.sessions.visible:
        table.add_row(Text(name_of(world, session.id), "bold"), Text(told_session(session)))
    return table


def _matches(world: World) -> RenderableType:
    shown = [_match(world, match) for match in world.matches.rows]
    return Group(*shown) if shown else Text("none is open", "dim")


def _match(world: World, match: Match) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for slot in match.slots:
        if slot.player is not None:
            style = next((color for team, color in _TEAMS.items() if team == slot.team), "")
            host = " (host)" if slot.player == match.host else ""
            status = SlotStatus(slot.status).word.replace("_", " ") if slot.status in list(SlotStatus) else ""
            table.add_row(Text(f"{name_of(world, slot.player)}{host}", style), Text(status, "dim"))
    state = "playing" if match.in_progress else "in the lobby"
    title = Text.assemble((f"{match.id} {match.name}", "bold"), f", {state}: {match.map_name or 'no beatmap'}")
    return Group(title, table, Text())
