"""A scenario file as a tree whose every part knows its place: YAML with the JSON schema, and nothing that surprises.

`no` is text and `010` is ten; anchors, tags and repeated keys are refused. The only module that knows YAML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from mockbancho.errors import ScenarioError
from mockbancho.world.files.expectations import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_BYTES: Final = 1_000_000
DEEPEST: Final = 20
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN: Final[tuple[tuple[re.Pattern[str], Callable[[str], object]], ...]] = (
    (re.compile(r"~|null|"), lambda _: None),
    (re.compile(r"true|false"), lambda text: text == "true"),
    (re.compile(r"[-+]?[0-9]{1,19}"), int),
    (re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]{1,3})?"), float),
)
"""Words without quotes that are no text, in the order in which they are tried."""
_LONGEST_KEY: Final = 60
"""Characters of a key that paths show."""
_TAB: Final = "character that cannot start any token"
"""What YAML says of a tab that indents a line, among others."""


class Node:
    """One value: a dict of nodes, a list of nodes, or text, number, true, false or null. *path* leads to it.

    It begins at *line* and *column*; *key_line* and *key_column* are those of the key before it, or its own.
    """

    __slots__ = ("column", "key_column", "key_line", "line", "path", "value")

    def __init__(self, value: Any, path: str, mark: Any, key: Any = None) -> None:  # noqa: ANN401  # a value of any kind; yaml's own
        """Take the value, the path, where it begins, and where its key does."""
        self.value = value
        self.path = path
        self.line, self.column = _place(mark)
        self.key_line, self.key_column = _place(key or mark)

    @property
    def plain(self) -> Any:  # noqa: ANN401  # a value of any kind
        """The value without places."""
        if self.is_mapping:
            return {key: node.plain for key, node in self.members().items()}
        return [node.plain for node in self.entries()] if self.is_list else self.value

    @property
    def is_mapping(self) -> bool:
        """Whether it has keys."""
        return isinstance(self.value, dict)

    @property
    def is_list(self) -> bool:
        """Whether it has entries."""
        return isinstance(self.value, list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return self.value is None

    def members(self) -> dict[str, Node]:
        """Return the nodes of a mapping by their keys; none for anything else."""
        found: dict[str, Node] = self.value if self.is_mapping else {}
        return found

    def entries(self) -> list[Node]:
        """Return the nodes of a list; none for anything else."""
        found: list[Node] = self.value if self.is_list else []
        return found


class _Stop(Exception):
    """End reading at a place."""

    def __init__(self, mark: Any, text: str) -> None:  # noqa: ANN401  # yaml's own
        super().__init__(text)
        self.line, self.column = _place(mark)


def read_tree(data: bytes, file: str) -> Node:
    """Return the tree of a file; raises `ScenarioError` that names file, line and column."""
    if len(data) > MOST_BYTES:
        raise ScenarioError([f"{file}: a scenario has at most {MOST_BYTES:,} bytes; this file has more"])
    text = _text(data, file)
    try:
        return _Tree(text).root()
    except _Stop as stop:
        raise ScenarioError([f"{file}:{stop.line}:{stop.column}: {stop}"]) from None
    except yaml.MarkedYAMLError as error:
        raise ScenarioError([_told(error, file)]) from None
    except yaml.reader.ReaderError as error:
        line, column = _place_of(text[: error.position])
        raise ScenarioError([f"{file}:{line}:{column}: no YAML has the character U+{error.character:04X}"]) from None


def _text(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place_of(data[: error.start].decode())
        raise ScenarioError([f"{file}:{line}:{column}: this is no UTF-8; save the file in that encoding"]) from None


def _told(error: yaml.MarkedYAMLError, file: str) -> str:
    mark = error.problem_mark or error.context_mark
    line, column = _place(mark) if mark else (1, 1)
    problem = error.problem or error.context or ""
    hint = "; lines are indented by spaces, never by tabs" if _TAB in problem else ""
    return f"{file}:{line}:{column}: this is no YAML: {problem}{hint}"


def _place(mark: Any) -> tuple[int, int]:  # noqa: ANN401  # yaml's own
    return mark.line + 1, mark.column + 1


def _place_of(before: str) -> tuple[int, int]:
    """Return line and column of what comes after a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class _Tree:
    """Builds nodes from YAML's events, so that nothing is made that a file does not spell out."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)

    def root(self) -> Node:
        """Return the only document."""
        next(self._events)  # the stream begins
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise _Stop(event.start_mark, "this file is empty; a scenario begins with 'mockbancho: 1'")
        found = self._node(next(self._events), "", 0)
        next(self._events)  # the document ends
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _Stop(event.start_mark, "a scenario is one document; here begins a second one")
        return found

    def _node(self, event: Any, path: str, depth: int, key: Any = None) -> Node:  # noqa: ANN401  # yaml's own
        _refuse_surprises(event)
        if depth > DEEPEST:
            raise _Stop(event.start_mark, f"nested more than {DEEPEST} deep")
        value: object
        if isinstance(event, yaml.MappingStartEvent):
            value = self._mapping(path, depth)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(path, depth)
        else:
            value = str(event.value) if event.style else plain_value(event.value)  # the C parser spells none as ""
        return Node(value, path, event.start_mark, key)

    def _mapping(self, path: str, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            _refuse_surprises(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Stop(event.start_mark, "a key is text")
            key = str(event.value)
            if key in found:
                where = f"in line {found[key].key_line}"
                raise _Stop(event.start_mark, f"the key {shortened(key)} is there already, {where}")
            inside = f"{path}.{key[:_LONGEST_KEY]}" if path else key[:_LONGEST_KEY]
            found[key] = self._node(next(self._events), inside, depth + 1, event.start_mark)
        return found

    def _sequence(self, path: str, depth: int) -> list[Node]:
        found: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._node(event, f"{path}[{len(found)}]", depth + 1))
        return found


def _refuse_surprises(event: Any) -> None:  # noqa: ANN401  # yaml's own
    """Stop at what stands for something else than it says."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Stop(event.start_mark, "scenarios have neither anchors nor aliases (& and *); put text in quotes")
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        raise _Stop(event.start_mark, f"scenarios have no tags, such as {shortened(str(tag))[1:-1]}")


def plain_value(text: str) -> object:
    """Return what a word without quotes is: null, true, false, a number, or text."""
    for pattern, convert in _PLAIN:
        if pattern.fullmatch(text):
            return convert(text)
    return text
