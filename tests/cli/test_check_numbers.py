"""`mockbancho check --numbers`: which numbers do not follow from the scores, and what it exits with."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from mockbancho.generated import generated_world
from mockbancho.records import Score, Stats
from mockbancho.world.plan import plan_of
from mockbancho.world.world import World
from tests.cli.running import run


@pytest.fixture(scope="module")
def sound() -> World:
    return generated_world(11, plan_of(3, 2, (3, 6)))


def saved(world: World, tmp_path: Path) -> Path:
    path = tmp_path / "world.json"
    world.save(path)
    return path


def counts(world: World) -> str:
    return f"4 players, {len(world.beatmaps.rows)} beatmaps, {len(world.scores.rows)} scores"


def test_a_sound_world_has_no_contradiction(sound: World, tmp_path: Path) -> None:
    path = saved(sound, tmp_path)

    ended = run("check", "--world", path, "--numbers")

    assert (ended.exit_code, ended.stderr) == (0, "")
    assert ended.stdout == f"{path} loads: {counts(sound)}; 0 remarks, 0 contradictions.\n"


def test_numbers_are_not_judged_unless_asked_for(sound: World, tmp_path: Path) -> None:
    world = sound.fork()
    world.put(replace(next(world.rows(Stats)), plays=99))
    path = saved(world, tmp_path)

    ended = run("check", "--world", path)

    assert (ended.exit_code, ended.stdout) == (0, f"{path} loads: {counts(world)}; 0 remarks.\n")


def test_a_contradiction_is_listed_and_exits_with_1(sound: World, tmp_path: Path) -> None:
    world = sound.fork()
    row = max(world.rows(Stats), key=lambda each: each.plays)
    world.put(replace(row, tscore=row.tscore + 5))
    path = saved(world, tmp_path)

    ended = run("check", "--world", path, "--numbers")

    assert (ended.exit_code, ended.stderr) == (1, "")
    assert ended.stdout == (
        f"{path}: stats {row.id} in mode {row.mode}: tscore is {row.tscore + 5}, its scores give {row.tscore}\n"
        f"{path} loads: {counts(world)}; 0 remarks, 1 contradiction.\n"
    )


def test_pp_is_judged_with_an_engine(sound: World, tmp_path: Path) -> None:
    world = sound.fork()
    score = next(each for each in world.rows(Score) if not each.status)
    world.put(replace(score, pp=score.pp + 1))
    path = saved(world, tmp_path)

    plain, judged = (run("check", "--world", path, "--numbers", *more) for more in ((), ("--pp-engine", "rosu")))

    assert (plain.exit_code, judged.exit_code) == (0, 1)
    assert judged.stdout.startswith(f"{path}: scores {score.id}: pp is {score.pp + 1}, the beatmap's file gives ")


def test_a_sound_world_is_sound_by_its_engine_and_not_by_another(sound: World, tmp_path: Path) -> None:
    pytest.importorskip("akatsuki_pp_py", reason="it has no wheels for newer versions of Python")
    path = saved(sound, tmp_path)

    own, other = (run("check", "--world", path, "--numbers", "--pp-engine", name) for name in ("rosu", "akatsuki"))

    assert (own.exit_code, other.exit_code) == (0, 1)


def test_a_file_that_does_not_load_exits_with_2(tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    path.write_text('{"tables": {"users": 5}}')

    ended = run("check", "--world", path, "--numbers")

    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "$.tables.users" in ended.stderr


def test_an_engine_is_for_numbers(sound: World, tmp_path: Path) -> None:
    ended = run("check", "--world", saved(sound, tmp_path), "--pp-engine", "rosu")

    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Usage: mockbancho check ")
    assert ended.stderr.endswith("Error: --pp-engine is for --numbers\n")


def test_an_unknown_engine_is_said_before_the_file_is_read(tmp_path: Path) -> None:
    ended = run("check", "--world", tmp_path / "none.json", "--numbers", "--pp-engine", "akatsuk")

    assert ended.exit_code == 2
    assert ended.stderr == ("mockbancho: 'akatsuk' is no pp engine; did you mean 'akatsuki'?; known: rosu, akatsuki\n")
