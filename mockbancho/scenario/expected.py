"""What a scenario file expects of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mockbancho.errors import nearest
from mockbancho.scenario.model import Expectation
from mockbancho.scenario.parts import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.scenario.loader import Node
    from mockbancho.scenario.parts import Parts

KEYS: Final = ("at", "get", "status", "where")
BOUNDS: Final = ("at_least", "at_most")
"""What a number can be compared with otherwise than being equal."""


def read_expectations(node: Node | None, parts: Parts) -> Iterator[Expectation]:
    """Yield the expectations, in the order of the file."""
    for each in parts.entries(node):
        keys = parts.mapping(each, KEYS, "key")
        for name in ("at", "get"):
            if name not in keys and (each.is_mapping or each.is_empty):
                parts.notes.wrong(each, f"an expectation needs {name!r}")
        status = parts.whole(keys.get("status"))
        yield Expectation(
            place=parts.place(each),
            at=parts.duration(keys["at"]) if "at" in keys else 0,
            get=_path(keys.get("get"), parts),
            status=200 if status is None else status,  # HTTP
            where={name: _wanted(part, parts) for name, part in parts.mapping(keys.get("where"), None, "path").items()},
        )


def _path(node: Node | None, parts: Parts) -> str:
    if node is None:
        return ""
    if isinstance(node.value, str) and node.value.startswith("/"):
        return node.value
    parts.notes.wrong(node, f"expected a path such as '/get_match?id=1', got {shown(node)}")
    return ""


def _wanted(node: Node, parts: Parts) -> Any:  # noqa: ANN401  # JSON
    """Return what a member is to be: bounds are numbers, and nothing stands beside them."""
    members = node.members()
    if not any(key in BOUNDS or nearest(key, BOUNDS) for key in members):
        return node.plain
    for key, each in parts.mapping(node, BOUNDS, "bound").items():
        if not isinstance(each.value, int | float) or isinstance(each.value, bool):
            parts.notes.wrong(each, f"{key}: expected a number, got {shown(each)}")
    return node.plain
