"""The mistakes of a scenario file, each with its place, so that all are told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.errors import ScenarioError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.scenario.loader import Node
    from mockbancho.scenario.model import Place

MOST: Final = 100


class Notes:
    """What is wrong with one file."""

    def __init__(self, file: str) -> None:
        """Take the file's name."""
        self.file = file
        self._found: list[tuple[int, int, str]] = []

    def wrong(self, place: Node | Place, text: str) -> None:
        """Note a mistake at a place."""
        where = f"{place.path}: " if place.path else ""
        self._found.append((place.line, place.column, f"{where}{text}"))

    def unknown(self, place: Node | Place, what: str, given: str, known: Iterable[str]) -> None:
        """Note a word that is not known, with the nearest one that is."""
        words = list(known)
        self.wrong(place, f"unknown {what} {given!r}{nearest(given, words) or ';'} known: {', '.join(words)}")

    def lines(self) -> list[str]:
        """Return the mistakes in the order of the file."""
        lines = [
            f"{self.file}:{line}:{column}: {text}" if line else f"{self.file}: {text}"
            for line, column, text in sorted(self._found)
        ]
        return lines[:MOST] + ([f"{self.file}: and {len(lines) - MOST} more"] if len(lines) > MOST else [])

    def raise_if_any(self) -> None:
        """Raise `ScenarioError` if anything is wrong."""
        if self._found:
            raise ScenarioError(self.lines())
