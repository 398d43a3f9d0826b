"""What the stores of a world share: they hold immutable tables and indexes, and fork by copying the references."""

from __future__ import annotations

from typing import Self


class Store:
    """Tables and indexes of one noun. Only `World` writes to a store, under its lock."""

    __slots__: tuple[str, ...] = ()

    def fork(self) -> Self:
        """Return a store with the same rows that changes by itself from here on."""
        twin = self.__class__.__new__(self.__class__)
        for name in self.__slots__:
            setattr(twin, name, getattr(self, name))
        return twin
