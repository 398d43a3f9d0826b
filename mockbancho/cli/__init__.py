"""The command line."""

from __future__ import annotations

from mockbancho.cli.group import COMMANDS, main

__all__ = ["COMMANDS", "main"]
