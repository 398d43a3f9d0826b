"""World files: what is written, in which form, and that a failing write loses nothing."""

import stat
from collections.abc import Iterable
from datetime import datetime
from math import inf, nan
from pathlib import Path

import pytest

from mockbancho.clock import START
from mockbancho.errors import Mistake
from mockbancho.records import Avatar, BeatmapFile, Clan, Due, Match, Player, Quota, Row, Slot, Stats
from mockbancho.world.files.reading import read_rows
from mockbancho.world.files.writing import save_file, write_rows
from mockbancho.world.world import World

EMPTY = """{
 "mockbancho": 1,
 "now": "2024-07-01T12:00:00Z",
 "seed": 0,
 "state": {
  "agenda": [],
  "quotas": [],
  "ordinals": [],
  "cast": [],
  "faults": [],
  "scrims": [],
  "recipes": []
 },
 "tables": {
  "users": [],
  "stats": [],
  "clans": [],
  "mapsets": [],
  "maps": [],
  "scores": [],
  "tourney_pools": [],
  "tourney_pool_maps": [],
  "relationships": [],
  "favourites": []
 },
 "files": {
  "osu": {},
  "osr": {},
  "avatars": {}
 },
 "live": {
  "players": [],
  "matches": []
 }
}
"""


def lines_of(rows: Iterable[Row], *, now: int = START) -> list[str]:
    return write_rows(World.build(rows, now=now)).decode().splitlines()


def broken() -> World:
    return World.build([Stats(id=3, mode=0, acc=nan)])


def test_every_section_is_written_in_a_fixed_order() -> None:
    assert write_rows(World.build()).decode() == EMPTY


def test_each_row_has_a_line_of_its_own() -> None:
    clans = [
        Clan(id=number, name=f"C{number}", tag=f"T{number}", owner=number, created_at=datetime(2024, 1, number))  # noqa: DTZ001  # naive, as in the database
        for number in (2, 1)
    ]

    lines = lines_of(clans)

    assert lines[lines.index('  "clans": [') :][:4] == [
        '  "clans": [',
        '   {"id":1,"name":"C1","tag":"T1","owner":1,"created_at":"2024-01-01 00:00:00"},',
        '   {"id":2,"name":"C2","tag":"T2","owner":2,"created_at":"2024-01-02 00:00:00"}',
        "  ],",
    ]


def test_a_player_is_written_without_what_is_never_kept() -> None:
    lines = lines_of([Player(id=3, name="Ünï", safe_name="ünï")])

    assert (
        '   {"id":3,"name":"Ünï","safe_name":"ünï","priv":1,"country":"xx","silence_end":0,"donor_end":0,'
        '"creation_time":0,"latest_activity":0,"clan_id":0,"clan_priv":0,"preferred_mode":0,"play_style":0,'
        '"custom_badge_name":null,"custom_badge_icon":null,"userpage_content":null,"api_key":null}'
    ) in lines


def test_float_columns_have_a_point_even_if_a_whole_number_was_put_in() -> None:
    lines = lines_of([Stats(id=3, mode=0, acc=100)])

    assert any('"acc":100.0,' in line for line in lines)


def test_a_fraction_of_a_second_is_kept() -> None:
    lines = lines_of([], now=START + 1)

    assert lines[2] == ' "now": "2024-07-01T12:00:00.000001Z",'


def test_a_match_lists_the_slots_that_are_not_open() -> None:
    slots = (Slot(), Slot(player=3, status=4), *[Slot()] * 14)

    lines = lines_of([Match(id=1, name="Finals", host=3, slots=slots)])

    assert (
        '   {"index":1,"name":"Finals","host":3,"referees":[],"map_id":-1,"map_md5":"","map_name":"","mode":0,"mods":0,'
        '"win_condition":0,"team_type":0,"freemods":false,"seed":0,"in_progress":false,"is_scrimming":false,'
        '"slots":[{"index":1,"player":3,"status":4,"team":0,"mods":0,"loaded":false,"skipped":false}]}'
    ) in lines


def test_files_are_written_as_base64() -> None:
    lines = lines_of([BeatmapFile(id=9, content=b"a"), Avatar(name="3.png", content=b"b")])

    assert lines[lines.index(' "files": {') :][:8] == [
        ' "files": {',
        '  "osu": {',
        '   "9": "YQ=="',
        "  },",
        '  "osr": {},',
        '  "avatars": {',
        '   "3.png": "Yg=="',
        "  }",
    ]


def test_the_state_is_written() -> None:
    lines = lines_of([Due(due=1, order=2, action="go", arguments=(("player", 3),)), Quota(name="a", left=1, renews=2)])

    assert lines[4:11] == [
        ' "state": {',
        '  "agenda": [',
        '   {"due":1,"order":2,"action":"go","arguments":{"player":3}}',
        "  ],",
        '  "quotas": [',
        '   {"name":"a","left":1,"renews":2}',
        "  ],",
    ]


@pytest.mark.parametrize("number", [nan, inf, -inf])
def test_a_number_that_json_does_not_have_is_refused(number: float) -> None:
    with pytest.raises(Mistake, match=rf"^a world file cannot hold the number {number}: Stats\(id=3, mode=0, "):
        write_rows(World.build([Stats(id=3, mode=0, acc=number)]))


def test_a_file_is_saved_as_it_is_written(tmp_path: Path) -> None:
    save_file(World.build(), tmp_path / "world.json")

    assert (tmp_path / "world.json").read_text("utf-8") == EMPTY
    assert read_rows((tmp_path / "world.json").read_bytes(), "world.json").rows == []


def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    path.write_text("old")
    path.chmod(0o640)

    save_file(World.build(), path)

    assert path.read_text("utf-8") == EMPTY
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "world.json")

    save_file(World.build(), tmp_path / "link.json")

    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "world.json").read_text("utf-8") == EMPTY


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    path.write_text("old")

    with pytest.raises(Mistake):
        save_file(broken(), path)

    assert [each.name for each in tmp_path.iterdir()] == ["world.json"]
    assert path.read_text() == "old"


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        save_file(World.build(), tmp_path / "missing" / "world.json")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        save_file(World.build(), tmp_path)


def test_a_device_is_written_to_and_not_replaced() -> None:
    save_file(World.build(), Path("/dev/null"))

    assert not Path("/dev/null").is_file()
