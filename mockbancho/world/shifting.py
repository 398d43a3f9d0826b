"""The same world at another time: every moment in it is so much later or earlier."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, get_args

from msgspec.structs import fields, replace

from mockbancho.clock import SECOND
from mockbancho.records import Beatmap, Due, Favourite, Player, Quota, Row, Session
from mockbancho.world.world import World

if TYPE_CHECKING:
    from mockbancho.records import Record

_SECONDS: Final[dict[type[Record], tuple[str, ...]]] = {
    Player: ("silence_end", "donor_end", "creation_time", "latest_activity"),
    Favourite: ("created_at",),
    Session: ("login_time",),
}
"""Columns that hold Unix seconds; 0 is none."""
_MICROSECONDS: Final[dict[type[Record], tuple[str, ...]]] = {Due: ("due",), Quota: ("renews",)}
"""Columns that hold microseconds."""


def shifted(world: World, days: int) -> World:
    """Return a world with the same rows, so many days later; only beatmaps that are not ours keep their dates."""
    later = timedelta(days=days)
    seconds = days * 86_400
    rows = [
        row if isinstance(row, Beatmap) and row.id not in world.attachments.recipes else _later(row, later, seconds)
        for kind in _KINDS
        for row in world.rows(kind)
    ]
    made = World.build(rows, now=world.now + seconds * SECOND, seed=world.seed)
    made.pp_engine = world.pp_engine
    return made


_KINDS: Final[tuple[Any, ...]] = get_args(Row)
_MOMENTS: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(each.name for each in fields(kind) if each.type is datetime) for kind in _KINDS
}


def _later(row: Record, later: timedelta, seconds: int) -> Any:  # noqa: ANN401  # a row of the same kind
    kind = type(row)
    changed: dict[str, Any] = {name: getattr(row, name) + later for name in _MOMENTS[kind]}
    for name in _SECONDS.get(kind, ()):
        moment = getattr(row, name)
        if moment:
            changed[name] = moment + seconds
    for name in _MICROSECONDS.get(kind, ()):
        changed[name] = getattr(row, name) + seconds * SECOND
    return replace(row, **changed) if changed else row
