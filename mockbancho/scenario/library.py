"""Scenarios by name: those that come with mockbancho, those of a folder, and any file by its path."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.errors import Mistake, nearest
from mockbancho.scenario.reading import parse_scenario, read_scenario

if TYPE_CHECKING:
    from mockbancho.scenario.model import Scenario

ENDINGS: Final = (".yaml", ".yml")
_BUNDLED: Final = "mockbancho.scenarios"


def names(folder: Path | None = None) -> list[str]:
    """Return the names of the scenarios that come with mockbancho, and of those in a folder."""
    bundled = {each.name for each in files(_BUNDLED).iterdir()}
    own = {each.name for each in folder.iterdir()} if folder is not None and folder.is_dir() else set[str]()
    return sorted(name.removesuffix(ending) for name in bundled | own for ending in ENDINGS if name.endswith(ending))


def find_scenario(given: str | Path, folder: Path | None = None) -> Scenario:
    """Return a scenario: by the path of its file, or by name, first of the folder and then of those that are bundled.

    Raises `Mistake` for a name that there is not, `ScenarioError` with every mistake of a file.
    """
    path = Path(given)
    if isinstance(given, Path) or path.suffix in ENDINGS or len(path.parts) > 1:
        return read_scenario(path)
    own = [folder / f"{given}{ending}" for ending in ENDINGS] if folder is not None else []
    for each in own:
        if each.is_file():
            return read_scenario(each)
    bundled = files(_BUNDLED).joinpath(f"{given}{ENDINGS[0]}")
    if not bundled.is_file():
        known = names(folder)
        raise Mistake(f"there is no scenario {given!r}{nearest(str(given), known) or '.'} Known: {', '.join(known)}")
    return parse_scenario(bundled.read_bytes(), f"{given}{ENDINGS[0]}")


def spelled_scenario(given: dict[str, Any]) -> Scenario:
    """Return the scenario that a dict spells as a file would; raises `ScenarioError` with every mistake."""
    try:
        data = msgspec.json.encode(given)
    except (TypeError, ValueError) as error:
        raise Mistake(f"a scenario has text, numbers, lists and dicts alone: {error}") from None
    return parse_scenario(data, "scenario")
