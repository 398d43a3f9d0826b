"""Rows of a world from what is known of a server; what the API does not show gets a plain value that is always the same.

The values are listed in the how-to about recording.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mockbancho.clock import EPOCH
from mockbancho.osu.players import BOT_ID, Privileges
from mockbancho.osu.scores import Grade, ScoreStatus
from mockbancho.records import (
    Avatar,
    Beatmap,
    Beatmapset,
    Clan,
    Match,
    Player,
    Pool,
    PoolBeatmap,
    Record,
    Score,
    Session,
    Stats,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.learning.gathered import Columns, Gathered
    from mockbancho.records import Row

R = TypeVar("R", bound=Record)
INVENTED: Final = 9_000_000_000_000_000
"""The first id of scores that were told without one: far above any real id, and still exact in JavaScript."""
_NORMAL: Final = (Privileges.UNRESTRICTED | Privileges.VERIFIED).value
_NO_BEATMAP: Final[Columns] = {
    "artist": "",
    "title": "",
    "version": "",
    "creator": "",
    "status": 0,
    "last_update": EPOCH,
    "total_length": 0,
    "max_combo": 0,
}
_NO_SCORE: Final[Columns] = {
    **dict.fromkeys(
        "score max_combo mods n300 n100 n50 nmiss ngeki nkatu time_elapsed client_flags perfect".split(), 0
    ),
    "pp": 0.0,
    "acc": 0.0,
    "status": ScoreStatus.SUBMITTED.value,
    "play_time": EPOCH,
    "online_checksum": "",
}
_PLACE: Final = {"map_md5", "mode"}
"""What a score cannot be without."""
_PICTURES: Final = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif"}


def rows_of(known: Gathered) -> Iterator[Row]:
    """Yield the rows of a world that knows what was gathered."""
    yield from _players(known)
    yield from (Stats(**row) for row in known.rows[Stats].values())
    yield from _clans(known)
    yield from _beatmaps(known)
    yield from _scores(known)
    yield from _live(known)
    yield from (PoolBeatmap(**row) for row in known.rows[PoolBeatmap].values())
    for player_id, picture in known.avatars.items():
        ending = next((ending for start, ending in _PICTURES.items() if picture.startswith(start)), "png")
        yield Avatar(name=f"{player_id}.{ending}", content=picture)


def _players(known: Gathered) -> Iterator[Player]:
    for row in known.rows[Player].values():
        if "name" in row and "id" in row:
            safe = row["name"].lower().replace(" ", "_")
            yield _made(Player, {"safe_name": safe, "priv": 1 if row["id"] == BOT_ID else _NORMAL}, row)


def _clans(known: Gathered) -> Iterator[Clan]:
    """Yield the clans; one of which no owner was told belongs to the member with the lowest id."""
    for (clan_id,), row in known.rows[Clan].items():
        members = [player_id for (player_id,), player in known.rows[Player].items() if player.get("clan_id") == clan_id]
        if "name" in row and "tag" in row and (members or "owner" in row):
            yield _made(Clan, {"owner": min(members, default=0), "created_at": EPOCH}, row)


def _beatmaps(known: Gathered) -> Iterator[Beatmap | Beatmapset]:
    sets: dict[int, None] = {}
    for row in known.rows[Beatmap].values():
        columns = {**_NO_BEATMAP, "set_id": 0, **row}
        name = "{artist} - {title} ({creator}) [{version}].osu".format_map(columns)
        yield _made(Beatmap, {"filename": name}, columns)
        sets[columns["set_id"]] = None
    yield from (Beatmapset(id=set_id, last_osuapi_check=EPOCH) for set_id in sets)


def _scores(known: Gathered) -> Iterator[Score]:
    """Yield all scores that were told, and for each play of a beatmap beside them a failed one."""
    named = [row for row in known.rows[Score].values() if row.keys() >= _PLACE]
    listed = [row for row in known.nameless if row.keys() >= _PLACE | {"userid"}]
    owners = {_likeness(row): row["userid"] for row in listed}
    whole = [{"userid": owners.get(_likeness(row), 0)} | row for row in named]
    told = {(row["userid"], _likeness(row)) for row in whole}
    nameless = [row for row in listed if (row["userid"], _likeness(row)) not in told]
    plays = [*whole, *nameless]
    filled = [*nameless, *_plays_beside(known, plays)]
    numbered = (row | {"id": INVENTED + place} for place, row in enumerate(filled))
    yield from (_made(Score, _NO_SCORE, row) for row in (*whole, *numbered))


def _likeness(row: Columns) -> tuple[Any, ...]:
    """Return what two lists tell alike of one score of a player; 4.3.2 does not tell whose a single score is."""
    return tuple(row.get(name) for name in ("map_md5", "mode", "score", "play_time"))


def _plays_beside(known: Gathered, plays: list[Columns]) -> Iterator[Columns]:
    """Yield a failed play for each one that the server counts and did not list, older than all that it listed."""
    counted: dict[tuple[int, int, str], int] = {}
    for row in plays:
        key = (row["userid"], row["mode"], row["map_md5"])
        counted[key] = counted.get(key, 0) + 1
    for (player_id, mode), beatmaps in known.played.items():
        if (player_id, mode) in known.complete:
            continue
        before = known.oldest.get((player_id, mode), EPOCH + timedelta(seconds=1)) - timedelta(seconds=1)
        failed = {"userid": player_id, "mode": mode, "play_time": before, "status": ScoreStatus.FAILED.value}
        for md5, times in beatmaps.items():
            for _ in range(times - counted.get((player_id, mode, md5), 0)):
                yield failed | {"map_md5": md5, "grade": Grade.F}


def _live(known: Gathered) -> Iterator[Session | Match | Pool]:
    yield from (_made(Session, {"login_time": 0.0}, row) for row in known.rows[Session].values() if "id" in row)
    for row in known.rows[Match].values():
        if row.keys() >= {"id", "host"}:
            yield _made(Match, {"name": ""}, row)
    for row in known.rows[Pool].values():
        if row.keys() >= {"id", "created_by"}:
            yield _made(Pool, {"name": "", "created_at": EPOCH}, row)


def _made(kind: type[R], plain: Columns, told: Columns) -> R:
    """Return a row with what was told, and plain values for what was not."""
    return kind(**plain | told)
