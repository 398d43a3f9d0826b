"""Variables: what stands in a file's `vars` is put where `${name}` is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from mockbancho.scenario.parts import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mockbancho.scenario.loader import Node
    from mockbancho.scenario.notes import Notes
    from mockbancho.scenario.parts import Parts

MOST: Final = 1_000_000
"""Characters that variables may add to a file."""
_PLACE: Final = re.compile(r"\$\{([^${}]{0,100})\}")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def variables_of(node: Node | None, given: Mapping[str, object], parts: Parts) -> dict[str, object]:
    """Return the values of a file's variables; those that are *given* by a file that includes it come first."""
    own: dict[str, object] = {}
    for name, each in parts.mapping(node, None, "variable").items():
        if not _NAME.fullmatch(name):
            parts.notes.wrong(each, "a variable's name has letters, digits and '_', and begins with no digit")
        elif each.is_mapping or each.is_list or (isinstance(each.value, str) and _PLACE.search(each.value)):
            parts.notes.wrong(each, f"a variable is text or a number, and none within another; got {shown(each)}")
        own[name] = each.value
    return {**own, **given}


def fill_in(parts: Mapping[str, Node], known: Mapping[str, object], notes: Notes) -> None:
    """Put the variables' values where they are named."""
    left = MOST
    for name, part in parts.items():
        for node in _texts(part) if name != "vars" else ():
            if _PLACE.search(node.value):
                node.value = _filled(node, known, notes, left)
                left -= len(str(node.value))
                if left < 0:
                    notes.wrong(node, f"variables fill in at most {MOST:,} characters")
                    return


def _texts(node: Node) -> Iterator[Node]:
    """Yield every text within a node."""
    for each in (*node.members().values(), *node.entries()):
        yield from _texts(each)
    if isinstance(node.value, str):
        yield node


def _filled(node: Node, known: Mapping[str, object], notes: Notes, most: int) -> Any:  # noqa: ANN401  # a value of any kind
    """Return a text with its variables filled in; one that is a variable and nothing else has the variable's type."""
    names: list[str] = _PLACE.findall(node.value)
    for name in names:
        if name not in known:
            notes.unknown(node, "variable", name, known)
            return node.value
    if _PLACE.fullmatch(node.value):
        return known[names[0]]
    if sum(len(str(known[name])) for name in names) > most:
        return "." * (most + 1)  # too much is noted by who asks
    return _PLACE.sub(lambda found: str(known[found[1]]), node.value)
