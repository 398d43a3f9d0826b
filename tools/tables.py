"""Tables in Markdown, and types in words, for the pages of the reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, get_args, get_origin

from mockbancho.osu.mods import Mods
from mockbancho.osu.words import WordEnum
from mockbancho.world.files.expectations import expectation
from mockbancho.world.osu_files import OsuFile
from mockbancho.world.pictures import Picture
from mockbancho.world.references import REFERENCES, expected

_IN_WORDS: Final[dict[Any, str]] = {
    Mods: "letters such as `HDDT`, or a number",
    OsuFile: "path or bytes of a `.osu` file, or False for none",
    Picture: "path or bytes of a PNG or JPEG picture",
}


def line(cells: Iterable[str]) -> str:
    """Return a row of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table, and an empty one after it."""
    yield line(header)
    yield line(["---"] * len(header))
    yield from map(line, rows)
    yield ""


def in_words(kind: Any) -> str:  # noqa: ANN401  # a type of any kind
    """Return what an argument or a column of a type is, with its bounds."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _IN_WORDS:
        return _IN_WORDS[kind]
    if isinstance(kind, type) and issubclass(kind, WordEnum):
        return f"word or number: {', '.join(f'`{member.word}` {int(member)}' for member in kind)}"
    if kind in REFERENCES:
        return expected(kind)
    if origin is Sequence:
        return f"list, each {in_words(arguments[0])}"
    if origin is Mapping:
        return f"dict, each value {in_words(arguments[1])}"
    if kind is datetime:
        return "'YYYY-MM-DD HH:MM:SS' in UTC"
    return max((expectation(kind, name) for name in ("int", "str", "float")), key=len)
