"""Parts of a scenario file as values: each is what it has to be, or noted as wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from mockbancho.errors import Mistake
from mockbancho.scenario.loader import plain_value
from mockbancho.world.durations import micros_of
from mockbancho.world.files.expectations import expectation, shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mockbancho.scenario.loader import Node
    from mockbancho.scenario.model import Place
    from mockbancho.scenario.notes import Notes

S = TypeVar("S", bound=msgspec.Struct)
_LONGEST: Final = 60
"""Characters of a duration that are read."""


class Parts:
    """Reads nodes of one file; what is wrong goes to its *notes*, and something harmless is returned."""

    def __init__(self, notes: Notes) -> None:
        """Take where mistakes are noted."""
        self.notes = notes

    def place(self, node: Node) -> Place:
        """Return where a node stands."""
        return self.notes.place_of(node)

    def mapping(self, node: Node | None, known: Collection[str] | None, what: str) -> dict[str, Node]:
        """Return the members of a mapping; a key that is not among those *known*, if any are, is noted and left out."""
        if node is None or node.is_empty:
            return {}
        if not node.is_mapping:
            self.notes.wrong(node, f"expected a mapping, 'key: value' in each line; got {shown(node)}")
            return {}
        members = node.members()
        for key, each in members.items():
            if known is not None and key not in known:
                self.notes.unknown_key(each, node, what, key, known)
        return {key: each for key, each in members.items() if known is None or key in known}

    def entries(self, node: Node | None) -> list[Node]:
        """Return the entries of a list."""
        if node is not None and not node.is_empty and not node.is_list:
            self.notes.wrong(node, f"expected a list, each entry behind '- '; got {shown(node)}")
        return [] if node is None else node.entries()

    def duration(self, node: Node) -> int:
        """Return a duration in microseconds."""
        if isinstance(node.value, bool) or not isinstance(node.value, int | float | str):
            self.notes.wrong(node, f"expected a duration, such as 90s, 1m30s or 2h; got {shown(node)}")
            return 0
        try:
            return micros_of(node.value[:_LONGEST] if isinstance(node.value, str) else node.value)
        except Mistake as mistake:
            self.notes.wrong(node, str(mistake))
            return 0

    def text(self, node: Node | None) -> str:
        """Return a text, without blanks around it."""
        if node is None or node.value is None:
            return ""
        if isinstance(node.value, str):
            return node.value.strip()
        self.notes.wrong(node, f"expected text, got {shown(node)}; put it in quotes")
        return ""

    def whole(self, node: Node | None) -> int | None:
        """Return a whole number, or None where nothing is given."""
        if node is None or node.value is None:
            return None
        if isinstance(node.value, int) and not isinstance(node.value, bool):
            return node.value
        self.notes.wrong(node, f"expected a whole number, got {shown(node)}")
        return None

    def name(self, node: Node, given: object) -> str | None:
        """Return a name that the timeline can use; numbers would be ids there."""
        if isinstance(given, str) and given.strip() and isinstance(plain_value(given), str):
            return given
        self.notes.wrong(
            node, f"{shortened(given)} is no name: names are text, numbers are ids; call it such as 'aika'"
        )
        return None

    def struct(self, node: Node | None, kind: type[S]) -> S | None:
        """Return the members of a mapping as they are typed."""
        if node is None:
            return None
        types = msgspec.structs.fields(kind)
        return kind(**self._converted(self.mapping(node, [each.name for each in types], "key"), types))

    def _converted(self, members: Mapping[str, Node], types: tuple[msgspec.structs.FieldInfo, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in types:
            node = members.get(each.name)
            if node is not None and node.value is not None:
                try:
                    found[each.name] = msgspec.convert(node.plain, each.type)
                except msgspec.ValidationError:
                    wanted = expectation(each.type, type(node.value).__name__).removesuffix(" or null")
                    self.notes.wrong(node, f"expected {wanted}, got {shown(node)}")
        return found


def shown(node: Node) -> str:
    """Return what a node holds, as mistakes show it: as the file spells it."""
    match node.value:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "nothing"
        case bool():
            return str(node.value).lower()
        case _:
            return shortened(node.value)
