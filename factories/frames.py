"""Replays' frames: the cursor from object to object of a beatmap's file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.osu.replays import Frame, pack_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEFT, _RIGHT = 5, 10
"""Keys as the client stores them: a keyboard's key presses the mouse button too."""
_HELD: Final = 40
"""Milliseconds that a key is held on a circle."""


def followed(content: bytes, seed: int) -> bytes:
    """Return the stored frames of a cursor that is on every object of an osu! beatmap as it begins, and presses there."""
    return pack_frames(_frames(content), seed)


def _frames(content: bytes) -> Iterator[Frame]:
    lines = content.decode().partition("[HitObjects]")[2].split("\n")
    objects = [line.split(",") for line in lines if line.strip()]
    for number, (x, y, time, *_) in enumerate(objects):
        key = _RIGHT if number % 2 else _LEFT
        yield Frame(int(time), float(x), float(y), key)
        yield Frame(int(time) + _HELD, float(x), float(y), 0)
