"""What was answered while a world stood still, so that asking again costs next to nothing.

An answer depends on the rows alone, and rows never change; a world that changes begins a new memory. Forks share one
until either of them changes.
"""

from __future__ import annotations

from typing import Any, Final

REMEMBERED: Final = 16 * 2**20
"""Bytes of answers that are remembered; then all are forgotten and answered anew."""


class Answers:
    """Answers by question. Whoever reads or adds holds the world's lock."""

    __slots__ = ("_size", "by_question")

    def __init__(self) -> None:
        """Begin with none."""
        self.by_question: dict[tuple[object, ...], Any] = {}
        self._size = 0

    def add(self, question: tuple[object, ...], answer: object, size: int) -> None:
        """Remember an answer that takes *size* bytes."""
        self._size += size
        if self._size > REMEMBERED:
            self.by_question.clear()
            self._size = size
        self.by_question[question] = answer
