"""From a scenario file's tree to a scenario; every mistake is found before the first is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from mockbancho.errors import Mistake, ScenarioError
from mockbancho.scenario.casting import read_cast
from mockbancho.scenario.differing import read_reshapes, read_routes
from mockbancho.scenario.expected import read_expectations
from mockbancho.scenario.faulty import read_faults
from mockbancho.scenario.inclusion import Inclusion, joined
from mockbancho.scenario.loader import MOST_BYTES, read_tree
from mockbancho.scenario.model import FORMAT, Ambience, Scenario, WorldSpec
from mockbancho.scenario.notes import Notes
from mockbancho.scenario.parts import Parts, shown
from mockbancho.scenario.timeline import read_timeline
from mockbancho.scenario.variables import fill_in, variables_of
from mockbancho.world.plan import plan_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockbancho.scenario.loader import Node

KEYS: Final = (
    "mockbancho", "title", "about", "seed", "vars", "include", "world", "ambient", "cast", "timeline", "faults", "routes",
    "reshape", "expect",
)  # fmt: skip
_SIZES: Final = ("players", "beatmapsets", "scores_per_player")
_OF_WORLD_FILES: Final = frozenset({"tables", "live", "state"})
"""Keys that only world files have."""


def read_scenario(path: Path) -> Scenario:
    """Return the scenario of a file; raises `ScenarioError` that lists every mistake, `Mistake` if it cannot be read."""
    return _read(path, Inclusion())


def parse_scenario(data: bytes, file: str, folder: Path | None = None) -> Scenario:
    """Return the scenario that a file's bytes hold; what it includes is looked for in the folder."""
    return _parse(data, file, folder, Inclusion())


def _read(path: Path, inclusion: Inclusion) -> Scenario:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Mistake(f"cannot read the scenario {path}: {error.strerror or error}") from None
    return _parse(data, str(path), path.parent, inclusion.within(path))


def _parse(data: bytes, file: str, folder: Path | None, inclusion: Inclusion) -> Scenario:
    root = read_tree(data, file)
    if _OF_WORLD_FILES & root.members().keys():
        raise ScenarioError(
            [f"{file}: this is a world file, no scenario; check it with: mockbancho check --world {file}"]
        )
    return _Reading(root, Parts(Notes(file)), folder, inclusion).scenario()


class _Reading:
    """One file being read."""

    def __init__(self, root: Node, parts: Parts, folder: Path | None, inclusion: Inclusion) -> None:
        self._root = root
        self._parts = parts
        self._notes = parts.notes
        self._folder = folder
        self._inclusion = inclusion
        self._others: list[str] = []

    def scenario(self) -> Scenario:
        """Return the scenario; raises `ScenarioError` for all mistakes, those of included files too."""
        if self._root.is_mapping or self._root.is_empty:
            self._check_format(self._root.members().get("mockbancho"))
        top = self._parts.mapping(self._root, KEYS, "key")
        known = variables_of(top.get("vars"), self._inclusion.given, self._parts)
        fill_in(top, known, self._notes)
        included = self._included(top.get("include"), known)
        found = joined(self._own(top), included)
        self._refuse_repeated_names(found)
        if self._others:
            raise ScenarioError([*self._others, *self._notes.lines()])
        self._notes.raise_if_any()
        return found

    def _own(self, top: Mapping[str, Node]) -> Scenario:
        """Return what the file itself says."""
        return Scenario(
            file=self._notes.file,
            title=self._parts.text(top.get("title")),
            about=self._parts.text(top.get("about")),
            seed=self._parts.whole(top.get("seed")),
            world=self._world(top.get("world")),
            ambient=self._parts.struct(top.get("ambient"), Ambience),
            cast=tuple(read_cast(top.get("cast"), self._parts)),
            timeline=tuple(read_timeline(top.get("timeline"), self._parts)),
            faults=tuple(read_faults(top.get("faults"), self._parts)),
            routes=tuple(read_routes(top.get("routes"), self._parts)),
            reshape=tuple(read_reshapes(top.get("reshape"), self._parts)),
            expect=tuple(read_expectations(top.get("expect"), self._parts)),
        )

    def _check_format(self, node: Node | None) -> None:
        if node is None:
            self._notes.wrong(self._root, f"a scenario begins with the key 'mockbancho: {FORMAT}', its format")
        elif not isinstance(node.value, int) or isinstance(node.value, bool) or node.value < 1:
            self._notes.wrong(node, f"expected {FORMAT}, the format; got {shown(node)}")
        elif node.value > FORMAT:
            self._notes.wrong(
                node, f"format {node.value} is newer than this mockbancho, which reads {FORMAT}: update it"
            )
            self._notes.raise_if_any()  # what else is new in it is no mistake

    def _world(self, node: Node | None) -> WorldSpec:
        """Return which world it plays in, if one can be made or read that is like that."""
        found = self._parts.struct(node, WorldSpec) or WorldSpec()
        members = node.members() if node is not None else {}
        given = {name: getattr(found, name) for name in _SIZES if name in members}
        for name, size in given.items():
            try:
                plan_of(**{name: size})
            except Mistake as mistake:
                self._notes.wrong(members[name], str(mistake))
        if found.file is not None and given:
            self._notes.wrong(members["file"], f"a world of a file has its own size; leave out {' and '.join(given)}")
        if found.file is not None and self._folder is not None and not (self._folder / found.file).is_file():
            self._notes.wrong(members["file"], f"there is no file {found.file} beside this one")
        return found

    def _included(self, node: Node | None, known: Mapping[str, object]) -> list[Scenario]:
        """Return the scenarios of the files that are included."""
        found: list[Scenario] = []
        for each in self._parts.entries(node):
            if self._folder is None:
                self._notes.wrong(each, "only a scenario that is a file includes others, which stand beside it")
                return []
            if not isinstance(each.value, str):
                self._notes.wrong(each, f"expected the name of a file beside this one, got {shown(each)}")
                continue
            path = self._folder / each.value
            try:
                found.append(_read(path, self._inclusion.of(path, known)))
            except ScenarioError as error:
                self._others += error.mistakes
            except Mistake as mistake:
                self._notes.wrong(each, str(mistake))
        return found

    def _refuse_repeated_names(self, found: Scenario) -> None:
        seen: set[str] = set()
        named = [(entry.place, entry.name) for entry in found.cast]
        named += [(step.place, step.name) for step in found.timeline if step.name is not None and step.every is None]
        for place, name in named:
            if name in seen:
                self._notes.wrong(place, f"the name {name!r} is given already")
            seen.add(name)
