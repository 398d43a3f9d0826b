"""The page of world files: their sections, and the tables with their columns and keys."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

import msgspec

from mockbancho.world.files.layout import MATCHES, SESSIONS, SLOT_ROWS, STATE, TABLES, Column, Table
from mockbancho.world.files.writing import write_rows
from mockbancho.world.world import World
from tools.tables import in_words, table


def world_file_page() -> str:
    """Return the page."""
    return "\n".join(("# World files\n", *_sections(), *_tables()))


def _sections() -> Iterator[str]:
    yield "A world file is JSON. This is one of an empty world; every section and every table may be left out.\n"
    yield f"```json\n{write_rows(World.build()).decode().rstrip()}\n```\n"
    yield "`mockbancho` is the format. `files` has the contents in base64, by id (`osu`: of the beatmap, `osr`: of the"
    yield "score) or by name (`avatars`); `null` in `osr` is a score that has no replay. Scores that passed on beatmaps of"
    yield "`state.recipes` have one without being in `osr`: it is built when it is asked for. A column without a default must"
    yield "be given; all others may be left out. Times without a zone are UTC.\n"


def _tables() -> Iterator[str]:
    named = {f"tables.{name}": each for name, each in TABLES.items()}
    named |= {"live.players": SESSIONS, "live.matches": MATCHES, "live.matches[].slots": SLOT_ROWS}
    named |= {f"state.{name}": each for name, each in STATE.items()}
    for name, each in named.items():
        yield f"## {name}\n"
        yield cleandoc(each.record.__doc__ or "") + "\n"
        yield _keys(each)
        yield from table([each.word, "holds", "default"], _columns(each))


def _keys(of: Table) -> str:
    primary = ", ".join(f"`{of.spelled.get(name, name)}`" for name in of.primary)
    unique = ", ".join(f"`{name}`" for name in of.unique)
    return f"Primary key: {primary}." + (f" Unique, each by itself: {unique}." if unique else "") + "\n"


def _columns(of: Table) -> Iterator[list[str]]:
    fields = {each.name: each for each in msgspec.structs.fields(of.row_type)}
    for name, column in of.columns.items():
        yield [f"`{name}`", _holds(column), _default(fields[column.field])]


def _holds(column: Column) -> str:
    if column.decoder.type is msgspec.Raw:
        return "an array of those that are not open and bare"
    return "anything; never kept" if column.decoder.type is object else in_words(column.decoder.type)


def default_of(record: type[msgspec.Struct], name: str) -> str:
    """Return the default of a column as a file has it."""
    return next(_default(field) for field in msgspec.structs.fields(record) if field.name == name)


def _default(field: Any) -> str:  # noqa: ANN401  # of any type
    if field.required:
        return "required"
    value = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
    return f"`{msgspec.json.encode(value).decode()}`" if not isinstance(value, tuple) else "`[]`"
