"""The mistakes of a scenario file, each with its place, so that all are told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.errors import ScenarioError, nearest
from mockbancho.scenario.model import Place
from mockbancho.world.files.expectations import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.scenario.loader import Node

MOST: Final = 100
"""Mistakes that are told; with more, there is no looking for what was meant."""
_MANY: Final = 12
"""Words that are not listed where the nearest one is told."""


class Notes:
    """What is wrong with one file."""

    def __init__(self, file: str) -> None:
        """Take the file's name."""
        self.file = file
        self._found: list[tuple[Place, str]] = []

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._found)

    def place_of(self, node: Node) -> Place:
        """Return where a node stands."""
        return Place(node.path, node.line, node.column, self.file)

    def wrong(self, place: Node | Place, text: str) -> None:
        """Note a mistake at a place."""
        self._found.append((place if isinstance(place, Place) else self.place_of(place), text))

    def unknown(self, place: Node | Place, what: str, given: str, known: Iterable[str]) -> None:
        """Note a word that is not known, with the nearest one that is."""
        words = list(known)
        hint = nearest(given, words) if len(self._found) < MOST else ""
        listed = f"{' Known' if hint else '; known'}: {', '.join(words) or 'none'}"
        told = hint if hint and len(words) > _MANY else f"{hint}{listed}"
        self.wrong(place, f"unknown {what} {shortened(given)}{told}")

    def unknown_key(self, node: Node, within: Node, what: str, given: str, known: Iterable[str]) -> None:
        """Note a key of a mapping that is not known, where the key stands."""
        self.unknown(Place(within.path, node.key_line, node.key_column, self.file), what, given, known)

    def lines(self) -> list[str]:
        """Return the mistakes in the order of the file."""
        found = sorted(self._found, key=lambda each: (each[0].file != self.file, *each[0].where))
        lines = [f"{place if place.file else f'{self.file}: {place}'}: {text}" for place, text in found[:MOST]]
        return lines + ([f"{self.file}: and {len(found) - MOST} more"] if len(found) > MOST else [])

    def raise_if_any(self) -> None:
        """Raise `ScenarioError` if anything is wrong."""
        if self._found:
            raise ScenarioError(self.lines())
