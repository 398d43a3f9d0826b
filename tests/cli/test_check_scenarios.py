"""`mockbancho check` of scenarios: what is told, and the exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockbancho.scenario.library import names
from tests.cli.running import run
from tests.scenario.given import filed

GOOD = """
world: {players: 0}
cast: {aika: {player: {name: Aika}}}
timeline:
  - {at: 5s, go_online: {player: aika}}
expect:
  - {at: 6s, get: /get_player_count, where: {counts.online: 1}}
"""


def test_a_scenario_that_is_as_it_expects_is_exit_code_0(tmp_path: Path) -> None:
    path = filed(tmp_path, evening=GOOD)

    ended = run("check", path)

    assert (ended.exit_code, ended.output) == (0, f"{path}: 6s, 1 event, 1 expectation, 0 not met.\n")


def test_an_expectation_that_is_not_met_is_exit_code_1(tmp_path: Path) -> None:
    path = filed(tmp_path, evening=GOOD.replace("counts.online: 1", "counts.online: 2"))

    ended = run("check", path)

    assert (ended.exit_code, ended.output) == (
        1,
        (
            f"{path}:8:5: expect[0]: at 6s, /get_player_count: counts.online: expected 2, got 1\n"
            f"{path}: 6s, 1 event, 1 expectation, 1 not met.\n"
        ),
    )


def test_mistakes_are_exit_code_2_and_all_told(tmp_path: Path) -> None:
    path = filed(tmp_path, evening=GOOD.replace("go_online", "go_onlin").replace("6s", "soon"))

    ended = run("check", path)

    assert (ended.exit_code, ended.output) == (
        2,
        (
            f"{path}:6:14: timeline[0]: unknown action 'go_onlin'; did you mean 'go_online'?\n"
            f"{path}:8:10: expect[0].at: a duration is such as '90s', '1m30s', '2h' or '100ms', its units from large to "
            "small; got 'soon'\n"
        ),
    )


def test_a_step_that_fails_in_minute_five_is_told_with_place_time_and_reason(tmp_path: Path) -> None:
    path = filed(tmp_path, evening=GOOD.replace("expect:", "  - {at: 5m, go_online: {player: aika}}\nexpect:"))

    ended = run("check", path)

    assert ended.exit_code == 2
    assert ended.output.startswith(f"{path}:7:5: timeline[1]: at 5m, go_online: player 3, 'Aika', is online; legal: ")


def test_the_worst_of_several_decides_the_exit_code_and_all_are_told(tmp_path: Path) -> None:
    good = filed(tmp_path, good=GOOD)
    unmet = filed(tmp_path, unmet=GOOD.replace("counts.online: 1", "counts.online: 2"))
    wrong = filed(tmp_path, wrong="titel: a\n")

    ended = run("check", good, wrong, unmet)

    assert ended.exit_code == 2
    assert [line.partition(":")[0] for line in ended.output.splitlines()] == [
        str(path) for path in (good, wrong, unmet, unmet)
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", ":1:1: this file is empty; a scenario begins with 'mockbancho: 1'"),
        (
            b"mockbancho: 1\ntimeline:\n\t- at: 5s\n",
            (
                ":3:1: this is no YAML: found character that cannot start any token; lines are indented by spaces, never "
                "by tabs"
            ),
        ),
        (b"\xff\xfe\x00", ":1:1: this is no UTF-8; save the file in that encoding"),
        (b"mockbancho: 2\n", ":1:13: mockbancho: format 2 is newer than this mockbancho, which reads 1: update it"),
        (b"- a\n", ":1:1: expected a mapping, 'key: value' in each line; got a list"),
    ],
    ids=["empty", "tabs", "bytes", "newer", "list"],
)
def test_what_is_no_scenario_is_told_in_a_line(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "evening.yaml"
    path.write_bytes(content)

    ended = run("check", path)

    assert (ended.exit_code, ended.output) == (2, f"{path}{told}\n")


def test_a_folder_and_a_world_file_say_what_to_do_instead(tmp_path: Path) -> None:
    world = tmp_path / "world.json"
    world.write_text('{"mockbancho": 1}')

    folder, file = run("check", tmp_path), run("check", world)

    assert (folder.exit_code, folder.output) == (
        2,
        (
            f"{tmp_path}: {tmp_path} is a folder; name a file in it, or a scenario's name together with --scenarios "
            f"{tmp_path}\n"
        ),
    )
    assert (file.exit_code, file.output) == (
        2,
        f"{world}: {world} looks like a world file, no scenario; check it with: mockbancho check --world {world}\n",
    )


def test_a_name_that_there_is_not_is_told_with_the_nearest() -> None:
    ended = run("check", "quiet_evenin")

    assert (ended.exit_code, ended.output) == (
        2,
        (
            "quiet_evenin: there is no scenario 'quiet_evenin'; did you mean 'quiet_evening'? "
            f"Known: {', '.join(names())}\n"
        ),
    )


def test_names_are_looked_for_in_a_folder_of_ones_own(tmp_path: Path) -> None:
    filed(tmp_path, evening=GOOD)

    ended = run("check", "--scenarios", tmp_path, "evening")

    assert (ended.exit_code, ended.output) == (0, "evening: 6s, 1 event, 1 expectation, 0 not met.\n")


def test_a_bundled_scenario_is_checked_by_its_name() -> None:
    ended = run("check", "quiet_evening")

    assert ended.exit_code == 0
    assert ended.output.startswith("quiet_evening: 18m5s, ")
    assert ended.output.endswith(" expectations, 0 not met.\n")


def test_nothing_to_check_is_told() -> None:
    ended = run("check")

    assert ended.exit_code == 2
    assert "name a scenario, or a world file with --world" in ended.stderr


def test_a_repeated_step_that_is_never_done_is_remarked_on_and_nothing_fails(tmp_path: Path) -> None:
    path = filed(
        tmp_path, evening=GOOD.replace("expect:", "  - {every: 10s, until: 30s, go_online: {player: aika}}\nexpect:")
    )

    ended = run("check", path)

    first, last = ended.output.splitlines()
    assert ended.exit_code == 0
    assert first.startswith(
        f"{path}:7:5: timeline[1]: done in none of 2 times; the last was at 25s, go_online: player 3, "
    )
    assert last == f"{path}: 30s, 3 events, 1 expectation, 0 not met, 1 remark."
