"""Answers with 200 that surprise: a rank of 0, an offline player, a beatmap of null, an empty match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.clock import to_datetime
from mockbancho.explaining.explained import Hint
from mockbancho.explaining.near import beatmap_of, listed, nearest_players, player_of
from mockbancho.osu.players import Privileges
from mockbancho.world.queries.players import find_player, find_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.explaining.asking import Asked
    from mockbancho.explaining.explained import Reason
    from mockbancho.records import Player, Session

_MICROS: Final = 1_000_000


def odd(asked: Asked) -> Iterator[Reason]:
    """Yield what is surprising about an answer, by its endpoint."""
    explain = _BY_ENDPOINT.get(asked.endpoint.name)
    if explain is not None:
        yield from explain(asked)


def _player(asked: Asked) -> Player | None:
    return find_player(asked.world, asked.values["id"], asked.values["name"], pads=True)


def _info(asked: Asked) -> Iterator[Reason]:
    player = _player(asked)
    if player is None:
        return
    if player.is_restricted:
        yield f"{player_of(player)} is restricted: this endpoint shows them all the same, with rank 0 in every mode"
    if asked.values["scope"] != "info":
        yield from _ranks(asked, player)


def _ranks(asked: Asked, player: Player) -> Iterator[str]:
    rows = asked.world.stats.of(player.id)
    without_pp = [row.mode for row in rows if row.pp <= 0]
    if not rows:
        yield f"{player_of(player)} has no stats in any mode"
    elif without_pp and not player.is_restricted:
        yield f"rank 0 in mode{'' if len(without_pp) == 1 else 's'} {listed(without_pp)}: pp is 0 there"


def _status(asked: Asked) -> Iterator[Reason]:
    values = asked.values
    session = find_session(asked.world, values["id"], values["name"])
    if session is not None:
        yield from _online(asked, session)
        return
    player = _player(asked)
    if player is None:
        return
    if asked.world.sessions.get(player.id) is not None:
        yield (
            f"{player_of(player)} is online, but bancho.py finds sessions by the exact name {player.safe_name!r} alone, "
            f"and {values['name']!r} is not that"
        )
        yield Hint(asked.request.changed(name=None, id=player.id).target, "by id")
        return
    seen = to_datetime(player.latest_activity * _MICROS)
    yield f"{player_of(player)} is offline, and was last seen at {seen:%Y-%m-%d %H:%M:%S}"
    online = next((row.id for row in asked.world.sessions.visible), None)
    if online is not None:
        yield Hint(asked.request.changed(name=None, id=online).target, f"player {online} is online")


def _online(asked: Asked, session: Session) -> Iterator[Reason]:
    beatmap = asked.world.beatmaps.with_md5(session.map_md5)
    if beatmap is None and session.map_md5:
        yield f"beatmap is null: no beatmap has the md5 {session.map_md5}"
    elif beatmap is None:
        yield "beatmap is null: the player has none selected"
    elif asked.world.beatmaps.known(beatmap) is None:
        yield f"beatmap is null: the set of {beatmap_of(beatmap)} has no row"


def _count(asked: Asked) -> Iterator[Reason]:
    hidden = len(asked.world.sessions.rows) - len(asked.world.sessions.visible)
    if hidden:
        yield f"restricted players who are online, and not counted: {hidden}"


def _search(asked: Asked) -> Iterator[Reason]:
    text = asked.values["q"] or ""
    for player in nearest_players(asked.world, text) if text and not asked.shown else []:
        if player.priv & Privileges.VERIFIED and not player.is_restricted:
            yield Hint(asked.request.changed(q=player.name).target, player_of(player))


def _match(asked: Asked) -> Iterator[Reason]:
    match = asked.world.matches.get(asked.values["id"])
    if match is not None and all(slot.player is None for slot in match.slots):
        yield "active_slots is empty: nobody sits in the match"


def _pool(asked: Asked) -> Iterator[Reason]:
    entries = list(asked.world.pools.beatmaps_of(asked.values["id"]))
    beatmaps = asked.world.beatmaps
    unknown = [each.map_id for each in entries if beatmaps.known(beatmaps.get(each.map_id)) is None]
    if unknown:
        yield f"left out, since they are unknown: beatmaps {listed(unknown)}"
    if len({f"{each.mods}{each.slot}" for each in entries}) < len(entries):
        yield "some beatmaps share a key, which is the mods and the slot, one behind the other: the last of them is shown"


_BY_ENDPOINT: Final[dict[str, Callable[[Asked], Iterator[Reason]]]] = {
    "get_player_count": _count,
    "get_player_info": _info,
    "get_player_status": _status,
    "search_players": _search,
    "get_match": _match,
    "get_mappool": _pool,
}
