"""The command itself, and how it tells of mistakes."""

from __future__ import annotations

import sys
from typing import Final, NoReturn

import click

from mockbancho.errors import Mistake

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


_EXAMPLES: Final = """\b
Examples:
  mockbancho serve
  mockbancho serve --players 2000 --scores-per-player 50 --seed 7
  mockbancho serve --world world.json --contract 5.3 --port 0
  mockbancho check --world world.json --numbers
  mockbancho export --players 300 --seed 11 -o world.json
  mockbancho contract
"""


@click.group(cls=_Group, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mockbancho", prog_name="mockbancho")
def main() -> None:
    """Fake bancho.py: the same URLs, JSON and mistakes as the real osu! server, over a world in memory."""
