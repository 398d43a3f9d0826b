"""Keys and ids: what a new thing of a world draws by, and the id that it gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mockbancho.records import Ordinal

if TYPE_CHECKING:
    from mockbancho.world.table import Table
    from mockbancho.world.world import World

    from .chance import Key

LAST_ID: Final = 2**31 - 1


def key_of(world: World, kind: str, *, name: str | None = None, id: int | None = None) -> Key:  # noqa: A002  # as the column
    """Return what a new thing draws by: its given name, else its given id, else its ordinal among those without both.

    Taking an ordinal is a change of the world: the next one of this kind is another.
    """
    if name is not None:
        return name
    return next_ordinal(world, kind) if id is None else ("id", id)


def next_ordinal(world: World, kind: str) -> int:
    """Return how many things of a kind took an ordinal before, and count one more."""
    found = world.schedule.ordinals.get(kind)
    taken = found.taken if found else 0
    world.put(Ordinal(kind=kind, taken=taken + 1))
    return taken


def next_id(table: Table[Any], first: int = 1) -> int:
    """Return the id after the largest, at least *first*; the lowest free one once the largest there can be is taken."""
    last = table.last_key
    if last is None or last < first:
        return first
    return last + 1 if last < LAST_ID else next(each for each in range(first, LAST_ID) if each not in table)
