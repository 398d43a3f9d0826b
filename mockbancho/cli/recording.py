"""`mockbancho record`."""

from __future__ import annotations

import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict, TypeVar

import click

from mockbancho.bancho import Bancho
from mockbancho.cli.group import main
from mockbancho.cli.learned import Told, asking, told_of
from mockbancho.cli.servers import contract_for, options, server_of, server_options
from mockbancho.clock import wall_clock
from mockbancho.contract import get_contract
from mockbancho.errors import Mistake
from mockbancho.learning.comparing import differences
from mockbancho.learning.crawl import PAGE, Wanted
from mockbancho.learning.kept import FORMAT, Heading, Kept
from mockbancho.learning.lessons import gather
from mockbancho.learning.questions import printable
from mockbancho.learning.recording import record
from mockbancho.learning.sound import world_of
from mockbancho.osu.modes import USED_MODES, GameMode

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Unpack

    from mockbancho.learning.comparing import Difference
    from mockbancho.learning.gathered import Gathered
    from mockbancho.learning.questions import Question
    from mockbancho.learning.recording import Recording
    from mockbancho.world.world import World

F = TypeVar("F", bound="Callable[..., Any]")
INCOMPLETE: Final = 1
"""Exit code for a world that is written although some questions were not answered."""
INTERRUPTED: Final = 130
"""Exit code after Ctrl+C, as shells have it."""


class Named(TypedDict):
    """The options that say what to record, as `Wanted` has them."""

    players: tuple[str, ...]
    beatmaps: tuple[int, ...]
    scores: tuple[int, ...]
    leaderboards: tuple[GameMode, ...]
    clans: tuple[int, ...]
    matches: tuple[int, ...]
    pools: tuple[int, ...]
    depth: int
    top: int
    limit: int
    avatars: bool


def _many(option: str, field: str, **more: Any) -> Callable[[F], F]:  # noqa: ANN401  # click's own
    return click.option(option, field, multiple=True, **more)


def _modes_of(context: click.Context, option: click.Parameter, words: tuple[str, ...]) -> tuple[GameMode, ...]:  # noqa: ARG001  # as click calls it
    return tuple(map(GameMode.of, words))


_WHAT: Final = (
    _many("--player", "players", metavar="ID|NAME", help="A player: account, stats, status, scores, most played."),
    _many("--beatmap", "beatmaps", type=int, metavar="ID", help="A beatmap, and the scores on it in every mode."),
    _many("--score", "scores", type=int, metavar="ID", help="A score, with its beatmap."),
    _many(
        "--leaderboard",
        "leaderboards",
        type=click.Choice([mode.word for mode in USED_MODES]),
        callback=_modes_of,
        metavar="MODE",
        help="A leaderboard by pp, such as osu or taiko_relax.",
    ),
    _many("--clan", "clans", type=int, metavar="ID", help="A clan; those of recorded players are recorded anyway."),
    _many("--match", "matches", type=int, metavar="ID", help="A match that is being played."),
    _many("--pool", "pools", type=int, metavar="ID", help="A tournament pool."),
    click.option(
        "--depth",
        type=click.IntRange(0, 3),
        default=0,
        show_default=True,
        help="How many steps away the players of leaderboards and beatmaps' scores are recorded too.",
    ),
    click.option(
        "--top",
        type=click.IntRange(1, 10_000),
        default=50,
        show_default=True,
        help="How many players of each leaderboard.",
    ),
    click.option(
        "--limit", type=click.IntRange(1, PAGE), default=PAGE, show_default=True, help="How many rows of other lists."
    ),
    click.option("--avatars", is_flag=True, help="Also the avatars of recorded players, from a.HOST for api.HOST."),
)


@main.command(
    "record",
    epilog="""\b
Examples:
  mockbancho record https://api.server.example --player 3 -o world.json
  mockbancho record https://api.server.example --leaderboard osu --top 100 --depth 1 -o world.json
  mockbancho record https://api.server.example --beatmap 1172819 --anonymize -o world.json
""",
)
@click.argument("url")
@options(_WHAT)
@server_options
@click.option("--anonymize", is_flag=True, help="Exchange names, avatars, badges and userpages; ids and numbers stay.")
@click.option("--seed", type=int, default=0, show_default=True, help="What the names of --anonymize are drawn by.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    required=True,
    help="The world file to write.",
)
def record_command(
    url: str,
    output: Path,
    rate: float,
    timeout: float,
    prefix: str | None,
    contract_name: str | None,
    seed: int,
    *,
    anonymize: bool,
    **named: Unpack[Named],
) -> None:
    """Record a part of a real server as a world file that answers the same.

    Only GETs are sent, to this host alone, and slowly. FILE.part keeps each answer until all are there: after Ctrl+C the
    same command goes on where it stopped. Exit code 0 if all was answered, 1 if a question was not, 2 for mistakes.
    """
    wanted = _wanted(named)
    with closing(server_of(url, rate=rate, timeout=timeout, prefix=prefix)) as server:
        heading = Heading(FORMAT, server.address.url, server.prefix, wall_clock())
        with closing(Kept(output.with_name(f"{output.name}.part"), heading)) as kept:
            click.echo(told_of(server, kept, rate), err=True)
            with _to_be_continued(kept), asking() as tell:
                recording = record(server, wanted, kept, tell)
    known = gather(recording.answers)
    world, remarks = world_of(known, kept.heading.began)
    told = Told(output, contract_for(server, contract_name), remarks, anonymize=anonymize)
    found = _compared(world, recording, known, told.contract)
    if anonymize:
        from mockbancho.learning.anonymous import anonymize as hide  # needs Faker

        hide(world, seed)
    _save(world, output)
    click.echo(printable("\n".join(told.lines(world, recording, found))))
    if recording.unanswered:
        sys.exit(INCOMPLETE)
    kept.forget()


def _wanted(named: Named) -> Wanted:
    """Return what to record; a usage error if that is nothing."""
    wanted = Wanted(**named)
    subjects = (wanted.players, wanted.beatmaps, wanted.scores, wanted.clans, wanted.matches, wanted.pools)
    if not any((wanted.leaderboards, *subjects)):
        raise click.UsageError(
            "say what to record: --player, --beatmap, --score, --leaderboard, --clan, --match, --pool"
        )
    return wanted


@contextmanager
def _to_be_continued(kept: Kept) -> Generator[None]:
    """Let Ctrl+C end the command in a sentence: every answer is kept by then."""
    try:
        yield
    except KeyboardInterrupt:
        count = len(kept.answers)
        click.echo(f"\nstopped: {kept.path} keeps {count} answers; the same command goes on from there", err=True)
        sys.exit(INTERRUPTED)


def _compared(world: World, recording: Recording, known: Gathered, contract: str) -> dict[Question, list[Difference]]:
    """Return where the world answers otherwise than the server did."""
    bancho, prefix = Bancho(world=world, contract=contract), get_contract(contract).prefixes[0]

    def ask(question: Question) -> tuple[int, Any]:
        reply = bancho.get(question.target(prefix))
        is_json = reply.headers.get("content-type", "").endswith("json")
        return reply.status, reply.json() if is_json else None

    asked = {question: reply for question, reply in recording.answers.items() if question.endpoint != "avatar"}
    return {question: differences(question, reply, ask, known) for question, reply in asked.items()}


def _save(world: World, output: Path) -> None:
    try:
        world.save(output)
    except OSError as error:
        raise Mistake(f"cannot write {output}: {error.strerror or error}") from error
