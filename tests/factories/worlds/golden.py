"""What worlds hold that no calculator decides, as digests of columns, and a few rows to tell what changed.

`python -m tests.factories.worlds.golden` writes `golden.json` anew, from the world that ships and a small generated one.
Left out are pp and stars, what follows from them (which scores are best, and what stats make of these), and free text.
"""

from __future__ import annotations

import json
import lzma
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from mockbancho.factories import generate_world

from mockbancho.generated import default_world
from mockbancho.records import Beatmap, Player, Record, ReplayFrames, Row, Score, Stats
from mockbancho.world.plan import plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mockbancho.world.world import World

PATH: Final = Path(__file__).with_name("golden.json")
DERIVED: Final[Mapping[type[Record], frozenset[str]]] = {
    Player: frozenset({"userpage_content"}),
    Beatmap: frozenset({"diff"}),
    Score: frozenset({"pp", "status"}),
    Stats: frozenset({"pp", "acc", "rscore", "xh_count", "x_count", "sh_count", "s_count", "a_count"}),
}
"""Columns that depend on a calculator's or Faker's version."""
KINDS: Final[tuple[type[Record], ...]] = get_args(Row)
Table = dict[str, Any]
"""`rows` is their number, `columns` a digest of each, `sample` the first, the middle and the last row."""


@cache
def small_world() -> World:
    """A generated world of twelve players."""
    return generate_world(plan_of(12, 8), 5)


def worlds() -> dict[str, World]:
    """The worlds that are told of, by name."""
    return {"default": default_world(), "generated": small_world()}


def columns_of(world: World, kind: type[Record], *, whole: bool) -> tuple[list[str], list[list[Any]]]:
    """Return the columns of a kind that nothing outside this package decides, or all, and their values, row by row."""
    left_out = frozenset[str]() if whole else DERIVED.get(kind, frozenset())
    names = [name for name in kind.__struct_fields__ if name not in left_out]
    return names, [[plain(row, name) for name in names] for row in world.rows(kind)]


def plain(row: Record, name: str) -> Any:  # noqa: ANN401  # columns of every type
    """Return a column as JSON has it; of frames what is packed, since packing depends on a library."""
    value = getattr(row, name)
    if isinstance(row, ReplayFrames) and name == "content":
        value = lzma.decompress(value)
    return value.hex() if isinstance(value, bytes) else json.loads(json.dumps(value, default=str))


def digest(values: object) -> str:
    """Return eight hexadecimal digits."""
    return blake2b(json.dumps(values).encode(), digest_size=4).hexdigest()


def tables(world: World, *, whole: bool = False) -> dict[str, Table]:
    """Return what a world holds, by kind of row; *whole* with the columns that are else left out."""
    return {kind.__name__: table(*found) for kind in KINDS if (found := columns_of(world, kind, whole=whole))[1]}


def table(names: list[str], rows: list[list[Any]]) -> Table:
    """Return a table told in short."""
    places = sorted({0, len(rows) // 2, len(rows) - 1})
    return {
        "rows": len(rows),
        "columns": {name: digest([row[place] for row in rows]) for place, name in enumerate(names)},
        "sample": [{name: short(value) for name, value in zip(names, rows[at], strict=True)} for at in places],
    }


def short(value: object) -> object:
    """Return a value as it is, or what a long one begins with and its digest."""
    text = json.dumps(value)
    return value if len(text) <= 80 else f"{text[:40]}… {digest(value)}"


def golden() -> dict[str, dict[str, Table]]:
    """Return what `golden.json` tells."""
    found: dict[str, dict[str, Table]] = json.loads(PATH.read_text("utf-8"))
    return found


def changes(before: Mapping[str, Table], now: Mapping[str, Table]) -> Iterator[str]:
    """Yield a line for each table that is not as it was, and under it the rows of its sample that changed."""
    for name in sorted(before.keys() | now.keys()):
        if name not in before or name not in now:
            yield f"{name}: {'new' if name in now else 'gone'}"
        elif before[name] != now[name]:
            yield from table_changes(name, before[name], now[name])


def table_changes(name: str, before: Table, now: Table) -> Iterator[str]:
    """Yield what is told of one table that changed."""
    count = f"{now['rows']} rows" + (f" instead of {before['rows']}" if now["rows"] != before["rows"] else "")
    columns = [each for each in now["columns"] if now["columns"][each] != before["columns"].get(each)]
    yield f"{name}: {count}; changed: {', '.join(columns)}"
    for old, new in zip(before["sample"], now["sample"], strict=False):
        moved = [f"{each} was {old.get(each)!r}, is {new[each]!r}" for each in new if new[each] != old.get(each)]
        if moved:
            key = "id" if "id" in new else next(iter(new))
            yield f"  {key} {new[key]}: {'; '.join(moved)}"


def text() -> str:
    """Return `golden.json`: a line for each part of a table, so that a change is seen where it is."""
    lines: list[str] = []
    for world, found in worlds().items():
        parts = [f"  {json.dumps(name)}: {told(each)}" for name, each in tables(found).items()]
        lines.append(f" {json.dumps(world)}: {{\n" + ",\n".join(parts) + "\n }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def told(table: Table) -> str:
    """Return a table as JSON of a few lines."""
    sample = ",\n    ".join(json.dumps(row, ensure_ascii=False) for row in table["sample"])
    columns = json.dumps(table["columns"])
    return f'{{\n   "rows": {table["rows"]},\n   "columns": {columns},\n   "sample": [\n    {sample}\n   ]\n  }}'


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
    print(f"{PATH.name}: {PATH.stat().st_size:,} bytes")  # noqa: T201  # printing is what it is run for
