"""`mockbancho explain`: why a request is answered as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mockbancho.cli.explaining import print_in_colours
from mockbancho.explaining.explained import Explained, Hint, Listed, Step
from mockbancho.world.world import World
from tests.cli.running import TINY, run
from tests.rows import player, restricted_player, stats

TOLD = Explained(
    request="GET /get_leaderboard?mode=4&country=de",
    status=200,
    says="an empty list",
    why=("Mira (player 7) is restricted: this endpoint hides them",),
    lists=(
        Listed(
            about="stats",
            considered=5,
            steps=(Step("the mode is osu_relax", 0, 0), Step("the player's country is de", 5, 5)),
            found=0,
            first=0,
            shown=0,
        ),
    ),
    instead=(Hint("/get_leaderboard?mode=4", "5 rows, without country"),),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A world file with a player, and one who is hidden."""
    path = tmp_path / "world.json"
    World.build((player(3, name="Aika"), restricted_player(7, name="Mira"), stats(7, pp=9))).save(path)
    return path


def test_it_prints_the_explanation(file: Path) -> None:
    ended = run("explain", "/get_leaderboard?mode=0", "--world", file)

    assert (ended.exit_code, ended.stderr) == (0, "")
    assert ended.stdout.splitlines() == [
        "GET /get_leaderboard?mode=0",
        "200: an empty list",
        "* Mira (player 7) is restricted: this endpoint hides them",
        "",
        "stats: 1",
        "  -0  unless the mode is osu",
        "  -0  unless the player has a row",
        "  -1  unless the player is not restricted   (1 without this)",
        "  -0  unless pp is above 0",
        "  = 0",
    ]


def test_it_prints_json(file: Path) -> None:
    ended = run("explain", "/get_player_info?id=4&scope=info", "--world", file, "--json")

    assert json.loads(ended.stdout) == {
        "request": "GET /get_player_info?id=4&scope=info",
        "status": 404,
        "says": "Player not found.",
        "why": ["no player has the id 4"],
        "lists": [],
        "instead": [
            {"path": "/get_player_info?id=3&scope=info", "why": "player 3 exists"},
            {"path": "/get_player_info?id=7&scope=info", "why": "player 7 exists"},
        ],
    }


def test_a_generated_world_and_another_contract() -> None:
    ended = run("explain", "/get_player_count", *TINY, "--contract", "5.3")

    assert ended.exit_code == 0
    assert "this path is one of contract any and 4.3.2, not of contract 5.3" in ended.stdout


def test_a_moment_of_a_scenario() -> None:
    before, during = (
        run("explain", "/get_match?id=4", "--scenario", "tournament_finals", "--at", at) for at in ("0s", "10m")
    )

    assert [ended.stdout.splitlines()[1] for ended in (before, during)] == [
        "404: Match not found.",
        "200: found, and nothing is odd about it",
    ]


def test_a_key_and_a_method(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    World.build((player(3, name="Aika", api_key="a-key"),)).save(path)

    ended = run("explain", "/set_avatar", "--method", "PUT", "--key", "a-key", "--world", path)

    assert "200: set_avatar changes the account of Aika, if what is sent is fine" in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["get_match"], "'get_match' is no path; give one such as /get_player_info?id=3&scope=all"),
        (["/get_match", "--at", "5m"], "--at is for a scenario"),
        (
            ["/get_match", "--scenario", "quiet_evening", "--players", "3"],
            "--players: the scenario says which world it plays in",
        ),
        (["/get_match", "--scenario", "quiet_evning"], "quiet_evening"),
        (["/get_match", "--contract", "5.4"], "unknown contract '5.4'"),
    ],
)
def test_mistakes_are_told_in_a_sentence(arguments: list[str], said: str) -> None:
    ended = run("explain", *arguments)

    assert ended.exit_code == 2
    assert said in ended.stderr


def test_on_a_terminal_it_is_printed_as_tables(capsys: pytest.CaptureFixture[str]) -> None:
    print_in_colours(TOLD)

    shown = capsys.readouterr().out
    for part in ("an empty list", "Mira (player 7)", "stats: 5", "osu_relax", "Try instead", "5 rows, without country"):
        assert part in shown


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no terminals to open")
def test_a_terminal_gets_the_tables(file: Path) -> None:
    master, terminal = os.openpty()
    command = [sys.executable, "-m", "mockbancho", "explain", "/get_leaderboard", "--world", str(file)]

    subprocess.run(command, stdout=terminal, stdin=subprocess.DEVNULL, timeout=60, check=True)
    os.close(terminal)

    assert "┃" in os.read(master, 100_000).decode()
    os.close(master)
