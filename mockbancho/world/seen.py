"""A memory of what was looked up in a table that never changes, so that looking again costs one look-up in a dict."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

K = TypeVar("K")
R = TypeVar("R")


class Seen(dict[K, "R | None"]):
    """Rows by key, filled as they are asked for; what does not exist is not remembered."""

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[K], R | None]) -> None:
        """Take how the table finds a row."""
        super().__init__()
        self._find: Callable[[K], R | None] = find

    def __missing__(self, key: K) -> R | None:
        """Look a row up for the first time."""
        row = self._find(key)
        if row is not None:
            self[key] = row
        return row
