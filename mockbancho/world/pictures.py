"""Pictures of players, as arguments: read, and found to be what bancho.py takes for an avatar."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mockbancho.errors import Mistake
from mockbancho.world.given_files import read_given

LARGEST: Final = 4 * 2**20
"""Bytes of the largest picture that can be an avatar."""
_STARTS: Final = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


class Picture(bytes):
    """The bytes of a PNG or JPEG picture, given as path or as bytes."""


def ending_of(content: bytes | bytearray) -> str | None:
    """Return the ending of a picture's file, `png` or `jpg` by its first bytes, or None for anything else."""
    return next((ending for start, ending in _STARTS.items() if content.startswith(start)), None)


def picture_of(given: object) -> Picture:
    """Return the picture that is meant; raises `Mistake` for anything that can be nobody's avatar."""
    if isinstance(given, str | Path):
        path = Path(given)
        return _checked(read_given(path, ("png", "jpg", "jpeg")), f"{path}: ")
    if isinstance(given, bytes | bytearray):
        return _checked(bytes(given), "")
    raise Mistake(f"expected the path or the bytes of a PNG or JPEG picture; got {type(given).__name__}")


def _checked(content: bytes, where: str) -> Picture:
    if len(content) > LARGEST:
        raise Mistake(f"{where}expected at most 4 MiB ({LARGEST:,} bytes), got {len(content):,}")
    if ending_of(content) is None:
        raise Mistake(f"{where}expected a PNG or JPEG picture, got bytes that begin with {content[:8]!r}")
    return Picture(content)
