"""A scenario file as a tree whose every part knows its place: YAML with the JSON schema, and nothing that surprises.

`no` is text and `010` is ten; anchors, tags and repeated keys are refused. The only module that knows YAML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from mockbancho.errors import ScenarioError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_BYTES: Final = 1_000_000
DEEPEST: Final = 20
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN: Final[tuple[tuple[re.Pattern[str], Callable[[str], object]], ...]] = (
    (re.compile(r"~|null|"), lambda _: None),
    (re.compile(r"true|false"), lambda text: text == "true"),
    (re.compile(r"[-+]?[0-9]{1,18}"), int),
    (re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]{1,3})?"), float),
)
"""Words without quotes that are no text, in the order in which they are tried."""


class Node:
    """One value: a dict of nodes, a list of nodes, or text, number, true, false or null. *path* leads to it."""

    __slots__ = ("column", "line", "path", "value")

    def __init__(self, value: Any, path: str, mark: Any) -> None:  # noqa: ANN401  # a value of any kind; yaml's own
        """Take the value, the path, and where it begins."""
        self.value = value
        self.path = path
        self.line, self.column = mark.line + 1, mark.column + 1

    @property
    def plain(self) -> Any:  # noqa: ANN401  # a value of any kind
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain for key, node in self.value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]  # nodes
        if isinstance(self.value, list):
            return [node.plain for node in self.value]  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]  # nodes
        return self.value


class _Stop(Exception):
    """End reading at a place."""

    def __init__(self, mark: Any, text: str) -> None:  # noqa: ANN401  # yaml's own
        super().__init__(text)
        self.mark = mark


def read_tree(data: bytes, file: str) -> Node:
    """Return the tree of a file; raises `ScenarioError` that names file, line and column."""
    if len(data) > MOST_BYTES:
        raise ScenarioError([f"{file}: a scenario has at most {MOST_BYTES:,} bytes, this file has {len(data):,}"])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError([f"{file}: byte {error.start}: a scenario is UTF-8"]) from None
    try:
        return _Tree(text).root()
    except _Stop as stop:
        raise ScenarioError([f"{file}:{stop.mark.line + 1}:{stop.mark.column + 1}: {stop}"]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        raise ScenarioError([f"{place}: this is no YAML: {error.problem or error.context}"]) from None
    except yaml.YAMLError as error:
        raise ScenarioError([f"{file}: this is no YAML: {str(error).splitlines()[0]}"]) from None


class _Tree:
    """Builds nodes from YAML's events, so that nothing is made that a file does not spell out."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)

    def root(self) -> Node:
        """Return the only document."""
        next(self._events)  # the stream begins
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise _Stop(event.start_mark, "this file is empty")
        found = self._node(next(self._events), "", 0)
        next(self._events)  # the document ends
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _Stop(event.start_mark, "a scenario is one document; here begins a second one")
        return found

    def _node(self, event: Any, path: str, depth: int) -> Node:  # noqa: ANN401  # yaml's own
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Stop(event.start_mark, "scenarios have neither anchors nor aliases (& and *); put text in quotes")
        if getattr(event, "tag", None) not in (None, "!"):
            raise _Stop(event.start_mark, f"scenarios have no tags, such as {event.tag}")
        if depth > DEEPEST:
            raise _Stop(event.start_mark, f"nested more than {DEEPEST} deep")
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._mapping(path, depth), path, event.start_mark)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._sequence(path, depth), path, event.start_mark)
        return Node(_scalar(event), path, event.start_mark)

    def _mapping(self, path: str, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _Stop(event.start_mark, "a key is text")
            key = str(event.value)
            if key in found:
                raise _Stop(event.start_mark, f"the key {key!r} is there already, in line {found[key].line}")
            found[key] = self._node(next(self._events), f"{path}.{key}" if path else key, depth + 1)
        return found

    def _sequence(self, path: str, depth: int) -> list[Node]:
        found: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._node(event, f"{path}[{len(found)}]", depth + 1))
        return found


def _scalar(event: Any) -> object:  # noqa: ANN401  # yaml's own
    if not event.style:  # the C parser spells none as an empty text
        for pattern, convert in _PLAIN:
            if pattern.fullmatch(event.value):
                return convert(event.value)
    return str(event.value)
