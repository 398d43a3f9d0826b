"""Projects that use the pytest plugin: each is written, run inside this process, and has to pass or to fail with words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.options import CHECKS
from mockbancho.world.files.writing import save_file
from mockbancho.world.world import World
from tests.rows import player

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

PLAIN: Final = "--strict-markers -p no:asyncio -p no:hypothesispytest"
"""What every run here is given: one plugin warns unless told something, another takes a second to import."""
KNOWN: Final = f"Known: {', '.join(CHECKS)}"
ROW: Final = "from mockbancho.records import Player\nAIKA = Player(id=3, name='Aika', safe_name='aika')\n"


def configure(project: pytest.Pytester, **options: object) -> None:
    """Write the ini file anew, with options of ours."""
    lines = "".join(f"{name} = {value}\n" for name, value in options.items())
    project.makeini(f"[pytest]\naddopts = {PLAIN}\n{lines}")


def save_world(project: pytest.Pytester, name: str, *ids: int) -> Path:
    """Write a world of players into the project."""
    path = project.path / name
    path.parent.mkdir(exist_ok=True)
    save_file(World.build([player(id_) for id_ in ids]), path)
    return path


def passes(project: pytest.Pytester, source: str, *arguments: str, passed: int = 1) -> pytest.RunResult:
    """Run a test module, all of whose tests must pass."""
    project.makepyfile(test_it=f"import pytest\n{ROW}{source}")
    result = project.runpytest_inprocess(*arguments)
    result.assert_outcomes(passed=passed)
    return result


def fails_with(project: pytest.Pytester, source: str, words: str, *arguments: str, outcomes: Mapping[str, int]) -> None:
    """Run a test module that must fail with these words, and without a traceback through our code."""
    project.makepyfile(test_it=f"import pytest\n{source}")
    result = project.runpytest_inprocess(*arguments)
    result.assert_outcomes(**outcomes)
    assert words in result.outlines, result.stdout
    result.stdout.no_fnmatch_line("*mockbancho/plugin/*")
    result.stdout.no_fnmatch_line("*Traceback*")
