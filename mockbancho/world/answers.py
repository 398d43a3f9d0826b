"""What was answered while a world stood still, so that asking again costs next to nothing.

An answer depends on the rows alone, and rows never change; a world that changes begins a new memory. Forks share one
until either of them changes.
"""

from __future__ import annotations

from typing import Any, Final

REMEMBERED: Final = 16 * 2**20
"""Bytes of answers that are remembered; then all are forgotten and answered anew."""


_OVERHEAD: Final = 600
"""Bytes that an answer takes beside its question and its body."""
_LONGEST: Final = REMEMBERED // 64
"""Bytes of the largest answer, with its question, that is remembered."""


class Answers:
    """Answers by question. Whoever adds holds the lock of a world; forks that share this one have their own.

    So two may add at once. The dict bears that; the size may then be a little off, and the bound with it.
    """

    __slots__ = ("_size", "by_question")

    def __init__(self) -> None:
        """Begin with none."""
        self.by_question: dict[tuple[object, ...], Any] = {}
        self._size = 0

    def add(self, question: tuple[object, ...], answer: object, size: int) -> None:
        """Remember an answer that takes *size* bytes with its question; one that is very large is not worth it."""
        if size > _LONGEST:
            return
        self._size += size + _OVERHEAD
        if self._size > REMEMBERED:
            self.by_question.clear()
            self._size = size + _OVERHEAD
        self.by_question[question] = answer
