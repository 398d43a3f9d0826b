"""The text of a world file before it has a meaning: its encoding, its JSON, and where in it something is."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import Final

import msgspec

from mockbancho.world.files.expectations import shortened

_OFFSET: Final = re.compile(r"(.*) \(byte (\d+)\)")
_TOKEN: Final = re.compile(r"[\w.+-]{1,30}|.|\Z", re.DOTALL)


class UnreadableError(Exception):
    """Say why nothing in a file can be read; it is the file's only mistake."""


def text_of(data: bytes) -> bytes:
    """Return the UTF-8 text of a file without its byte order mark.

    Raises `UnreadableError`, with line and column, if it is not UTF-8 or not JSON.
    """
    text = data.removeprefix(BOM_UTF8)
    try:
        text.decode()
        msgspec.json.decode(text, type=msgspec.Raw)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{_where(text, error.start)}: not UTF-8: byte 0x{text[error.start]:02x}") from None
    except msgspec.DecodeError as error:
        raise UnreadableError(_malformed(text, str(error))) from None
    return text


def _malformed(text: bytes, error: str) -> str:
    """Return msgspec's error in our words; one without an offset is about the end."""
    if not text.strip():
        return "the file is empty"
    found = _OFFSET.fullmatch(error.removeprefix("JSON is malformed: "))
    if not found:
        return f"{_where(text, len(text))}: not JSON: it ends too early"
    offset = int(found[2])
    token = _TOKEN.match(text[offset : offset + 120].decode(errors="replace"))
    at = f" at {shortened(token[0])}" if token and token[0] else ""
    return f"{_where(text, offset)}: not JSON: {found[1]}{at}"


def _where(text: bytes, offset: int) -> str:
    """Return line and column of a byte, both from 1; a column is a character."""
    line = text.count(b"\n", 0, offset) + 1
    start = text.rfind(b"\n", 0, offset) + 1
    return f"line {line}, column {len(text[start:offset].decode(errors='replace')) + 1}"
