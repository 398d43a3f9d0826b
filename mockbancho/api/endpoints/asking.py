"""What several endpoints check the same way: whom they are about, in which mode, with which mods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.errors import BadRequest, NotFound, UpstreamCrash
from mockbancho.osu.modes import UNUSED_MODES
from mockbancho.osu.mods import ModsFilter
from mockbancho.world.queries.players import find_player

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.records import Beatmap, Player
    from mockbancho.world.world import World

LAST_OFFSET = 2**64 - 1
"""The largest offset that the database takes."""
_ALL_BITS = -1


def used_mode(mode: int) -> int:
    """Return the mode; raises `BadRequest` for the four that exist in the numbering alone."""
    if mode in UNUSED_MODES:
        raise BadRequest("Invalid gamemode.")
    return mode


def one_of(player_id: int | None, name: str | None) -> None:
    """Raise `BadRequest` unless exactly one of id and name is given."""
    if (player_id is None) == (name is None):
        raise BadRequest("Must provide either id OR name!")


def get_player(world: World, player_id: int | None, name: str | None, write: Writer, *, pads: bool = False) -> Player:
    """Return the player asked for, with *pads* also by a name with spaces at its end; raises `NotFound`."""
    if player_id is None and write.crashes and name is not None and has_rare_letters(name):
        raise UpstreamCrash("the database cannot compare letters outside the Basic Multilingual Plane")
    player = find_player(world, player_id, name, pads=pads)
    if player is None:
        raise NotFound("Player not found.")
    return player


def has_rare_letters(text: str) -> bool:
    """Whether the text has letters outside the Basic Multilingual Plane, which the real database cannot compare."""
    return not text.isascii() and max(text) > "\uffff"


def get_beatmap(world: World, beatmap_id: int | None, md5: str | None) -> Beatmap:
    """Return the beatmap asked for, by id before md5; raises `BadRequest` and `NotFound`."""
    if beatmap_id is None and md5 is None:
        raise BadRequest("Must provide either id or md5!")
    found = world.beatmaps.with_md5(md5 or "") if beatmap_id is None else world.beatmaps.get(beatmap_id)
    known = world.beatmaps.known(found)
    if known is None:
        raise NotFound("Map not found.")
    return known


def mods_filter(text: str | None, write: Writer) -> ModsFilter | None:
    """Return what `mods` asks for, None for no filter.

    bancho.py: an empty text is a crash, and so is a number of more digits than Python reads; no score has such mods.
    """
    if not text:
        if text is not None and write.crashes:
            raise UpstreamCrash("mods= looks at the first character of an empty text")
        return None
    try:
        return ModsFilter.parse(text)
    except ValueError:
        if write.crashes:
            raise UpstreamCrash("mods= is a number with too many digits") from None
        return ModsFilter(_ALL_BITS, any_of=text.startswith("~"))
