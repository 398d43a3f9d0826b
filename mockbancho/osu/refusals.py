"""Which `.osu` files the pp engine of the real server refuses; it skips single lines of others.

For engines that take anything. `read_beatmap_file` is the gate for files that users give, and much stricter. Source:
akatsuki-pp-py 1.0.5, asked about some 400 files with one wrong line each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HEADER: Final = "osu file format v"
_NUMBER: Final = re.compile(r"[+-]?(?:inf(?:inity)?|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)", re.IGNORECASE | re.ASCII)
_POINT: Final = re.compile(rf"{_NUMBER.pattern}:{_NUMBER.pattern}(?::.*)?", re.IGNORECASE | re.ASCII)
_FARTHEST: Final = 131_072
_MOST_SLIDES: Final = 9_000
_LATEST: Final = 2**31 - 1
_BYTE: Final = 255
_CIRCLE, _SLIDER, _SPINNER, _HOLD = 1, 2, 8, 128


class _Skipped(Exception):  # no error: the engine goes on with the next line
    """End the reading of a line that the engine skips."""


def refuse_unreadable(content: bytes) -> None:
    """Raise `Mistake` that names the line for a file that the real server's engine cannot read."""
    lines = _lines(content)
    number, first = next(lines, (1, ""))
    if _HEADER not in first:
        raise Mistake(f"line {number}: expected '{_HEADER}14'")
    check: Callable[[str], None] | None = None
    for number, line in lines:
        if line.startswith("[") and "]" in line:
            check = _CHECKS.get(line.partition("]")[0][1:])
        elif check is not None:
            try:
                check(line)
            except _Skipped:
                continue
            except Mistake as mistake:
                raise Mistake(f"line {number}: {mistake}") from None


def _lines(content: bytes) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with their numbers."""
    is_wide = content.startswith(b"\xff\xfe")  # the other order of UTF-16 is none that the engine knows
    text = content.decode("utf-16" if is_wide else "utf-8-sig", "surrogateescape" if not is_wide else "replace")
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.rstrip()
        if bare and not bare.startswith("//"):
            yield number, bare


def _check_pair(line: str) -> None:
    _, colon, value = line.partition("//")[0].partition(":")
    if not colon:
        raise Mistake("expected a name and a value, as in 'Mode: 0'")
    _refuse_bytes(value)


def _check_general(line: str) -> None:
    _check_pair(line)
    name, _, value = line.partition("//")[0].partition(":")
    if name == "Mode" and value.strip() not in {"0", "1", "2", "3"}:
        raise Mistake(f"Mode: expected 0 to 3, got {value.strip()!r}")


def _check_timing(line: str) -> None:
    said = line.partition("//")[0].strip()
    _refuse_bytes(said)
    time, *others = said.split(",")
    _read(time.strip(), _LATEST)
    if not others:
        raise Mistake("timing point: expected its beat length")
    if not _NUMBER.fullmatch(others[0].strip()):
        raise Mistake(f"timing point: expected a number as beat length, got {others[0]!r}")


def _check_object(line: str) -> None:
    said = line.partition("//")[0].rstrip()
    _refuse_bytes(said)
    fields = said.split(",")
    _need(fields, 2, "y")
    _read(fields[0], _FARTHEST)
    _read(fields[1], _FARTHEST)
    _need(fields, 3, "time")
    _read(fields[2], _LATEST)
    _need(fields, 4, "type")
    kind = _read_byte(fields[3])
    _need(fields, 5, "hit sound")
    _read_byte(fields[4])
    if kind & _CIRCLE:
        _check_sample(fields, 5)
    elif kind & _SLIDER:
        _check_slider(fields)
    elif kind & _SPINNER:
        _need(fields, 6, "end")
        _read(fields[5], _LATEST)
        _check_sample(fields, 6)
    elif kind & _HOLD:
        end, _, sample = ",".join(fields[5:6]).partition(":")
        _read(end or "0", _LATEST)
        _check_sample([sample], 0)
    else:
        raise Mistake(f"object: expected a circle (1), slider (2), spinner (8) or hold (128), got {kind}")


def _check_slider(fields: list[str]) -> None:
    _need(fields, 6, "curve")
    _need(fields, 7, "slides")
    if not re.fullmatch(r"\+?[0-9]{1,9}", fields[6]) or int(fields[6]) > _MOST_SLIDES:
        raise _Skipped
    _, *points = fields[5].split("|")
    if points and len(points[-1].encode()) < 2:
        raise Mistake("slider: expected points at the end of its curve")
    for point in points:
        if len(point.encode()) > 1 and not _POINT.fullmatch(point):
            raise Mistake(f"slider: expected a point such as 100:200, got {point!r}")
    if len(fields) > 7:
        _read(fields[7], _FARTHEST)


def _check_sample(fields: list[str], place: int) -> None:
    if len(fields) > place and fields[place]:
        bank, colon, _ = fields[place].partition(":")
        _read_whole(bank)
        if not colon:
            raise Mistake(f"hit sample: expected two sets, as in 0:0, got {bank!r}")


def _need(fields: list[str], count: int, what: str) -> None:
    if len(fields) < count:
        raise Mistake(f"object: expected its {what}")


def _read(text: str, limit: float) -> None:
    """Raise `_Skipped` for what is no number within a limit."""
    if not _NUMBER.fullmatch(text) or not abs(float(text)) <= limit:
        raise _Skipped


def _read_whole(text: str) -> None:
    """Raise `_Skipped` for what is no whole number of 32 bits."""
    if not re.fullmatch(r"[+-]?[0-9]{1,99}", text) or abs(int(text)) > _LATEST:
        raise _Skipped


def _read_byte(text: str) -> int:
    if not re.fullmatch(r"\+?[0-9]{1,9}", text) or int(text) > _BYTE:
        raise _Skipped
    return int(text)


def _refuse_bytes(line: str) -> None:
    """Raise `Mistake` for bytes that are no UTF-8, which were decoded to lone surrogates."""
    if not line.isascii() and any("\udc80" <= letter <= "\udcff" for letter in line):
        raise Mistake("expected text in UTF-8")


_CHECKS: Final[dict[str, Callable[[str], None]]] = {
    "General": _check_general,
    "Metadata": _check_pair,
    "Difficulty": _check_pair,
    "TimingPoints": _check_timing,
    "HitObjects": _check_object,
}
