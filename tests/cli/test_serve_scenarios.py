"""`mockbancho serve` of a world that moves: by a scenario, by itself, or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest

from mockbancho import Mistake, clock
from mockbancho.cli.motion import WAITS, Motion
from mockbancho.cli.worlds import Asked
from mockbancho.world.world import World
from tests import rows
from tests.cli.running import run
from tests.scenario.given import filed
from tests.serving import serving

NOTHING: Asked = {
    "world": None,
    "seed": None,
    "players": None,
    "beatmapsets": None,
    "scores_per_player": None,
    "pp_engine": None,
}
EVENING = """
title: A short evening
seed: 5
world: {players: 0}
cast: {aika: {player: {name: Aika}}}
timeline:
  - {at: 1m, go_online: {player: aika}}
  - {at: 10m, go_offline: {player: aika}}
"""


@pytest.fixture
def evening(tmp_path: Path) -> Path:
    return filed(tmp_path, evening=EVENING)


class Machine:
    """A machine whose time passes only when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    found = Machine()
    monkeypatch.setattr(clock, "monotonic", lambda: found.seconds)
    monkeypatch.setattr(clock, "wall_clock", lambda: clock.START + 500 * clock.DAY + 7 * clock.SECOND)
    return found


class Serving:
    """A world as `serve` moves it."""

    def __init__(self, machine: Machine, scenario: Path | None, asked: Asked = NOTHING, **options: object) -> None:
        usual: dict[str, Any] = {"speed": None, "start_at": None, "loop": False, "still": False}
        motion = Motion(str(scenario) if scenario else None, None, **{**usual, **options})
        motion.check(asked)
        self.machine, self.name = machine, motion.name
        moving = motion.begin(asked, quiet=True)
        self.world, self.catch_up = moving.world, moving.catch_up
        self.began = self.world.now

    def after(self, seconds: float) -> tuple[float, int]:
        """Let the machine's time pass, and return by how much the world moved, and how many are online."""
        self.machine.seconds += seconds
        self.catch_up()
        return (self.world.now - self.began) / clock.SECOND, len(self.world.sessions.visible)


def test_a_scenario_plays_as_time_passes(machine: Machine, evening: Path) -> None:
    served = Serving(machine, evening)

    assert served.name == "A short evening"
    assert [served.after(59), served.after(1), served.after(540)] == [(59, 0), (60, 1), (600, 0)]


def test_a_speed_lets_it_pass_faster(machine: Machine, evening: Path) -> None:
    served = Serving(machine, evening, speed=60)

    assert [served.after(0.75), served.after(0.25), served.after(8)] == [(45, 0), (60, 1), (540, 1)]


def test_it_starts_in_the_middle_if_asked_to(machine: Machine, evening: Path) -> None:
    served = Serving(machine, evening, start_at="5m")

    assert served.began == clock.START + 300 * clock.SECOND
    assert served.after(1) == (1, 1)


def test_in_a_loop_it_begins_again_at_its_end(machine: Machine, evening: Path) -> None:
    served = Serving(machine, evening, loop=True, start_at="9m")

    assert [served.after(59), served.after(1), served.after(60)] == [(59, 1), (-540, 0), (-480, 1)]


def test_the_world_of_a_scenario_has_the_seed_and_the_engine_that_are_asked_for(
    machine: Machine, evening: Path
) -> None:
    usual = Serving(machine, evening).world
    other = Serving(machine, evening, {**NOTHING, "seed": 9}).world

    assert (usual.seed, other.seed) == (5, 9)
    with pytest.raises(Mistake, match=r"^'oppai' is no pp engine; known: rosu, akatsuki$"):
        Serving(machine, evening, {**NOTHING, "pp_engine": "oppai"})


def test_without_a_scenario_the_world_is_of_today_and_lives(machine: Machine) -> None:
    served = Serving(machine, None)
    assert {served.after(0)[0] for _ in range(WAITS + 1)} == {0}
    before = served.world.events.count

    moved, online = served.after(300)

    assert served.began == clock.START + 500 * clock.DAY + 7 * clock.SECOND
    assert (moved, served.name) == (300, None)
    assert online > 5
    assert served.world.events.count > before + 10


def test_a_world_file_stands_still_unless_a_speed_is_given(machine: Machine, tmp_path: Path) -> None:
    World.build([rows.player(3)]).save(tmp_path / "world.json")
    asked: Asked = {**NOTHING, "world": tmp_path / "world.json"}

    still, moving = Serving(machine, None, asked), Serving(machine, None, asked, speed=2)

    assert moving.after(10) == (20, 0)
    assert still.after(50) == (0, 0)


def test_a_still_world_stands(machine: Machine) -> None:
    served = Serving(machine, None, still=True)

    assert (served.after(60)[0], served.world.now) == (0, clock.START)


@pytest.mark.parametrize(
    ("options", "mistake"),
    [
        (["--loop"], "--loop is for a scenario"),
        (["--start-at", "0s"], "--start-at is for a scenario"),
        (["quiet_evening", "--players", "5"], "--players: the scenario says which world it plays in"),
        (["quiet_evening", "--world", "w.json"], "--world: the scenario says which world it plays in"),
        (["quiet_evening", "--scores-per-player", "5"], "--scores-per-player: the scenario says which world it plays"),
        (["quiet_evening", "--still"], "--still is for a world without a scenario and without --speed"),
        (["--still", "--speed", "2"], "--still is for a world without a scenario and without --speed"),
        (["quiet_evening", "--start-at", "soon"], "--start-at: a duration is such as '90s', '1m30s', '2h' or '100ms'"),
        (["quiet_evenin"], "there is no scenario 'quiet_evenin'; did you mean 'quiet_evening'?"),
        (["--speed", "0"], "0.0 is not in the range 0<x<=100000"),
    ],
)
def test_options_that_contradict_each_other_are_refused(options: list[str], mistake: str) -> None:
    ended = run("serve", "--port", "0", *options)

    assert (ended.exit_code, ended.stdout) == (2, "")
    assert mistake in " ".join(ended.stderr.split())


def test_a_scenario_without_an_end_cannot_loop(tmp_path: Path) -> None:
    ended = run("serve", "--port", "0", filed(tmp_path, life="ambient: {}\n"), "--loop")

    assert ended.exit_code == 2
    assert "--loop: this scenario has no end" in ended.stderr


def test_a_start_behind_a_step_that_fails_is_told(tmp_path: Path) -> None:
    path = filed(tmp_path, evening=EVENING.replace("go_offline", "go_online"))

    command = [sys.executable, "-m", "mockbancho", "serve", "--port", "0", str(path), "--start-at", "11m"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(
        f"mockbancho: {path}:9:5: timeline[1]: at 10m, go_online: player 3, 'Aika', is online"
    )


def online(url: str) -> bool:
    return bool(
        httpx.get(f"{url}/get_player_status", params={"name": "Aika"}, timeout=10).json()["player_status"]["online"]
    )


def test_a_served_scenario_moves_while_it_is_asked(evening: Path) -> None:
    with serving(
        None, str(evening), "--speed", "100", "--start-at", "30s", "--loop", "--quiet", "--no-control"
    ) as server:
        page = httpx.get(server.url, headers={"Accept": "text/html"}, timeout=10).text
        ends = monotonic() + 15
        seen = [online(server.url)]
        while set(seen) != {True, False} and monotonic() < ends:
            sleep(0.05)
            seen.append(online(server.url))

    assert "A short evening" in page
    assert set(seen) == {True, False}


def test_a_folder_of_ones_own_is_where_names_are_looked_for(tmp_path: Path) -> None:
    filed(tmp_path, evening=EVENING)

    with serving(None, "evening", "--scenarios", str(tmp_path), "--start-at", "2m", "--quiet") as server:
        assert online(server.url)
