"""The JSON of a world file as it is printed: one space of indentation a level, one row a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

encode = msgspec.json.Encoder().encode


def document(members: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Yield the text of a file whose top keys are these."""
    yield from nested(members, 0)
    yield b"\n"


def nested(members: Iterable[tuple[str, Iterable[bytes]]], depth: int) -> Iterator[bytes]:
    """Yield an object at a depth, a member a line; each member is its key and the pieces of its text."""
    separator = b"{"
    for key, pieces in members:
        yield separator + _line(depth + 1) + encode(key) + b": "
        yield from pieces
        separator = b","
    yield b"{}" if separator == b"{" else _line(depth) + b"}"


def listed(entries: Iterable[bytes], depth: int) -> Iterator[bytes]:
    """Yield an array at a depth, an entry a line."""
    separator, following = b"[" + _line(depth + 1), b"," + _line(depth + 1)
    opening = separator
    for entry in entries:
        yield separator
        yield entry
        separator = following
    yield b"[]" if separator is opening else _line(depth) + b"]"


def _line(depth: int) -> bytes:
    return b"\n" + b" " * depth
