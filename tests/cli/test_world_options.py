"""The options that say which world is meant: the same for `export` and `serve`, each mistake in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockbancho.cli.worlds import Asked, name_of, world_asked
from mockbancho.errors import Mistake
from mockbancho.world.world import World
from tests import rows
from tests.cli.running import TINY, run

NOTHING: Asked = {
    "world": None,
    "seed": None,
    "players": None,
    "beatmapsets": None,
    "scores_per_player": None,
    "pp_engine": None,
}
"""What is asked when no option is given."""


@pytest.fixture
def world_file(tmp_path: Path) -> Path:
    path = tmp_path / "world.json"
    World.build([rows.player()]).save(path)
    return path


@pytest.mark.parametrize("command", ["export", "serve"])
@pytest.mark.parametrize(
    ("options", "mistake"),
    [
        (("--players", "-1"), "-1 is not in the range 0<=x<=200000."),
        (("--players", "200001"), "200001 is not in the range 0<=x<=200000."),
        (("--players", "many"), "'many' is not a valid integer"),
        (("--beatmapsets", "2001"), "2001 is not in the range 0<=x<=2000."),
        (("--seed", "seven"), "'seven' is not a valid integer"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_those_that_can(
    command: str, options: tuple[str, str], mistake: str
) -> None:
    ended = run(command, *options)

    assert ended.exit_code == 2
    assert f"Invalid value for '{options[0]}': {mistake}" in ended.stderr


@pytest.mark.parametrize(
    ("options", "mistake"),
    [
        (
            ("--scores-per-player", "a..b"),
            "scores_per_player is a whole number from 0 to 1000, or a span such as '20..60', not 'a..b'",
        ),
        (
            ("--scores-per-player", "60..20"),
            "scores_per_player: a span goes from the lower to the higher, not from 60 to 20",
        ),
        (
            ("--beatmapsets", "0", "--scores-per-player", "5"),
            "scores_per_player: without beatmapsets there is nothing to play; give beatmapsets too",
        ),
        (("--pp-engine", "rosuu"), "'rosuu' is no pp engine; did you mean 'rosu'?; known: rosu, akatsuki"),
        (("--pp-engine", "none"), "'none' is no pp engine; known: rosu, akatsuki"),
    ],
)
def test_every_other_mistake_is_one_sentence(options: tuple[str, ...], mistake: str) -> None:
    ended = run("export", *options)

    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr == f"mockbancho: {mistake}\n"


@pytest.mark.parametrize(
    ("option", "value"),
    [("--players", "3"), ("--beatmapsets", "3"), ("--scores-per-player", "3")],
)
def test_a_file_has_a_size_already(option: str, value: str, world_file: Path) -> None:
    ended = run("export", "--world", world_file, option, value)

    assert ended.exit_code == 2
    assert ended.stderr.splitlines()[-1] == (f"Error: {option} is for a world that is generated; --world names a file")


def test_a_seed_is_what_is_new_in_a_file_drawn_by(world_file: Path) -> None:
    assert world_asked({**NOTHING, "world": world_file, "seed": 7}).seed == 7


def test_the_engine_of_a_file_is_the_one_that_is_asked_for(world_file: Path) -> None:
    pytest.importorskip("akatsuki_pp_py", reason="it has no wheels for newer versions of Python")

    assert world_asked({**NOTHING, "world": world_file, "pp_engine": "akatsuki"}).pp_engine == "akatsuki"


def test_without_options_it_is_the_default_world() -> None:
    world = world_asked(NOTHING)

    player = world.players.get(3)
    assert player
    assert (player.name, len(world.players.rows)) == ("User", 61)


def test_a_generated_world_is_of_the_sizes_that_are_asked_for() -> None:
    world = world_asked({**NOTHING, "seed": 5, "players": 4, "beatmapsets": 2, "scores_per_player": "3..3"})

    assert (len(world.players.rows), len(world.scores.rows), world.seed) == (5, 12, 5)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "the default world"),
        ({"pp_engine": "rosu"}, "the default world"),
        ({"seed": 0}, "a generated world"),
        ({"players": 0}, "a generated world"),
        ({"beatmapsets": 0}, "a generated world"),
        ({"scores_per_player": "5"}, "a generated world"),
        ({"world": Path("some") / "finals.json", "seed": 5}, "finals.json"),
    ],
)
def test_worlds_are_called_after_where_they_come_from(given: dict[str, object], name: str) -> None:
    assert name_of({**NOTHING, **given}) == name  # type: ignore[typeddict-item]  # some of the options


def test_a_mistake_is_raised_before_the_world_is_made() -> None:
    with pytest.raises(Mistake, match="no pp engine"):
        world_asked({**NOTHING, "players": 5, "pp_engine": "none"})


@pytest.mark.parametrize("command", ["export", "serve"])
def test_help_tells_of_every_option(command: str) -> None:
    ended = run(command, "--help")

    assert ended.exit_code == 0
    assert [option for option in ("--world", *TINY[::2], "--pp-engine") if option not in ended.stdout] == []
