"""`mockbancho contract`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mockbancho.cli.group import main
from mockbancho.contract import CONTRACTS, get_contract, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable


@main.command("contract")
@click.argument("names", nargs=-1, metavar="[CONTRACT]...")
def contract_command(names: tuple[str, ...]) -> None:
    """List the endpoints of each contract, and where mockbancho knows them from.

    Name contracts to list those alone: any, 5.3, 4.3.2.
    """
    contracts = [get_contract(name) for name in names] or list(CONTRACTS.values())
    _print_table(table_of(contracts))


def _print_table(rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows in columns as wide as their longest cell."""
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
