"""World files: every mistake is found, and told in full."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mockbancho.clock import SECOND, START
from mockbancho.errors import WorldFileError
from mockbancho.osu.matches import SLOTS
from mockbancho.records import (
    Avatar,
    Beatmap,
    BeatmapFile,
    Clan,
    Due,
    Match,
    Ordinal,
    Player,
    Quota,
    Record,
    ReplayFrames,
    Score,
    Slot,
)
from mockbancho.world.files.reading import Contents, read_rows

RECORDED = Path(__file__).parent.parent / "conformance" / "world.json"
AIKA = {"id": 3, "name": "Aika", "safe_name": "aika"}
CLAN = {"id": 1, "name": "Reds", "tag": "RED", "owner": 3, "created_at": "2024-01-01 10:00:00"}
MATCH = {"index": 1, "name": "Finals", "host": 3}
SET = {"server": "osu!", "id": 5, "last_osuapi_check": "2099-01-01 00:00:00"}
POOL = {"id": 1, "name": "Cup", "created_at": "2024-01-01 10:00:00", "created_by": 3}
SESSION = {"id": 3, "login_time": 1719800000.5}
DUE = {"due": 1, "order": 2, "action": "go_online"}


def read(document: object) -> Contents:
    return read_rows(msgspec.json.encode(document), "world.json")


def mistakes_in(data: bytes) -> tuple[str, ...]:
    with pytest.raises(WorldFileError) as caught:
        read_rows(data, "world.json")
    return caught.value.mistakes


def mistakes_of(document: object) -> tuple[str, ...]:
    return mistakes_in(msgspec.json.encode(document))


def tables(**rows: object) -> dict[str, Any]:
    return {"tables": rows}


def live(**rows: object) -> dict[str, Any]:
    return {"live": rows}


def files(**kinds: object) -> dict[str, Any]:
    return {"files": kinds}


def score(**columns: object) -> dict[str, Any]:
    numbers = ["score", "max_combo", "mods", "n300", "n100", "n50", "nmiss", "ngeki", "nkatu", "status", "mode"]
    zeros = dict.fromkeys([*numbers, "time_elapsed", "client_flags", "userid", "perfect", "pp", "acc"], 0)
    return {"id": 7, "map_md5": "m", "play_time": "2024-05-01 10:00:00", "online_checksum": "c"} | zeros | columns


def beatmap(**columns: object) -> dict[str, Any]:
    texts = dict.fromkeys(["artist", "title", "version", "creator", "filename"], "x")
    numbers = {"set_id": 5, "status": 2, "total_length": 60, "max_combo": 100}
    return {"id": 9, "md5": "m", "last_update": "2020-01-01 00:00:00"} | texts | numbers | columns


def test_the_recorded_world_is_read_whole() -> None:
    contents = read_rows(RECORDED.read_bytes(), "world.json")

    assert Counter(type(row).__name__ for row in contents.rows) == {
        "Player": 61,
        "Stats": 480,
        "Clan": 2,
        "Beatmapset": 5,
        "Beatmap": 13,
        "Score": 233,
        "Pool": 3,
        "PoolBeatmap": 7,
        "Relationship": 5,
        "Favourite": 3,
        "BeatmapFile": 12,
        "ReplayFrames": 13,
        "Avatar": 3,
        "Session": 11,
        "Match": 4,
    }


def test_an_empty_object_is_an_empty_world() -> None:
    assert read({}) == Contents([], START, 0)


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read_rows(b"\xef\xbb\xbf{}", "world.json").rows == []


def test_what_is_not_kept_may_be_anything() -> None:
    aika = AIKA | {"email": ["a"], "pw_bcrypt": None}

    contents = read({"meta": [1], "redis": None} | tables(users=[aika]))

    assert contents.rows == [Player(id=3, name="Aika", safe_name="aika")]
    assert type(contents.rows[0]) is Player


def test_whole_numbers_are_read_as_floats_where_the_column_is_one() -> None:
    contents = read(tables(scores=[score(pp=4, acc=100)]))

    assert msgspec.json.encode([getattr(contents.rows[0], name) for name in ("pp", "acc")]) == b"[4.0,100.0]"


@pytest.mark.parametrize("text", ["2024-01-01 10:00:00", "2024-01-01T10:00:00"])
def test_datetimes_have_a_space_or_a_t(text: str) -> None:
    contents = read(tables(clans=[CLAN | {"created_at": text}]))

    assert contents.rows == [Clan(id=1, name="Reds", tag="RED", owner=3, created_at=datetime(2024, 1, 1, 10))]  # noqa: DTZ001  # naive, as in the database


def test_slots_that_a_match_does_not_list_are_open() -> None:
    contents = read(live(matches=[MATCH | {"slots": [{"index": 2, "player": 3, "status": 4}]}]))

    slots = (Slot(), Slot(), Slot(player=3, status=4), *[Slot()] * (SLOTS - 3))
    assert contents.rows == [Match(id=1, name="Finals", host=3, slots=slots)]


def test_files_are_read_from_base64() -> None:
    contents = read(files(osu={"9": "YQ=="}, osr={"5000000000": "", "6": None}, avatars={"3.png": "Yg=="}))

    assert contents.rows == [
        BeatmapFile(id=9, content=b"a"),
        ReplayFrames(id=5_000_000_000, content=b""),
        ReplayFrames(id=6, content=None),
        Avatar(name="3.png", content=b"b"),
    ]


def test_the_state_is_read() -> None:
    state = {"agenda": [DUE | {"arguments": {"player": 3}}], "quotas": [{"name": "a", "left": 1, "renews": 2}]}

    contents = read({"state": state})

    assert contents.rows == [
        Due(due=1, order=2, action="go_online", arguments=(("player", 3),)),
        Quota(name="a", left=1, renews=2),
    ]


def test_ordinals_are_read() -> None:
    assert read({"state": {"ordinals": [{"kind": "player", "taken": 3}]}}).rows == [Ordinal(kind="player", taken=3)]


@pytest.mark.parametrize(
    "now", ["2024-07-01T12:00:00Z", "2024-07-01 12:00:00", "2024-07-01T12:00:00+00:00", 1_719_835_200_000_000]
)
def test_now_is_text_in_utc_or_microseconds(now: object) -> None:
    contents = read({"mockbancho": 1, "now": now, "seed": 2**70})

    assert contents == Contents([], 1_719_835_200_000_000, 2**70)


@pytest.mark.parametrize(
    ("document", "latest"),
    [
        (tables(users=[AIKA | {"creation_time": 1_600_000_000}]), 1_600_000_000),
        (tables(users=[AIKA | {"latest_activity": 1_600_000_001, "creation_time": 5}]), 1_600_000_001),
        (tables(clans=[CLAN]), 1_704_103_200),
        (tables(mapsets=[SET | {"last_osuapi_check": "2024-01-01 10:00:00"}]), 1_704_103_200),
        (tables(maps=[beatmap(last_update="2024-01-01 10:00:00")]), 1_704_103_200),
        (tables(scores=[score(play_time="2024-01-01 10:00:00")]), 1_704_103_200),
        (tables(tourney_pools=[POOL]), 1_704_103_200),
        (tables(favourites=[{"userid": 3, "setid": 5, "created_at": 1_600_000_000}]), 1_600_000_000),
        (live(players=[SESSION, {"id": 1, "login_time": 2147483647.0}]), 1_719_800_000.5),
    ],
)
def test_without_now_a_world_begins_one_second_after_its_latest_moment(document: object, latest: float) -> None:
    assert read(document).now == round((latest + 1) * SECOND)


def test_what_never_happened_is_no_history() -> None:
    aika = AIKA | {"silence_end": 2_000_000_000, "donor_end": 2_000_000_000}
    bot = {"id": 1, "login_time": 2147483647.0}

    contents = read(tables(users=[aika], mapsets=[SET]) | live(players=[bot]))

    assert contents.now == START


@pytest.mark.parametrize(
    ("document", "mistake"),
    [
        ([], "$: expected an object, got an array"),
        (3, "$: expected an object, got int 3"),
        ({"tabels": {}}, "$.tabels: unknown key; did you mean 'tables'?"),
        (
            {"x y": 1},
            "$['x y']: unknown key; known: mockbancho, now, seed, state, meta, tables, redis, files, live",
        ),
        ({"mockbancho": "1"}, "$.mockbancho: expected int, got str '1'"),
        ({"mockbancho": True}, "$.mockbancho: expected int, got bool true"),
        ({"mockbancho": -1}, "$.mockbancho: expected int from 0 to 1, got int -1"),
        ({"seed": "x"}, "$.seed: expected int, got str 'x'"),
        ({"seed": 1.5}, "$.seed: expected int, got float 1.5"),
        ({"state": {"quota": []}}, "$.state.quota: unknown key; did you mean 'quotas'?"),
        (
            {"state": {"agenda": [DUE | {"arguments": [1]}]}},
            "$.state.agenda[0].arguments: expected an object, got an array",
        ),
        (
            {"state": {"agenda": [DUE, DUE]}},
            "$.state.agenda[1]: duplicate primary key due=1, order=2, first at $.state.agenda[0]",
        ),
        ({"tables": None}, "$.tables: expected an object, got null"),
        (tables(usres=[]), "$.tables.usres: unknown table; did you mean 'users'?"),
        (tables(users={}), "$.tables.users: expected an array, got an object"),
        (tables(users=[AIKA, 5]), "$.tables.users[1]: expected an object, got int 5"),
        (tables(users=[AIKA | {"contry": "jp"}]), "$.tables.users[0].contry: unknown column; did you mean 'country'?"),
        (tables(users=[AIKA | {"id": "x"}]), "$.tables.users[0].id: expected int, got str 'x'"),
        (tables(users=[AIKA | {"id": -1}]), "$.tables.users[0].id: expected int from 0 to 2147483647, got int -1"),
        (tables(users=[AIKA | {"priv": None}]), "$.tables.users[0].priv: NULL where bancho.py has NOT NULL"),
        (tables(users=[AIKA | {"priv": True}]), "$.tables.users[0].priv: expected int, got bool true"),
        (tables(users=[AIKA | {"priv": 3.0}]), "$.tables.users[0].priv: expected int, got float 3.0"),
        (tables(users=[AIKA | {"priv": {}}]), "$.tables.users[0].priv: expected int, got an object"),
        (
            tables(users=[AIKA | {"country": "jpn"}]),
            "$.tables.users[0].country: expected str of 2 characters, got str 'jpn'",
        ),
        (
            tables(users=[AIKA | {"name": "n" * 33}]),
            f"$.tables.users[0].name: expected str of at most 32 characters, got str of 33 characters, '{'n' * 33}'",
        ),
        (
            tables(users=[AIKA | {"userpage_content": "u" * 9999}]),
            (
                "$.tables.users[0].userpage_content: expected str of at most 2048 characters or null, "
                f"got str of 9999 characters, '{'u' * 59}…"
            ),
        ),
        (
            tables(users=[{"id": 3, "name": "Aika"}]),
            "$.tables.users[0]: column 'safe_name' is missing and has no default",
        ),
        (
            tables(users=[AIKA, AIKA | {"name": "B", "safe_name": "b"}]),
            "$.tables.users[1]: duplicate primary key id=3, first at $.tables.users[0]",
        ),
        (
            tables(users=[AIKA, {"id": 4, "name": "B", "safe_name": "AIKA"}]),
            "$.tables.users[1]: duplicate unique key safe_name='AIKA', first at $.tables.users[0]",
        ),
        (
            tables(stats=[{"id": 3, "mode": 0}, {"id": 3, "mode": 1}, {"id": 3, "mode": 0}]),
            "$.tables.stats[2]: duplicate primary key id=3, mode=0, first at $.tables.stats[0]",
        ),
        (tables(stats=[{"id": 3, "mode": None}]), "$.tables.stats[0].mode: NULL where bancho.py has NOT NULL"),
        (tables(stats=[{"id": 3, "mode": 128}]), "$.tables.stats[0].mode: expected int from -128 to 127, got int 128"),
        (tables(stats=[{"id": 3, "mode": 0, "acc": True}]), "$.tables.stats[0].acc: expected number, got bool true"),
        (tables(stats=[{"id": 3, "mode": 0, "acc": "9"}]), "$.tables.stats[0].acc: expected number, got str '9'"),
        (
            tables(clans=[CLAN, CLAN | {"id": 2, "name": "Blues", "tag": "BLU"}]),
            "$.tables.clans[1]: duplicate unique key owner=3, first at $.tables.clans[0]",
        ),
        (
            tables(clans=[CLAN | {"created_at": "2024-01-01T10:00:00Z"}]),
            (
                "$.tables.clans[0].created_at: expected 'YYYY-MM-DD HH:MM:SS' in UTC, without a zone, "
                "got str '2024-01-01T10:00:00Z'"
            ),
        ),
        (
            tables(clans=[CLAN | {"created_at": "yesterday"}]),
            "$.tables.clans[0].created_at: expected 'YYYY-MM-DD HH:MM:SS' in UTC, without a zone, got str 'yesterday'",
        ),
        (
            tables(mapsets=[SET, SET | {"server": "private"}]),
            "$.tables.mapsets[1]: duplicate unique key id=5, first at $.tables.mapsets[0]",
        ),
        (
            tables(mapsets=[SET | {"server": "x"}]),
            "$.tables.mapsets[0].server: expected 'osu!' or 'private', got str 'x'",
        ),
        (
            tables(maps=[beatmap(md5="m"), beatmap(id=10, md5="M")]),
            "$.tables.maps[1]: duplicate unique key md5='M', first at $.tables.maps[0]",
        ),
        (
            tables(scores=[score(grade="SS")]),
            "$.tables.scores[0].grade: expected 'N', 'F', 'D', 'C', 'B', 'A', 'S', 'SH', 'X' or 'XH', got str 'SS'",
        ),
        (
            tables(favourites=[{"userid": 3, "setid": 5}] * 2),
            "$.tables.favourites[1]: duplicate primary key userid=3, setid=5, first at $.tables.favourites[0]",
        ),
        (files(ogg={}), "$.files.ogg: unknown kind of file; known: osu, osr, avatars"),
        (files(osu=[]), "$.files.osu: expected an object, got an array"),
        (files(osu={"9": "YQ"}), "$.files.osu.9: expected base64, got str 'YQ'"),
        (files(avatars={"3.png": None}), "$.files.avatars['3.png']: expected base64, got null"),
        (files(osu={"x": ""}), "$.files.osu.x: expected a beatmap's id as key, from 0 to 2147483647 in plain digits"),
        (files(osu={"01": ""}), "$.files.osu.01: expected a beatmap's id as key, from 0 to 2147483647 in plain digits"),
        (
            files(osr={"9223372036854775808": ""}),
            "$.files.osr.9223372036854775808: expected a score's id as key, from 0 to 9223372036854775807 in plain digits",
        ),
        (live(players=[SESSION | {"id": None}]), "$.live.players[0].id: expected int, got null"),
        (live(players=[SESSION, SESSION]), "$.live.players[1]: duplicate primary key id=3, first at $.live.players[0]"),
        (live(matches=[MATCH | {"index": 64}]), "$.live.matches[0].index: expected int from 0 to 63, got int 64"),
        (live(matches=[{"index": 1, "host": 3}]), "$.live.matches[0]: key 'name' is missing and has no default"),
        (live(matches=[MATCH, MATCH]), "$.live.matches[1]: duplicate primary key index=1, first at $.live.matches[0]"),
        (live(matches=[MATCH | {"hots": 3}]), "$.live.matches[0].hots: unknown key; did you mean 'host'?"),
        (live(matches=[MATCH | {"freemods": 0}]), "$.live.matches[0].freemods: expected true or false, got int 0"),
        (live(matches=[MATCH | {"referees": 3}]), "$.live.matches[0].referees: expected an array of int, got int 3"),
        (live(matches=[MATCH | {"referees": [3, "x"]}]), "$.live.matches[0].referees[1]: expected int, got str 'x'"),
        (live(matches=[MATCH | {"slots": None}]), "$.live.matches[0].slots: expected an array, got null"),
        (
            live(matches=[MATCH | {"slots": [{"index": 16}]}]),
            "$.live.matches[0].slots[0].index: expected int from 0 to 15, got int 16",
        ),
        (
            live(matches=[MATCH | {"slots": [{"index": 2}, {"index": 2}]}]),
            "$.live.matches[0].slots[1]: duplicate primary key index=2, first at $.live.matches[0].slots[0]",
        ),
    ],
)
def test_a_mistake_names_its_place_what_was_given_and_what_was_expected(document: object, mistake: str) -> None:
    assert mistakes_of(document) == (mistake,)


@pytest.mark.parametrize("now", ["yesterday", "2024-07-01T12:00:00+02:00", 1.5, -1, 10**18, None])
def test_a_wrong_now_is_a_mistake(now: object) -> None:
    (mistake,) = mistakes_of({"now": now})

    assert mistake.startswith(
        "$.now: expected 'YYYY-MM-DDTHH:MM:SSZ' or int microseconds since 1970, in the years from 1970 to 9999, got "
    )


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"{", "line 1, column 2: not JSON: it ends too early"),
        (b'{\n "tables": {"users": [NaN]}}', "line 2, column 23: not JSON: invalid character at 'NaN'"),
        (b'{"a":1,}', "line 1, column 8: not JSON: trailing comma in object at '}'"),
        (b'{"a":"\xc3\xa9",\n"b\xff"}', "line 2, column 3: not UTF-8: byte 0xff"),
        (b"\xff\xfe{\x00}\x00", "line 1, column 1: not UTF-8: byte 0xff"),
        (b'{"meta": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply to be read"),
        (b'{"seed": 1, "seed": 2}', "$.seed: given twice"),
        (b'{"tables": {"users": [], "users": []}}', "$.tables.users: given twice"),
        (b'{"files": {"osu": {"9": "", "9": ""}}}', "$.files.osu.9: given twice"),
        (
            b'{"tables": {"stats": [{"id": 3, "mode": 0, "acc": 1e999}]}}',
            "$.tables.stats[0].acc: expected number, got '1e999'",
        ),
    ],
)
def test_text_that_is_no_good_json_is_a_mistake(data: bytes, mistake: str) -> None:
    assert mistakes_in(data) == (mistake,)


def test_a_newer_format_is_the_only_mistake_of_its_file() -> None:
    assert mistakes_of({"tables": 3, "new": 1, "mockbancho": 2}) == (
        "$.mockbancho: this file is of format 2, this mockbancho reads up to 1; a newer mockbancho reads it",
    )


def test_all_mistakes_are_told_at_once() -> None:
    users = [AIKA | {"id": None, "nmae": "x"}, {"id": 4, "name": "AIKA", "safe_name": 5}, AIKA | {"safe_name": "b"}]

    assert mistakes_of(tables(users=users, stats=[3]) | {"seed": None}) == (
        "$.tables.users[0].nmae: unknown column; did you mean 'name'?",
        "$.tables.users[0].id: NULL where bancho.py has NOT NULL",
        "$.tables.users[1].safe_name: expected str, got int 5",
        "$.tables.users[1]: duplicate unique key name='AIKA', first at $.tables.users[0]",
        "$.tables.users[2]: duplicate unique key name='Aika', first at $.tables.users[0]",
        "$.tables.stats[0]: expected an object, got int 3",
        "$.seed: expected int, got null",
    )


def test_mistakes_beyond_fifty_are_counted() -> None:
    mistakes = mistakes_of(tables(stats=[None] * 60))

    assert mistakes[49:] == (
        "$.tables.stats[49]: expected an object, got null",
        "and 10 more mistakes (60 in all)",
    )


def test_each_line_of_the_error_names_the_file() -> None:
    with pytest.raises(WorldFileError) as caught:
        read_rows(b'{"tabels": 1, "seed": "x"}', "finals.json")

    assert str(caught.value) == (
        "finals.json: $.tabels: unknown key; did you mean 'tables'?\nfinals.json: $.seed: expected int, got str 'x'"
    )


def test_players_without_an_api_key_have_no_key_in_common() -> None:
    contents = read(tables(users=[AIKA, {"id": 4, "name": "B", "safe_name": "b", "api_key": None}]))

    assert len(contents.rows) == 2


def test_a_beatmap_and_a_score_are_read_with_their_defaults() -> None:
    contents = read(tables(maps=[beatmap()], scores=[score()]))

    kinds: list[type[Record]] = [Beatmap, Score]
    assert [type(row) for row in contents.rows] == kinds
