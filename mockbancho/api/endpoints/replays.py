"""Replays, with or without the header that the client needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from msgspec import Struct

from mockbancho.api.endpoint import File, endpoint
from mockbancho.errors import NotFound, UpstreamCrash
from mockbancho.osu.replays import INT, SHORT, ReplayHeader

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.records import Beatmap, Player, Score
    from mockbancho.world.world import World

_PLAIN: Final = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
"""Names that can stand in a header as they are: Latin-1, without the characters that no header may have."""
TRANSFER = (b"content-description", b"File Transfer")


class ReplayQuery(Struct, frozen=True, gc=False):
    """Which replay to send, and how."""

    id: int
    include_headers: bool


@endpoint("get_replay", ReplayQuery)
def get_replay(world: World, query: ReplayQuery, write: Writer) -> File:
    """Send a replay: an `.osr` file, or with `include_headers=false` the stored frames alone.

    One that is not stored is built, for a score that passed on a beatmap which mockbancho made.
    Errors: 404 there is no replay; with headers also no score, player or beatmap.
    """
    score = world.scores.get(query.id)
    frames = _frames(world, query.id, score)
    if frames is None:
        raise NotFound("Replay not found.")
    if not query.include_headers:
        return File(frames, headers=(TRANSFER,))
    player = None if score is None else world.players.get(score.userid)
    beatmap = None if score is None else world.beatmaps.with_md5(score.map_md5)
    if score is None or player is None or beatmap is None:
        raise NotFound("Score not found.")
    disposition = b"attachment; " + _file_name(player, beatmap, score, write)
    header = _header(score, player, write)
    return File(header.wrap(frames, score.id), headers=(TRANSFER, (b"content-disposition", disposition)))


def _frames(world: World, score_id: int, score: Score | None) -> bytes | None:
    stored = world.attachments.replays.get(score_id)
    if stored is not None:
        return stored.content
    from mockbancho.factories import replay_of  # many a world is never asked for one that is not stored

    return None if score is None else replay_of(world, score)


def _file_name(player: Player, beatmap: Beatmap, score: Score, write: Writer) -> bytes:
    """Write the header's file name. bancho.py: sent as Latin-1 as it is, so any other letter is a crash."""
    name = f"{player.name} - {beatmap.artist} - {beatmap.title} [{beatmap.version}] ({score.play_time:%Y-%m-%d}).osr"
    if _PLAIN.fullmatch(name):
        return b'filename="%b"' % name.encode("latin-1")
    if write.crashes:
        raise UpstreamCrash("a file name with letters outside Latin-1")
    return b"filename*=UTF-8''%b" % quote(name, safe="").encode()


def _header(score: Score, player: Player, write: Writer) -> ReplayHeader:
    counts = (score.n300, score.n100, score.n50, score.ngeki, score.nkatu, score.nmiss)
    if write.crashes and any(count not in SHORT for count in (*counts, score.max_combo)):
        raise UpstreamCrash("a count that does not fit into 16 bits")
    if write.crashes and any(number not in INT for number in (score.score, score.mods)):
        raise UpstreamCrash("a score or mods that do not fit into 32 bits")
    return ReplayHeader(
        mode=score.mode,
        map_md5=score.map_md5,
        player_name=player.name,
        counts=counts,
        score=score.score,
        max_combo=score.max_combo,
        perfect=score.perfect,
        mods=score.mods,
        play_time=score.play_time,
    )
