"""World files: what is saved and loaded is the same, whatever it is; and no file, whatever is in it, is a surprise."""

from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from mockbancho.clock import from_datetime
from mockbancho.errors import WorldFileError
from mockbancho.osu.players import BOT_ID
from mockbancho.records import (
    Avatar,
    Beatmap,
    BeatmapFile,
    BeatmapRecipe,
    Beatmapset,
    CastMember,
    Clan,
    Due,
    Fault,
    Favourite,
    Match,
    Ordinal,
    Player,
    Pool,
    PoolBeatmap,
    Quota,
    Record,
    Relationship,
    ReplayFrames,
    Row,
    Score,
    Scrim,
    Session,
    Slot,
    Stats,
)
from mockbancho.world.files.reading import read_rows
from mockbancho.world.files.writing import write_rows
from mockbancho.world.world import World

pytestmark = pytest.mark.unmeasured

RECORDED = Path(__file__).parent.parent / "conformance" / "world.json"
KINDS: dict[type[Record], list[tuple[str, ...]]] = {
    Player: [("id",), ("name",), ("safe_name",), ("api_key",)],
    Stats: [("id", "mode")],
    Clan: [("id",), ("name",), ("tag",), ("owner",)],
    Beatmapset: [("id",)],
    Beatmap: [("id",), ("md5",)],
    Score: [("id",)],
    Pool: [("id",)],
    PoolBeatmap: [("map_id", "pool_id")],
    Relationship: [("user1", "user2")],
    Favourite: [("userid", "setid")],
    Session: [("id",)],
    Match: [("id",)],
    Scrim: [("id",)],
    BeatmapFile: [("id",)],
    BeatmapRecipe: [("id",)],
    ReplayFrames: [("id",)],
    Avatar: [("name",)],
    Quota: [("name",)],
    Ordinal: [("kind",)],
    CastMember: [("name",)],
    Fault: [("name",), ("number",)],
}


def values_of(kind: inspect.Type) -> st.SearchStrategy[Any]:
    """What a column may hold: extremes, NULLs, any script."""
    match kind:
        case inspect.UnionType(types=types):
            return st.one_of(*map(values_of, types))
        case inspect.IntType(ge=low, le=high):
            return st.integers(low, high) if low is not None else st.integers(-(2**70), 2**70)
        case inspect.StrType(min_length=least, max_length=most):
            return st.text(min_size=least or 0, max_size=most)
        case inspect.LiteralType(values=values):
            return st.sampled_from(values)
        case inspect.EnumType(cls=cls):
            return st.sampled_from(list(cls))
        case inspect.VarTupleType() | inspect.TupleType():
            return tuples_of(kind)
        case inspect.StructType(cls=cls):
            return rows_of(cls)
        case _:
            return PLAIN[type(kind)]


def tuples_of(kind: inspect.VarTupleType | inspect.TupleType) -> st.SearchStrategy[Any]:
    """What a column of several values may hold."""
    if isinstance(kind, inspect.TupleType):
        return st.tuples(*map(values_of, kind.item_types))
    most = 3 if kind.max_length is None else kind.max_length
    return st.lists(values_of(kind.item_type), min_size=kind.min_length or 0, max_size=most).map(tuple)


PLAIN: dict[type[inspect.Type], st.SearchStrategy[Any]] = {
    inspect.NoneType: st.none(),
    inspect.FloatType: st.floats(allow_nan=False, allow_infinity=False),
    inspect.BoolType: st.booleans(),
    inspect.BytesType: st.binary(max_size=40),
    inspect.DateTimeType: st.datetimes(),
}


def rows_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    return st.builds(
        kind, **{field.name: values_of(inspect.type_info(field.type)) for field in msgspec.structs.fields(kind)}
    )


def distinct(kind: type[Record], keys: list[tuple[str, ...]]) -> st.SearchStrategy[list[Any]]:
    """A few rows of a kind, of which no two share a key."""

    def key_of(names: tuple[str, ...]) -> Callable[[Any], Hashable]:
        return lambda row: tuple(
            value.lower() if isinstance(value, str) else object() if value is None else value
            for value in (getattr(row, name) for name in names)
        )

    return st.lists(rows_of(kind), max_size=3, unique_by=tuple(map(key_of, keys)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
DUES = st.lists(
    st.builds(
        Due,
        due=st.integers(),
        order=st.integers(),
        action=st.text(),
        arguments=st.dictionaries(st.text(), JSON, max_size=2).map(lambda given: tuple(given.items())),
    ),
    max_size=2,
    unique_by=lambda row: (row.due, row.order),
)
ROWS: st.SearchStrategy[list[Row]] = st.tuples(*(distinct(kind, keys) for kind, keys in KINDS.items()), DUES).map(
    lambda groups: [row for group in groups for row in group]
)
NOW = st.integers(0, from_datetime(datetime.max))  # noqa: DTZ901  # naive UTC, as everywhere


def world_of(data: bytes) -> World:
    contents = read_rows(data, "world.json")
    return World.build(contents.rows, now=contents.now, seed=contents.seed)


@settings(deadline=None, max_examples=150)
@given(rows=ROWS, now=NOW, seed=st.integers())
def test_a_world_that_is_saved_and_loaded_is_saved_the_same(rows: list[Row], now: int, seed: int) -> None:
    saved = write_rows(World.build(rows, now=now, seed=seed))

    assert write_rows(world_of(saved)) == saved


@settings(deadline=None, max_examples=100)
@given(rows=ROWS, now=NOW, seed=st.integers())
def test_a_world_that_is_saved_and_loaded_has_the_same_rows(rows: list[Row], now: int, seed: int) -> None:
    world = World.build(rows, now=now, seed=seed)

    loaded = world_of(write_rows(world))

    assert (loaded.now, loaded.seed) == (now, seed)
    assert rows_in(loaded) == rows_in(world)
    assert len(rows_in(loaded)) == len([row for row in rows if not is_bot(row)])


def rows_in(world: World) -> list[Row]:
    kinds: list[type[Any]] = [*KINDS, Due]
    return [row for kind in kinds for row in world.rows(kind)]


def is_bot(row: Row) -> bool:
    """Whether a row is the session of the bot, which is implied by its player and never kept."""
    return isinstance(row, Session) and row.id == BOT_ID


def test_the_recorded_world_is_saved_the_same_once_it_was_saved() -> None:
    saved = write_rows(world_of(RECORDED.read_bytes()))

    assert write_rows(world_of(saved)) == saved


@settings(deadline=None)
@given(data=st.binary())
def test_bytes_of_any_kind_are_read_or_refused(data: bytes) -> None:
    with suppress(WorldFileError):
        read_rows(data, "world.json")


def anything_in(known: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """An object with known keys that hold what they should or anything, or something else altogether."""
    return st.fixed_dictionaries({}, optional={key: JSON | value for key, value in known.items()}) | JSON


COLUMNS = ("id", "name", "safe_name", "country", "owner", "mode", "created_at", "index", "slots", "host")
ROW_IN_FILE = anything_in(dict.fromkeys(COLUMNS, JSON))
ARRAYS = st.lists(ROW_IN_FILE, max_size=3)
DOCUMENTS = anything_in(
    {
        "mockbancho": st.integers(-1, 2),
        "now": st.text(),
        "seed": st.integers(),
        "state": anything_in({"agenda": ARRAYS, "quotas": ARRAYS, "ordinals": ARRAYS}),
        "tables": anything_in({"users": ARRAYS, "stats": ARRAYS, "clans": ARRAYS, "mapsets": ARRAYS}),
        "files": anything_in({"osu": anything_in({"1": st.text()}), "avatars": anything_in({"1": st.text()})}),
        "live": anything_in({"players": ARRAYS, "matches": ARRAYS}),
    }
)


@settings(deadline=None, max_examples=300)
@given(document=DOCUMENTS)
def test_documents_of_any_kind_are_read_or_refused(document: object) -> None:
    with suppress(WorldFileError):
        world_of(msgspec.json.encode(document))


@given(slot=rows_of(Slot), index=st.integers(0, 15))
def test_only_slots_that_are_not_open_are_written(slot: Slot, index: int) -> None:
    slots = tuple(slot if place == index else Slot() for place in range(16))
    world = World.build([Match(id=1, name="Finals", host=3, slots=slots)])

    (match,) = msgspec.json.decode(write_rows(world))["live"]["matches"]

    assert match["slots"] == [{"index": index, **msgspec.structs.asdict(slot)}] * (slot != Slot())
