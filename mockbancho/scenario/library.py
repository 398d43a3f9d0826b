"""Scenarios by name: those that come with mockbancho, those of a folder, and any file by its path."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.errors import Mistake, ScenarioError, nearest
from mockbancho.scenario.reading import parse_scenario, read_scenario

if TYPE_CHECKING:
    from mockbancho.scenario.model import Scenario

ENDINGS: Final = (".yaml", ".yml")
_BUNDLED: Final = "mockbancho.scenarios"
_WORLD: Final = ".json"
"""How world files end."""


def names(folder: Path | None = None) -> list[str]:
    """Return the names of the scenarios that come with mockbancho, and of those in a folder.

    Raises `Mistake` if there is no such folder.
    """
    found = {each.name for each in files(_BUNDLED).iterdir()} | {each.name for each in _files_of(folder)}
    return sorted({Path(name).stem for name in found if name.endswith(ENDINGS)})


def find_scenario(given: str | Path, folder: Path | None = None) -> Scenario:
    """Return a scenario: by the path of its file, or by name, first of the folder and then of those that are bundled.

    Raises `Mistake` for a name that there is not, `ScenarioError` with every mistake of a file.
    """
    path = Path(given)
    own = next((each for each in _files_of(folder) if each.stem == str(given) and each.suffix in ENDINGS), None)
    bundled = files(_BUNDLED).joinpath(f"{given}{ENDINGS[0]}")
    if isinstance(given, Path) or path.suffix in ENDINGS or len(path.parts) > 1:
        return read_scenario(_checked(path))
    if own is not None:
        return read_scenario(own)
    if bundled.is_file():
        return parse_scenario(bundled.read_bytes(), f"{given}{ENDINGS[0]}")
    if path.exists():
        return read_scenario(_checked(path))
    known = names(folder)
    raise Mistake(f"there is no scenario {given!r}{nearest(str(given), known) or '.'} Known: {', '.join(known)}")


_SPELLED: Final = "scenario"
_LINE: Final = re.compile(rf"^{_SPELLED}:\d+:\d+")


def spelled_scenario(given: dict[str, Any]) -> Scenario:
    """Return the scenario that a dict spells as a file would; raises `ScenarioError` with every mistake."""
    try:
        data = msgspec.json.encode(given)
    except (TypeError, ValueError) as error:
        raise Mistake(f"a scenario has text, numbers, lists and dicts alone: {error}") from None
    try:
        return parse_scenario(data, _SPELLED)
    except ScenarioError as error:  # a dict has no lines
        raise ScenarioError(_LINE.sub(_SPELLED, mistake) for mistake in error.mistakes) from None


def _files_of(folder: Path | None) -> list[Path]:
    """Return the files of a folder, in the order of their names."""
    if folder is None:
        return []
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise Mistake(f"cannot read the folder of scenarios {folder}: {error.strerror or error}") from None


def _checked(path: Path) -> Path:
    """Return the path of a file; raises `Mistake` for what is clearly no scenario."""
    if path.is_dir():
        raise Mistake(f"{path} is a folder; name a file in it, or a scenario's name together with --scenarios {path}")
    if path.suffix == _WORLD and path.is_file():
        raise Mistake(f"{path} looks like a world file, no scenario; check it with: mockbancho check --world {path}")
    return path
