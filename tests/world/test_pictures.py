"""Pictures as arguments: read from a path or taken as bytes, and known by their first bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockbancho.errors import Mistake
from mockbancho.world.pictures import LARGEST, Picture, ending_of, picture_of

PNG = b"\x89PNG\r\n\x1a\n and more"
JPEG = b"\xff\xd8\xff\xdb and more"


@pytest.mark.parametrize(
    ("content", "ending"), [(PNG, "png"), (JPEG, "jpg"), (b"GIF89a", None), (b"\x89PNG", None), (b"", None)]
)
def test_a_picture_is_known_by_its_first_bytes(content: bytes, ending: str | None) -> None:
    assert ending_of(content) == ending


@pytest.mark.parametrize("given", [PNG, bytearray(JPEG)])
def test_bytes_are_a_picture(given: bytes | bytearray) -> None:
    assert picture_of(given) == Picture(given)


@pytest.mark.parametrize("as_given", [str, Path])
def test_a_path_is_read(as_given: type, tmp_path: Path) -> None:
    path = tmp_path / "me.txt"
    path.write_bytes(PNG)

    assert picture_of(as_given(path)) == Picture(PNG)


def test_the_largest_picture_is_taken() -> None:
    assert len(picture_of(PNG.ljust(LARGEST))) == 4 * 2**20


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (b"GIF89a and more", "expected a PNG or JPEG picture, got bytes that begin with b'GIF89a a'"),
        (b"", "expected a PNG or JPEG picture, got bytes that begin with b''"),
        (PNG.ljust(LARGEST + 1), "expected at most 4 MiB (4,194,304 bytes), got 4,194,305"),
        (3, "expected the path or the bytes of a PNG or JPEG picture; got int"),
        (None, "expected the path or the bytes of a PNG or JPEG picture; got NoneType"),
    ],
    ids=["another kind", "nothing", "too large", "a number", "none"],
)
def test_anything_else_is_refused(given: object, sentence: str) -> None:
    with pytest.raises(Mistake) as caught:
        picture_of(given)

    assert str(caught.value) == sentence


def test_a_file_that_is_no_picture_is_named(tmp_path: Path) -> None:
    path = tmp_path / "me.png"
    path.write_bytes(b"hello")

    with pytest.raises(Mistake) as caught:
        picture_of(path)

    assert str(caught.value) == f"{path}: expected a PNG or JPEG picture, got bytes that begin with b'hello'"


def test_a_file_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    for name in ("mine.png", "me.txt"):
        (tmp_path / name).write_bytes(PNG)

    with pytest.raises(Mistake) as caught:
        picture_of(tmp_path / "min.png")

    assert str(caught.value) == (
        f"cannot read {tmp_path / 'min.png'}: No such file or directory; did you mean 'mine.png'?"
    )
