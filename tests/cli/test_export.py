"""`mockbancho export` of worlds that are generated, and of the files of their beatmaps."""

from __future__ import annotations

import json
from hashlib import md5
from pathlib import Path

import pytest

from mockbancho.generated import default_world, generated_world
from mockbancho.records import Beatmap
from mockbancho.world.contradictions import contradictions
from mockbancho.world.files.remarks import remarks
from mockbancho.world.loading import load_world
from mockbancho.world.packed import pack
from mockbancho.world.plan import plan_of
from mockbancho.world.world import World
from tests import rows
from tests.cli.running import TINY, run


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world file of thirty players, as the command writes it."""
    path = tmp_path_factory.mktemp("exported") / "world.json"
    ended = run("export", "--players", 30, "--seed", 11, "-o", path)
    assert (ended.exit_code, ended.output) == (0, "")
    return path


@pytest.fixture(scope="module")
def loaded(exported: Path) -> World:
    return load_world(exported)


def digest(path: Path) -> str:
    return md5(path.read_bytes()).hexdigest()  # noqa: S324  # as the server knows it


def test_a_generated_world_is_exported_whole(loaded: World) -> None:
    assert (len(loaded.players.rows), loaded.seed, loaded.now) == (31, 11, 1_719_835_200_000_000)
    assert (list(contradictions(loaded)), remarks(loaded)) == ([], [])


def test_an_exported_world_exports_to_itself(exported: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"

    ended = run("export", "--world", exported, "-o", again)

    assert (ended.exit_code, ended.output) == (0, "")
    assert again.read_bytes() == exported.read_bytes()


def test_an_exported_world_is_the_one_that_bancho_would_have_made(tmp_path: Path) -> None:
    path = tmp_path / "world.json"

    run("export", *TINY, "-o", path)

    assert pack(load_world(path)) == pack(generated_world(11, plan_of(3, 2, (3, 6))))


def test_the_default_world_is_exported_unless_another_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "world.json"

    ended = run("export", "-o", path)

    assert (ended.exit_code, ended.output) == (0, "")
    assert pack(load_world(path)) == pack(default_world())


def test_no_players_are_an_empty_world() -> None:
    ended = run("export", "--players", 0)

    tables = json.loads(ended.stdout)["tables"]
    assert ended.exit_code == 0
    assert {name for name, rows in tables.items() if rows} == set()
    assert "users" in tables


def test_files_are_written_with_the_md5_of_their_beatmaps(exported: Path, loaded: World, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "beatmaps"

    ended = run("export", "--world", exported, "--files", folder)

    beatmaps = list(loaded.rows(Beatmap))
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert ended.stderr == f"{folder}: {len(beatmaps)} files of {len(beatmaps)} beatmaps\n"
    assert {path.name: digest(path) for path in folder.iterdir()} == {f"{row.id}.osu": row.md5 for row in beatmaps}


def test_files_and_the_world_are_written_in_one_go(tmp_path: Path) -> None:
    path, folder = tmp_path / "world.json", tmp_path / "files"

    ended = run("export", *TINY, "-o", path, "--files", folder)

    assert ended.exit_code == 0
    assert {path.stem for path in folder.iterdir()} == {str(row.id) for row in load_world(path).rows(Beatmap)}


def test_files_and_the_world_on_standard_output(tmp_path: Path) -> None:
    ended = run("export", *TINY, "-o", "-", "--files", tmp_path)

    assert ended.stdout.startswith("{\n")
    assert len(list(tmp_path.iterdir())) > 2


def test_beatmaps_without_a_file_are_counted(tmp_path: Path) -> None:
    world, folder = tmp_path / "world.json", tmp_path / "files"
    World.build([rows.beatmapset(), rows.beatmap(5), rows.beatmap(6), rows.beatmap_file(6, b"kept")]).save(world)

    ended = run("export", "--world", world, "--files", folder)

    assert ended.stderr == f"{folder}: 1 files of 2 beatmaps\n"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"6.osu": b"kept"}


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")

    ended = run("export", *TINY, "--files", tmp_path / "taken" / "files")

    assert ended.exit_code == 2
    assert ended.stderr == f"mockbancho: cannot write the files into {tmp_path}/taken/files: Not a directory\n"


def test_a_folder_that_cannot_be_written_into_is_said_in_a_sentence(tmp_path: Path) -> None:
    world = tmp_path / "world.json"
    World.build([rows.beatmapset(), rows.beatmap(6), rows.beatmap_file(6, b"kept")]).save(world)
    (tmp_path / "files" / "6.osu").mkdir(parents=True)

    ended = run("export", "--world", world, "--files", tmp_path / "files")

    assert ended.exit_code == 2
    assert ended.stderr == f"mockbancho: cannot write the files into {tmp_path}/files: Is a directory\n"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")

    ended = run("export", *TINY, "--files", tmp_path / "taken")

    assert ended.exit_code == 2
    assert "is a file" in ended.stderr
