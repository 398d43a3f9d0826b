"""`docs/how-to/pytest.md` is true: its files are written, its commands are run, and print what it says."""

from __future__ import annotations

import re
import shlex
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, NamedTuple

import pytest

pytest_plugins = ["pytester"]

PAGE: Final = (Path(__file__).parent.parent / "docs" / "how-to" / "pytest.md").read_text("utf-8")
BLOCK: Final = re.compile(r"(?P<before>[^\n]*)\n\n```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
FILE: Final = re.compile(r"`([\w./]+)`:$")
GIVEN: Final = (
    *("-p", "no:hypothesispytest"),
    *("-W", "ignore::pytest.PytestDeprecationWarning"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
"""One plugin takes a second to import, another warns until it is told something; and ours is imported here already."""


class Block(NamedTuple):
    """A block of the page: a command with what it prints, or a file, named at the end of the line before."""

    file: str
    language: str
    text: str


def blocks() -> list[Block]:
    """Every block of the page, in order."""
    found = []
    for match in BLOCK.finditer(PAGE):
        file = FILE.search(match["before"])
        found.append(Block(file[1] if file else "", match["language"], match["text"]))
    return found


def write(project: pytest.Pytester, block: Block) -> None:
    """Write a block's file."""
    path = project.path / block.file
    path.parent.mkdir(exist_ok=True)
    path.write_text(block.text, "utf-8")


def run(project: pytest.Pytester, block: Block) -> None:
    """Run a block's command, which must print its lines in this order; `…` stands for anything."""
    command, *expected = block.text.splitlines()
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "pytest"
    result = project.runpytest_inprocess(*arguments, *GIVEN)
    printed = iter(result.outlines)
    for line in expected:
        pattern = line.replace("[", "[[]").replace("?", "[?]").replace("…", "*")
        assert any(fnmatchcase(each, pattern) for each in printed), f"{command} did not print: {line}\n{result.stdout}"


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


@pytest.mark.parametrize("name", ["bancho", "bancho_url", "make_bancho", "bancho_session"])
def test_every_fixture_is_in_the_table(name: str) -> None:
    assert f"\n| `{name}` | " in PAGE
