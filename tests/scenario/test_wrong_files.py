"""What is told of wrong scenario files: every mistake at once, each with its place, in the words of wrong-files.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockbancho.errors import Mistake
from mockbancho.scenario.reading import parse_scenario

TABLE = Path(__file__).with_name("wrong-files.txt")
"""Behind `===` a name, below it a file, and behind `--- told` what is told of it."""


def wrong_files() -> dict[str, tuple[str, str]]:
    """Return the files by name, with what is told of each."""
    parts = TABLE.read_text("utf-8").split("=== ")[1:]
    found: dict[str, tuple[str, str]] = {}
    for part in parts:
        name, _, rest = part.partition("\n")
        text, _, told = rest.partition("--- told\n")
        found[name] = text, told.strip()
    return found


@pytest.mark.parametrize(("text", "told"), wrong_files().values(), ids=wrong_files())
def test_a_wrong_file_is_told_all_its_mistakes(text: str, told: str) -> None:
    with pytest.raises(Mistake) as error:
        parse_scenario(text.encode(), "f.yaml")

    assert str(error.value) == told


def test_every_key_of_a_file_is_wrong_somewhere() -> None:
    told = "\n".join(told for _, told in wrong_files().values())

    assert [
        key
        for key in ("title", "seed", "vars", "world", "ambient", "cast", "timeline", "faults", "expect", "include")
        if f": {key}" not in told
    ] == []


def test_of_many_mistakes_the_first_hundred_are_told_and_the_others_counted() -> None:
    text = "mockbancho: 1\ntimeline:\n" + "  - {at: soon, go_online: {player: any}}\n" * 150

    with pytest.raises(Mistake) as error:
        parse_scenario(text.encode(), "f.yaml")

    lines = str(error.value).splitlines()
    assert len(lines) == 101
    assert (lines[0][:12], lines[99][:13]) == ("f.yaml:3:10:", "f.yaml:102:10")
    assert lines[100] == "f.yaml: and 50 more"


def test_a_long_value_is_shortened() -> None:
    with pytest.raises(Mistake) as error:
        parse_scenario(f"mockbancho: 1\nseed: {'x' * 500}\n".encode(), "f.yaml")

    assert str(error.value) == f"f.yaml:2:7: seed: expected a whole number, got '{'x' * 59}…"
