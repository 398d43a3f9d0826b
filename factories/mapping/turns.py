"""Directions as a table: sixty-four unit vectors, so that no angle is ever computed."""

from __future__ import annotations

from typing import Final

FULL: Final = 64
"""Steps of a full turn; directions and turns are whole numbers of them, clockwise on the screen from the right."""
_QUARTER: Final = (
    1.0, 0.9951847266721969, 0.9807852804032304, 0.9569403357322088, 0.9238795325112867, 0.8819212643483551,
    0.8314696123025452, 0.773010453362737, 0.7071067811865476, 0.6343932841636455, 0.5555702330196023,
    0.4713967368259978, 0.38268343236508984, 0.29028467725446233, 0.19509032201612833, 0.0980171403295608,
)  # fmt: skip
"""Cosines of the first quarter."""
_COSINES: Final = (
    *_QUARTER,
    0.0,
    *(-cosine for cosine in _QUARTER[:0:-1]),
    *(-cosine for cosine in _QUARTER),
    0.0,
    *_QUARTER[:0:-1],
)
DIRECTIONS: Final = tuple((_COSINES[step], _COSINES[step - 16]) for step in range(FULL))
"""x and y of a step in each direction."""
SWERVES: Final = (0, 3, -3, 6, -6, 10, -10, 14, -14, 18, -18, 23, -23, 28, -28, 32)
"""What to turn by, in this order, until a place is found."""
