"""The stub of `bancho.create` is current, and a downstream project type-checks with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import stubs

ROOT = Path(__file__).parent.parent.parent
USE = """
from mockbancho import Bancho

bancho = Bancho()
aika = bancho.create.player(name="Aika", country="jp", restricted=True)
number: int = bancho.create.score(aika, "Opener", accuracy=98.7, mods="HDDT", mode="osu").n300
bancho.create.match(host="Aika", players=[aika, 4], team_type="team_vs")
bancho.calls.get_player_info(id=3).once().before(bancho.calls.get_replay(include_headers=True))
bancho.create.player(contry="jp")
bancho.calls.get_player_info(nam="Aika")
"""


def test_the_stub_is_current() -> None:
    assert stubs.main(["--check"]) == 0


def test_a_stub_that_is_out_of_date_is_told_of_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stubs, "FILE", tmp_path / "doors.pyi")

    assert stubs.main(["--check"]) == 1
    assert stubs.main([]) == 0
    assert stubs.main(["--check"]) == 0


def test_downstream_code_is_checked_by_the_stub(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(USE, "utf-8")
    mypy = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "use.py"]

    path = {"MYPYPATH": os.pathsep.join((str(ROOT / "typings"), str(ROOT)))}  # what a wheel has in one place

    done = subprocess.run(mypy, capture_output=True, text=True, check=False, cwd=tmp_path, env=os.environ | path)

    unexpected = "error: Unexpected keyword argument"
    assert done.stdout.splitlines()[0] == (
        f'use.py:9: {unexpected} "contry" for "player" of "Create"; did you mean "country"?  [call-arg]'
    )
    assert f'use.py:10: {unexpected} "nam" for "get_player_info" of "Calls"; did you mean "name"?  [call-arg]' in (
        done.stdout.splitlines()
    )
    assert "Found 2 errors in 1 file" in done.stdout
