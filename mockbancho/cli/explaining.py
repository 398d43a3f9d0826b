"""`mockbancho explain`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from mockbancho.bancho import Bancho
from mockbancho.cli.group import main
from mockbancho.cli.worlds import Asked, scenarios_option, world_asked, world_options
from mockbancho.contract import CONTRACTS
from mockbancho.options import SIZES

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Unpack

    from rich.console import RenderableType

    from mockbancho.explaining.explained import Explained, Listed


@main.command(
    "explain",
    epilog="""\b
Examples:
  mockbancho explain '/get_player_scores?id=3&scope=best&mode=4'
  mockbancho explain /v1/get_match?id=1 --scenario tournament_finals --at 10m
  mockbancho explain '/get_player_info?name=Mira&scope=all' --world world.json --contract 4.3.2
""",
)
@click.argument("path")
@world_options
@click.option("--scenario", "scenario_name", metavar="SCENARIO", help="Ask in the world of a scenario.")
@click.option("--at", metavar="DURATION", help="Ask so much time into the scenario, such as 5m.")
@scenarios_option
@click.option(
    "--contract",
    "contract_name",
    default="any",
    show_default=True,
    metavar="|".join(CONTRACTS),
    help="Which version of the API is asked.",
)
@click.option("--method", default="GET", show_default=True, help="The method of the request.")
@click.option("--key", metavar="KEY", help="The API key of the request.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def explain_command(
    path: str,
    scenario_name: str | None,
    at: str | None,
    folder: Path | None,
    contract_name: str,
    method: str,
    key: str | None,
    *,
    as_json: bool,
    **asked: Unpack[Asked],
) -> None:
    """Say why a request is answered as it is: what a list left out, who is hidden, what to ask instead.

    PATH is the path with its query, in quotes, or a whole address. It is asked in the default world, unless a scenario,
    a file or sizes are given. A server that runs is not asked: this one stands still, at the start or --at a moment.
    """
    if scenario_name is None:
        if at is not None:
            raise click.UsageError("--at is for a scenario")
        bancho = Bancho(world=world_asked(asked), contract=contract_name)
    else:
        bancho = _staged(scenario_name, folder, at, contract_name, asked)
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    explained = bancho.explain(path, method=method, headers=headers)
    if as_json:
        click.echo(json.dumps(explained.to_dict(), ensure_ascii=False, indent=2))
    elif sys.stdout.isatty():
        print_in_colours(explained)
    else:
        click.echo(explained.text)


def _staged(name: str, folder: Path | None, at: str | None, contract_name: str, asked: Asked) -> Bancho:
    """Return a server in the world of a scenario, so far into it."""
    from mockbancho.scenario.library import find_scenario  # without a scenario there is no need of YAML

    for option in ("world", *sorted(SIZES)):
        if asked.get(option) is not None:
            raise click.UsageError(f"--{option.replace('_', '-')}: the scenario says which world it plays in")
    return Bancho(
        scenario=find_scenario(name, folder),
        at=at,
        seed=asked["seed"],
        pp_engine=asked["pp_engine"],
        contract=contract_name,
    )


def print_in_colours(explained: Explained) -> None:
    """Print an explanation with its lists as tables."""
    from rich.console import Console, Group
    from rich.text import Text

    colour = "green" if explained.status < 300 else "yellow" if explained.status < 500 else "red"
    parts: list[RenderableType] = [
        Text(explained.request, "bold"),
        Text.assemble((str(explained.status), f"bold {colour}"), f"  {explained.says}"),
        *(Text(f"• {sentence}") for sentence in explained.why),
        *map(_table, explained.lists),
    ]
    if explained.instead:
        parts.append(Text("\nTry instead", "bold"))
        parts += [Text.assemble("  ", (hint.path, "cyan"), f"  {hint.why}") for hint in explained.instead]
    Console(highlight=False, soft_wrap=True).print(Group(*parts))


def _table(listing: Listed) -> RenderableType:
    from rich.table import Table

    table = Table(title=f"\n{listing.about}: {listing.considered}", title_justify="left", title_style="bold")
    table.add_column("unless")
    table.add_column("drops", justify="right")
    table.add_column("without it", justify="right")
    for step in listing.steps:
        table.add_row(step.filter, str(step.dropped), str(step.without), style="" if step.dropped else "dim")
    table.add_row("found", "", str(listing.found), style="bold")
    return table
