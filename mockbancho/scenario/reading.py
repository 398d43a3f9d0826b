"""From a scenario file's tree to a scenario; every mistake is found before the first is told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from mockbancho.actions.doors import PREFIX
from mockbancho.actions.verbs import VERBS
from mockbancho.errors import Mistake, ScenarioError
from mockbancho.scenario.loader import Node, read_tree
from mockbancho.scenario.model import (
    FORMAT,
    Ambience,
    CastEntry,
    Expectation,
    Place,
    Scenario,
    Step,
    WorldSpec,
)
from mockbancho.scenario.notes import Notes
from mockbancho.world.durations import micros_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mockbancho.actions.action import Action

S = TypeVar("S", bound=msgspec.Struct)
KEYS: Final = (
    "mockbancho", "title", "about", "seed", "vars", "include", "world", "ambient", "cast", "timeline", "expect",
)  # fmt: skip
TIMES: Final = ("at", "after", "every", "jitter", "until")
EXPECTATIONS: Final = ("at", "get", "status", "where")
DEEPEST: Final = 5
"""How many files may include one another."""
_VARIABLE: Final = re.compile(r"\$\{(\w+)\}")


def read_scenario(path: Path) -> Scenario:
    """Return the scenario of a file; raises `ScenarioError` that lists every mistake, `Mistake` if it cannot be read."""
    return _read(path, ())


def parse_scenario(data: bytes, file: str, folder: Path | None = None, within: tuple[Path, ...] = ()) -> Scenario:
    """Return the scenario that a file's bytes hold; what it includes is looked for in the folder."""
    return _Reading(read_tree(data, file), file, folder, within).scenario()


def _read(path: Path, within: tuple[Path, ...]) -> Scenario:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Mistake(f"cannot read the scenario {path}: {error.strerror or error}") from None
    return parse_scenario(data, str(path), path.parent, (*within, path.resolve()))


class _Reading:
    """One file being read."""

    def __init__(self, root: Node, file: str, folder: Path | None, within: tuple[Path, ...]) -> None:
        self._root = root
        self._file = file
        self._folder = folder
        self._within = within
        self._notes = Notes(file)
        self._included: list[Scenario] = []
        self._others: list[str] = []

    def scenario(self) -> Scenario:
        """Return the scenario; raises `ScenarioError` for all mistakes, those of included files too."""
        parts = self._mapping(self._root, KEYS, "key")
        self._check_format(parts)
        self._fill_in(parts)
        if "include" in parts:
            self._include(parts["include"])
        found = Scenario(
            file=self._file,
            title=self._text(parts, "title"),
            about=self._text(parts, "about"),
            seed=self._value(parts, "seed", int),
            world=self._struct(parts.get("world"), WorldSpec) or WorldSpec(),
            ambient=self._struct(parts.get("ambient"), Ambience),
            cast=(*(entry for each in self._included for entry in each.cast), *self._cast(parts.get("cast"))),
            timeline=(*(step for each in self._included for step in each.timeline), *self._timeline(parts)),
            expect=(*(entry for each in self._included for entry in each.expect), *self._expect(parts)),
        )
        self._refuse_repeated_names(found)
        if self._others:
            raise ScenarioError([*self._others, *self._notes.lines()])
        self._notes.raise_if_any()
        return found

    # --- the whole ----------------------------------------------------------------------------------------------------

    def _check_format(self, parts: Mapping[str, Node]) -> None:
        node = parts.get("mockbancho")
        if node is None:
            self._notes.wrong(self._root, f"a scenario begins with the key 'mockbancho: {FORMAT}', its format")
        elif not isinstance(node.value, int) or isinstance(node.value, bool) or node.value < 1:
            self._notes.wrong(node, f"expected {FORMAT}, the format; got {node.value!r}")
        elif node.value > FORMAT:
            self._notes.wrong(
                node, f"format {node.value} is newer than this mockbancho, which reads {FORMAT}: update it"
            )

    def _fill_in(self, parts: Mapping[str, Node]) -> None:
        """Put the variables' values where they are named: `${rounds}`."""
        known = {name: node.value for name, node in self._mapping(parts.get("vars"), None, "variable").items()}
        for name, node in parts.items():
            if name != "vars":
                self._fill_in_node(node, known)

    def _fill_in_node(self, node: Node, known: Mapping[str, Any]) -> None:
        if isinstance(node.value, dict):
            for each in list(_nodes(node).values()):
                self._fill_in_node(each, known)
        elif isinstance(node.value, list):
            for each in _listed(node):
                self._fill_in_node(each, known)
        elif isinstance(node.value, str):
            for name in _VARIABLE.findall(node.value):
                if name not in known:
                    self._notes.unknown(node, "variable", name, known)
                    return
            whole = _VARIABLE.fullmatch(node.value)
            node.value = known[whole[1]] if whole else _VARIABLE.sub(lambda found: str(known[found[1]]), node.value)

    def _include(self, node: Node) -> None:
        for each in self._list(node):
            if not isinstance(each.value, str) or self._folder is None:
                self._notes.wrong(each, "expected the name of a file beside this one")
                continue
            path = (self._folder / each.value).resolve()
            if path in self._within or len(self._within) >= DEEPEST:
                self._notes.wrong(each, f"{each.value} includes this file, or is too deep: at most {DEEPEST} files")
                continue
            try:
                self._included.append(_read(path, self._within))
            except ScenarioError as error:
                self._others += error.mistakes
            except Mistake as mistake:
                self._notes.wrong(each, str(mistake))

    def _refuse_repeated_names(self, found: Scenario) -> None:
        seen: set[str] = set()
        named = [(entry.place, entry.name) for entry in found.cast]
        named += [(step.place, step.name) for step in found.timeline if step.name is not None and step.every is None]
        for place, name in named:
            if name in seen:
                self._notes.wrong(place, f"the name {name!r} is given already")
            seen.add(name)

    # --- the cast -----------------------------------------------------------------------------------------------------

    def _cast(self, node: Node | None) -> Iterable[CastEntry]:
        nouns = [name.removeprefix(PREFIX) for name in VERBS if name.startswith(PREFIX)]
        for name, entry in self._mapping(node, None, "name").items():
            made = self._mapping(entry, nouns, "thing")
            if len(made) != 1:
                if not entry.value or len(_nodes(entry)) != 1:
                    self._notes.wrong(entry, f"expected one thing that {name!r} is, such as 'player: {{name: …}}'")
                continue
            noun, given = next(iter(made.items()))
            verb = VERBS[PREFIX + noun]
            arguments = self._arguments(verb, given, extra=("traits",), missing=("owner", "host", "creator"))
            self._spread_traits(given, arguments)
            yield CastEntry(place=_place(entry), name=name, noun=noun, arguments=arguments)

    def _spread_traits(self, given: Node, arguments: dict[str, Any]) -> None:
        """Turn `traits: [donor]` into `donor: true`."""
        node = _nodes(given).get("traits") if isinstance(given.value, dict) else None
        arguments.pop("traits", None)
        for each in self._list(node):
            if isinstance(each.value, str):
                arguments[each.value] = True
            else:
                self._notes.wrong(each, "expected a trait, such as donor")

    # --- the timeline -------------------------------------------------------------------------------------------------

    def _timeline(self, parts: Mapping[str, Node]) -> Iterable[Step]:
        before = 0
        for node in self._list(parts.get("timeline")):
            step = self._step(node, before)
            if step is not None:
                before = step.at
                yield step

    def _step(self, node: Node, before: int) -> Step | None:
        keys = self._mapping(node, (*TIMES, *VERBS), "key of a step, neither a time nor an action")
        verbs = [key for key in keys if key in VERBS]
        if len(verbs) != 1:
            if keys or not _nodes(node):
                found = " and ".join(verbs) or "none"
                self._notes.wrong(node, f"a step has one action, such as 'go_online: {{player: aika}}'; found {found}")
            return None
        times: dict[str, int] = {key: self._duration(keys[key]) for key in TIMES if key in keys}
        self._check_times(node, times)
        verb, given = VERBS[verbs[0]], keys[verbs[0]]
        noun = verb.name.removeprefix(PREFIX) if verb.name.startswith(PREFIX) else None
        extra = () if noun is None or noun in verb.parameters else (noun,)
        arguments = self._arguments(verb, given, extra=extra)
        name = arguments.pop(noun, None) if noun and extra else None
        if name is not None and not isinstance(name, str):
            self._notes.wrong(given, f"{noun}: expected the name that it is called by from now on, got {name!r}")
            name = None
        every = times.get("every")
        start = times["at"] if "at" in times else before + times.get("after", every or 0)
        return Step(
            place=_place(node),
            verb=verb.name,
            arguments=arguments,
            at=start,
            name=name,
            every=every,
            jitter=times.get("jitter", 0),
            until=times.get("until"),
        )

    def _check_times(self, node: Node, times: Mapping[str, int]) -> None:
        if "at" in times and "after" in times:
            self._notes.wrong(node, "a step has either 'at' or 'after', which is after the step before")
        if "every" not in times:
            for key in ("jitter", "until"):
                if key in times:
                    self._notes.wrong(node, f"{key!r} is for a step that repeats, with 'every'")
            if not times:
                self._notes.wrong(node, "a step has a time: 'at: 5s', 'after: 5s' or 'every: 5s'")
        elif times["every"] <= 0:
            self._notes.wrong(node, "every: expected more than 0 seconds")
        elif times.get("jitter", 0) >= times["every"]:
            self._notes.wrong(node, "jitter: expected less than 'every'")

    def _arguments(
        self, verb: Action, node: Node, *, extra: Iterable[str] = (), missing: Iterable[str] = ()
    ) -> dict[str, Any]:
        """Return the arguments of an action as they are written; what can be checked without a world is."""
        given = self._mapping(node, (*verb.parameters, *extra), f"argument of {verb.name}")
        for name, each in given.items():
            parameter = verb.parameters.get(name)
            if parameter is not None and not parameter.refers:
                try:
                    parameter.read(NOWHERE, each.plain)
                except Mistake as mistake:
                    self._notes.wrong(each, str(mistake))
        for name, parameter in verb.parameters.items():
            if parameter.is_required and name not in given and name not in missing:
                self._notes.wrong(node, f"{verb.name} needs {name!r}")
        return {name: each.plain for name, each in given.items()}

    # --- expectations -------------------------------------------------------------------------------------------------

    def _expect(self, parts: Mapping[str, Node]) -> Iterable[Expectation]:
        for node in self._list(parts.get("expect")):
            keys = self._mapping(node, EXPECTATIONS, "key of an expectation")
            for name in ("at", "get"):
                if name not in keys:
                    self._notes.wrong(node, f"an expectation needs {name!r}")
            get = keys.get("get")
            if get is not None and not str(get.value).startswith("/"):
                self._notes.wrong(get, f"expected a path such as '/get_match?id=1', got {get.value!r}")
            yield Expectation(
                place=_place(node),
                at=self._duration(keys["at"]) if "at" in keys else 0,
                get=str(get.value) if get else "",
                status=self._value(keys, "status", int) or 200,
                where={name: each.plain for name, each in self._mapping(keys.get("where"), None, "path").items()},
            )

    # --- parts --------------------------------------------------------------------------------------------------------

    def _mapping(self, node: Node | None, known: Iterable[str] | None, what: str) -> dict[str, Node]:
        """Return the members of a mapping; a key that is not known is noted and left out."""
        if node is None or node.value is None:
            return {}
        if not isinstance(node.value, dict):
            self._notes.wrong(node, f"expected a mapping, 'key: value' in each line; got {_shown(node)}")
            return {}
        members = _nodes(node)
        if known is None:
            return members
        words = list(known)
        for key, each in members.items():
            if key not in words:
                self._notes.unknown(each, what, key, words)
        return {key: each for key, each in members.items() if key in words}

    def _list(self, node: Node | None) -> list[Node]:
        if node is None or node.value is None:
            return []
        if isinstance(node.value, list):
            return _listed(node)
        self._notes.wrong(node, f"expected a list, each entry behind '- '; got {_shown(node)}")
        return []

    def _duration(self, node: Node) -> int:
        try:
            return micros_of(node.value)
        except Mistake as mistake:
            self._notes.wrong(node, str(mistake))
            return 0

    def _text(self, parts: Mapping[str, Node], name: str) -> str:
        node = parts.get(name)
        if node is None:
            return ""
        if isinstance(node.value, str):
            return node.value.strip()
        self._notes.wrong(node, f"expected text, got {_shown(node)}")
        return ""

    def _value(self, parts: Mapping[str, Node], name: str, kind: type[int]) -> int | None:
        node = parts.get(name)
        if node is None:
            return None
        if isinstance(node.value, kind) and not isinstance(node.value, bool):
            return node.value
        self._notes.wrong(node, f"expected a whole number, got {_shown(node)}")
        return None

    def _struct(self, node: Node | None, kind: type[S]) -> S | None:
        """Return the members of a mapping as they are typed."""
        if node is None:
            return None
        types = {each.name: each.type for each in msgspec.structs.fields(kind)}
        found: dict[str, Any] = {}
        for name, each in self._mapping(node, types, "key").items():
            try:
                found[name] = msgspec.convert(each.plain, types[name])
            except msgspec.ValidationError as error:
                self._notes.wrong(each, str(error).replace("Expected", "expected").replace("`", "'"))
        return kind(**found)


def _nodes(node: Node) -> dict[str, Node]:
    return dict(node.value)


def _listed(node: Node) -> list[Node]:
    return list(node.value)


def _place(node: Node) -> Place:
    return Place(node.path, node.line, node.column)


def _shown(node: Node) -> str:
    value = node.value
    return "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else repr(value)


NOWHERE: Final[Any] = None
"""The world of a check that needs none."""
