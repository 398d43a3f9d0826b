"""What `make pictures` draws follows from the rows, and without matplotlib it says what to install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mockbancho.generated import default_world
from tools.pictures.facts import Facts


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(default_world())


def test_a_player_grows_to_the_pp_that_the_stats_say(facts: Facts) -> None:
    user = facts.named("User")

    pp = [total for _, total in facts.growth(user, 0)]

    assert pp == sorted(pp)
    assert pp[-1] == next(row.pp for row in facts.stats if (row.id, row.mode) == (user.id, 0))


def test_days_and_failures_count_every_play_once(facts: Facts) -> None:
    user = facts.named("User")
    passed = {(score.userid, score.mode, score.map_md5) for score in facts.scores if score.status}

    assert facts.days(user).total() == sum(score.userid == user.id for score in facts.scores)
    assert facts.failures_before_passing().total() == len(passed)
    assert facts.mods().total() == sum(map(len, facts.by_mode().values()))


def test_without_matplotlib_it_says_what_to_install() -> None:
    script = (
        "import importlib.util as found; find = found.find_spec;"
        "found.find_spec = lambda name: None if name == 'matplotlib' else find(name);"
        "from tools.pictures.__main__ import main; main()"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[1])

    assert done.returncode == 1
    assert done.stderr == ("the picture needs matplotlib: .venv/bin/pip install -c constraints.txt --group pictures\n")
