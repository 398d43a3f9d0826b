"""The pytest plugin tells, writes and judges what the tests of a run have met of the API."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import Final

import pytest

import mockbancho.bancho  # noqa: F401  # what a run inside this process is the first to import is dropped with it
from tests.projects import configure, passes

pytest_plugins = ["pytester"]

SOURCE: Final = dedent("""
    def test_count(bancho):
        bancho.get("/get_player_count")

    def test_other(make_bancho):
        make_bancho(seed=3).get("/v1/get_clan", id=1)

    def test_fork(bancho):
        with bancho.fork() as fork:
            fork.get("/get_clan", id="one")

    def test_session(bancho_session):
        bancho_session.get("/get_clan", id=1)
""")
TABLE: Final = [
    "endpoint          calls  met                 missing",
    "get_player_count  1      found               fault",
    "get_clan          3      not found, invalid  found, fault",
    "2 of 29 endpoints asked; 3 of the 6 outcomes of these met: 50.0 %",
]


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project whose worlds are empty."""
    configure(pytester, bancho_players=0)
    return pytester


def told(result: pytest.RunResult) -> list[str]:
    """What a run tells of the coverage."""
    lines = result.outlines
    start = next(place for place, line in enumerate(lines) if " mockbancho coverage " in line)
    return [line for line in lines[start + 1 :] if line and not line.startswith("==")]


def test_what_was_met_is_told_at_the_end(project: pytest.Pytester) -> None:
    result = passes(project, SOURCE, "--bancho-coverage", passed=4)

    assert told(result)[:4] == TABLE
    assert told(result)[4].startswith("never asked: get_player_info, get_player_status, ")


def test_nothing_is_told_unless_it_is_asked_for(project: pytest.Pytester) -> None:
    result = passes(project, SOURCE, passed=4)

    result.stdout.no_fnmatch_line("*coverage*")


def test_workers_of_xdist_are_added_up_and_judged_together(project: pytest.Pytester) -> None:
    result = passes(project, SOURCE, "--bancho-coverage-fail-under=50.1", "-n", "2", passed=4)

    assert told(result)[:4] == TABLE
    assert result.ret == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize(("floor", "ret"), [("50", 0), ("50.1", 1), ("0", 0), ("100", 1)])
def test_a_floor_fails_the_run(project: pytest.Pytester, floor: str, ret: int) -> None:
    result = passes(project, SOURCE, f"--bancho-coverage-fail-under={floor}", passed=4)

    assert result.ret == ret
    words = f"FAIL: 50.0 % is less than --bancho-coverage-fail-under={floor}"
    assert (words in told(result)) is bool(ret)


def test_a_run_that_asks_nothing_meets_nothing(project: pytest.Pytester) -> None:
    result = passes(project, "def test_one(): pass\n", "--bancho-coverage-fail-under=1")

    assert told(result) == [
        "no endpoint was asked: 0 %",
        "FAIL: 0.0 % is less than --bancho-coverage-fail-under=1",
    ]
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_floor_is_not_for_a_run_that_only_collects(project: pytest.Pytester) -> None:
    project.makepyfile(SOURCE)

    result = project.runpytest_inprocess("--collect-only", "--bancho-coverage-fail-under=100")

    assert result.ret == pytest.ExitCode.OK


def test_a_run_that_fails_keeps_its_own_exit_code(project: pytest.Pytester) -> None:
    project.makepyfile("def test_one(bancho): raise KeyboardInterrupt")

    result = project.runpytest_inprocess("--bancho-coverage-fail-under=100", no_reraise_ctrlc=True)

    assert result.ret == pytest.ExitCode.INTERRUPTED


def test_it_is_written_as_markdown_and_json(project: pytest.Pytester) -> None:
    files = ("--bancho-coverage-report=reports/api.md", "--bancho-coverage-report=api.json")

    result = passes(project, SOURCE, *files, passed=4)

    assert told(result)[-2:] == ["written: reports/api.md", "written: api.json"]
    assert "| get_clan | 3 | not found, invalid | found, fault |\n" in (project.path / "reports/api.md").read_text()
    assert json.loads((project.path / "api.json").read_text())["endpoints"]["get_clan"] == {
        "calls": 3,
        "met": {"not found": 2, "invalid": 1},
        "missing": ["found", "fault"],
    }


def test_a_file_of_another_kind_ends_the_run(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("--bancho-coverage-report=api.html")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["*: error: argument --bancho-coverage-report: the file's name ends in .json or .md, not 'api.html'"]
    )
