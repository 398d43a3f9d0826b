"""docs/how-to/github-actions.md: its workflows are read, and their commands are run as a runner does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from msgspec import json

from tests.pages import blocks

WORKFLOWS: Final[dict[str, dict[Any, Any]]] = {
    block.file: yaml.safe_load(block.text) for block in blocks("github-actions")
}
NAMES: Final = [".github/workflows/tests.yml", ".github/workflows/site.yml", ".github/workflows/scenarios.yml"]
ASKS: Final = """#!/bin/sh
test "$1" = ci || exec curl --silent --fail "$API/v1/get_player_count"
"""
"""What stands for npm: its tests ask the server that the step before has started."""
NOTHING: Final = "#!/bin/sh\n"
TEST: Final = "def test_count(bancho):\n    assert bancho.get('/get_player_count').status == 200\n"
SCENARIO: Final = "mockbancho: 1\ntitle: Nobody\ntimeline: []\n"


class Runner:
    """Runs the commands of a job, step by step, in processes that it can end together."""

    def __init__(self, folder: Path) -> None:
        """Take where, and put what stands for programs of others before the real ones."""
        self._folder = folder
        self._groups: list[int] = []
        self._variables, self.summary = folder / "variables", folder / "summary"
        for name, program in (("pip", NOTHING), ("npm", ASKS)):
            (folder / name).write_text(program)
            (folder / name).chmod(0o755)

    def run(self, name: str) -> str:
        """Run all commands of a workflow's only job, and return what the last one printed."""
        (job,) = WORKFLOWS[name]["jobs"].values()
        return [self._run(step["run"]) for step in job["steps"] if "run" in step][-1]

    def end(self) -> None:
        """End what was started in the background."""
        for group in self._groups:
            try:
                os.killpg(group, signal.SIGTERM)
            except ProcessLookupError:
                continue

    def _run(self, script: str) -> str:
        output = self._folder / "output"
        with output.open("w") as file:
            step = subprocess.Popen(
                ["/bin/bash", "-e", "-c", script],
                cwd=self._folder,
                env=self._environment(),
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._groups.append(step.pid)
        assert step.wait(60) == 0, output.read_text()
        return output.read_text()

    def _environment(self) -> dict[str, str]:
        """Return the variables of a step, with those that earlier ones have set."""
        lines = self._variables.read_text().splitlines() if self._variables.exists() else []
        path = os.pathsep.join((str(self._folder), str(Path(sys.executable).parent), os.environ["PATH"]))
        own = {"PATH": path, "GITHUB_ENV": str(self._variables), "GITHUB_STEP_SUMMARY": str(self.summary)}
        return {**os.environ, **own, **dict(line.split("=", 1) for line in lines)}


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    runner = Runner(tmp_path)
    yield runner
    runner.end()


def test_the_workflows_are_these() -> None:
    assert list(WORKFLOWS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_has_what_every_one_needs(name: str) -> None:
    workflow = WORKFLOWS[name]
    (job,) = workflow["jobs"].values()

    assert set(workflow) == {"name", True, "permissions", "jobs"}  # what PyYAML takes `on` for
    assert set(job) == {"runs-on", "steps"}
    assert [step for step in job["steps"] if ("run" in step) == ("uses" in step)] == []
    assert set().union(*job["steps"]) <= {"name", "if", "uses", "with", "run"}


def test_the_tests_tell_what_they_have_met(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_default_fixture_loop_scope = function\n")

    runner.run(NAMES[0])

    assert "get_player_count" in runner.summary.read_text()


def test_the_server_answers_the_steps_that_follow(runner: Runner, tmp_path: Path) -> None:
    printed = runner.run(NAMES[1])

    (call,) = [json.decode(line) for line in (tmp_path / "mockbancho.log").read_text().splitlines()]
    assert json.decode(printed)["status"] == "success"
    assert (call["path"], call["status"]) == ("/v1/get_player_count", 200)


def test_scenarios_are_checked(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "nobody.yaml").write_text(SCENARIO)

    assert runner.run(NAMES[2]) == "scenarios/nobody.yaml: 0s, 0 events, 0 expectations, 0 not met.\n"
