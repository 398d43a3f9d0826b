"""Lines and tables of text, each line on one line whatever was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST: Final = 100
"""Characters of a request in a line."""


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, its end left out if it is too long."""
    shown = text if text.isprintable() else ascii(text)[1:-1]
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def times_of(number: int) -> str:
    """Return how often, in words: `once`, `3 times`."""
    return "once" if number == 1 else f"{number} times"


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows as lines whose columns stand below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
