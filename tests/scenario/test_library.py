"""Scenarios by name and by path."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockbancho.errors import Mistake
from mockbancho.scenario.library import find_scenario, names, spelled_scenario
from mockbancho.scenario.model import Scenario

BUNDLED = names()
EVENING = "mockbancho: 1\ntitle: My evening\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two scenarios of one's own, one of them named like a bundled one, and something else."""
    (tmp_path / "my_evening.yaml").write_text(EVENING)
    (tmp_path / "quiet_evening.yml").write_text("mockbancho: 1\ntitle: My quiet evening\n")
    (tmp_path / "notes.txt").write_text("buy bread")
    (tmp_path / "sub.yaml.d").mkdir()
    return tmp_path


def refused(given: str | Path, folder: Path | None = None) -> str:
    with pytest.raises(Mistake) as error:
        find_scenario(given, folder)
    return str(error.value)


def test_the_names_are_those_that_are_bundled_and_those_of_a_folder(folder: Path) -> None:
    assert {"quiet_evening", "peak_hour", "new_player", "season_of_changes"} <= set(BUNDLED)
    assert names(folder) == sorted([*BUNDLED, "my_evening"])


def test_a_name_is_first_that_of_a_file_in_the_folder(folder: Path) -> None:
    assert find_scenario("my_evening", folder).title == "My evening"
    assert find_scenario("quiet_evening", folder).title == "My quiet evening"
    assert find_scenario("quiet_evening").title == "Quiet evening"
    assert find_scenario("quiet_evening").file == "quiet_evening.yaml"


@pytest.mark.parametrize("as_path", [True, False])
def test_a_path_is_that_of_a_file(folder: Path, *, as_path: bool) -> None:
    given = folder / "my_evening.yaml"

    assert find_scenario(given if as_path else str(given)).title == "My evening"


def test_a_file_here_is_found_also_without_an_ending(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "draft").write_text(EVENING)
    monkeypatch.chdir(folder)

    assert find_scenario("draft").title == "My evening"
    assert find_scenario("my_evening.yaml").title == "My evening"


def test_a_name_that_there_is_not_is_refused_with_the_nearest(folder: Path) -> None:
    known = ", ".join(sorted([*BUNDLED, "my_evening"]))

    assert refused("my_evenin", folder) == (
        f"there is no scenario 'my_evenin'; did you mean 'my_evening'? Known: {known}"
    )
    assert refused("zzz") == f"there is no scenario 'zzz'. Known: {', '.join(BUNDLED)}"


def test_a_folder_is_no_scenario(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)

    wanted = "is a folder; name a file in it, or a scenario's name together with --scenarios"
    assert refused(str(folder)) == f"{folder} {wanted} {folder}"
    assert refused(folder.name) == f"{folder.name} {wanted} {folder.name}"
    assert refused(".") == f". {wanted} ."


def test_a_world_file_is_no_scenario_and_says_how_it_is_checked(folder: Path) -> None:
    path = folder / "world.json"
    path.write_text('{"mockbancho": 1}')

    assert refused(str(path)) == (
        f"{path} looks like a world file, no scenario; check it with: mockbancho check --world {path}"
    )


def test_what_is_not_there_is_refused(folder: Path) -> None:
    assert refused("none.yaml") == "cannot read the scenario none.yaml: No such file or directory"
    assert refused(folder / "none.yaml") == f"cannot read the scenario {folder}/none.yaml: No such file or directory"
    assert (
        refused("a", folder / "none") == f"cannot read the folder of scenarios {folder}/none: No such file or directory"
    )
    assert (
        refused("a", folder / "notes.txt") == f"cannot read the folder of scenarios {folder}/notes.txt: Not a directory"
    )
    with pytest.raises(Mistake, match=r"^cannot read the folder of scenarios "):
        names(folder / "none")


def test_a_dict_is_spelled_as_a_file_is() -> None:
    found = spelled_scenario(
        {"mockbancho": 1, "title": "Evening", "timeline": [{"at": 5, "go_online": {"player": "any"}}]}
    )

    assert isinstance(found, Scenario)
    assert (found.title, found.timeline[0].verb) == ("Evening", "go_online")


@pytest.mark.parametrize(
    ("given", "mistake"),
    [
        ({}, "scenario: a scenario begins with the key 'mockbancho: 1', its format"),
        ({"mockbancho": 1, "world": {"file": object()}}, "a scenario has text, numbers, lists and dicts alone: "),
        (
            {"mockbancho": 1, "include": ["other.yaml"]},
            "scenario: include[0]: only a scenario that is a file includes others, which stand beside it",
        ),
    ],
)
def test_a_wrong_dict_is_told_its_mistakes(given: dict[str, object], mistake: str) -> None:
    with pytest.raises(Mistake) as error:
        spelled_scenario(given)

    assert str(error.value).startswith(mistake)
