"""`mockbancho serve`."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from mockbancho import clock
from mockbancho.api.app import Api
from mockbancho.api.authorization import NO_KEY
from mockbancho.cli.group import main
from mockbancho.cli.keys import keys_of
from mockbancho.cli.motion import Motion
from mockbancho.cli.worlds import Asked, name_of, scenarios_option, world_options
from mockbancho.contract import CONTRACTS, Cors, get_contract
from mockbancho.options import chaos_for
from mockbancho.server.process import serve
from mockbancho.server.sockets import listen, url_of
from mockbancho.world.journal import Call, Source

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from socket import socket
    from typing import Unpack

    from mockbancho.server.certificates import Certificates


@main.command(
    "serve",
    epilog="""\b
Examples:
  mockbancho serve
  mockbancho serve tournament_finals --speed 60 --start-at 5m --loop
  mockbancho serve --players 20000 --scores-per-player 50
  mockbancho serve --world world.json --contract 5.3 --port 0 --quiet
  mockbancho serve --world world.json --cors echo --host 0.0.0.0
  mockbancho serve --tls --port 8443
  mockbancho serve --print-keys
""",
)
@click.argument("scenario_name", metavar="[SCENARIO]", required=False)
@world_options
@scenarios_option
@click.option(
    "--speed",
    type=click.FloatRange(0, 100_000, min_open=True),
    metavar="NUMBER",
    help="How many seconds pass in one of yours. [default: 1]",
)
@click.option("--start-at", metavar="DURATION", help="Begin so much time into the scenario, such as 5m.")
@click.option("--loop", is_flag=True, help="Begin again when the scenario is over.")
@click.option("--still", is_flag=True, help="Let nothing happen by itself, and time stand.")
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
@click.option("--tls", is_flag=True, help="Speak https, by a certificate made on the spot; its CA's file is printed.")
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="FAULT",
    help="Let something go wrong, such as 'get_map_scores:status=503,rate=0.3' or 'latency=100ms..2s'; may be repeated.",
)
@click.option("--print-keys", is_flag=True, help="Print API keys of players; the first one gets one if need be.")
@click.option("--chaos", is_flag=True, help="Make every answer as untypical as the real server's may be.")
@click.option("--quiet", is_flag=True, help="Log neither calls nor hints.")
def serve_command(
    scenario_name: str | None,
    folder: Path | None,
    contract_name: str,
    host: str,
    port: int,
    cors: str | None,
    faults: tuple[str, ...],
    *,
    chaos: bool,
    tls: bool,
    print_keys: bool,
    quiet: bool,
    speed: float | None,
    start_at: str | None,
    loop: bool,
    still: bool,
    **asked: Unpack[Asked],
) -> None:
    """Answer requests from a world until Ctrl+C: the default one, unless a scenario, a file or sizes are given.

    A scenario plays as time passes. Without one the world is lively: players come, play and leave; a world file is
    still, as with --still. Prints "Listening on http://HOST:PORT" on standard output once it answers, and a line per
    call on standard error; with --tls the path of a CA's certificate too, for the clients to trust.
    """
    motion = Motion(
        scenario_name,
        folder,
        speed=speed,
        start_at=start_at,
        loop=loop,
        still=still,
        faults=faults,
        has_key=print_keys,
    )
    motion.check(asked)
    contract = get_contract(contract_name)
    listener = listen(host, port)
    _set_up_log(quiet=quiet)
    moving = motion.begin(asked, quiet=quiet)
    api = Api(
        moving.world,
        contract,
        cors=Cors(cors) if cors else None,
        world_name=motion.name or name_of(asked),
        on_call=None if quiet else _log_call,
        variations=motion.variations,
        chaos=chaos_for(moving.world) if chaos else None,
    )
    api.before_call = moving.catch_up
    with listener, _certificates(host, tls=tls) as certificates:
        keys: Iterable[str] = keys_of(moving.world) if print_keys else ()
        serve(
            api, listener, lambda: _tell(listener, certificates, keys), tick=moving.catch_up, certificates=certificates
        )


@contextmanager
def _certificates(host: str, *, tls: bool) -> Generator[Certificates | None]:
    """Make certificates in a folder that is gone after the block."""
    if not tls:
        yield None
        return
    from mockbancho.server.certificates import make_certificates  # only who asks for it needs the library

    with TemporaryDirectory(prefix="mockbancho-") as folder:
        yield make_certificates(Path(folder), host)


def _tell(listener: socket, certificates: Certificates | None, keys: Iterable[str]) -> None:
    """Say where the server is, what a client needs to trust it, and keys that let it in."""
    click.echo(f"Listening on {url_of(listener, 'https' if certificates else 'http')}")
    if certificates:
        click.echo(f"Clients trust it by SSL_CERT_FILE={certificates.ca}")
    for line in keys:
        click.echo(line)


def _set_up_log(*, quiet: bool) -> None:
    """Write the log's lines as they are to standard error, or with *quiet* none."""
    handler = logging.NullHandler() if quiet else logging.StreamHandler()
    log = logging.getLogger("mockbancho")
    log.addHandler(handler)
    log.propagate = False


def _log_call(call: Call) -> None:
    """Write a call as one line: time, status, what was asked, what is special about the answer, and how long it took."""
    query = f"?{call.query.decode('latin-1')}" if call.query else ""
    special = f"  ({_hint(call)})" if _hint(call) else ""
    special += f"  (fault: {call.fault})" if call.fault else ""
    status = click.style(str(call.status), fg="green" if call.status < 400 else "yellow")  # HTTP
    click.echo(
        f"{clock.local_time():%H:%M:%S} {status} {call.method} {call.path}{query}{special}  {call.seconds * 1000:.2f} ms",
        err=True,
    )


def _hint(call: Call) -> str:
    """Return what is special about an answer, in a few words."""
    if call.source is Source.UPSTREAM_CRASH:
        return call.source.value
    if call.reason == NO_KEY or call.status == 401:  # HTTP
        return "serve --print-keys prints API keys"
    return ""
