"""`mockbancho scenarios` and `mockbancho schema`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mockbancho.cli.group import main
from mockbancho.cli.worlds import scenarios_option
from mockbancho.errors import Mistake
from mockbancho.scenario.library import find_scenario, names
from mockbancho.scenario.schema import schema
from mockbancho.world.durations import told

_INDENT = 4 * " "


@main.command("scenarios")
@scenarios_option
@click.option("--names", "only_names", is_flag=True, help="Print the names alone, one a line.")
def scenarios_command(folder: Path | None, *, only_names: bool) -> None:
    """List the scenarios that can be played by name: what each is about, and how long it is."""
    for name in names(folder):
        click.echo(name if only_names else _about(name, folder))


def _about(name: str, folder: Path | None) -> str:
    """Return what a scenario is about; a wrong one is listed too."""
    try:
        scenario = find_scenario(name, folder)
    except Mistake as mistake:
        head, about = "wrong", f"{str(mistake).splitlines()[0]}\nAll of it: mockbancho check {name}"
    else:
        length = told(scenario.length) if scenario.length else "without an end"
        head, about = ", ".join(part for part in (scenario.title, length) if part), scenario.about
    wrapped = [
        click.wrap_text(line, width=100, initial_indent=_INDENT, subsequent_indent=_INDENT)
        for line in about.splitlines()
    ]
    return "\n".join([f"{click.style(name, bold=True)}  {head}", *wrapped])


@main.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of scenario files, for editors that check while you write."""
    click.echo(json.dumps(schema(), indent=2))
