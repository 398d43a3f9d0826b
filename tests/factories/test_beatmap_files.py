"""The files of a world's beatmaps, and the pp that scores have by them."""

from __future__ import annotations

from hashlib import md5

import pytest
import rosu_pp_py as rosu
from mockbancho.factories import file_of, generate_world, pp_by_files
from msgspec.structs import replace

from mockbancho.errors import Mistake
from mockbancho.osu.beatmap_files import read_beatmap_file
from mockbancho.records import Beatmap, Score
from mockbancho.world.plan import plan_of
from mockbancho.world.world import World
from tests import rows

GIVEN = generate_world(plan_of(3, 3, 4), 11)


@pytest.fixture
def world() -> World:
    """A generated world of a few beatmaps, to change."""
    return GIVEN.fork()


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What is logged from here on."""
    caplog.set_level("WARNING", logger="mockbancho")
    return caplog


def beatmap_of(world: World) -> Beatmap:
    return next(world.rows(Beatmap))


def test_a_generated_beatmap_has_the_file_of_its_md5(world: World) -> None:
    beatmaps = list(world.rows(Beatmap))

    files = [file_of(world, beatmap) for beatmap in beatmaps]

    assert [content and md5(content).hexdigest() for content in files] == [row.md5 for row in beatmaps]  # noqa: S324  # as the server knows it


def test_the_file_says_what_the_beatmap_says(world: World) -> None:
    beatmap = beatmap_of(world)
    content = file_of(world, beatmap)
    assert content

    text = content.decode()

    assert read_beatmap_file(content).mode == beatmap.mode
    assert f"\nBeatmapID:{beatmap.id}\n" in text.replace("\r", "")
    assert f"\nTitle:{beatmap.title}\n" in text.replace("\r", "")
    assert f"\nVersion:{beatmap.version}\n" in text.replace("\r", "")
    assert rosu.Beatmap(bytes=content).n_objects > 50


def test_a_file_that_is_kept_comes_before_a_recipe(world: World) -> None:
    beatmap = beatmap_of(world)

    world.put(rows.beatmap_file(beatmap.id, b"kept"))

    assert file_of(world, beatmap) == b"kept"


def test_a_beatmap_without_a_recipe_has_no_file() -> None:
    world = World.build([rows.beatmapset(), rows.beatmap()])

    assert file_of(world, beatmap_of(world)) is None


def test_a_recipe_that_gives_another_md5_gives_no_file_and_says_so_once(
    world: World, logged: pytest.LogCaptureFixture
) -> None:
    beatmap = beatmap_of(world)
    changed = replace(beatmap, md5=rows.md5(0xBEA7))

    assert [file_of(world, changed) for _ in range(3)] == [None, None, None]

    (line,) = logged.messages
    assert line == (
        f"beatmap {beatmap.id} has no file: its recipe now gives one with the md5 {beatmap.md5}, "
        f"not {changed.md5}; make the world anew to have it again"
    )


def test_pp_of_a_score_is_that_of_its_beatmaps_file(world: World) -> None:
    pp_of = pp_by_files(world, "rosu")

    found = {score.id: pp_of(score) for score in world.rows(Score)}

    assert found == {score.id: score.pp for score in world.rows(Score)}
    assert any(pp and pp > 1 for pp in found.values())


def test_pp_is_none_without_a_file_or_a_beatmap() -> None:
    world = World.build([rows.beatmapset(), rows.beatmap()])
    pp_of = pp_by_files(world, "rosu")

    assert pp_of(rows.score()) is None
    assert pp_of(rows.score(map_md5=rows.md5(404))) is None


def test_pp_is_no_more_than_its_column_holds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockbancho.factories.beatmap_files.LARGEST_PP", 0.5)

    pp_of = pp_by_files(world, "rosu")

    assert {pp_of(score) for score in world.rows(Score) if score.pp > 1} == {0.5}


def test_an_unknown_engine_is_named_with_those_that_are_known(world: World) -> None:
    pp_of = pp_by_files(world, "rosuu")

    with pytest.raises(Mistake, match=r"^'rosuu' is no pp engine; did you mean 'rosu'\?; known: rosu, akatsuki$"):
        pp_of(next(world.rows(Score)))
