"""Writes the parts of answers in one contract's shapes; shared by all worlds of the process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mockbancho.api.fragments import Fragment, encode
from mockbancho.contract import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mockbancho.contract import Contract
    from mockbancho.records import Beatmap, Clan, Player, Score, Session, Stats
    from mockbancho.world.beatmaps import Beatmaps
    from mockbancho.world.clans import Clans

NO_CLAN = b'"clan_id":null,"clan_name":null,"clan_tag":null'


class Writer:
    """The shapes and rules of a contract, ready to write."""

    def __init__(self, contract: Contract) -> None:
        """Compile the contract's shapes."""
        shapes = contract.shapes
        self.rules = contract.rules
        self.crashes = Rule.ANSWERS_CRASHES in contract.rules
        self.name: Fragment[Player] = Fragment(shapes["name"])
        self.info: Fragment[Player] = Fragment(shapes["info"])
        self.friend_and: Fragment[Player] = Fragment(shapes["friend"], after=b',"clan":')
        self.stats_and: Fragment[Stats] = Fragment(shapes["stats"], after=b",")
        self.status_and: Fragment[Session] = Fragment(shapes["status"], after=b",")
        self.beatmap: Fragment[Beatmap] = Fragment(shapes["beatmap"])
        self.pool_beatmap: Fragment[Beatmap] = Fragment(shapes["pool_beatmap"])
        self.most_played_and: Fragment[Beatmap] = Fragment(shapes["most_played_beatmap"], after=b',"plays":')
        self.player_score_and: Fragment[Score] = Fragment(shapes["player_score"], after=b',"beatmap":')
        self.map_score_and: Fragment[Score] = Fragment(shapes["map_score"], after=b",")
        self.map_score_player_and: Fragment[Player] = Fragment(shapes["map_score_player"], before=b"", after=b",")
        self.score: Fragment[Score] = Fragment(shapes["score"])
        self.leaderboard_player_and: Fragment[Player] = Fragment(shapes["leaderboard_player"], after=b",")
        self.leaderboard_and: Fragment[Stats] = Fragment(shapes["leaderboard"], before=b"", after=b",")
        self.clan: Fragment[Clan] = Fragment(shapes["clan_columns"], before=b"", after=b"")
        self.v2_player: Fragment[Player] = Fragment(shapes["v2_player"], strips=True)
        self.v2_status: Fragment[Session] = Fragment(shapes["v2_status"], strips=True)
        self.v2_stats: Fragment[Stats] = Fragment(shapes["v2_stats"], strips=True)
        self.v2_beatmap: Fragment[Beatmap] = Fragment(shapes["v2_beatmap"], strips=True)
        self.v2_score: Fragment[Score] = Fragment(shapes["v2_score"], strips=True)
        self.v2_clan: Fragment[Clan] = Fragment(shapes["v2_clan"], strips=True)

    def beatmap_or_null(self, beatmaps: Beatmaps, row: Beatmap | None) -> bytes:
        """Write a beatmap, `null` for none and for one that bancho.py does not know."""
        known = beatmaps.known(row)
        return b"null" if known is None else self.beatmap(known)

    def beatmaps_or_null(self, beatmaps: Beatmaps, rows: Sequence[Beatmap]) -> list[bytes]:
        """Write several beatmaps, `null` for those that bancho.py does not know."""
        if beatmaps.setless:
            return [self.beatmap_or_null(beatmaps, row) for row in rows]
        return self.beatmap.each(rows)

    def clan_columns(self, clans: Clans, players: Iterable[Player]) -> list[bytes]:
        """Write the three columns that rows tell of their players' clans."""
        clan_at = clans.rows.lookup
        found = (clan_at(player.clan_id) if player.clan_id else None for player in players)
        return [NO_CLAN if clan is None else self.clan(clan) for clan in found]


@cache
def writer_of(contract: Contract) -> Writer:
    """Return the writer of a contract, always the same one."""
    return Writer(contract)


def listed(fragments: Sequence[bytes]) -> bytes:
    """Write a JSON list."""
    return b"[%b]" % b",".join(fragments)


def joined(*parts: Sequence[bytes]) -> bytes:
    """Write a JSON list of objects, each begun by one part and continued by the others at the same place."""
    rows = map(b"".join, zip(*parts, strict=True))
    return b"[%b}]" % b"},".join(rows) if parts[0] else b"[]"


def name_of(row: Player | None) -> bytes:
    """Write who someone is: id and name."""
    return b"null" if row is None else b'{"id":%d,"name":%b}' % (row.id, encode(row.name))


def clan_or_null(clans: Clans, player: Player) -> bytes:
    """Write a player's clan: id, name and tag."""
    clan = clan_of(clans, player)
    if clan is None:
        return b"null"
    return b'{"id":%d,"name":%b,"tag":%b}' % (clan.id, encode(clan.name), encode(clan.tag))


def clan_of(clans: Clans, player: Player) -> Clan | None:
    """Return the clan of a player, None for none and for one that does not exist."""
    return clans.get(player.clan_id) if player.clan_id else None
