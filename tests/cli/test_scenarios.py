"""`mockbancho scenarios` and `mockbancho schema`."""

from __future__ import annotations

import json
from pathlib import Path

from mockbancho.scenario.library import find_scenario, names
from mockbancho.scenario.schema import schema
from mockbancho.world.durations import told
from tests.cli.running import run
from tests.scenario.given import filed


def test_each_is_listed_with_its_title_its_length_and_what_it_is_about() -> None:
    ended = run("scenarios")

    assert ended.exit_code == 0
    heads = [line for line in ended.stdout.splitlines() if not line.startswith(" ")]
    found = {name: find_scenario(name) for name in names()}
    assert heads == [f"{name}  {each.title}, {told(each.length)}" for name, each in found.items()]
    shown = " ".join(ended.stdout.split())
    assert all(" ".join(each.about.split()) in shown for each in found.values())
    assert max(map(len, ended.stdout.splitlines())) <= 100


def test_names_alone_are_one_a_line_for_other_programs() -> None:
    ended = run("scenarios", "--names")

    assert (ended.exit_code, ended.stdout.split("\n")) == (0, [*names(), ""])


def test_those_of_a_folder_are_listed_too_and_a_wrong_one_does_not_hide_the_others(tmp_path: Path) -> None:
    filed(tmp_path, my_evening="title: Mine\nabout: Nothing happens.\n", my_draft="titel: a\ntimeline: 5\n")

    ended = run("scenarios", "--scenarios", tmp_path)

    lines = ended.stdout.splitlines()
    at = lines.index("my_draft  wrong")
    assert ended.exit_code == 0
    told = lines[at + 1 : lines.index("    All of it: mockbancho check my_draft")]
    assert " ".join(told).split() == (
        f"{tmp_path}/my_draft.yaml:2:1: unknown key 'titel'; did you mean 'title'?".split()
    )
    assert lines[lines.index("my_evening  Mine, without an end") + 1] == "    Nothing happens."
    assert {line.split("  ")[0] for line in lines if not line.startswith(" ")} == {*names(), "my_evening", "my_draft"}


def test_a_scenario_that_says_nothing_of_itself_is_listed_by_its_name(tmp_path: Path) -> None:
    filed(tmp_path, bare="")

    ended = run("scenarios", "--scenarios", tmp_path)

    assert "\nbare  without an end\n" in f"\n{ended.stdout}"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    ended = run("scenarios", "--scenarios", tmp_path / "none")

    assert (ended.exit_code, ended.stdout) == (2, "")
    assert f"{tmp_path}/none" in ended.stderr.replace("\n", "")


def test_the_schema_is_printed_as_json() -> None:
    ended = run("schema")

    assert (ended.exit_code, json.loads(ended.stdout)) == (0, schema())
