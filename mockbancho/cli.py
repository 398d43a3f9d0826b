"""The command line."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import click

from mockbancho import clock
from mockbancho.api.app import Api
from mockbancho.contract import CONTRACTS, Cors, get_contract, table_of
from mockbancho.errors import Mistake
from mockbancho.server.process import serve
from mockbancho.server.sockets import listen, url_of
from mockbancho.world.files.remarks import remarks
from mockbancho.world.files.writing import write_rows
from mockbancho.world.journal import Call, Source
from mockbancho.world.loading import load_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

F = TypeVar("F", bound="Callable[..., Any]")

WRONG: Final = 2
"""Exit code for anything that the user got wrong."""


class _Group(click.Group):
    """Commands whose mistakes end in a sentence and exit code 2, never in a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Mistake as mistake:
            _fail(str(mistake))
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)


def _fail(text: str) -> NoReturn:
    click.echo(f"mockbancho: {text}", err=True)
    sys.exit(WRONG)


def _world_option(*, help_text: str) -> Callable[[F], F]:
    return click.option(
        "--world", "world_file", type=click.Path(path_type=Path), metavar="FILE", required=True, help=help_text
    )


_EXAMPLES: Final = """\b
Examples:
  mockbancho serve --world world.json
  mockbancho serve --world world.json --contract 5.3 --port 0
  mockbancho check --world world.json
  mockbancho export --world world.json -o copy.json
  mockbancho contract
"""


@click.group(cls=_Group, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mockbancho", prog_name="mockbancho")
def main() -> None:
    """Fake bancho.py: the same URLs, JSON and mistakes as the real osu! server, over a world in memory."""


@main.command(
    "serve",
    epilog="""\b
Examples:
  mockbancho serve --world world.json
  mockbancho serve --world world.json --contract 5.3 --port 0 --quiet
  mockbancho serve --world world.json --cors echo --host 0.0.0.0
""",
)
@_world_option(help_text="The world file to serve.")
@click.option(
    "--contract",
    "contract_name",
    default="any",
    show_default=True,
    metavar="|".join(CONTRACTS),
    help="Which version of the API to answer as.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 takes any free one.",
)
@click.option(
    "--cors",
    type=click.Choice([cors.value for cors in Cors]),
    help="Which answers pages of other origins may read. [default: all, for 5.3 and 4.3.2 deployment]",
)
@click.option("--quiet", is_flag=True, help="Log neither calls nor hints.")
def serve_command(world_file: Path, contract_name: str, host: str, port: int, cors: str | None, *, quiet: bool) -> None:
    """Answer requests from a world until Ctrl+C.

    Prints "Listening on http://HOST:PORT" on standard output once it answers, and a line per call on standard error.
    """
    contract = get_contract(contract_name)
    listener = listen(host, port)
    _set_up_log(quiet=quiet)
    api = Api(
        load_world(world_file),
        contract,
        cors=Cors(cors) if cors else None,
        world_name=world_file.name,
        on_call=None if quiet else _log_call,
    )
    serve(api, listener, lambda: click.echo(f"Listening on {url_of(listener)}"))


def _set_up_log(*, quiet: bool) -> None:
    """Write the log's lines as they are to standard error, or with *quiet* none."""
    handler = logging.NullHandler() if quiet else logging.StreamHandler()
    log = logging.getLogger("mockbancho")
    log.addHandler(handler)
    log.propagate = False


def _log_call(call: Call) -> None:
    """Write a call as one line: time, status, what was asked, what is special about the answer, and how long it took."""
    query = f"?{call.query.decode('latin-1')}" if call.query else ""
    special = f"  ({call.source})" if call.source is Source.UPSTREAM_CRASH else ""
    status = click.style(str(call.status), fg="green" if call.status < 400 else "yellow")  # HTTP
    click.echo(
        f"{clock.local_time():%H:%M:%S} {status} {call.method} {call.path}{query}{special}  {call.seconds * 1000:.2f} ms",
        err=True,
    )


@main.command("check")
@_world_option(help_text="The world file to check.")
def check_command(world_file: Path) -> None:
    """Check a world file: list every mistake, or what dangles in it although it loads.

    Exit code 0 if the file loads, 2 if not.
    """
    world = load_world(world_file)
    found = remarks(world)
    for remark in found:
        click.echo(f"{world_file}: {remark}")
    counts = ((world.players.rows, "player"), (world.beatmaps.rows, "beatmap"), (world.scores.rows, "score"))
    rows = ", ".join(_counted(len(table), what) for table, what in counts)
    click.echo(f"{world_file} loads: {rows}; {_counted(len(found), 'remark')}.")


@main.command("export")
@_world_option(help_text="The world file to read.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    default=Path("-"),
    help="Where to write the world; standard output if left out.",
)
def export_command(world_file: Path, output: Path) -> None:
    """Write a world as a world file of the current format.

    Keys stand in a fixed order and every row in a line of its own, so that two worlds can be compared line by line.
    """
    world = load_world(world_file)
    if str(output) == "-":
        click.echo(write_rows(world), nl=False)
        return
    try:
        world.save(output)
    except OSError as error:
        raise Mistake(f"cannot write {output}: {error.strerror or error}") from error


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


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
