"""Places in a world file: a value, its path, and the list that its mistakes go to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar, get_args, get_origin

import msgspec
from msgspec import Raw
from msgspec.json import Decoder

from mockbancho.errors import nearest
from mockbancho.world.files.expectations import expectation, given, shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

T = TypeVar("T")
SHOWN: Final = 50
"""Mistakes that are told one by one."""
_PLAIN_KEY: Final = re.compile(r"\w{1,60}", re.ASCII)


class Mistakes:
    """The mistakes found so far: all are counted, the first fifty are kept."""

    def __init__(self) -> None:
        self.count = 0
        self._lines: list[str] = []

    def add(self, line: str) -> None:
        """Take a mistake, beginning with its place."""
        self.count += 1
        if self.count <= SHOWN:
            self._lines.append(line)

    def lines(self) -> list[str]:
        """Return what is told: the mistakes in the order they were found, and how many more there are."""
        more = self.count - len(self._lines)
        return [*self._lines, f"and {more} more mistakes ({self.count} in all)"] if more else list(self._lines)


class _Key:
    """A key of an object; no two are equal, so what is given twice is seen twice."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


_MEMBERS: Final = Decoder(dict[_Key, Raw], dec_hook=lambda _, text: _Key(text))
_COLUMNS: Final = Decoder(dict[str, Raw])
_ENTRIES: Final = Decoder(list[Raw])


class Place:
    """A value of the file, still as text."""

    __slots__ = ("mistakes", "path", "raw")

    def __init__(self, raw: bytes | Raw, path: str, mistakes: Mistakes) -> None:
        self.raw = raw
        self.path = path
        self.mistakes = mistakes

    def wrong(self, text: str) -> None:
        """Note a mistake here."""
        self.mistakes.add(f"{self.path}: {text}")

    def expected(self, text: str) -> None:
        """Note that something else was expected here."""
        self.wrong(f"expected {text}, got {given(self.raw)}")

    def value(self, decoder: Decoder[T], default: T) -> T:
        """Return the value; for one that the decoder refuses note a mistake, and return *default*."""
        try:
            return decoder.decode(self.raw)
        except msgspec.DecodeError:
            self.refuse(decoder.type)
        return default

    def refuse(self, kind: object, *, is_of_database: bool = False) -> None:
        """Note that this is not of type *kind*, or which entries of an array are not."""
        got = given(self.raw)
        if got == "null" and is_of_database:
            self.wrong("NULL where bancho.py has NOT NULL")
        elif got == "an array" and get_origin(kind) is tuple:
            for entry in self.entries():
                entry.value(Decoder(get_args(kind)[0]), None)
        else:
            self.wrong(f"expected {expectation(kind, got.partition(' ')[0])}, got {got}")

    def unknown(self, key: str, known: Collection[str], word: str) -> None:
        """Note that *key*, which leads here, is an unknown *word*, and what is known instead."""
        self.wrong(f"unknown {word}{_hint(key, tuple(known))}")

    def members(self) -> Iterator[tuple[str, Place]]:
        """Yield the members of an object; a key that is given twice is a mistake, and so is anything but an object."""
        try:
            members = _MEMBERS.decode(self.raw)
        except msgspec.DecodeError:
            self.expected("an object")
            return
        seen: set[str] = set()
        for key, raw in members.items():
            place = self.member(key.text, raw)
            if key.text in seen:
                place.wrong("given twice")
            seen.add(key.text)
            yield key.text, place

    def known_members(self, known: Collection[str], word: str = "key") -> Iterator[tuple[str, Place]]:
        """Yield the members that are *known*; each other one is a mistake."""
        for key, place in self.members():
            if key in known:
                yield key, place
            else:
                place.unknown(key, known, word)

    def columns(self) -> dict[str, Raw] | None:
        """Return the members of an object that is one of many, as text, or None if it is none, which is a mistake."""
        try:
            return _COLUMNS.decode(self.raw)
        except msgspec.DecodeError:
            self.expected("an object")
            return None

    def entries(self) -> list[Place]:
        """Return the entries of an array; anything else is a mistake."""
        try:
            entries = _ENTRIES.decode(self.raw)
        except msgspec.DecodeError:
            self.expected("an array")
            return []
        return [Place(raw, f"{self.path}[{index}]", self.mistakes) for index, raw in enumerate(entries)]

    def member(self, key: str, raw: Raw) -> Place:
        """Return the place of a member of this object."""
        step = f".{key}" if _PLAIN_KEY.fullmatch(key) else f"[{shortened(key)}]"
        return Place(raw, self.path + step, self.mistakes)


@lru_cache(maxsize=1024)
def _hint(key: str, known: tuple[str, ...]) -> str:
    return nearest(key, known) or f"; known: {', '.join(known)}"
