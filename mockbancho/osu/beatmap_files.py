"""Read a `.osu` file, and refuse what is none.

The gate before the pp engines, of which rosu takes anything: garbage is an empty beatmap of 0.14 stars to it. As
lenient as the client where it does no harm (a BOM, old versions, objects out of order); strict in what an engine would
refuse, skip or stumble over, and in what a row of the database could not hold.
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import md5
from typing import Final

import msgspec

from mockbancho.errors import Mistake
from mockbancho.osu.beatmap_lines import Line, lines_of, sections_of
from mockbancho.osu.beatmap_objects import Kind, Sliders, end_of, read_objects
from mockbancho.osu.beatmap_timing import Timing
from mockbancho.osu.modes import GameMode

LARGEST_FILE: Final = 10_000_000
"""Bytes; the largest ranked beatmaps have a quarter of it."""
VERSIONS: Final = (*range(3, 15), 128)
"""Of the format: the stable client's, and lazer's."""
NEEDED: Final = ("General", "Difficulty", "TimingPoints", "HitObjects")
_SHOWN: Final = 200
"""Characters of a list of sections that a sentence shows."""
_HEADER: Final = re.compile(r"osu file format v([0-9]{1,9})")
_REPLAY: Final = re.compile(rb"[\x00-\x03]...\x01[\x00\x0b]", re.DOTALL)
"""A mode, the client's date as a number such as 20210520, and a text."""


class BeatmapText(msgspec.Struct, frozen=True, kw_only=True):
    """What a `.osu` file says of its beatmap; unrounded.

    *bpm* is the one that lasts longest, *total_length* whole seconds from the first object's start to the last one's
    end. *id* and *set_id* are None where the file has none, or one that stands for none (0, -1).
    """

    format_version: int
    mode: GameMode
    artist: str
    title: str
    creator: str
    version: str
    id: int | None
    set_id: int | None
    cs: float
    ar: float
    od: float
    hp: float
    bpm: float
    total_length: int
    circles: int
    sliders: int
    spinners: int
    holds: int
    md5: str


def read_beatmap_file(content: bytes) -> BeatmapText:
    """Return what a `.osu` file says; raises `Mistake` that names line, what was given and what is expected."""
    _refuse_other_files(content)
    lines = lines_of(_text(content))
    format_version = _format_version(next(lines, None))
    sections = sections_of(lines)
    _refuse_without_sections(sections)
    general, words, difficulty = (_Pairs(sections.get(name, [])) for name in ("General", "Metadata", "Difficulty"))
    mode = general.mode()
    timing = Timing(sections["TimingPoints"])
    objects = read_objects(sections["HitObjects"], _sliders(difficulty, timing))
    kinds = Counter(each.kind for each in objects)
    od = difficulty.real("OverallDifficulty", 5)
    return BeatmapText(
        format_version=format_version,
        mode=mode,
        artist=words.text("Artist"),
        title=words.text("Title"),
        creator=words.text("Creator"),
        version=words.text("Version"),
        id=words.id("BeatmapID"),
        set_id=words.id("BeatmapSetID"),
        cs=difficulty.real("CircleSize", 5, most=18 if mode is GameMode.MANIA else 10),
        ar=difficulty.real("ApproachRate", od),
        od=od,
        hp=difficulty.real("HPDrainRate", 5),
        bpm=timing.main_bpm(end_of(objects)),
        total_length=int((end_of(objects) - objects[0].start) // 1000),
        circles=kinds[Kind.CIRCLE],
        sliders=kinds[Kind.SLIDER],
        spinners=kinds[Kind.SPINNER],
        holds=kinds[Kind.HOLD],
        md5=md5(content, usedforsecurity=False).hexdigest(),
    )


def _sliders(difficulty: _Pairs, timing: Timing) -> Sliders:
    multiplier = difficulty.real("SliderMultiplier", 1.4, 0.4, 3.6)
    return Sliders(multiplier, difficulty.real("SliderTickRate", 1, 0.5, 8), timing)


class _Pairs:
    """Look values up by name, of a section with lines such as `Mode: 3`; of equal names the last counts."""

    def __init__(self, lines: list[Line]) -> None:
        self._found = {line.pair()[0]: line for line in lines}

    def text(self, name: str) -> str:
        """Return a text, empty if it is not there."""
        line = self._found.get(name)
        return line.pair()[1] if line else ""

    def mode(self) -> GameMode:
        """Return the mode, osu! if it is not there."""
        line = self._found.get("Mode")
        return GameMode(line.whole(line.pair()[1], "Mode", 0, 3)) if line else GameMode.OSU

    def id(self, name: str) -> int | None:
        """Return a number by which osu! knows the beatmap, None if it does not."""
        line = self._found.get(name)
        found = line.whole(line.pair()[1] or "0", name) if line else 0
        return found if found > 0 else None

    def real(self, name: str, default: float, least: float = 0, most: float = 10) -> float:
        """Return a number, cut to what the client plays."""
        line = self._found.get(name)
        return max(least, min(most, line.real(line.pair()[1], name))) if line else default


def _refuse_other_files(content: bytes) -> None:
    """Raise `Mistake` for what is often taken for a `.osu` file."""
    if len(content) > LARGEST_FILE:
        raise Mistake(f"this is no .osu file: expected at most {LARGEST_FILE} bytes, got {len(content)}")
    if not content.strip():
        raise Mistake("this is no .osu file: it is empty")
    start = content[:64].lstrip().lower()
    for is_other, kind in (
        (content.startswith(b"PK"), "a zip archive such as .osz; the .osu files are in it"),
        (_REPLAY.match(content[:8]) is not None, "a replay (.osr)"),
        (start.startswith(b"<"), "an HTML or XML page, perhaps the answer of a site that asks for a login"),
        (start.startswith((b"{", b"[{")), "JSON"),
        (content.startswith((b"\xff\xfe", b"\xfe\xff")), "text in UTF-16; save it as UTF-8"),
    ):
        if is_other:
            raise Mistake(f"this is no .osu file: it is {kind}")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Mistake(f"line {line}: expected text in UTF-8, got the byte 0x{content[error.start]:02x}") from None


def _format_version(line: Line | None) -> int:
    """Read the first line that says something."""
    found = _HEADER.fullmatch(line.text) if line else None
    if line and not found:
        raise line.mistake("header", "'osu file format v14'")
    version = int(found[1]) if found else 0
    if version not in VERSIONS:
        raise Mistake(f"line {line.number if line else 1}: format version: expected 3 to 14, or 128; got {version}")
    return version


def _refuse_without_sections(sections: dict[str, list[Line]]) -> None:
    missing = [f"[{name}]" for name in NEEDED if name not in sections]
    if missing:
        found = ", ".join(f"[{name}]" for name in sections) or "none"
        raise Mistake(f"expected the sections {', '.join(missing)}; found {found[:_SHOWN]}")
