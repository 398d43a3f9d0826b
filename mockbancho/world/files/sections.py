"""Reading the sections of a world file to rows; the rows count only if no mistake was noted."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from msgspec.json import Decoder

from mockbancho.records import Avatar, BeatmapFile, Match, ReplayFrames
from mockbancho.world.files.layout import FILES, LIVE, MATCHES, SESSIONS, SLOT_ROWS, STATE, TABLES
from mockbancho.world.files.places import Place
from mockbancho.world.files.tables import note_duplicates, read_columns, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.records import Row

_BASE64: Final = Decoder(bytes)
_BASE64_OR_NULL: Final[Decoder[bytes | None]] = Decoder(bytes | None)
_ID: Final = re.compile(r"0|[1-9][0-9]{0,18}")


def read_tables(place: Place) -> Iterator[Row]:
    """Yield the rows of the database's tables."""
    for name, member in place.known_members(TABLES, "table"):
        yield from read_table(member, TABLES[name])


def read_state(place: Place) -> Iterator[Row]:
    """Yield what is still to come, what is left of allowances, and what generated beatmap files are written from."""
    for name, member in place.known_members(STATE):
        yield from read_table(member, STATE[name])


def read_live(place: Place) -> Iterator[Row]:
    """Yield what bancho.py holds in memory: sessions and matches."""
    for name, member in place.known_members(LIVE):
        yield from read_table(member, SESSIONS) if name == "players" else _read_matches(member)


def _read_matches(place: Place) -> list[Any]:
    rows = [_read_match(entry) for entry in place.entries()]
    note_duplicates(place, MATCHES, rows)
    return rows


def _read_match(place: Place) -> Match | SimpleNamespace:
    """Return a match; of one with mistakes, which are noted, the id alone."""
    count = place.mistakes.count
    columns = read_columns(place, MATCHES)
    listed = Place(columns.pop("slots", None) or b"[]", f"{place.path}.slots", place.mistakes)
    slots = tuple(read_table(listed, SLOT_ROWS))
    if place.mistakes.count > count:
        return SimpleNamespace(id=columns.get("id"))
    return Match(**columns, slots=slots)


def read_files(place: Place) -> Iterator[Row]:
    """Yield the files, which are base64 by the id of what they belong to, avatars by name."""
    for name, member in place.known_members(FILES, "kind of file"):
        for key, file in member.members():
            match name:
                case "osu":
                    content = file.value(_BASE64, b"")
                    yield BeatmapFile(id=_id(key, file, "a beatmap's id", 2**31 - 1), content=content)
                case "osr":
                    frames = file.value(_BASE64_OR_NULL, None)
                    yield ReplayFrames(id=_id(key, file, "a score's id", 2**63 - 1), content=frames)
                case _:
                    yield Avatar(name=key, content=file.value(_BASE64, b""))


def _id(key: str, place: Place, whose: str, last: int) -> int:
    """Return an id that is a key; it has one spelling, so no two keys are the same id."""
    if _ID.fullmatch(key) and int(key) <= last:
        return int(key)
    place.wrong(f"expected {whose} as key, from 0 to {last} in plain digits")
    return 0
