"""README.md is true: its code runs, its commands print what it says, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

import httpx
import pytest
from mockbancho.factories import file_of

from mockbancho import Bancho
from mockbancho.actions.verbs import VERBS
from mockbancho.cli import main
from mockbancho.contract import ANY, CONTRACTS
from mockbancho.options import CHECKS
from tests.serving import serving

pytest_plugins = ["pytester"]

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = (ROOT / "README.md").read_text("utf-8")
BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK: Final = re.compile(r"\]\((?!https?:)([^)#]+)")
SHOWN: Final = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    return [text for found, text in BLOCK.findall(PAGE) if found == language]


def commands() -> list[tuple[str, str]]:
    """Every command shown, with what it prints."""
    parts = [part for block in blocks("console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(part.partition("\n")[0].partition("  #")[0].strip(), part.partition("\n")[2].strip()) for part in parts]


def test_the_test_on_the_first_screen_passes_as_it_stands(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_card=blocks("python")[0])

    result = pytester.runpytest_inprocess("-p", "no:hypothesispytest", "-W", "ignore::pytest.PytestDeprecationWarning")

    result.assert_outcomes(passed=1)


def test_the_python_code_runs_as_it_stands(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", blocks("python")[1]],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert ended.stderr == ""
    assert ended.stdout.startswith("http://127.0.0.1:")


def test_the_requests_are_answered_as_shown() -> None:
    asked = [(shlex.split(command)[1], printed) for command, printed in commands() if command.startswith("curl")]

    with serving(None, "--quiet") as server:
        answers = [httpx.get(url.replace(SHOWN, server.url)).text for url, _ in asked]

    assert len(asked) == 2
    assert [answer[: len(shown) - 2] for answer, (_, shown) in zip(answers, asked, strict=True)] == [
        shown[:-2] for _, shown in asked
    ]


def test_the_world_file_loads(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text(blocks("json")[0])

    ended = subprocess.run(
        [sys.executable, "-m", "mockbancho", "check", "--world", str(file)], capture_output=True, text=True, check=False
    )

    assert ended.stdout == f"{file} loads: 1 player, 0 beatmaps, 0 scores; 0 remarks.\n"


def test_a_generated_world_is_exported_and_checked_as_shown(tmp_path: Path) -> None:
    shown = [(shlex.split(command), printed) for command, printed in commands() if " world.json" in command]

    printed = [
        subprocess.run(
            [sys.executable, "-m", "mockbancho", *arguments], capture_output=True, text=True, cwd=tmp_path, check=True
        ).stdout
        for (_, *arguments), _ in shown
    ]

    assert [command[1] for command, _ in shown] == ["export", "check"]
    assert [
        fnmatchcase(text.strip(), wanted.replace("…", "*")) for text, (_, wanted) in zip(printed, shown, strict=True)
    ] == [
        True,
        True,
    ]


def test_what_is_said_of_the_default_world_is_so() -> None:
    bancho = Bancho()

    assert bancho.get("/get_player_count").json()["counts"]["total"] == 60
    assert (bancho.players[3].name, bancho.beatmaps[1172819].title) == ("User", "Goodbye")
    assert bancho.get("/get_replay", id=1731).status == 200
    assert 200 <= len(bancho.beatmaps) < 1000
    assert [row.id for row in bancho.beatmaps if file_of(bancho.world, row) is None] == [1172819]
    assert {row.mode for row in bancho.beatmaps} == {0, 1, 2, 3}
    assert all([len(bancho.clans), len(bancho.matches), len(bancho.pools)])


def test_the_mistake_is_told_as_shown(tmp_path: Path) -> None:
    command, printed = next((command, printed) for command, printed in commands() if "wrong.json" in command)
    (tmp_path / "wrong.json").write_text(blocks("json")[0].replace('"country"', '"contry"'))

    arguments = shlex.split(command)[1:]
    ended = subprocess.run(
        [sys.executable, "-m", "mockbancho", *arguments], capture_output=True, text=True, cwd=tmp_path, check=False
    )

    assert ended.returncode == 2
    assert ended.stderr.strip() == printed


def test_the_log_says_what_is_shown() -> None:
    shown = next(block for block in blocks("console") if "ignores" in block).splitlines()

    with serving(None) as server:
        httpx.get(f"{server.url}/v1/get_leaderboard?page=2&limit=1")
        server.process.terminate()
        _, log = server.process.communicate(timeout=10)

    assert shown[0] in log.splitlines()
    assert shown[1].split()[1:4] in [line.split()[1:4] for line in log.splitlines()]


def test_serve_prints_what_is_shown() -> None:
    (shown,) = [printed for command, printed in commands() if command == "make run" and printed]

    with serving(None, "--quiet") as server:
        assert server.process.stdout
        printed = [f"Listening on {server.url}", server.process.stdout.readline().strip()]

    assert [line.replace(server.url, SHOWN) for line in printed] == shown.splitlines()


def test_every_command_shown_is_run_or_says_why_not() -> None:
    run = {"run", "curl", "export", "check"}
    marked = "".join(re.findall(r"<!-- not run: .+ -->\n\n```console\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))
    words = [shlex.split(command) for command, _ in commands()]

    assert [each for each in words if not run & set(each[:2]) and f"$ {' '.join(each)} " not in marked] == []


@pytest.mark.parametrize("name", [each.path or each.name for each in ANY.endpoints.values()])
def test_every_endpoint_is_in_its_table(name: str) -> None:
    assert re.search(rf"^\|.*`{re.escape(name)}`.*\|", PAGE, re.MULTILINE)


@pytest.mark.parametrize("name", [*VERBS, *CONTRACTS, "bancho", "bancho_url", "make_bancho", "bancho_session"])
def test_every_action_contract_and_fixture_is_in_a_table(name: str) -> None:
    assert re.search(rf"^\|.*`{re.escape(name)}`.*\|", PAGE, re.MULTILINE)


@pytest.mark.parametrize("name", main.list_commands(None))  # type: ignore[arg-type]  # it needs no context
def test_every_command_is_in_its_table(name: str) -> None:
    assert f"\n| `mockbancho {name}" in PAGE


def test_every_option_of_the_marker_named_is_one() -> None:
    named = " ".join(re.findall(r"@pytest\.mark\.bancho\((.+?)\)`", PAGE))

    assert {"scenario", "seed"} <= set(re.findall(r"(\w+)=", named)) <= set(CHECKS)


@pytest.mark.parametrize("target", sorted(set(LINK.findall(PAGE))))
def test_every_link_leads_to_a_file(target: str) -> None:
    assert (ROOT / target).exists()


@pytest.mark.parametrize("target", ["run", "test", "check", "examples", "bench", "docs", "world"])
def test_every_make_target_named_is_one(target: str) -> None:
    assert f"make {target}" in PAGE
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
