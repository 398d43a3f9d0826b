"""What is printed: tables with aligned columns, and the same as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

Cell = str | tuple[str, object]
"""A text, or a text for reading with the figure for JSON."""


@dataclass
class Table:
    """A title, columns, rows of cells, and remarks below."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return the table as aligned text: the first column to the left, the others to the right."""
        lines = [self.columns, *(tuple(_shown(cell) for cell in row) for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        ruled = [_aligned(lines[0], widths), "-" * (sum(widths) + 2 * len(widths) - 2)]
        body = [_aligned(line, widths) for line in lines[1:]]
        return "\n".join([self.title, "", *ruled, *body, "", *self.remarks, ""])

    def record(self) -> dict[str, object]:
        """Return the table for JSON."""
        rows = [dict(zip(self.columns, map(_kept, row), strict=True)) for row in self.rows]
        return {"title": self.title, "rows": rows, "remarks": self.remarks}


def _aligned(cells: tuple[str, ...], widths: list[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]).rstrip()


def _shown(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell[0]


def _kept(cell: Cell) -> object:
    return cell if isinstance(cell, str) else cell[1]


def verdict(*, reached: bool) -> str:
    """Return a word for a target that is reached or missed."""
    return "ok" if reached else "MISSED"
