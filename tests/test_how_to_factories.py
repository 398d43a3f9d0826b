"""`docs/how-to/factories.md` is true: its files are written, its commands are run, and print what it says."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final

import pytest
from mockbancho.factories import RowFactory

from tests.test_how_to_pytest import BLOCK, FILE, Block, run, write

pytest_plugins = ["pytester"]

PAGE: Final = (Path(__file__).parent.parent / "docs" / "how-to" / "factories.md").read_text("utf-8")
REFERENCE: Final = (Path(__file__).parent.parent / "docs" / "reference" / "create.md").read_text("utf-8")


def blocks() -> list[Block]:
    """Every block of the page, in order."""
    named = [(FILE.search(match["before"]), match) for match in BLOCK.finditer(PAGE)]
    return [Block(file[1] if file else "", match["language"], match["text"]) for file, match in named]


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


@pytest.mark.parametrize(
    "name", [name for name in dir(import_module("mockbancho.factories")) if name.endswith("Factory")]
)
def test_every_class_is_in_the_reference(name: str) -> None:
    assert f"\n`{name}`: " in REFERENCE or name == RowFactory.__name__
