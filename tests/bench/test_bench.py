"""The benchmark runs: every section, in the smallest size. What it measures is never tested."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bench.__main__ import SECTIONS
from bench.generator import DENSE, alike, build, rows, sixty
from bench.questions import questions
from mockbancho.api.app import Api
from mockbancho.contract import ANY
from mockbancho.transports.direct import call

if TYPE_CHECKING:
    from bench.generator import Plan

pytestmark = pytest.mark.unmeasured

ROOT = Path(__file__).resolve().parent.parent.parent
MEASURED = {
    "requests": ["requests: requests per second as a part of the floor's"],
    "calls": ["calls: microseconds of processor time of an in-process call"],
    "worlds": [
        "worlds: building, 40 scores a player, 20 a beatmap",
        "worlds: microseconds of a fork and of the first write after it, 40 scores a player, 20 a beatmap",
        "worlds: median microseconds of a new question, 40 scores a player, 20 a beatmap",
        "worlds: building, 60 players at every size",
        "worlds: microseconds of a fork and of the first write after it, 60 players at every size",
        "worlds: median microseconds of a new question, 60 players at every size",
    ],
    "generated": [
        "generated: the worlds that tests have",
        "generated: making worlds",
        "generated: median microseconds of a new question",
    ],
    "start": [
        "start: milliseconds from the process to the first 200",
        "start: milliseconds of processor time of an interpreter and an import",
    ],
    "fixtures": [
        "fixtures: milliseconds of processor time of a test",
        "fixtures: milliseconds to open and to close a listener",
        "fixtures: milliseconds of a pytest run that uses no fixture of the plugin",
    ],
}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bench", *arguments], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_prints_its_tables_and_writes_them_as_json(section: str, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"

    done = run(section, "--quick", "--sizes", "1000", "--json", str(file))

    assert done.returncode == 0, done.stderr
    written: dict[str, Any] = json.loads(file.read_text("utf-8"))
    assert [table["title"] for table in written["tables"]] == MEASURED[section]
    assert all(title in done.stdout for title in MEASURED[section])


def test_an_unknown_section_is_named_beside_the_known_ones() -> None:
    done = run("wordls")

    assert done.returncode == 2
    assert "no section wordls; there are: requests, calls, worlds, generated, start, fixtures" in done.stderr


@pytest.mark.parametrize("plan", [DENSE, alike(1_000), sixty(1_200)])
def test_every_question_is_answered_as_expected(plan: Plan) -> None:
    api = Api(build(plan), ANY)
    asked = questions(plan, count=3, limit=10)

    statuses = {(one.name, call(api, "GET", target).status) for one in asked for target in one.targets}

    assert statuses == {(one.name, one.status) for one in asked}


def test_a_plan_gives_the_same_rows_each_time() -> None:
    assert list(rows(alike(1_000))) == list(rows(alike(1_000)))


def test_a_world_has_as_many_scores_as_planned() -> None:
    assert len(build(alike(2_000)).scores.rows) == 2_000
