"""`mockbancho drift`."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from mockbancho.bancho import Bancho
from mockbancho.cli.group import WRONG, main
from mockbancho.cli.servers import contract_for, server_of, server_options
from mockbancho.contract import get_contract
from mockbancho.learning.deviations import NOTHING_THERE
from mockbancho.learning.drift import Drift
from mockbancho.learning.questions import printable
from mockbancho.learning.survey import Sample
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.learning.deviations import Deviation
    from mockbancho.learning.questions import Question

DRIFTED: Final = 1
"""Exit code for a server that differs from the contract."""
_BEYOND: Final = {
    "get_match": " (name one with --match)",
    "get_mappool": " (name one with --pool)",
    "get_replay": " (it sends no JSON)",
}
"""Why the shape of an endpoint may not be seen."""


@main.command(
    "drift",
    epilog="""\b
Examples:
  mockbancho drift https://api.server.example
  mockbancho drift https://api.server.example --contract 4.3.2 --player 3 --json
""",
)
@click.argument("url")
@click.option("--player", "players", type=int, multiple=True, metavar="ID", help="Look at this player.")
@click.option("--beatmap", "beatmaps", type=int, multiple=True, metavar="ID", help="Look at this beatmap.")
@click.option("--match", "matches", type=int, multiple=True, metavar="ID", help="Look at this match.")
@click.option("--pool", "pools", type=int, multiple=True, metavar="ID", help="Look at this tournament pool.")
@click.option(
    "--sample",
    "size",
    type=click.IntRange(1, 100),
    default=3,
    show_default=True,
    help="Without --player, how many players of the osu! leaderboard to look at.",
)
@server_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def drift_command(
    url: str,
    size: int,
    rate: float,
    timeout: float,
    prefix: str | None,
    contract_name: str | None,
    *,
    as_json: bool,
    **named: tuple[int, ...],
) -> None:
    """Compare the shapes of a real server's answers with a contract.

    A few dozen GETs are sent, slowly: members that are missing, new or of another type are listed by endpoint, and so are
    other errors and endpoints that are missing. Another order of members is listed, but is no difference. Exit code 0 if
    there is none, 1 if there is, 2 if the server or a part of it could not be asked.
    """
    with closing(server_of(url, rate=rate, timeout=timeout, prefix=prefix)) as server:
        contract = get_contract(contract_for(server, contract_name))
        drift = Drift(contract, server, _expectation(contract.name))
        drift.look(Sample(size=size, **named))
    where = f"{server.address.url}{server.prefix}"
    click.echo(
        msgspec.json.format(_json(drift, where), indent=2) if as_json else printable("\n".join(_lines(drift, where)))
    )
    if drift.has_drifted:
        sys.exit(DRIFTED)
    if drift.unanswered:
        sys.exit(WRONG)


def _expectation(contract: str) -> Callable[[Question], tuple[int, Any]]:
    """Return what answers as the contract does in an empty world."""
    bancho = Bancho(world=World.build(), contract=contract)

    def expect(question: Question) -> tuple[int, Any]:
        reply = bancho.get(question.target(get_contract(contract).prefixes[0]))
        return reply.status, reply.json()

    return expect


def _lines(drift: Drift, where: str) -> Iterator[str]:
    """Yield the report: what differs by endpoint, what was not seen, and how much that is."""
    yield f"{where} against contract {drift.contract.name}: {drift.asked.total()} questions answered"
    differing = {name: found for name, found in drift.found.items() if found}
    for name, found in differing.items():
        yield f"\n{name}"
        yield from _table([(each.kind, each.path, _told(each) + _times(count)) for each, count in found.items()])
    if drift.unanswered:
        yield "\nnot answered"
        yield from (f"  {question}: {why}" for question, why in drift.unanswered.items())
    if drift.unseen:
        yield f"\nshapes not seen: {', '.join(_unseen(drift, name) for name in drift.unseen)}"
    count = sum(each.kind.is_drift for found in differing.values() for each in found)
    yield f"\n{_counted(count, 'difference')} in {_counted(len(drift.asked), 'endpoint')}."


def _told(each: Deviation) -> str:
    if each.contract == NOTHING_THERE:
        return f"server {each.server}"
    if each.server == NOTHING_THERE:
        return f"contract {each.contract}"
    return f"contract {each.contract}, server {each.server}"


def _times(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""


def _unseen(drift: Drift, name: str) -> str:
    if drift.contract.endpoints[name].needs_key:
        return f"{name} (it wants an API key)"
    return f"{name}{_BEYOND.get(name, '')}"


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows in columns as wide as their longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _json(drift: Drift, where: str) -> bytes:
    found = [
        {"endpoint": name, **msgspec.structs.asdict(each), "times": count, "is_drift": each.kind.is_drift}
        for name, each_found in drift.found.items()
        for each, count in each_found.items()
    ]
    told = {
        "server": where,
        "contract": drift.contract.name,
        "asked": dict(drift.asked),
        "differences": found,
        "unanswered": {str(question): why for question, why in drift.unanswered.items()},
        "unseen": drift.unseen,
    }
    return msgspec.json.encode(told)
