"""Worlds as finished rows: what is packed comes out as it was, and anything else is refused."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from mockbancho.osu.scores import Grade
from mockbancho.records import Beatmap, Player, Row, Score
from mockbancho.world.packed import pack, unpack
from mockbancho.world.world import World
from tests import rows
from tests.world.given import all_rows, for_all, row_lists

ODD = datetime(2024, 2, 29, 23, 59, 59, 999_999)  # noqa: DTZ001  # bancho.py's datetimes are naive UTC


@for_all(given=row_lists())
def test_a_world_comes_out_as_it_was_packed(given: list[Any]) -> None:
    world = World.build(given, now=123_456_789, seed=-7)

    found = unpack(pack(world))

    assert all_rows(found) == all_rows(world)
    assert (found.now, found.seed) == (123_456_789, -7)


def test_values_keep_their_types() -> None:
    score = rows.score(2**40, pp=7.0, acc=100.0, grade=Grade.XH, play_time=ODD, online_checksum="")
    player = rows.player(name="Жанна 🌸", api_key=None, userpage_content="a\0b")

    world = unpack(pack(World.build([score, player, rows.beatmap_file(7, b"\x00\xff"), rows.match(slots={})])))

    found = world.scores.get(2**40)
    assert found
    assert found == score
    assert (type(found.pp), type(found.grade), found.play_time) == (float, Grade, ODD)
    assert world.players.get(3) == player
    assert next(world.rows(type(rows.beatmap_file()))).content == b"\x00\xff"
    assert next(world.rows(type(rows.match()))) == rows.match()


def test_an_empty_world_is_packed_too() -> None:
    assert all_rows(unpack(pack(World.build(now=5, seed=6)))) == []


def test_the_same_world_is_packed_into_the_same_bytes() -> None:
    given: list[Row] = [rows.player(3), rows.player(4), rows.score(1), rows.score(2), rows.beatmap(1)]

    assert pack(World.build(given)) == pack(World.build(reversed(given)))


def test_columns_stand_once_and_not_in_each_row() -> None:
    many = [rows.score(number, play_time=rows.NOON + timedelta(number)) for number in range(1, 101)]

    assert pack(World.build(many)).count(b"online_checksum") == 1


def table(columns: list[str], *each: list[object]) -> bytes:
    """A packed world of one table, that of players."""
    packed = {"now": 0, "seed": 0, "tables": {"Player": {"columns": columns, "rows": each}}}
    return msgspec.msgpack.encode(packed)


def test_columns_that_are_not_there_have_their_defaults() -> None:
    world = unpack(table(["id", "name", "safe_name"], [3, "Aika", "aika"]))

    assert list(world.rows(Player)) == [Player(id=3, name="Aika", safe_name="aika")]


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xc1", id="no MessagePack"),
        pytest.param(pack(World.build([rows.player()]))[:-3], id="a part"),
        pytest.param(msgspec.msgpack.encode({"now": 0, "seed": 0}), id="no tables"),
        pytest.param(table(["id", "name", "safe_name"], ["three", "Aika", "aika"]), id="a wrong type"),
        pytest.param(table(["id", "name"], [3, "Aika"]), id="a column that a row needs is missing"),
        pytest.param(table(["id", "name", "safe_name", "age"], [3, "Aika", "aika", 20]), id="an unknown column"),
    ],
)
def test_anything_else_is_refused(packed: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        unpack(packed)


def test_what_was_packed_is_a_world_to_work_with() -> None:
    world = unpack(pack(World.build([rows.player(), rows.beatmapset(), rows.beatmap(), *rows.all_stats()])))

    world.put(rows.score())

    assert list(world.scores.of_player_in(3, 0).best) == [rows.score()]
    assert isinstance(world.beatmaps.with_md5(rows.md5(1)), Beatmap)
    assert list(world.rows(Score)) == [rows.score()]
