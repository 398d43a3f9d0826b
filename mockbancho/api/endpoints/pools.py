"""Tournament pools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from mockbancho.api.endpoint import endpoint
from mockbancho.api.fragments import encode
from mockbancho.api.writer import clan_of, name_of
from mockbancho.contract import Rule
from mockbancho.errors import NotFound
from mockbancho.osu.mods import letters_of

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.records import Player, Pool
    from mockbancho.world.world import World

MOST: Final = 50
"""Beatmaps of a pool that bancho.py 5.3 looks at; 4.3.2 held whole pools in memory."""


class PoolQuery(Struct, frozen=True, gc=False):
    """Which pool to tell about."""

    id: int


@endpoint("get_mappool", PoolQuery)
def get_mappool(world: World, query: PoolQuery, write: Writer) -> bytes:
    """Tell about a pool, whose creator must be online, and its beatmaps by mods and slot.

    Shape: {"id", "name", "created_at", "created_by": {…}, "maps": {"721": {…}}}; no "status". Errors: 404.
    """
    pool = world.pools.get(query.id)
    if pool is None:
        raise NotFound("Pool not found.")
    creator = world.players.get(pool.created_by)
    offline = Rule.POOL_CREATOR_MAY_BE_OFFLINE in write.rules
    if creator is None or not (offline or world.sessions.get(creator.id)):
        raise NotFound("Pool creator not found.")
    return b'{"id":%d,"name":%b,"created_at":%b,"created_by":%b,"maps":%b}' % (
        pool.id,
        encode(pool.name),
        encode(pool.created_at.replace(microsecond=0)),
        _creator(world, creator, online=not offline),
        _beatmaps(world, pool, write),
    )


def _creator(world: World, player: Player, *, online: bool) -> bytes:
    clan = clan_of(world.clans, player)
    shown = b"null"
    if clan is not None:
        members = len(world.players.in_clan(clan.id))
        shown = b'{"id":%d,"name":%b,"tag":%b,"members":%d}' % (clan.id, encode(clan.name), encode(clan.tag), members)
    country = encode(player.country)
    return b'%b,"country":%b,"clan":%b,"online":%b}' % (name_of(player)[:-1], country, shown, encode(online))


def _beatmaps(world: World, pool: Pool, write: Writer) -> bytes:
    """Write a pool's beatmaps. bancho.py: of two with the same key the later wins, in the place of the earlier."""
    letters = Rule.POOL_KEYS_IN_LETTERS in write.rules
    found: dict[str, bytes] = {}
    entries = world.pools.beatmaps_of(pool.id)
    for entry in entries if letters else entries.page(0, MOST):
        beatmap = world.beatmaps.known(world.beatmaps.get(entry.map_id))
        if beatmap is not None:
            mods = letters_of(entry.mods) if letters else entry.mods
            found[f"{mods}{entry.slot}"] = write.pool_beatmap(beatmap)
    return b"{%b}" % b",".join(b'"%b":%b' % (key.encode(), beatmap) for key, beatmap in found.items())
