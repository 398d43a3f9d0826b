"""Commands run in this process: what they print, and their exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from mockbancho.cli import main

if TYPE_CHECKING:
    from click.testing import Result

TINY = ("--players", "3", "--beatmapsets", "2", "--scores-per-player", "3..6", "--seed", "11")
"""Options of a world that is made in no time."""


def run(*arguments: object) -> Result:
    """Run `mockbancho` with these arguments."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="mockbancho")
