"""The way a slider's ball goes: the curve through its control points, cut to the slider's length."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from math import atan2, cos, hypot, sin, tau
from typing import Final

Point = tuple[float, float]
_STEPS: Final = 48
"""Straight pieces that a curve is taken for; a piece then is a few pixels long."""
_FLAT: Final = 1e-3
"""Three points whose triangle is smaller than this are on a line."""


class Path:
    """Know the point at every distance from the head; beyond the last control point it goes straight on."""

    __slots__ = ("_along", "_given", "_points", "length")

    def __init__(self, letter: str, points: list[Point], length: float) -> None:
        """Take the curve's letter (B, L or P), its control points with the head, and the slider's length in pixels."""
        self.length = length
        self._given = letter, points
        self._points = _curve(letter, points)
        self._along = [0.0, *accumulate(hypot(x - a, y - b) for (a, b), (x, y) in pairwise(self._points))]

    def at(self, distance: float) -> Point:
        """Return the point so many pixels from the head."""
        place = min(max(1, bisect_left(self._along, distance)), len(self._along) - 1)
        begins, ends = self._along[place - 1], self._along[place]
        share = (distance - begins) / (ends - begins) if ends > begins else 0.0
        (a, b), (x, y) = self._points[place - 1], self._points[place]
        return a + (x - a) * share, b + (y - b) * share

    def turned(self, height: float) -> Path:
        """Return the path upside down, in a playfield of this height."""
        letter, points = self._given
        return Path(letter, [(x, height - y) for x, y in points], self.length)


def _curve(letter: str, points: list[Point]) -> list[Point]:
    if letter == "P" and len(points) == 3:
        return _arc(*points) or points
    if letter == "B":
        return [_bezier(points, step / _STEPS) for step in range(_STEPS + 1)]
    return points


def _bezier(points: list[Point], share: float) -> Point:
    left: list[Point] = list(points)
    while len(left) > 1:
        left = [(a + (x - a) * share, b + (y - b) * share) for (a, b), (x, y) in pairwise(left)]
    return left[0]


def _arc(first: Point, middle: Point, last: Point) -> list[Point] | None:
    """Return points of the circle's arc through three, or None if they are on a line."""
    (a, b), (c, d), (e, f) = first, middle, last
    double = 2 * (a * (d - f) + c * (f - b) + e * (b - d))
    if abs(double) < _FLAT:
        return None
    squares = (a * a + b * b, c * c + d * d, e * e + f * f)
    x = (squares[0] * (d - f) + squares[1] * (f - b) + squares[2] * (b - d)) / double
    y = (squares[0] * (e - c) + squares[1] * (a - e) + squares[2] * (c - a)) / double
    starts, passes, ends = (atan2(down - y, across - x) for across, down in (first, middle, last))
    turn = (ends - starts) % tau
    if (passes - starts) % tau > turn:
        turn -= tau
    radius = hypot(a - x, b - y)
    angles = (starts + turn * step / _STEPS for step in range(_STEPS + 1))
    return [(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles]
