"""Long work is told of on standard error: by a bar on a terminal, else by lines; short work is not, nor with --quiet."""

from __future__ import annotations

import os
import pty
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from mockbancho.cli import main
from mockbancho.cli.progress import WORTH_TELLING, progress_of
from mockbancho.cli.worlds import world_asked
from tests.cli.running import run
from tests.cli.test_world_options import NOTHING

SIZES = ("--players", "20", "--beatmapsets", "2", "--scores-per-player", "1")


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten players are long work."""
    monkeypatch.setitem(WORTH_TELLING, "players", 10)


class Terminal:
    """A terminal that stands for standard error while a `with` block lasts, and what it was shown in it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take what exchanges standard error."""
        self._patch = monkeypatch
        self._read = bytearray()

    def __enter__(self) -> None:
        """Open it."""
        self._ours, theirs = pty.openpty()
        self._stream = os.fdopen(theirs, "w")
        self._reader = Thread(target=self._listen)
        self._reader.start()
        self._patch.setattr(sys, "stderr", self._stream)

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._patch.undo()
        self._stream.close()
        self._reader.join()
        os.close(self._ours)

    def _listen(self) -> None:
        with suppress(OSError):  # how Linux tells that the other end is closed
            while read := os.read(self._ours, 4096):
                self._read += read

    @property
    def shown(self) -> str:
        """Everything that it was shown, without colours and moves of the cursor."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self._read.decode())


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with pytest.MonkeyPatch.context() as patch:
        yield Terminal(patch)


def test_without_a_terminal_each_tenth_is_a_line(long: None, tmp_path: Path) -> None:
    ended = run("export", *SIZES, "-o", tmp_path / "world.json")

    assert (ended.exit_code, ended.stdout) == (0, "")
    assert ended.stderr.splitlines() == [f"players: {done} of 20" for done in range(2, 21, 2)]


def test_short_work_is_not_told_of(tmp_path: Path) -> None:
    ended = run("export", *SIZES, "-o", tmp_path / "world.json")

    assert (ended.exit_code, ended.stderr) == (0, "")


def test_work_is_long_from_so_much_on() -> None:
    assert WORTH_TELLING == {"beatmapsets": 100, "players": 500, "files": 500}


def test_numbers_are_written_so_that_they_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_of() as tell:
        assert tell
        for done in (1, 1_999, 2_000, 2_001, 20_000):
            tell("players", done, 20_000)
        tell("scores", 1, 1)
        tell("players", 499, 499)

    assert capsys.readouterr().err.splitlines() == ["players: 2,000 of 20,000", "players: 20,000 of 20,000"]


def test_writing_many_files_is_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(WORTH_TELLING, "files", 2)

    ended = run("export", "--players", "1", "--beatmapsets", "1", "--files", tmp_path)

    count = len(list(tmp_path.iterdir()))
    assert ended.stderr.splitlines() == [
        *(f"files: {done} of {count}" for done in range(1, count + 1)),
        f"{tmp_path}: {count} files of {count} beatmaps",
    ]


def test_a_world_that_is_read_is_not_told_of(long: None, tmp_path: Path) -> None:
    run("export", *SIZES, "-o", tmp_path / "world.json")

    ended = run("export", "--world", tmp_path / "world.json", "-o", tmp_path / "again.json")

    assert ended.stderr == ""


def test_a_terminal_is_shown_a_bar(long: None, terminal: Terminal, tmp_path: Path) -> None:
    with terminal:
        main.main(["export", *SIZES, "-o", str(tmp_path / "world.json")], standalone_mode=False)

    assert re.search(r"players .*━.* 20/20", terminal.shown)
    assert "beatmapsets" not in terminal.shown
    assert "players: " not in terminal.shown


def test_a_terminal_is_shown_nothing_of_short_work(terminal: Terminal, tmp_path: Path) -> None:
    with terminal:
        main.main(["export", *SIZES, "-o", str(tmp_path / "world.json")], standalone_mode=False)

    assert terminal.shown == ""


def test_a_bar_is_left_in_order_when_the_work_is_broken_off(long: None, terminal: Terminal) -> None:
    with terminal, pytest.raises(KeyboardInterrupt), progress_of() as tell:  # noqa: PT012  # it is raised in there
        assert tell
        tell("players", 3, 20)
        raise KeyboardInterrupt

    assert "3/20" in terminal.shown
    assert terminal.shown.endswith("\n")


def test_quiet_is_quiet(long: None, capsys: pytest.CaptureFixture[str]) -> None:
    world_asked({**NOTHING, "players": 20, "beatmapsets": 1, "scores_per_player": "1"}, quiet=True)

    assert capsys.readouterr().err == ""


def test_quiet_is_quiet_on_a_terminal_too(long: None, terminal: Terminal) -> None:
    with terminal:
        world_asked({**NOTHING, "players": 20, "beatmapsets": 1, "scores_per_player": "1"}, quiet=True)

    assert terminal.shown == ""
