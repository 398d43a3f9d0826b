"""The lines of a `.osu` file by section, and the numbers in them; what cannot be read is named with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST: Final = 2**31 - 1
"""What the client takes as a number."""
_SHOWN: Final = 60
"""Characters of a wrong line that a sentence shows."""
_SECTION: Final = re.compile(r"\[(\w+)\]")
_FREE_TEXT: Final = "Metadata"
"""The section where `//` starts no comment: sources are addresses."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line of a file, with the number that an editor shows."""

    number: int
    text: str

    def mistake(self, what: str, expected: str, given: str | None = None) -> Mistake:
        """Return the mistake that names this line: what was read, what is expected, what was given."""
        return Mistake(
            f"line {self.number}: {what}: expected {expected}, got {_shown(self.text if given is None else given)}"
        )

    def fields(self) -> list[str]:
        """Return what stands between the commas."""
        return self.text.split(",")

    def pair(self) -> tuple[str, str]:
        """Return name and value of a line such as `Mode: 3`."""
        name, colon, value = self.text.partition(":")
        if not colon:
            raise self.mistake("setting", "a name and a value, as in 'Mode: 0'")
        return name.strip(), value.strip()

    def real(self, text: str, what: str, limit: float = LARGEST) -> float:
        """Read a number, whose size must not exceed a limit."""
        try:
            value = float(text) if text.isascii() and "_" not in text else float("nan")
        except ValueError:
            value = float("nan")
        if not abs(value) <= limit:  # no number compares so
            raise self.mistake(what, f"a number from {-limit:.0f} to {limit:.0f}", text)
        return value

    def whole(self, text: str, what: str, least: int = -LARGEST, most: int = LARGEST) -> int:
        """Read a whole number within bounds."""
        is_readable = text.isascii() and text.removeprefix("-").isdecimal() and len(text) <= len(str(-LARGEST))
        value = int(text) if is_readable else None
        if value is None or not least <= value <= most:
            raise self.mistake(what, f"a whole number from {least} to {most}", text)
        return value


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines that say something, without white space around them and without comments of their own line."""
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if bare and not bare.startswith("//"):
            yield Line(number, bare)


def sections_of(lines: Iterator[Line]) -> dict[str, list[Line]]:
    """Return lines by the section they stand in; a section that is opened twice goes on."""
    sections: dict[str, list[Line]] = {}
    name = ""
    for line in lines:
        if found := _SECTION.fullmatch(line.text):
            name = found[1]
            sections.setdefault(name, [])
        elif name:
            sections[name].append(line if name == _FREE_TEXT else _without_comment(line))
    return sections


def _without_comment(line: Line) -> Line:
    text, mark, _ = line.text.partition("//")
    return Line(line.number, text.strip()) if mark else line


def _shown(text: str) -> str:
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}…"
