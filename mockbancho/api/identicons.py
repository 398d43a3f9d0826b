"""Default avatars: a picture for each player who has none, always the same one for an id.

Rounded shapes that mirror themselves, on one of osu!'s colours. The picture is put together from quarters of cells that
are drawn once, so one takes a millisecond; as a PNG with a palette it is two kilobytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from struct import pack
from typing import Final, NamedTuple

from mockbancho.factories import Chance

Colour = tuple[int, int, int]
SIZE: Final = 256
"""Pixels of a side."""
REMEMBERED: Final = 512
"""Pictures that are remembered: about a megabyte."""
_CELLS: Final = 5
_HALF: Final = 18
"""Pixels of a side of a quarter of a cell."""
_MARGIN: Final = (SIZE - 2 * _HALF * _CELLS) // 2
_LEVELS: Final = 8
"""How much of a pixel a shape covers: from 0 to one less than this."""
_BANDS: Final = 32
"""Shades of the background, from top to bottom; with the levels they make up a palette of 256."""
_FEWEST, _MOST = 8, 17
_COLOURS: Final[tuple[tuple[Colour, Colour], ...]] = (
    ((255, 125, 183), (222, 49, 123)),  # pink
    ((170, 136, 255), (102, 68, 204)),  # purple
    ((118, 214, 255), (33, 120, 205)),  # blue
    ((190, 226, 92), (88, 150, 30)),  # green
    ((255, 216, 92), (240, 150, 20)),  # yellow
    ((255, 150, 100), (222, 66, 50)),  # orange
    ((104, 226, 196), (18, 140, 140)),  # teal
    ((240, 140, 225), (150, 50, 170)),  # magenta
    ((140, 160, 255), (60, 70, 190)),  # indigo
    ((150, 140, 158), (66, 56, 74)),  # grey
)
"""The top and the bottom of the backgrounds."""
_WHITE: Final = (255, 255, 255)
_SHAPE: Final = 0.94
"""How white the shapes are."""


class Quarter(NamedTuple):
    """A quarter of a cell: whether it is filled, whether its outer corner is round, and where that corner is."""

    is_filled: bool
    is_round: bool
    is_right: bool
    is_below: bool


@lru_cache(maxsize=REMEMBERED)
def identicon(player_id: int) -> bytes:
    """Return the PNG of the player with this id."""
    top, bottom = _COLOURS[player_id * 7 % len(_COLOURS)]
    return _png(_palette(top, bottom), _rows(_pattern(player_id)))


def _pattern(player_id: int) -> frozenset[tuple[int, int]]:
    """Return the cells that are filled, as columns and rows: neither few nor nearly all, and the same left and right."""
    chance = Chance(0, "avatar", player_id)
    drawn = (_mirrored(chance.bits("pattern", nth)) for nth in range(64))
    return next((cells for cells in drawn if _FEWEST <= len(cells) <= _MOST), frozenset(((1, 2), (2, 2), (3, 2))))


def _mirrored(bits: int) -> frozenset[tuple[int, int]]:
    """Return the cells of a pattern whose left columns and middle one the bits decide."""
    half = [(column, row) for column in range(_CELLS // 2 + 1) for row in range(_CELLS)]
    chosen = [cell for place, cell in enumerate(half) if bits >> place & 1]
    return frozenset(chosen) | {(_CELLS - 1 - column, row) for column, row in chosen}


def _rows(cells: frozenset[tuple[int, int]]) -> Iterator[bytes]:
    """Yield the rows of pixels, as places in the palette: the level, and the band of the background."""
    margin = bytes(_MARGIN)
    rows = [bytes(SIZE)] * _MARGIN
    for half in range(2 * _CELLS):
        quarters = [_drawn(_quarter(cells, column, half)) for column in range(2 * _CELLS)]
        rows += [margin + b"".join(line) + margin for line in zip(*quarters, strict=True)]
    rows += [bytes(SIZE)] * _MARGIN
    for place, row in enumerate(rows):
        yield row.translate(_bands()[place * _BANDS // SIZE])


def _quarter(cells: frozenset[tuple[int, int]], column: int, row: int) -> Quarter:
    """Return what a quarter looks like, by the cells around its corner.

    A filled cell is round where both neighbours are empty, an empty one where both and the one between are filled.
    """
    x, y, right, below = column // 2, row // 2, bool(column % 2), bool(row % 2)
    beside, over = (x + (1 if right else -1), y), (x, y + (1 if below else -1))
    is_filled = (x, y) in cells
    if is_filled:
        return Quarter(True, beside not in cells and over not in cells, right, below)
    return Quarter(False, beside in cells and over in cells and (beside[0], over[1]) in cells, right, below)


@cache
def _drawn(quarter: Quarter) -> tuple[bytes, ...]:
    """Return the rows of a quarter of a cell, in levels."""
    if not quarter.is_round:
        return (bytes([_LEVELS - 1 if quarter.is_filled else 0]) * _HALF,) * _HALF
    radius = _HALF if quarter.is_filled else _HALF * 0.6
    rows = [bytes(_level(x, y, radius, inside=quarter.is_filled) for x in range(_HALF)) for y in range(_HALF)]
    turned = rows if quarter.is_below else rows[::-1]
    return tuple(row if quarter.is_right else row[::-1] for row in turned)


def _level(x: int, y: int, radius: float, *, inside: bool) -> int:
    """Return how much of a pixel is within a corner's arc, or with *inside* false how much is beyond it."""
    fine = 4
    centre = _HALF - radius
    offsets = [(place + 0.5) / fine for place in range(fine)]
    within = sum(
        max(x + right - centre, 0) ** 2 + max(y + down - centre, 0) ** 2 <= radius**2
        for right, down in product(offsets, offsets)
    )
    share = within if inside else fine * fine - within
    return round(share * (_LEVELS - 1) / (fine * fine))


@cache
def _bands() -> tuple[bytes, ...]:
    """Return for each band of the background what makes a level a place in the palette."""
    return tuple(bytes(min(band * _LEVELS + level, 255) for level in range(256)) for band in range(_BANDS))


def _palette(top: Colour, bottom: Colour) -> bytes:
    """Return the colours: for each band of the background its own, and the steps from there to the shape's."""
    shades = [_between(top, bottom, band / (_BANDS - 1)) for band in range(_BANDS)]
    steps = [_SHAPE * level / (_LEVELS - 1) for level in range(_LEVELS)]
    return b"".join(bytes(_between(shade, _WHITE, step)) for shade in shades for step in steps)


def _between(start: Colour, end: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
    return red, green, blue


def _png(palette: bytes, rows: Iterator[bytes]) -> bytes:
    """Return a PNG of a palette and rows of places in it."""
    head = pack(">IIBBBBB", SIZE, SIZE, 8, 3, 0, 0, 0)
    pixels = b"".join(b"\0" + row for row in rows)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))
