"""Shapes of sliders: control points of curves whose length is one, so that a slider is as long as its time says."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from typing import Final

from .turns import DIRECTIONS

Points = tuple[tuple[float, float], ...]
Shape = tuple[str, Points, int]
"""The curve's letter, its control points behind the head (the last is the tail), and the turn from head to tail."""
_STEPS: Final = 64


def _length(points: Points) -> float:
    """Return the length of a Bézier curve."""
    total, (x, y) = 0.0, (0.0, 0.0)
    for step in range(1, _STEPS + 1):
        there = _point(points, step / _STEPS)
        total += sqrt((there[0] - x) * (there[0] - x) + (there[1] - y) * (there[1] - y))
        x, y = there
    return total


def _point(points: Points, share: float) -> tuple[float, float]:
    """Return the point of a Bézier curve that begins at 0, 0."""
    left: list[tuple[float, float]] = [(0.0, 0.0), *points]
    while len(left) > 1:
        left = [(x + (to_x - x) * share, y + (to_y - y) * share) for (x, y), (to_x, to_y) in pairwise(left)]
    return left[0]


def _bezier(turn: int, *points: tuple[float, float]) -> Shape:
    length = _length(points)
    return "B", tuple((x / length, y / length) for x, y in points), turn


def _arc(turn: int) -> Shape:
    """Return an arc that turns by so many steps; its points lie on a circle of this many radians' reach."""
    radius = 64 / (6.283185307179586 * turn)
    middle, tail = ((radius * DIRECTIONS[step][1], radius * (1 - DIRECTIONS[step][0])) for step in (turn // 2, turn))
    return "P", (middle, tail), turn


LINE: Final[Shape] = ("L", ((1.0, 0.0),), 0)
SHAPES: Final[tuple[Shape, ...]] = (
    LINE,
    _arc(6),
    _arc(10),
    _arc(16),
    _bezier(0, (0.35, 0.25), (0.65, -0.25), (1.0, 0.0)),
    _bezier(8, (0.6, 0.0), (1.0, 0.5)),
    LINE,
    _arc(12),
)
"""What a draw of three bits picks from; all but lines can be mirrored."""
