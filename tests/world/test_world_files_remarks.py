"""Remarks: what a world may hold, as bancho.py's database does, and is worth a word."""

from datetime import datetime
from hashlib import md5
from pathlib import Path

import pytest

from mockbancho.osu.players import BOT_ID
from mockbancho.records import (
    Avatar,
    Beatmap,
    BeatmapFile,
    Beatmapset,
    Clan,
    Favourite,
    Match,
    Player,
    Pool,
    PoolBeatmap,
    Relationship,
    ReplayFrames,
    Row,
    Score,
    Session,
    Slot,
    Stats,
)
from mockbancho.world.files.reading import read_rows
from mockbancho.world.files.remarks import remarks
from mockbancho.world.world import World
from tests.rows import beatmap_recipe

RECORDED = Path(__file__).parent.parent / "conformance" / "world.json"
THEN = datetime(2024, 1, 1)  # noqa: DTZ001  # naive, as in the database
OSU = b"osu file format v14"
MD5 = md5(OSU, usedforsecurity=False).hexdigest()


def player(number: int, *, clan: int = 0) -> Player:
    return Player(id=number, name=f"p{number}", safe_name=f"p{number}", clan_id=clan)


def beatmap(number: int = 9, *, set_id: int = 5) -> Beatmap:
    return Beatmap(
        id=number,
        set_id=set_id,
        status=2,
        md5=MD5,
        artist="",
        title="",
        version="",
        creator="",
        filename="",
        last_update=THEN,
        total_length=60,
        max_combo=100,
    )


def score(*, userid: int = 3, map_md5: str = MD5, mode: int = 0) -> Score:
    return Score(
        id=7,
        map_md5=map_md5,
        score=0,
        pp=0.0,
        acc=0.0,
        max_combo=0,
        mods=0,
        n300=0,
        n100=0,
        n50=0,
        nmiss=0,
        ngeki=0,
        nkatu=0,
        status=2,
        mode=mode,
        play_time=THEN,
        time_elapsed=0,
        client_flags=0,
        userid=userid,
        perfect=0,
        online_checksum="",
    )


def match(*, host: int = 3, referees: tuple[int, ...] = (), player: int | None = None, map_md5: str = "") -> Match:
    slots = (Slot(player=player), *[Slot()] * 15)
    return Match(id=1, name="Finals", host=host, referees=referees, map_md5=map_md5, slots=slots)


SOUND: list[Row] = [
    player(BOT_ID),
    player(3, clan=1),
    player(4),
    Clan(id=1, name="Reds", tag="RED", owner=3, created_at=THEN),
    Beatmapset(id=5, last_osuapi_check=THEN),
    beatmap(),
    Pool(id=1, name="Cup", created_at=THEN, created_by=3),
    Session(id=3, login_time=0.0, map_md5=MD5),
]


def test_a_sound_world_has_no_remarks() -> None:
    rows: list[Row] = [
        *SOUND,
        Stats(id=3, mode=8),
        score(),
        PoolBeatmap(map_id=9, pool_id=1, mods=0, slot=1),
        Relationship(user1=3, user2=BOT_ID, type="friend"),
        Favourite(userid=3, setid=5),
        BeatmapFile(id=9, content=OSU),
        ReplayFrames(id=7, content=b""),
        Avatar(name="3.png", content=b""),
        Avatar(name="default.jpg", content=b""),
        match(referees=(BOT_ID,), player=3, map_md5=MD5),
    ]

    assert remarks(World.build(rows)) == []


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        (player(5, clan=9), "users 5: clan_id 9 is no clan's"),
        (Stats(id=99, mode=0), "stats 99 in mode 0: id 99 is no player's"),
        (Stats(id=3, mode=7), "stats 3 in mode 7: nobody can ask for this mode"),
        (Clan(id=2, name="B", tag="B", owner=99, created_at=THEN), "clans 2: owner 99 is no player's id"),
        (Clan(id=2, name="B", tag="B", owner=4, created_at=THEN), "clans 2: owner 4 is not among its members"),
        (beatmap(set_id=6), "maps 9: set_id 6 is no set's"),
        (score(map_md5="x"), "scores 7: map_md5 'x' is no beatmap's"),
        (score(map_md5=""), "scores 7: map_md5 '' is no beatmap's"),
        (score(userid=99), "scores 7: userid 99 is no player's"),
        (score(mode=10), "scores 7: nobody can ask for mode 10"),
        (Pool(id=2, name="B", created_at=THEN, created_by=99), "tourney_pools 2: created_by 99 is no player's id"),
        (
            PoolBeatmap(map_id=8, pool_id=1, mods=0, slot=1),
            "tourney_pool_maps 8 in pool 1: map_id 8 is no beatmap's",
        ),
        (PoolBeatmap(map_id=9, pool_id=2, mods=0, slot=1), "tourney_pool_maps 9 in pool 2: pool_id 2 is no pool's"),
        (Relationship(user1=99, user2=3, type="friend"), "relationships 99 to 3: user1 99 is no player's id"),
        (Relationship(user1=3, user2=99, type="block"), "relationships 3 to 99: user2 99 is no player's id"),
        (Favourite(userid=99, setid=5), "favourites 5 of 99: userid 99 is no player's"),
        (Favourite(userid=3, setid=6), "favourites 6 of 3: setid 6 is no set's"),
        (BeatmapFile(id=8, content=b""), "files.osu 8: 8 is no beatmap's id"),
        (
            BeatmapFile(id=9, content=b""),
            f"files.osu 9: its md5 is 'd41d8cd98f00b204e9800998ecf8427e', the beatmap's is '{MD5}'",
        ),
        (beatmap_recipe(8), "state.recipes 8: 8 is no beatmap's id"),
        (ReplayFrames(id=8, content=b""), "files.osr 8: 8 is no score's id"),
        (Avatar(name="99.png", content=b""), "files.avatars '99.png': nobody's id is '99'"),
        (Session(id=99, login_time=0.0), "live.players 99: id 99 is no player's"),
        (Session(id=4, login_time=0.0, map_md5="x"), "live.players 4: map_md5 'x' is no beatmap's"),
        (match(map_md5="x"), "live.matches 1: map_md5 'x' is no beatmap's"),
        (match(host=99), "live.matches 1: host 99 is no player's id"),
        (match(host=4), "live.matches 1: host 4 is not online"),
        (match(referees=(3, 4)), "live.matches 1: referee 4 is not online"),
        (match(player=99), "live.matches 1: slot 0: player 99 is no player's id"),
    ],
)
def test_what_is_odd_is_remarked_on(row: Row, remark: str) -> None:
    world = World.build([*SOUND, row])

    assert remarks(world) == [remark]


def test_remarks_on_the_recorded_world_come_in_the_order_of_its_tables() -> None:
    contents = read_rows(RECORDED.read_bytes(), "world.json")

    assert remarks(World.build(contents.rows)) == [
        "scores 122: map_md5 '0123456789abcdef0123456789abcdef' is no beatmap's",
        "scores 123: userid 999 is no player's",
        (
            "files.osu 9010: its md5 is 'ad32b687d7e0fb879bf2509c1def0858', "
            "the beatmap's is '6d155048940d9179d142f98768cb07dd'"
        ),
        "files.osr 0: 0 is no score's id",
        "files.osr 777777: 777777 is no score's id",
        "live.players 6: map_md5 'fedcba9876543210fedcba9876543210' is no beatmap's",
    ]
