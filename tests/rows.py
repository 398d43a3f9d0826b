"""Valid rows for tests: each function makes one, given what the test cares about; the rest is plain and fixed.

`player(id=7, country="jp")` is a whole player. Whatever a row says twice (a name and its safe form, an id and the md5
named after it) follows from what is given, so that rows of different ids never clash.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from mockbancho.osu.scores import Grade, ScoreStatus
from mockbancho.records import (
    Avatar,
    Beatmap,
    BeatmapFile,
    BeatmapRecipe,
    Beatmapset,
    CastMember,
    Clan,
    Due,
    Fault,
    Favourite,
    Match,
    Ordinal,
    Player,
    Pool,
    PoolBeatmap,
    Quota,
    Relationship,
    ReplayFrames,
    Score,
    Scrim,
    Session,
    Slot,
    Stats,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

NOON: Final = datetime(2024, 7, 1, 12)  # noqa: DTZ001  # bancho.py's datetimes are naive UTC
"""When everything happened, unless a test says otherwise: the instant at which a world's clock starts."""


def md5(number: int) -> str:
    """Return an md5 that is easy to recognise: *number* in 32 hexadecimal digits."""
    return f"{number:032x}"


def player(id: int = 3, **columns: Any) -> Player:  # noqa: A002, ANN401  # columns of every type
    """Make an unrestricted, verified player called `Player 3`."""
    name = columns.pop("name", f"Player {id}")
    safe = columns.pop("safe_name", name.lower().replace(" ", "_"))
    return Player(**{"id": id, "name": name, "safe_name": safe, "priv": 3, "country": "jp", **columns})


def restricted_player(id: int = 4, **columns: Any) -> Player:  # noqa: A002, ANN401  # columns of every type
    """Make a player whom others cannot see."""
    return player(id, **{"priv": 2, **columns})


def stats(id: int = 3, mode: int = 0, **columns: Any) -> Stats:  # noqa: A002, ANN401  # columns of every type
    """Make the stats row of player *id* in *mode*: all zero."""
    return Stats(**{"id": id, "mode": mode, **columns})


def all_stats(id: int = 3, **columns: Any) -> tuple[Stats, ...]:  # noqa: A002, ANN401  # columns of every type
    """Make the eight stats rows that bancho.py gives a new player, all with the same *columns*."""
    return tuple(stats(id, mode, **columns) for mode in (0, 1, 2, 3, 4, 5, 6, 8))


def clan(id: int = 1, owner: int = 3, **columns: Any) -> Clan:  # noqa: A002, ANN401  # columns of every type
    """Make a clan owned by player *owner*."""
    return Clan(**{"id": id, "name": f"Clan {id}", "tag": f"C{id}"[:6], "owner": owner, "created_at": NOON, **columns})


def beatmapset(id: int = 1, **columns: Any) -> Beatmapset:  # noqa: A002, ANN401  # columns of every type
    """Make the row that a beatmap's set needs for the beatmap to be known."""
    return Beatmapset(**{"id": id, "last_osuapi_check": NOON, **columns})


def beatmap(id: int = 1, **columns: Any) -> Beatmap:  # noqa: A002, ANN401  # columns of every type
    """Make a ranked osu! beatmap of set 1, whose md5 is `md5(id)`."""
    given = {
        "id": id,
        "set_id": 1,
        "status": 2,
        "md5": md5(id),
        "artist": "Artist",
        "title": f"Title {id}",
        "version": "Normal",
        "creator": "Mapper",
        "last_update": NOON,
        "total_length": 90,
        "max_combo": 500,
        "bpm": 180.0,
        "cs": 4.0,
        "ar": 9.0,
        "od": 8.0,
        "hp": 5.0,
        "diff": 5.2,
        **columns,
    }
    name = "{artist} - {title} ({creator}) [{version}].osu".format_map(given)
    return Beatmap(**{"filename": name, **given})


def score(id: int = 1, **columns: Any) -> Score:  # noqa: A002, ANN401  # columns of every type
    """Make a best score of player 3 on beatmap 1 (by its md5), without mods, in osu!."""
    return Score(
        **{
            "id": id,
            "map_md5": md5(1),
            "score": 1_000_000,
            "pp": 100.0,
            "acc": 98.5,
            "max_combo": 490,
            "mods": 0,
            "n300": 480,
            "n100": 10,
            "n50": 0,
            "nmiss": 1,
            "ngeki": 90,
            "nkatu": 8,
            "grade": Grade.A,
            "status": ScoreStatus.BEST.value,
            "mode": 0,
            "play_time": NOON,
            "time_elapsed": 90_000,
            "client_flags": 0,
            "userid": 3,
            "perfect": 0,
            "online_checksum": md5(id),
            **columns,
        },
    )


def pool(id: int = 1, **columns: Any) -> Pool:  # noqa: A002, ANN401  # columns of every type
    """Make a mappool created by player 3."""
    return Pool(**{"id": id, "name": f"Pool {id}", "created_at": NOON, "created_by": 3, **columns})


def pool_beatmap(map_id: int = 1, pool_id: int = 1, **columns: Any) -> PoolBeatmap:  # noqa: ANN401  # columns of every type
    """Make a beatmap's place in a pool: NM1."""
    return PoolBeatmap(**{"map_id": map_id, "pool_id": pool_id, "mods": 0, "slot": 1, **columns})


def friendship(user1: int = 3, user2: int = 4, **columns: Any) -> Relationship:  # noqa: ANN401  # columns of every type
    """Make *user2* a friend of *user1*."""
    return Relationship(**{"user1": user1, "user2": user2, "type": "friend", **columns})


def favourite(userid: int = 3, setid: int = 1, **columns: Any) -> Favourite:  # noqa: ANN401  # columns of every type
    """Make set *setid* a favourite of player *userid*."""
    return Favourite(**{"userid": userid, "setid": setid, **columns})


def session(id: int = 3, **columns: Any) -> Session:  # noqa: A002, ANN401  # columns of every type
    """Put player *id* online, idle, since noon."""
    return Session(**{"id": id, "login_time": 1_719_835_200.25, **columns})


def match(id: int = 1, slots: Mapping[int, Slot] | None = None, **columns: Any) -> Match:  # noqa: A002, ANN401  # columns of every type
    """Make a match hosted by player 3; *slots* tells the ones that are not open, by their place (0 to 15)."""
    places = slots or {}
    return Match(
        **{
            "id": id,
            "name": f"Match {id}",
            "host": 3,
            "slots": tuple(places.get(place, Slot()) for place in range(16)),
            **columns,
        },
    )


def scrim(id: int = 1, **columns: Any) -> Scrim:  # noqa: A002, ANN401  # columns of every type
    """Make the scrim of match *id*, a best of three."""
    return Scrim(**{"id": id, "best_of": 3, **columns})


def beatmap_recipe(id: int = 1, bits: int = 0) -> BeatmapRecipe:  # noqa: A002
    """The recipe of a beatmap's generated `.osu` file."""
    return BeatmapRecipe(
        id=id,
        set_id=1,
        mode=0,
        artist="Lumen",
        title="Echo",
        version="Hard",
        creator="Aika",
        bits=bits,
        level=3.5,
        total_length=90,
        bpm=180.0,
        cs=4.0,
        ar=8.0,
        od=7.0,
        hp=5.0,
    )


def beatmap_file(id: int = 1, content: bytes = b"osu file format v14\n") -> BeatmapFile:  # noqa: A002
    """Make the `.osu` file of beatmap *id*."""
    return BeatmapFile(id=id, content=content)


def replay_frames(id: int = 1, content: bytes | None = b"frames") -> ReplayFrames:  # noqa: A002
    """Make the stored replay of score *id*."""
    return ReplayFrames(id=id, content=content)


def avatar(name: str = "3.png", content: bytes = b"\x89PNG") -> Avatar:
    """Make an avatar's file."""
    return Avatar(name=name, content=content)


def due(due: int = 0, order: int = 0, **columns: Any) -> Due:  # noqa: ANN401  # columns of every type
    """Make something that will happen, at *due* microseconds."""
    return Due(**{"due": due, "order": order, "action": "go_online", **columns})


def quota(name: str = "requests", **columns: Any) -> Quota:  # noqa: ANN401  # columns of every type
    """Make an allowance of ten."""
    return Quota(**{"name": name, "left": 10, "renews": 0, **columns})


def cast_member(name: str = "aika", noun: str = "player", id: int = 3) -> CastMember:  # noqa: A002
    """A player whom a scenario calls `aika`."""
    return CastMember(name=name, noun=noun, id=id)


def fault(name: str = "outage", number: int = 1, **columns: Any) -> Fault:  # noqa: ANN401  # columns of every type
    """Make a fault that answers everything with 503."""
    return Fault(**{"name": name, "number": number, "status": 503, **columns})


def ordinal(kind: str = "player", taken: int = 1) -> Ordinal:
    """Make the count of unnamed things of a kind."""
    return Ordinal(kind=kind, taken=taken)
