"""Writing down what was done by hand as a scenario file that does it again."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import msgspec

from mockbancho.actions.verbs import VERBS
from mockbancho.errors import Mistake
from mockbancho.osu.words import WordEnum
from mockbancho.records import Record
from mockbancho.scenario.model import FORMAT
from mockbancho.world.durations import told
from mockbancho.world.files.writing import save_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mockbancho.scenario.director import Director, Done


def save_scenario(director: Director, path: Path) -> None:
    """Write a scenario file, and beside it the world that it starts in, as `NAME.world.json`.

    Raises `Mistake` for something that a file cannot say, `OSError` if it cannot be written.
    """
    past = director.past()
    lines = list(_lines(past.done, past.start.now))
    world = path.with_suffix(".world.json")
    save_file(past.start, world)
    head = [
        f"mockbancho: {FORMAT}",
        f"title: {_json(path.stem)}",
        f"world: {{file: {_json(world.name)}}}",
        "timeline:" if lines else "timeline: []",
    ]
    path.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


def _lines(done: tuple[Done, ...], start: int) -> Iterator[str]:
    for each in done:
        places = [name for name, parameter in VERBS[each.verb].parameters.items() if parameter.is_positional]
        arguments = {**dict(zip(places, each.values, strict=False)), **each.arguments}
        written = {name: _plain(value, f"{each.verb}: {name}") for name, value in arguments.items()}
        yield f"  - at: {_json(told(each.at - start))}"
        yield f"    {each.verb}: {_json(written)}"


def _plain(value: Any, where: str) -> Any:  # noqa: ANN401  # a value of any kind
    """Return an argument as a file has it: rows by their ids, words of enumerations, dates and paths as text."""
    if isinstance(value, WordEnum):
        return value.word
    if isinstance(value, Record) and hasattr(value, "id"):
        return value.id  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]  # it has
    if isinstance(value, list | tuple):
        return [_plain(each, where) for each in value]  # pyright: ignore[reportUnknownVariableType]  # of any kind
    if isinstance(value, dict):
        return _members(value, where)  # pyright: ignore[reportUnknownArgumentType]  # of any kind
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | PurePath):
        return str(value)
    raise Mistake(f"{where}: a scenario file cannot hold {type(value).__name__}")


def _members(value: Mapping[str, Any], where: str) -> dict[str, Any]:
    return {key: _plain(each, where) for key, each in value.items()}


def _json(value: object) -> str:
    """Return a value as JSON, which is YAML too."""
    return msgspec.json.encode(value).decode()
