"""Paths into an answer's JSON, such as `scores.beatmap`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def objects_at(value: Any, path: str) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # JSON
    """Yield the objects at a path: lists are gone through, `*` goes through the values of an object.

    The empty path leads to the whole. Where a path leads to nothing there are none.
    """
    yield from _at(value, tuple(filter(None, path.split("."))))


def _at(value: Any, path: tuple[str, ...]) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # JSON
    if isinstance(value, list):
        for each in value:  # pyright: ignore[reportUnknownVariableType]  # JSON
            yield from _at(each, path)
    elif isinstance(value, dict):
        if not path:
            yield value
        elif path[0] == "*":
            for each in value.values():  # pyright: ignore[reportUnknownVariableType]  # JSON
                yield from _at(each, path[1:])
        elif path[0] in value:
            yield from _at(value[path[0]], path[1:])
