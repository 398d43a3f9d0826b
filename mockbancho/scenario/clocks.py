"""How a world's time moves."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

FASTEST: Final = 100_000.0
"""Seconds of the world in one of the machine's, at most."""


class Clock(StrEnum):
    """How a world's time moves: only when it is told to, with the machine's clock, or faster or slower than that."""

    MANUAL = "manual"
    REAL = "real"
    SCALED = "scaled"
