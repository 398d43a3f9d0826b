"""A user's own `.osu` files, as arguments: read, and found to be beatmaps."""

from __future__ import annotations

from pathlib import Path

from mockbancho.errors import Mistake
from mockbancho.osu.beatmap_files import read_beatmap_file
from mockbancho.world.given_files import read_given


class OsuFile(bytes):
    """The bytes of a beatmap's `.osu` file, given as path or as bytes; none at all where no file is wanted."""


def osu_file_of(given: object) -> OsuFile:
    """Return the file that is meant; False is none. Raises `Mistake` for anything that is no beatmap."""
    if given is False:
        return OsuFile()
    if isinstance(given, str) and "\n" in given:
        raise Mistake("expected a path or bytes; this looks like the text of a file: give it as .encode()")
    if isinstance(given, str | Path):
        return _read(Path(given))
    if isinstance(given, bytes | bytearray):
        read_beatmap_file(bytes(given))
        return OsuFile(given)
    raise Mistake(f"expected the path or the bytes of a .osu file, or False for none; got {type(given).__name__}")


def _read(path: Path) -> OsuFile:
    content = read_given(path, ("osu",))
    try:
        read_beatmap_file(content)
    except Mistake as mistake:
        raise Mistake(f"{path}: {mistake}") from None
    return OsuFile(content)
