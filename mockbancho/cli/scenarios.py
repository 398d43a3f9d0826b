"""`mockbancho scenarios` and `mockbancho schema`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mockbancho.cli.group import main
from mockbancho.cli.worlds import scenarios_option
from mockbancho.scenario.library import find_scenario, names
from mockbancho.scenario.schema import schema
from mockbancho.world.durations import told


@main.command("scenarios")
@scenarios_option
@click.option("--names", "only_names", is_flag=True, help="Print the names alone, one a line.")
def scenarios_command(folder: Path | None, *, only_names: bool) -> None:
    """List the scenarios that can be played by name: what each is about, and how long it is."""
    for name in names(folder):
        if only_names:
            click.echo(name)
            continue
        scenario = find_scenario(name, folder)
        click.echo(f"{click.style(name, bold=True)}  {scenario.title}, {told(scenario.length)}")
        click.echo(click.wrap_text(scenario.about, width=100, initial_indent="    ", subsequent_indent="    "))


@main.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of scenario files, for editors that check while you write."""
    click.echo(json.dumps(schema(), indent=2))
