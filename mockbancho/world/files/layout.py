"""The layout of a world file: its sections, and the tables with their columns and keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final, Protocol, TypeVar

import msgspec
from msgspec import Meta
from msgspec.json import Decoder

from mockbancho.osu.matches import SLOTS
from mockbancho.records import (
    Beatmap,
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
    Score,
    Scrim,
    Session,
    Slot,
    Stats,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FORMAT: Final = 1
"""The format that is written, and the newest that is read; 0 is the bare form, without the keys of ours."""
FILES: Final = ("osu", "osr", "avatars")
LIVE: Final = ("players", "matches")


R = TypeVar("R", bound=Record)


class RowSource(Protocol):
    """What is asked of a world to write it down or to judge it: `mockbancho.world.world.World` is one."""

    now: int
    seed: int

    def rows(self, kind: type[R]) -> Iterable[R]:
        """Iterate over all rows of a kind, ascending by primary key."""
        ...


_IN_FILES: Final[dict[Any, Any]] = {datetime: Annotated[datetime, Meta(tz=False)]}
"""Types that are narrower in a file than in a record."""


class UserRow(Player, frozen=True, gc=False, kw_only=True):
    """A row of `users` as a file may have it: with the columns that are accepted, whatever they hold, and never kept."""

    email: object = None
    pw_bcrypt: object = None


class SlotRow(Slot, frozen=True, gc=False, kw_only=True):
    """A slot as a file has it: with its place in the match, since the slots that are open and bare are left out."""

    index: Annotated[int, Meta(ge=0, le=SLOTS - 1)]


class DueRow(Record, frozen=True, gc=False, kw_only=True):
    """A row of the agenda as a file has it: its arguments are an object."""

    due: int
    order: int
    action: str
    arguments: dict[str, object] = msgspec.field(default_factory=dict[str, object])


def _players(rows: list[UserRow]) -> list[Player]:
    return msgspec.convert(rows, list[Player], from_attributes=True)


def _slots(rows: list[SlotRow]) -> list[Slot]:
    """Return all slots of a match; those that are not listed are open."""
    listed = {row.index: row for row in rows}
    return [msgspec.convert(listed.get(index, Slot()), Slot, from_attributes=True) for index in range(SLOTS)]


def _dues(rows: list[DueRow]) -> list[Due]:
    return [
        Due(due=row.due, order=row.order, action=row.action, arguments=tuple(row.arguments.items())) for row in rows
    ]


@dataclass(frozen=True)
class Column:
    """A column of a file, with the record's name for it and what decodes it."""

    field: str
    is_required: bool
    decoder: Decoder[Any]


@dataclass(frozen=True)
class Table:
    """An array of rows in a file, each a *record* of the world.

    *primary* and *unique* are fields; each of *unique* is a key by itself. *row* is what a row is in the file, if that is
    not the record itself; *keep* makes the records of all rows then. *spelled* has the file's names of the fields that
    are called otherwise there, *types* the types of those that hold something else there.
    """

    record: type[Record]
    primary: tuple[str, ...]
    unique: tuple[str, ...] = ()
    row: type[Record] | None = None
    keep: Callable[[list[Any]], list[Any]] = list
    spelled: Mapping[str, str] = field(default_factory=dict[str, str])
    types: Mapping[str, Any] = field(default_factory=dict[str, Any])
    is_of_database: bool = True

    @property
    def row_type(self) -> type[Record]:
        """What a row is in the file."""
        return self.row or self.record

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The columns by the file's names."""
        columns = (
            Column(each.name, each.required, Decoder(self.types.get(each.name, _IN_FILES.get(each.type, each.type))))
            for each in msgspec.structs.fields(self.row_type)
        )
        return {self.spelled.get(column.field, column.field): column for column in columns}

    @cached_property
    def blank(self) -> dict[str, None]:
        """The fields of a row of which nothing could be read."""
        return dict.fromkeys(self.row_type.__struct_fields__)

    @cached_property
    def moments(self) -> tuple[str, ...]:
        """The fields that hold datetimes."""
        return tuple(each.name for each in msgspec.structs.fields(self.row_type) if each.type is datetime)

    @cached_property
    def one_row(self) -> Decoder[Any]:
        """What decodes a row, if it is right."""
        return Decoder(self.row_type)

    @cached_property
    def all_rows(self) -> Decoder[Any]:
        """What decodes all rows at once, if they are right."""
        return Decoder(list[self.row_type])  # type: ignore[name-defined]  # the type is made here, from the table

    @property
    def word(self) -> str:
        """What a member of a row is called."""
        return "column" if self.is_of_database else "key"


TABLES: Final[Mapping[str, Table]] = {
    "users": Table(Player, ("id",), ("name", "safe_name", "api_key"), row=UserRow, keep=_players),
    "stats": Table(Stats, ("id", "mode")),
    "clans": Table(Clan, ("id",), ("name", "tag", "owner")),
    "mapsets": Table(Beatmapset, ("server", "id"), ("id",)),
    "maps": Table(Beatmap, ("server", "id"), ("id", "md5")),
    "scores": Table(Score, ("id",)),
    "tourney_pools": Table(Pool, ("id",)),
    "tourney_pool_maps": Table(PoolBeatmap, ("map_id", "pool_id")),
    "relationships": Table(Relationship, ("user1", "user2")),
    "favourites": Table(Favourite, ("userid", "setid")),
}
SESSIONS: Final = Table(Session, ("id",), is_of_database=False)
MATCHES: Final = Table(Match, ("id",), spelled={"id": "index"}, types={"slots": msgspec.Raw}, is_of_database=False)
SLOT_ROWS: Final = Table(Slot, ("index",), row=SlotRow, keep=_slots, is_of_database=False)
AGENDA: Final = Table(Due, ("due", "order"), row=DueRow, keep=_dues, is_of_database=False)
QUOTAS: Final = Table(Quota, ("name",), is_of_database=False)
ORDINALS: Final = Table(Ordinal, ("kind",), is_of_database=False)
FAULTS: Final = Table(Fault, ("name",), ("number",), is_of_database=False)
CAST: Final = Table(CastMember, ("name",), is_of_database=False)
SCRIMS: Final = Table(Scrim, ("id",), is_of_database=False)
RECIPES: Final = Table(BeatmapRecipe, ("id",), is_of_database=False)
STATE: Final[Mapping[str, Table]] = {
    "agenda": AGENDA,
    "quotas": QUOTAS,
    "ordinals": ORDINALS,
    "cast": CAST,
    "faults": FAULTS,
    "scrims": SCRIMS,
    "recipes": RECIPES,
}
