"""Writing down what was done by hand as a scenario file that does it again."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.actions.verbs import VERBS
from mockbancho.clock import SECOND
from mockbancho.errors import Mistake
from mockbancho.osu.engines import DEFAULT
from mockbancho.osu.words import WordEnum
from mockbancho.records import Record
from mockbancho.scenario.model import FORMAT
from mockbancho.world.durations import told
from mockbancho.world.files.writing import save_file
from mockbancho.world.osu_files import OsuFile
from mockbancho.world.pictures import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockbancho.scenario.director import Director
    from mockbancho.scenario.history import Done
    from mockbancho.world.parameters import Parameter

_ENDINGS: Final = (".yaml", ".yml")
_DOLLAR: Final = "${"
_WRITTEN_DOLLAR: Final = "${dollar}{"
"""How a file that has the variable `dollar` spells what would begin a variable's name."""
_UNSEEN: Final = re.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]")
"""What JSON leaves as it is, and YAML does not."""


def save_scenario(director: Director, path: Path) -> None:
    """Write a scenario file, and beside it the world that it starts in, as `NAME.world.json`.

    Raises `Mistake` for something that a file cannot say, `OSError` if it cannot be written.
    """
    start = director.past().start
    if path.suffix not in _ENDINGS:
        raise Mistake(f"a scenario file ends with .yaml; did you mean {f'{path.name}.yaml'!r}?")
    if start.pp_engine != DEFAULT:
        raise Mistake(f"a scenario file cannot say that pp is by {start.pp_engine!r}, not by {DEFAULT!r}")
    lines = list(_lines(director.done(), start.now))
    world = path.with_suffix(".world.json")
    head = [
        f"mockbancho: {FORMAT}",
        f"title: {_json(path.stem)}",
        f"world: {{file: {_json(world.name)}}}",
        "timeline:" if lines else "timeline: []",
    ]
    text = "\n".join([*head, *lines]) + "\n"
    if _WRITTEN_DOLLAR in text:
        text = text.replace("\nworld: ", '\nvars: {dollar: "$"}\nworld: ', 1)
    save_file(start, world)
    path.write_text(text, encoding="utf-8", newline="\n")


def _lines(done: Iterable[Done], start: int) -> Iterator[str]:
    for each in done:
        parameters = VERBS[each.verb].parameters
        places = [name for name, parameter in parameters.items() if parameter.is_positional]
        arguments = {**dict(zip(places, each.values, strict=False)), **each.arguments}
        written = {name: _argument(parameters[name], value, each.verb) for name, value in arguments.items()}
        yield f"  - at: {_json(_duration(each.at - start))}"
        yield f"    {each.verb}: {_json(written)}"


def _duration(micros: int) -> str | float:
    """Return a duration as a file has it: as text, unless that would cut it."""
    return micros / SECOND if micros % (SECOND // 1000) else told(micros)


def _argument(parameter: Parameter, value: Any, verb: str) -> Any:  # noqa: ANN401  # a value of any kind
    """Return an argument as a file has it; the path of a file leads there from any folder."""
    if parameter.checked in (OsuFile, Picture) and isinstance(value, str | PurePath):
        return str(Path(value).resolve())
    return _plain(value, f"{verb}: {parameter.name}")


def _plain(value: Any, where: str) -> Any:  # noqa: ANN401  # a value of any kind
    """Return a value as a file has it: rows by their ids, words of enumerations, dates as text."""
    if isinstance(value, WordEnum):
        return value.word
    if isinstance(value, Record) and hasattr(value, "id"):
        return value.id  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]  # it has
    if isinstance(value, list | tuple):
        return [_plain(each, where) for each in value]  # pyright: ignore[reportUnknownVariableType]  # of any kind
    if isinstance(value, dict):
        return {key: _plain(each, where) for key, each in value.items()}  # pyright: ignore[reportUnknownVariableType]  # of any kind
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | PurePath):
        return str(value)
    raise Mistake(f"{where}: a scenario file cannot hold {type(value).__name__}")


def _json(value: object) -> str:
    """Return a value as JSON that is YAML too, with nothing in it that names a variable."""
    text = msgspec.json.encode(value).decode().replace(_DOLLAR, _WRITTEN_DOLLAR)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
