"""`docs/how-to/scenarios.md` is true: its files are written, its commands are run, and print what it says."""

from __future__ import annotations

import re
import shlex
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from mockbancho.cli import main
from mockbancho.options import CHECKS
from mockbancho.scenario.director import Director
from mockbancho.scenario.library import names
from tests.test_how_to_pytest import BLOCK, FILE, Block, write
from tests.test_how_to_pytest import run as run_pytest

pytest_plugins = ["pytester"]

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = (ROOT / "docs" / "how-to" / "scenarios.md").read_text("utf-8")
README: Final = (ROOT / "README.md").read_text("utf-8")


def blocks() -> list[Block]:
    """Every block of the page, in order."""
    named = [(FILE.search(match["before"]), match) for match in BLOCK.finditer(PAGE)]
    return [Block(file[1] if file else "", match["language"], match["text"]) for file, match in named]


def run(project: pytest.Pytester, block: Block) -> None:
    """Run a block's command, which must print its lines in this order; `…` stands for anything."""
    command, *expected = block.text.splitlines()
    program, *arguments = shlex.split(command.removeprefix("$ "))
    if program == "pytest":
        run_pytest(project, block)
        return
    assert program == "mockbancho"
    printed = iter(CliRunner().invoke(main, arguments).output.splitlines())
    for line in expected:
        pattern = line.replace("[", "[[]").replace("?", "[?]").replace("…", "*")
        assert any(fnmatchcase(each, pattern) for each in printed), f"{command} did not print: {line}"


def test_every_block_is_a_file_or_a_command() -> None:
    assert PAGE.count("\n```") == 2 * len(blocks())
    assert [block for block in blocks() if not block.file and block.language != "console"] == []


def test_the_page_is_true(pytester: pytest.Pytester) -> None:
    for block in blocks():
        (write if block.file else run)(pytester, block)


def test_every_test_file_of_the_page_is_run() -> None:
    files = {block.file for block in blocks() if block.file.startswith("test_")}
    commands = " ".join(block.text for block in blocks() if block.language == "console")

    assert {file for file in files if f"{file}\n" not in commands} == set()


@pytest.mark.parametrize("name", ["advance", "advance_to", "step", "run_until", "seek"])
def test_every_way_through_time_is_in_the_table(name: str) -> None:
    assert hasattr(Director, name)
    assert f"\n| `bancho.{name}(" in PAGE


@pytest.mark.parametrize("name", ["scenario", "at", "clock", "speed"])
def test_every_option_about_scenarios_is_shown(name: str) -> None:
    assert name in CHECKS
    assert re.search(rf"\b{name}=", PAGE)


def test_the_scenario_of_the_readme_is_what_it_says(tmp_path: Path) -> None:
    (spelled,) = re.findall(r"^```yaml\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    file = tmp_path / "duel.yaml"
    file.write_text(spelled)

    checked = CliRunner().invoke(main, ["check", str(file)])

    assert (checked.exit_code, "1 expectation, 0 not met" in checked.output) == (0, True)


def test_the_bundled_scenarios_are_listed() -> None:
    assert "\n".join(names()) in PAGE
