"""The command itself, and how it tells of mistakes."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final, NoReturn

import click

from mockbancho.errors import Mistake, nearest

WRONG: Final = 2
"""Exit code for anything that the user got wrong."""


COMMANDS: Final = {
    "serve": "serving",
    "play": "playing",
    "scenarios": "scenarios",
    "schema": "scenarios",
    "check": "checking",
    "export": "exporting",
    "contract": "contracts",
    "explain": "explaining",
    "record": "recording",
    "drift": "drifting",
}
"""The commands, and the modules that declare them: each is imported when it is asked for."""


class _Group(click.Group):
    """Commands whose mistakes end in a sentence and exit code 2, never in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as click calls it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS:
            import_module(f"mockbancho.cli.{COMMANDS[cmd_name]}")
        elif not ctx.resilient_parsing:
            known = ", ".join(COMMANDS)
            raise click.UsageError(
                f"there is no command {cmd_name!r}{nearest(cmd_name, COMMANDS) or '.'} Known: {known}"
            )
        return super().get_command(ctx, cmd_name)

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


_EXAMPLES: Final = """\b
Examples:
  mockbancho serve
  mockbancho play tournament_finals
  mockbancho serve --players 2000 --scores-per-player 50 --seed 7
  mockbancho serve --world world.json --contract 5.3 --port 0
  mockbancho check --world world.json --numbers
  mockbancho export --players 300 --seed 11 -o world.json
  mockbancho contract
  mockbancho explain '/get_player_scores?id=3&scope=best&mode=4'
"""


@click.group(cls=_Group, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mockbancho", prog_name="mockbancho")
def main() -> None:
    """Fake bancho.py: the same URLs, JSON and mistakes as the real osu! server, over a world in memory."""
