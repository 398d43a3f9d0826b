"""The files of a world."""

import pytest

from mockbancho.records import Avatar, BeatmapFile, ReplayFrames
from mockbancho.world.world import World
from tests import rows


def test_files_are_found_by_the_id_of_what_they_belong_to() -> None:
    world = World.build([rows.beatmap_file(7, b"osu"), rows.replay_frames(7, b"frames")])

    assert world.attachments.beatmap_files.get(7) == rows.beatmap_file(7, b"osu")
    assert world.attachments.replays.get(7) == rows.replay_frames(7, b"frames")


def test_a_file_is_replaced_and_removed() -> None:
    world = World.build([rows.beatmap_file(7), rows.replay_frames(8), rows.avatar("3.png")])

    world.put(rows.beatmap_file(7, b"new"))
    world.put(rows.replay_frames(9, b"new"))
    world.remove(rows.replay_frames(8))
    world.put(rows.avatar("3.png", b"new"))
    world.remove(rows.avatar("4.png"))

    assert list(world.rows(BeatmapFile)) == [rows.beatmap_file(7, b"new")]
    assert list(world.rows(ReplayFrames)) == [rows.replay_frames(9, b"new")]
    assert list(world.rows(Avatar)) == [rows.avatar("3.png", b"new")]


def test_avatars_are_listed_by_name() -> None:
    world = World.build(map(rows.avatar, ["default.png", "12.png", "4.jpg"]))

    assert [avatar.name for avatar in world.rows(Avatar)] == ["12.png", "4.jpg", "default.png"]


@pytest.mark.parametrize("ending", ["png", "jpg", "jpeg", "gif"])
def test_an_avatar_is_any_kind_of_picture(ending: str) -> None:
    world = World.build([rows.avatar("default.png"), rows.avatar(f"3.{ending}", b"picture")])

    assert world.attachments.avatar_of(3) == rows.avatar(f"3.{ending}", b"picture")


def test_who_has_no_avatar_is_shown_the_default_one() -> None:
    world = World.build([rows.avatar("default.gif"), rows.avatar("33.png")])

    assert world.attachments.avatar_of(3) == rows.avatar("default.gif")


def test_a_world_without_avatars_shows_none() -> None:
    world = World.build()

    assert world.attachments.avatar_of(3) is None
