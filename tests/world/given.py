"""Given worlds: random rows that meet each other often, what a world's indexes hold, and chunks that are soon full."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockbancho.osu.scores import Grade
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
    Stats,
)
from mockbancho.world import hashed, ordered, table
from mockbancho.world.collation import fold, safe_name
from mockbancho.world.hashed import Hashed
from mockbancho.world.ordered import Ordered
from mockbancho.world.scores import Filed
from mockbancho.world.table import Table
from mockbancho.world.world import STORES, World
from tests import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

T = TypeVar("T")

PRIMARY: dict[type[Record], tuple[str, ...]] = {
    Player: ("id",),
    Stats: ("id", "mode"),
    Clan: ("id",),
    Beatmapset: ("id",),
    Beatmap: ("server", "id"),
    Score: ("id",),
    Pool: ("id",),
    PoolBeatmap: ("pool_id", "map_id"),
    Relationship: ("user1", "user2"),
    Favourite: ("userid", "setid"),
    Session: ("id",),
    Match: ("id",),
    Scrim: ("id",),
    BeatmapFile: ("id",),
    BeatmapRecipe: ("id",),
    ReplayFrames: ("id",),
    Avatar: ("name",),
    Due: ("due", "order"),
    Quota: ("name",),
    Ordinal: ("kind",),
    CastMember: ("name",),
    Fault: ("name",),
}
"""The columns that tell a row from the others of its kind, in the order in which a world lists them."""


def primary_key(row: Row) -> tuple[Any, ...]:
    """The values of a row's primary key."""
    return tuple(getattr(row, column) for column in PRIMARY[type(row)])


def identity(row: Row) -> tuple[Any, ...]:
    """What a row is replaced by: its primary key; a beatmap's id is unique beside its server."""
    return (row.id,) if isinstance(row, Beatmap) else primary_key(row)


# Random rows have few ids and few values, so that they refer to each other, tie and clash.

PLAYER_IDS = st.sampled_from([1, 3, 4, 9, 12, 100])
BEATMAP_IDS = st.integers(1, 4)
SET_IDS = st.integers(1, 4)
MODES = st.sampled_from([0, 4, 8])
MD5S = st.integers(1, 5).map(rows.md5)  # the last one is no beatmap's
MODS = st.sampled_from([0, 8, 16, 64, 72, 576])
COUNTRIES = st.sampled_from(["jp", "JP", "xx", "de", "a:", "00"])
NAMES = st.sampled_from(
    ["Aika", "aika b", "Zoë", "zoe", "A_ka", "100%", "a\\b", "Ümlaut", "ß", "S", "[x]-y", "trail ", "йод", "иод"]
)
PP = st.sampled_from([0.0, 0.001, 50.0, 100.0, 100.5, 727.0])
MOMENTS = st.integers(0, 5).map(lambda hours: rows.NOON + timedelta(hours=hours))
FLAGS = st.integers(0, 1)


def players() -> st.SearchStrategy[Player]:
    """Players of any standing; restricted, unverified, with and without a clan."""
    return st.builds(
        rows.player,
        id=PLAYER_IDS,
        name=NAMES,
        priv=st.integers(0, 3),
        country=COUNTRIES,
        clan_id=st.integers(0, 2),
        play_style=st.integers(0, 1),
    )


def stats() -> st.SearchStrategy[Stats]:
    """Stats with much that ties and much that is 0."""
    figure = st.integers(0, 3)
    return st.builds(
        rows.stats,
        id=PLAYER_IDS,
        mode=MODES,
        tscore=figure,
        rscore=figure,
        pp=figure,
        plays=figure,
        playtime=figure,
        acc=figure.map(float),
    )


def beatmaps() -> st.SearchStrategy[Beatmap]:
    """Beatmaps of every status, of either server, some of a set that is not there; the md5 follows the id."""
    return st.builds(
        rows.beatmap,
        id=BEATMAP_IDS,
        set_id=SET_IDS,
        status=st.integers(-1, 5),
        server=st.sampled_from(["osu!", "private"]),
        mode=st.integers(0, 3),
        frozen=FLAGS,
        artist=NAMES,
        creator=NAMES,
    )


def scores() -> st.SearchStrategy[Score]:
    """Scores of any status, with ties in pp, score and time, some on a beatmap or by a player who is not there."""
    return st.builds(
        rows.score,
        id=st.one_of(st.integers(1, 30), st.sampled_from([2**40, 2**63 - 1])),
        userid=PLAYER_IDS,
        map_md5=MD5S,
        mode=MODES,
        status=st.integers(0, 2),
        mods=MODS,
        pp=PP,
        score=st.integers(0, 3),
        play_time=MOMENTS,
        grade=st.sampled_from(Grade),
    )


def other_rows() -> st.SearchStrategy[Row]:
    """Rows of all kinds that have no index beyond their key."""
    small = st.integers(1, 4)
    return st.one_of(
        st.builds(rows.clan, id=small, owner=PLAYER_IDS),
        st.builds(rows.beatmapset, id=SET_IDS, server=st.sampled_from(["osu!", "private"])),
        st.builds(rows.session, id=PLAYER_IDS, action=small),
        st.builds(rows.match, id=small, host=PLAYER_IDS),
        st.builds(rows.scrim, id=small, winners=st.sampled_from([(), (3, 4)])),
        st.builds(rows.pool, id=small, created_by=PLAYER_IDS),
        st.builds(rows.pool_beatmap, map_id=BEATMAP_IDS, pool_id=small, slot=small),
        st.builds(rows.friendship, user1=PLAYER_IDS, user2=PLAYER_IDS, type=st.sampled_from(["friend", "block"])),
        st.builds(rows.favourite, userid=PLAYER_IDS, setid=SET_IDS, created_at=small),
        st.builds(rows.beatmap_file, id=BEATMAP_IDS, content=st.binary(max_size=2)),
        st.builds(rows.cast_member, st.sampled_from(["aika", "ben"]), id=st.integers(1, 3)),
        st.builds(rows.beatmap_recipe, id=BEATMAP_IDS, bits=st.integers(0, 2)),
        st.builds(rows.replay_frames, id=small, content=st.none() | st.binary(max_size=2)),
        st.builds(rows.avatar, name=st.sampled_from(["3.png", "3.jpg", "default.gif"]), content=st.binary(max_size=2)),
        st.builds(rows.due, due=small, order=small),
        st.builds(rows.quota, name=NAMES, left=small),
        st.builds(rows.ordinal, kind=NAMES, taken=small),
    )


def any_row() -> st.SearchStrategy[Row]:
    """A row of any kind, those with indexes more often."""
    kinds: list[st.SearchStrategy[Row]] = [players(), stats(), beatmaps(), scores(), other_rows()]
    return st.sampled_from(kinds).flatmap(lambda kind: kind)


def _unique_keys(row: Row) -> list[Hashable]:
    keys: list[Hashable] = [(type(row), identity(row))]
    if isinstance(row, Player):
        keys.append((Player, "name", fold(row.safe_name)))
    if isinstance(row, Beatmap):
        keys.append((Beatmap, "md5", row.md5))
    return keys


def without_clashes(given: list[Row]) -> list[Row]:
    """The rows but for those that repeat a primary or unique key, as a database would refuse them."""
    taken: set[Hashable] = set()
    kept: list[Row] = []
    for row in given:
        keys = _unique_keys(row)
        if taken.isdisjoint(keys):
            kept.append(row)
            taken.update(keys)
    return kept


def long_lists(elements: st.SearchStrategy[T], size: int = 50) -> st.SearchStrategy[list[T]]:
    """Lists that are often long; hypothesis by itself draws five elements on average."""
    return st.one_of(st.lists(elements, max_size=size // 5), st.lists(elements, min_size=size // 3, max_size=size))


def row_lists() -> st.SearchStrategy[list[Row]]:
    """Rows of which a world can be built; there are enough of them to have to do with each other."""
    return st.tuples(
        long_lists(players(), 20),
        long_lists(stats(), 30),
        long_lists(beatmaps(), 15),
        long_lists(scores(), 30),
        long_lists(other_rows(), 25),
    ).map(lambda kinds: without_clashes(list(chain.from_iterable(kinds))))


def renamed(player: Player, name: str) -> Player:
    """The player under another name."""
    return msgspec.structs.replace(player, name=name, safe_name=safe_name(name))


# --- what a world holds ----------------------------------------------------------------------------------------------


def contents(world: World) -> dict[str, Any]:
    """Everything that the stores of a world hold, rows and indexes, without empty remains."""
    return {
        f"{store}.{index}": _content(getattr(getattr(world, store), index))
        for store in STORES
        for index in getattr(world, store).__slots__
    }


def all_rows(world: World) -> list[Row]:
    """Every row of a world."""
    return [row for kind in PRIMARY for row in world.rows(kind)]  # type: ignore[misc]  # every kind is a Row


def _content(value: Any) -> Any:  # noqa: ANN401  # an index of any kind, or a row
    match value:
        case Table():
            return _without_empty(dict(value.items()))
        case Hashed():
            return _without_empty({key: value.get(key) for key in value})
        case Ordered() | tuple():
            return tuple(_content(row) for row in value)
        case Filed():
            return _content(value.index)
        case dict():
            return _without_empty(value)
        case msgspec.Struct() if not isinstance(value, Record):
            return _without_empty(msgspec.structs.asdict(value))
        case _:
            return value


def _without_empty(found: dict[Any, Any]) -> dict[Any, Any]:
    shown = {key: _content(value) for key, value in found.items()}
    return {key: value for key, value in shown.items() if not (isinstance(value, dict | tuple) and len(value) == 0)}


def for_all(
    examples: int = 40, **drawn: st.SearchStrategy[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test for many values, with chunks that are soon full, unmeasured and without a hurry on a busy machine."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        run = given(**drawn)(settings(max_examples=examples, deadline=None)(small_chunks()(test)))
        unmeasured: Callable[..., None] = pytest.mark.unmeasured(run)
        return unmeasured

    return decorate


@contextmanager
def small_chunks(size: int = 2, deepest: int = 5) -> Iterator[None]:
    """Let chunks hold few rows meanwhile, so that a small world has many; also a decorator of a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "CHUNK", size)
        patch.setattr(ordered, "CHUNK", size)
        patch.setattr(hashed, "CHUNK", size)
        patch.setattr(hashed, "DEEPEST", deepest)
        yield
