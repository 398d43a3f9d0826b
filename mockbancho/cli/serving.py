"""`mockbancho serve`."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from mockbancho.api.app import Api
from mockbancho.cli.controlling import ControlOption, checked_token
from mockbancho.cli.group import main
from mockbancho.cli.keys import keys_of
from mockbancho.cli.logs import FORMATS, set_up_log
from mockbancho.cli.motion import Motion
from mockbancho.cli.ready import ready_file
from mockbancho.cli.worlds import Asked, name_of, scenarios_option, world_options
from mockbancho.contract import CONTRACTS, Cors, get_contract
from mockbancho.options import chaos_for
from mockbancho.server.process import serve
from mockbancho.server.sockets import listen, url_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
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
  mockbancho serve --port 0 --ready-file server.url --log-format json 2> server.log
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
@click.option("--no-control", is_flag=True, help="Leave out the dashboard and the control API below /_mock/.")
@click.option(
    "--control-token",
    metavar="TOKEN",
    envvar="MOCKBANCHO_CONTROL_TOKEN",
    callback=checked_token,
    show_envvar=True,
    help="What the control API asks for. [default: none; beyond this machine one that is made up and printed]",
)
@click.option("--quiet", is_flag=True, help="Log neither calls nor hints.")
@click.option(
    "--log-format",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="How calls and hints are written: as lines to read, or as a JSON object a line.",
)
@click.option(
    "--ready-file",
    "ready_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the address to a file once it answers, and remove the file at the end.",
)
def serve_command(
    scenario_name: str | None,
    folder: Path | None,
    contract_name: str,
    host: str,
    port: int,
    cors: str | None,
    faults: tuple[str, ...],
    log_format: str,
    ready_path: Path | None,
    *,
    chaos: bool,
    tls: bool,
    print_keys: bool,
    no_control: bool,
    control_token: str | None,
    quiet: bool,
    speed: float | None,
    start_at: str | None,
    loop: bool,
    still: bool,
    **asked: Unpack[Asked],
) -> None:
    """Answer requests from a world until Ctrl+C: the default one, unless a scenario, a file or sizes are given.

    A scenario plays as time passes. Without one the world is lively: players come, play and leave; a world file is
    still, as with --still. Prints "Listening on http://HOST:PORT" on standard output once it answers, then where the
    dashboard is, and a line per call on standard error; with --tls the path of a CA's certificate too, for the clients
    to trust.

    Ctrl+C and SIGTERM end it at once, with exit code 0. What is wrong with an option, a file or the port is said before
    it answers, with exit code 2.
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
    write_ready = click.get_current_context().with_resource(ready_file(ready_path))
    on_call = set_up_log(log_format, quiet=quiet)
    moving = motion.begin(asked, quiet=quiet)
    api = Api(
        moving.world,
        contract,
        cors=Cors(cors) if cors else None,
        world_name=motion.name or name_of(asked),
        on_call=on_call,
        act=moving.act,
        variations=motion.variations,
        chaos=chaos_for(moving.world) if chaos else None,
    )
    api.before_call = moving.catch_up
    control = None if no_control else ControlOption(host, listener.getsockname()[0], control_token)
    app = (
        api
        if control is None
        else control.before(api, moving, motion, cors=Cors(cors) if cors else None, folder=folder)
    )
    with listener, _certificates(host, tls=tls) as certificates:
        keys: Iterable[str] = keys_of(moving.world) if print_keys else ()
        url = url_of(listener, "https" if certificates else "http")

        def tell() -> None:
            write_ready(url)
            _tell(url, certificates, keys, control)

        serve(app, listener, tell, tick=moving.catch_up, certificates=certificates)


@contextmanager
def _certificates(host: str, *, tls: bool) -> Generator[Certificates | None]:
    """Make certificates in a folder that is gone after the block."""
    if not tls:
        yield None
        return
    from mockbancho.server.certificates import make_certificates  # only who asks for it needs the library

    with TemporaryDirectory(prefix="mockbancho-") as folder:
        yield make_certificates(Path(folder), host)


def _tell(url: str, certificates: Certificates | None, keys: Iterable[str], control: ControlOption | None) -> None:
    """Say where the server and its dashboard are, what a client needs to trust it, and keys that let it in."""
    click.echo(f"Listening on {url}")
    if control:
        click.echo(f"Dashboard on {url}{control.path}")
    if certificates:
        click.echo(f"Clients trust it by SSL_CERT_FILE={certificates.ca}")
    for line in keys:
        click.echo(line)
