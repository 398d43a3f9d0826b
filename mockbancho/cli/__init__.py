"""The command line."""

from __future__ import annotations

from mockbancho.cli import checking, contracts, exporting, serving
from mockbancho.cli.group import main

COMMANDS = (serving, checking, exporting, contracts)
"""The modules that declare commands; importing them does."""

__all__ = ["COMMANDS", "main"]
