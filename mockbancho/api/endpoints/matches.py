"""Multiplayer matches that are being played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from mockbancho.api.endpoint import endpoint
from mockbancho.api.fragments import encode
from mockbancho.api.writer import listed, name_of
from mockbancho.contract import Rule
from mockbancho.errors import NotFound, UpstreamCrash
from mockbancho.osu.matches import MATCH_IDS

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.records import Match, Slot
    from mockbancho.world.world import World

_BOOL: Final = (b"false", b"true")


class MatchQuery(Struct, frozen=True, gc=False):
    """Which match to tell about."""

    id: int


@endpoint("get_match", MatchQuery)
def get_match(world: World, query: MatchQuery, write: Writer) -> bytes:
    """Tell about a match: its host and referees, its beatmap, and the slots that have a player.

    Shape: {"match": {…, "host": {"id", "name"}, "refs": […], "map": {…}, "active_slots": {"0": {…}}}}. Errors: 404.
    """
    if query.id not in MATCH_IDS and write.crashes:
        raise UpstreamCrash("the list of matches ends before 64")
    match = world.matches.get(query.id)
    if match is None:
        raise NotFound("Match not found.")
    if write.crashes and world.sessions.get(match.host) is None:
        raise UpstreamCrash("the host of the match is not online")
    mode = match.mode % 4 if Rule.MODE_MODULO_4 in write.rules else match.mode
    return (
        b'{"status":"success","match":{"name":%b,"mode":%d,"mods":%d,"seed":%d,"host":%b,"refs":%b,'
        b'"in_progress":%b,"is_scrimming":%b,"map":{"id":%d,"md5":%b,"name":%b},"active_slots":{%b}}}'
    ) % (
        encode(match.name),
        mode,
        match.mods,
        match.seed,
        name_of(world.players.get(match.host)),
        _referees(world, match),
        _BOOL[match.in_progress],
        _BOOL[match.is_scrimming],
        match.map_id,
        encode(match.map_md5),
        encode(match.map_name),
        b",".join(_slot(world, place, slot) for place, slot in enumerate(match.slots) if slot.player is not None),
    )


def _referees(world: World, match: Match) -> bytes:
    """Write the referees and the host, ascending by id. bancho.py: in no order."""
    players = (world.players.get(player_id) for player_id in sorted({match.host, *match.referees}))
    return listed([name_of(player) for player in players if player is not None])


def _slot(world: World, place: int, slot: Slot) -> bytes:
    player = world.players.get(slot.player) if slot.player is not None else None
    return b'"%d":{"loaded":%b,"mods":%d,"player":%b,"skipped":%b,"status":%d,"team":%d}' % (
        place,
        _BOOL[slot.loaded],
        slot.mods,
        name_of(player),
        _BOOL[slot.skipped],
        slot.status,
        slot.team,
    )
