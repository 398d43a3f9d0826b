"""Remarks on a world: what bancho.py's database allows, as it has no foreign keys, and what is odd all the same."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import md5
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from mockbancho.osu.modes import USED_MODES
from mockbancho.osu.players import BOT_ID
from mockbancho.records import (
    Avatar,
    Beatmap,
    BeatmapFile,
    BeatmapRecipe,
    Beatmapset,
    Clan,
    Favourite,
    Match,
    Player,
    Pool,
    PoolBeatmap,
    Relationship,
    ReplayFrames,
    Score,
    Session,
    Stats,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.world.files.layout import RowSource


def remarks(world: RowSource) -> list[str]:
    """Return a line for each dangling reference and other oddity of a world, in the order of the tables and their keys.

    A line begins with table and key: `scores 122: map_md5 '…' is no beatmap's`.
    """
    known = _Known.of(world)
    return [f"{table} {line}" for table, find in _TABLES.items() for line in find(world, known)]


@dataclass(frozen=True)
class _Known:
    """What there is to refer to; players with their clans, beatmaps with their md5s."""

    players: dict[int, int]
    online: frozenset[int]
    clans: frozenset[int]
    sets: frozenset[int]
    beatmaps: dict[int, str]
    md5s: frozenset[str]
    scores: frozenset[int]
    pools: frozenset[int]

    @classmethod
    def of(cls, world: RowSource) -> _Known:
        """Return what a world has. The bot is always online."""
        beatmaps = {row.id: row.md5 for row in world.rows(Beatmap)}
        return cls(
            players={row.id: row.clan_id for row in world.rows(Player)},
            online=frozenset({BOT_ID, *(row.id for row in world.rows(Session))}),
            clans=frozenset(row.id for row in world.rows(Clan)),
            sets=frozenset(row.id for row in world.rows(Beatmapset)),
            beatmaps=beatmaps,
            md5s=frozenset({"", *beatmaps.values()}),
            scores=frozenset(row.id for row in world.rows(Score)),
            pools=frozenset(row.id for row in world.rows(Pool)),
        )


def _users(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(Player):
        if row.clan_id and row.clan_id not in known.clans:
            yield f"{row.id}: clan_id {row.clan_id} is no clan's"


def _stats(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(Stats):
        if row.id not in known.players:
            yield f"{row.id} in mode {row.mode}: id {row.id} is no player's"
        if row.mode not in USED_MODES:
            yield f"{row.id} in mode {row.mode}: nobody can ask for this mode"


def _clans(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(Clan):
        if row.owner not in known.players:
            yield f"{row.id}: owner {row.owner} is no player's id"
        elif known.players[row.owner] != row.id:
            yield f"{row.id}: owner {row.owner} is not among its members"


def _maps(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(Beatmap):
        if row.set_id not in known.sets:
            yield f"{row.id}: set_id {row.set_id} is no set's"


def _scores(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(Score):
        if row.map_md5 not in known.md5s or not row.map_md5:
            yield f"{row.id}: map_md5 {row.map_md5!r} is no beatmap's"
        if row.userid not in known.players:
            yield f"{row.id}: userid {row.userid} is no player's"
        if row.mode not in USED_MODES:
            yield f"{row.id}: nobody can ask for mode {row.mode}"


def _pools(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(Pool):
        if row.created_by not in known.players:
            yield f"{row.id}: created_by {row.created_by} is no player's id"


def _pool_maps(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(PoolBeatmap):
        place = f"{row.map_id} in pool {row.pool_id}"
        if row.map_id not in known.beatmaps:
            yield f"{place}: map_id {row.map_id} is no beatmap's"
        if row.pool_id not in known.pools:
            yield f"{place}: pool_id {row.pool_id} is no pool's"


def _relationships(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(Relationship):
        for name, player in (("user1", row.user1), ("user2", row.user2)):
            if player not in known.players:
                yield f"{row.user1} to {row.user2}: {name} {player} is no player's id"


def _favourites(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(Favourite):
        if row.userid not in known.players:
            yield f"{row.setid} of {row.userid}: userid {row.userid} is no player's"
        if row.setid not in known.sets:
            yield f"{row.setid} of {row.userid}: setid {row.setid} is no set's"


def _recipes(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(BeatmapRecipe):
        if row.id not in known.beatmaps:
            yield f"{row.id}: {row.id} is no beatmap's id"


def _beatmap_files(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(BeatmapFile):
        digest = md5(row.content, usedforsecurity=False).hexdigest()
        if row.id not in known.beatmaps:
            yield f"{row.id}: {row.id} is no beatmap's id"
        elif known.beatmaps[row.id] != digest:
            yield f"{row.id}: its md5 is {digest!r}, the beatmap's is {known.beatmaps[row.id]!r}"


def _replays(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(ReplayFrames):
        if row.id not in known.scores:
            yield f"{row.id}: {row.id} is no score's id"


def _avatars(world: RowSource, known: _Known) -> Iterator[str]:
    owners = {"default", *map(str, known.players)}
    for row in world.rows(Avatar):
        if PurePath(row.name).stem not in owners:
            yield f"{row.name!r}: nobody's id is {PurePath(row.name).stem!r}"


def _sessions(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(Session):
        if row.id not in known.players:
            yield f"{row.id}: id {row.id} is no player's"
        if row.map_md5 not in known.md5s:
            yield f"{row.id}: map_md5 {row.map_md5!r} is no beatmap's"


def _matches(world: RowSource, known: _Known) -> Iterator[str]:
    for row in world.rows(Match):
        if row.map_md5 not in known.md5s:
            yield f"{row.id}: map_md5 {row.map_md5!r} is no beatmap's"
        for part, player in _people(row):
            if player not in known.players:
                yield f"{row.id}: {part} {player} is no player's id"
            elif player not in known.online:
                yield f"{row.id}: {part} {player} is not online"


def _people(match: Match) -> Iterator[tuple[str, int]]:
    """Yield the players of a match with the part they have in it."""
    yield "host", match.host
    yield from (("referee", player) for player in match.referees)
    for index, slot in enumerate(match.slots):
        if slot.player is not None:
            yield f"slot {index}: player", slot.player


_TABLES: Final[dict[str, Callable[[RowSource, _Known], Iterator[str]]]] = {
    "users": _users,
    "stats": _stats,
    "clans": _clans,
    "maps": _maps,
    "scores": _scores,
    "tourney_pools": _pools,
    "tourney_pool_maps": _pool_maps,
    "relationships": _relationships,
    "favourites": _favourites,
    "state.recipes": _recipes,
    "files.osu": _beatmap_files,
    "files.osr": _replays,
    "files.avatars": _avatars,
    "live.players": _sessions,
    "live.matches": _matches,
}
