"""`mockbancho play`: a scenario in the terminal, as lines, step by step, and on a screen."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path
from select import select
from time import monotonic

import pytest
from rich.console import Console

from mockbancho import clock
from mockbancho.cli import playing, screen
from mockbancho.scenario.director import Director
from mockbancho.scenario.library import find_scenario
from mockbancho.scenario.model import Scenario
from mockbancho.scenario.reading import read_scenario
from mockbancho.scenario.stage import stage
from tests.cli.running import run
from tests.scenario.given import filed

EVENING = """
title: Evening
world: {players: 0}
cast:
  aika: {player: {name: Aika}}
  ben: {player: {name: Ben}}
  opener: {beatmap: {mode: osu, title: Opener, version: "[Hard] /x", artist: Lumen, total_length: 60}}
timeline:
  - {at: 5s, go_online: {player: aika}}
  - {at: 5s, go_online: {player: ben}}
  - {at: 1m30s, play_beatmap: {player: aika, beatmap: opener, passed: true, accuracy: 97}}
  - {at: 1h0m2s, go_offline: {player: ben}}
"""
LINES = [
    "0:00:05  player online: Aika",
    "0:00:05  player online: Ben",
    "0:01:30  play started: Aika, Lumen - Opener [[Hard] /x]",
]


@pytest.fixture
def evening(tmp_path: Path) -> Path:
    return filed(tmp_path, evening=EVENING)


class Watch:
    """The machine's time, which passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    found = Watch()
    monkeypatch.setattr(playing, "sleep", found.sleep)
    monkeypatch.setattr(clock, "monotonic", lambda: found.now)
    return found


def test_without_a_terminal_each_event_is_a_line_and_nobody_waits(evening: Path, watch: Watch) -> None:
    ended = run("play", evening)

    lines = ended.stdout.splitlines()
    assert (ended.exit_code, watch.slept) == (0, [])
    assert lines[:3] == LINES
    assert lines[-1] == "1:00:02  player offline: Ben"
    assert re.fullmatch(
        r"0:02:30  score submitted: Aika, Lumen - Opener \[\[Hard] /x], [\d.]+ %, \d+pp, [A-Z]+", lines[3]
    )
    assert ended.stderr == f"Evening: 1h2s, {len(lines)} events.\n"


def test_with_a_speed_the_lines_come_as_time_passes(evening: Path, watch: Watch) -> None:
    ended = run("play", evening, "--speed", "60", "--until", "2m")

    assert ended.stdout.splitlines() == LINES
    assert sum(watch.slept) == pytest.approx(2, abs=0.2)  # two minutes, sixty times as fast


def test_until_ends_it_earlier_or_later(evening: Path) -> None:
    earlier, later = run("play", evening, "--until", "5s"), run("play", evening, "--until", "2h")

    assert earlier.stdout.splitlines() == LINES[:2]
    assert later.stderr.startswith("Evening: 2h, ")


def test_another_seed_is_another_evening() -> None:
    usual, same, other = (run("play", "quiet_evening", *seed).stdout for seed in ([], [], ["--seed", "8"]))

    assert usual == same
    assert usual != other


def test_what_happened_before_a_step_that_fails_is_told_first(tmp_path: Path) -> None:
    path = filed(tmp_path, evening=f"{EVENING}  - {{at: 3m, go_online: {{player: aika}}}}\n")

    ended = run("play", path)

    assert ended.exit_code == 2
    assert ended.stdout.splitlines()[:3] == LINES
    assert ended.stderr.startswith(
        f"mockbancho: {path}:14:5: timeline[4]: at 3m, go_online: player 3, 'Aika', is online; "
    )


def test_step_by_step_it_waits_for_enter_after_what_happened(evening: Path) -> None:
    command = [sys.executable, "-m", "mockbancho", "play", str(evening), "--step", "--until", "2m"]

    ended = subprocess.run(command, input="\n\n\n\n", capture_output=True, text=True, check=False)

    assert (ended.returncode, [line for line in ended.stdout.splitlines() if line.strip()]) == (0, LINES)


def test_the_end_of_what_is_typed_ends_it(evening: Path) -> None:
    command = [sys.executable, "-m", "mockbancho", "play", str(evening), "--step"]

    ended = subprocess.run(command, input="\n", capture_output=True, text=True, check=False)

    assert ended.returncode == 0
    assert [line for line in ended.stdout.splitlines() if line.strip()] == LINES
    assert ended.stderr.endswith("Evening: 1m30s, 3 events.\n")


@pytest.mark.parametrize(
    ("options", "mistake"),
    [
        (
            ["--until", "soon"],
            (
                "mockbancho: --until: a duration is such as '90s', '1m30s', '2h' or '100ms', its units from large to small; "
                "got 'soon'\n"
            ),
        ),
        (["--until", "-5"], None),
        (["--speed", "0"], None),
        (["--speed", "fast"], None),
        (["--seed", "seven"], None),
    ],
)
def test_options_that_cannot_be_are_refused(evening: Path, options: list[str], mistake: str | None) -> None:
    ended = run("play", evening, *options)

    assert (ended.exit_code, ended.stdout) == (2, "")
    assert mistake in (None, ended.stderr)
    assert options[0] in ended.stderr


def test_seconds_are_a_duration_too(evening: Path) -> None:
    assert run("play", evening, "--until", "5").stdout.splitlines() == LINES[:2]


def test_a_scenario_without_an_end_asks_for_one(tmp_path: Path) -> None:
    path = filed(
        tmp_path, life="world: {players: 5, beatmapsets: 2, scores_per_player: 2}\nambient: {players_online: 3}\n"
    )

    endless, ended = run("play", path), run("play", path, "--until", "1m")

    assert (endless.exit_code, endless.stderr) == (
        2,
        f"mockbancho: {path} has no end of its own; say when to stop, such as --until 10m\n",
    )
    assert ended.exit_code == 0
    assert "player online" in ended.stdout


def screened(scenario: Scenario, after: str) -> str:
    """Return what is on the screen after so much time."""
    director = Director(stage(scenario))
    director.advance(after)
    console = Console(file=StringIO(), width=160, height=60, color_system=None)
    with console.capture() as captured:
        console.print(screen._shown(scenario, director, scenario.length))
    return captured.get()


def test_the_screen_shows_the_time_what_happens_who_is_online_and_what_they_do(evening: Path) -> None:
    shown = screened(read_scenario(evening), "2m")

    assert "Evening   0:02:00 of 1:00:02   2024-07-01 12:02:00" in shown
    assert "2 online" in shown
    assert re.search(r"Aika +playing Lumen - Opener \[\[Hard\] /x\]", shown)
    assert re.search(r"Ben +idle", shown)
    assert "0:01:30  play started: Aika, Lumen - Opener" in shown
    assert "none is open" in shown


def test_the_screen_shows_matches_with_their_players_and_what_they_are_at() -> None:
    shown = screened(find_scenario("tournament_finals"), "6m")

    assert "RED vs BLU: Finals, playing: " in shown
    assert re.search(r"Aika \(host\) +playing", shown)
    assert re.search(r"Boris +playing", shown)


def _listen_to_control_c() -> None:
    """Undo what a shell does to what it runs in the background: it, and all that it starts, ignore Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class OnTerminal:
    """`mockbancho` on a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        self.terminal, inside = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", "LINES": "30"}
        command = [sys.executable, "-m", "mockbancho", *arguments]
        self.process = subprocess.Popen(
            command, stdin=inside, stdout=inside, stderr=inside, env=environment, preexec_fn=_listen_to_control_c
        )
        os.close(inside)
        self.seen = ""

    def until(self, wanted: str) -> None:
        """Read until something is there."""
        ends = monotonic() + 20
        while wanted not in self.seen:
            assert monotonic() < ends, self.seen[-2000:]
            self._read()

    def end(self) -> int:
        """Read what is left, and return the exit code."""
        while self._read():
            pass
        os.close(self.terminal)
        return self.process.wait(10)

    def _read(self) -> bool:
        assert select([self.terminal], [], [], 20)[0], self.seen[-2000:]
        try:
            found = os.read(self.terminal, 65_536)
        except OSError:  # the other end is closed
            return False
        self.seen += found.decode(errors="replace")
        return bool(found)


def test_on_a_terminal_it_plays_on_a_screen_and_tells_at_the_end_what_it_was(evening: Path) -> None:
    terminal = OnTerminal("play", str(evening), "--speed", "100000")

    assert terminal.end() == 0
    assert "\x1b[?1049h" in terminal.seen  # a screen of its own
    assert "Aika" in terminal.seen
    assert terminal.seen.rstrip().endswith("events.")
    assert "Evening: 1h2s, " in terminal.seen.rpartition("\x1b[?1049l")[2]


def test_control_c_ends_it_on_a_terminal(evening: Path) -> None:
    terminal = OnTerminal("play", str(evening), "--speed", "1")
    terminal.until("Evening")

    terminal.process.send_signal(signal.SIGINT)

    assert terminal.end() == 0
    assert "Traceback" not in terminal.seen
    assert "\x1b[?1049l" in terminal.seen  # the screen from before is back
    assert "Evening: " in terminal.seen.rpartition("\x1b[?1049l")[2]
