"""Default avatars: real PNGs, one for each player, the same whenever it is asked for, and the same left and right."""

from __future__ import annotations

import struct
import zlib

import pytest

from mockbancho.api.identicons import SIZE, identicon

SIGNATURE = b"\x89PNG\r\n\x1a\n"
Colour = tuple[int, int, int]


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a PNG, whose sums are checked."""
    found, place = list[tuple[bytes, bytes]](), len(SIGNATURE)
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        kind, content = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        assert struct.unpack_from(">I", png, place + 8 + length) == (zlib.crc32(kind + content),)
        found.append((kind, content))
        place += length + 12
    return found


def pixels(png: bytes) -> list[list[Colour]]:
    """The rows of a picture of palette colours without filters."""
    parts = dict(chunks(png))
    palette = [struct.unpack_from("BBB", parts[b"PLTE"], place) for place in range(0, len(parts[b"PLTE"]), 3)]
    lines = zlib.decompress(parts[b"IDAT"])
    rows = [lines[place : place + SIZE + 1] for place in range(0, len(lines), SIZE + 1)]
    assert {row[0] for row in rows} == {0}
    return [[palette[place] for place in row[1:]] for row in rows]


def is_light(colour: Colour) -> bool:
    """Whether a pixel is a shape's, not the background's."""
    return min(colour) > 235


@pytest.mark.parametrize("player_id", [1, 3, 64, 2**31 - 1])
def test_a_picture_is_a_png_of_256_by_256(player_id: int) -> None:
    png = identicon(player_id)

    assert png.startswith(SIGNATURE)
    assert [kind for kind, _ in chunks(png)] == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert dict(chunks(png))[b"IHDR"] == struct.pack(">IIBBBBB", 256, 256, 8, 3, 0, 0, 0)
    assert [len(row) for row in pixels(png)] == [256] * 256


@pytest.mark.parametrize("player_id", range(3, 23))
def test_a_picture_is_symmetric_small_and_neither_empty_nor_full(player_id: int) -> None:
    png = identicon(player_id)
    rows = pixels(png)

    light = sum(is_light(colour) for row in rows for colour in row)
    assert [row[::-1] for row in rows] == rows
    assert len(png) < 4096
    assert 0.1 < light / SIZE**2 < 0.5


def test_no_two_of_many_players_look_the_same() -> None:
    pictures = {identicon(player_id) for player_id in range(3, 103)}

    assert len(pictures) == 100


def test_neighbours_have_other_colours() -> None:
    corners = [pixels(identicon(player_id))[0][0] for player_id in range(3, 13)]

    assert len(set(corners)) == 10


def test_a_picture_is_drawn_the_same_again() -> None:
    first = identicon(3)
    identicon.cache_clear()

    assert identicon(3) == first
