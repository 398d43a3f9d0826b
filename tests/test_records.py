"""Rows: bancho.py's columns, that never change and hold only what a column can hold."""

import inspect
from collections.abc import Callable
from typing import Any, get_args

import msgspec
import pytest

from mockbancho import records
from mockbancho.records import (
    EMPTY_SLOTS,
    Avatar,
    Beatmap,
    BeatmapFile,
    Match,
    Player,
    Record,
    Relationship,
    ReplayFrames,
    Row,
    Score,
    Session,
    Slot,
    Stats,
)
from tests import rows

KINDS = [kind for kind in vars(records).values() if isinstance(kind, type) and issubclass(kind, Record)]
MAKERS: list[Callable[..., Any]] = [
    rows.player,
    rows.restricted_player,
    rows.stats,
    rows.clan,
    rows.beatmapset,
    rows.beatmap,
    rows.score,
    rows.pool,
    rows.pool_beatmap,
    rows.friendship,
    rows.favourite,
    rows.session,
    rows.match,
    rows.scrim,
    rows.beatmap_file,
    rows.beatmap_recipe,
    rows.replay_frames,
    rows.avatar,
    rows.due,
    rows.quota,
    rows.ordinal,
    rows.cast_member,
    rows.fault,
]


def test_every_record_but_a_slot_is_a_row() -> None:
    assert set(get_args(Row)) == set(KINDS) - {Record, Slot}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_record_is_frozen_and_light_and_takes_its_columns_by_name(kind: type[Record]) -> None:
    config = kind.__struct_config__

    assert (config.frozen, config.gc, config.forbid_unknown_fields, config.eq) == (True, False, True, True)
    assert [name for name, of in inspect.signature(kind).parameters.items() if of.kind is not of.KEYWORD_ONLY] == []


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_rows_for_tests_are_valid_and_equal_when_all_columns_are(make: Callable[..., Row]) -> None:
    row = make()

    assert msgspec.json.decode(msgspec.json.encode(row), type=type(row)) == row == make()
    assert hash(row) == hash(make())


def test_there_are_rows_for_tests_of_every_kind() -> None:
    assert {type(make()) for make in MAKERS} == set(get_args(Row))


@pytest.mark.parametrize("column", ["name", "priv"])
def test_a_row_never_changes(column: str) -> None:
    row = rows.player(3)

    with pytest.raises(AttributeError, match="immutable"):
        setattr(row, column, 7)


@pytest.mark.parametrize(
    ("priv", "restricted"), [(0, True), (1, False), (2, True), (3, False), (0x7002, True), (-1, False)]
)
def test_a_player_without_the_first_bit_is_restricted(priv: int, *, restricted: bool) -> None:
    assert rows.player(3, priv=priv).is_restricted == restricted


def test_a_player_of_whom_only_the_name_is_known() -> None:
    player = Player(id=3, name="Aika", safe_name="aika")

    assert (player.priv, player.country, player.clan_id, player.userpage_content) == (1, "xx", 0, None)


def test_new_stats_are_all_zero() -> None:
    stats = msgspec.structs.asdict(Stats(id=3, mode=4))

    assert set(stats.items()) - {("id", 3), ("mode", 4)} == {(name, 0) for name in stats} - {("id", 0), ("mode", 0)}


def test_an_empty_match_has_sixteen_open_slots() -> None:
    match = Match(id=1, name="Finals", host=3)

    assert match.slots == EMPTY_SLOTS == (Slot(player=None, status=1),) * 16
    assert (match.map_id, match.map_md5) == (-1, "")


@pytest.mark.parametrize(
    ("kind", "row", "column", "value"),
    [
        (Player, rows.player(), "id", -1),
        (Player, rows.player(), "id", 2**31),
        (Player, rows.player(), "priv", 2**31),
        (Player, rows.player(), "name", "x" * 33),
        (Player, rows.player(), "name", None),
        (Player, rows.player(), "country", "jpn"),
        (Player, rows.player(), "country", "j"),
        (Player, rows.player(), "clan_priv", 128),
        (Player, rows.player(), "email", "a@example.test"),
        (Stats, rows.stats(), "pp", -1),
        (Stats, rows.stats(), "pp", 2**32),
        (Stats, rows.stats(), "pp", 1.5),
        (Stats, rows.stats(), "tscore", 2**63),
        (Beatmap, rows.beatmap(), "server", "bancho"),
        (Beatmap, rows.beatmap(), "md5", "x" * 33),
        (Beatmap, rows.beatmap(), "creator", "x" * 20),
        (Score, rows.score(), "grade", "SS"),
        (Score, rows.score(), "id", 2**63),
        (Score, rows.score(), "score", 2**31),
        (Score, rows.score(), "play_time", "yesterday"),
        (Relationship, rows.friendship(), "type", "enemy"),
        (Match, rows.match(), "id", 64),
        (Match, rows.match(), "slots", []),
        (Session, rows.session(), "login_time", "now"),
    ],
)
def test_a_column_refuses_what_it_cannot_hold(kind: type[Record], row: Record, column: str, value: object) -> None:
    given = msgspec.to_builtins(row) | {column: value}

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(given, kind)


@pytest.mark.parametrize(
    ("kind", "row", "column", "value"),
    [
        (Player, rows.player(), "id", 2**31 - 1),
        (Player, rows.player(), "userpage_content", ""),
        (Stats, rows.stats(), "tscore", 9007199254740993),
        (Stats, rows.stats(), "pp", 2**32 - 1),
        (Score, rows.score(), "id", 5_000_000_000),
        (Match, rows.match(), "id", 0),
        (ReplayFrames, rows.replay_frames(), "id", 2**63 - 1),
        (BeatmapFile, rows.beatmap_file(), "id", 0),
        (Avatar, rows.avatar(), "name", "default.jpg"),
    ],
)
def test_a_column_holds_what_bancho_py_s_does(kind: type[Record], row: Record, column: str, value: object) -> None:
    given = msgspec.to_builtins(row) | {column: value}

    assert getattr(msgspec.convert(given, kind), column) == value
