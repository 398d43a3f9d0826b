"""JSON of single rows, made once per row and shape.

A fragment holds the columns of its own row alone; answers join fragments (score + beatmap + player). Since rows never
change, a fragment never goes stale, in this world or in its forks.
"""

from __future__ import annotations

from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mockbancho.contract import Column, Shape

R = TypeVar("R", bound=msgspec.Struct)
REMEMBERED: Final = 16_384
"""Fragments kept per shape; then all are forgotten and made again as needed."""

encode: Final = msgspec.json.Encoder().encode
"""Encode a value as the real server prints it: compact UTF-8, floats in their shortest form."""

_WHITE_SPACE: Final = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_MADE_INTO: Final[dict[str, Callable[[Any], object]]] = {"int": int, "float": float, "bool": bool}


class Fragment(Generic[R]):
    """The JSON object of a row in one shape, with more text around it if it is to be joined with others.

    Worlds of several threads share one, each under its own lock.
    """

    __slots__ = ("_after", "_before", "_lock", "_made", "_rows", "_shape", "_strips")

    def __init__(self, shape: Shape, *, before: bytes = b"{", after: bytes = b"}", strips: bool = False) -> None:
        """Take the shape, what stands before and after its members, and whether strings lose their outer white space."""
        self._shape = shape
        self._before = before
        self._after = after
        self._strips = strips
        self._made: dict[int, bytes] = {}
        self._rows: dict[int, R] = {}
        self._lock = Lock()

    def __call__(self, row: R) -> bytes:
        """Return the row's fragment."""
        return self._made.get(id(row)) or self._make(row)

    def each(self, rows: Iterable[R]) -> list[bytes]:
        """Return the fragments of several rows."""
        made, make = self._made.get, self._make
        return [made(id(row)) or make(row) for row in rows]

    def _make(self, row: R) -> bytes:
        members = encode({column.name: _shown(row, column, strips=self._strips) for column in self._shape})
        found = self._before + members[1:-1] + self._after
        with self._lock:  # a fragment whose row is forgotten alone would answer for the next row with that id()
            if len(self._rows) >= REMEMBERED:
                self._made.clear()
                self._rows.clear()
            self._rows[id(row)] = row
            self._made[id(row)] = found
        return found


def _shown(row: object, column: Column, *, strips: bool) -> object:
    """Return a column's value as the answer has it."""
    value = getattr(row, column.source)
    if column.type:
        return _MADE_INTO[column.type](value)
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    return value.strip(_WHITE_SPACE) if strips and isinstance(value, str) else value
