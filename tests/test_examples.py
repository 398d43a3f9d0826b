"""The projects in examples/ have what a newcomer looks for; `make examples` runs them."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from mockbancho.cli import main
from tools import examples

ROOT: Final = Path(__file__).parent.parent
NAMES: Final = sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir())
LINK: Final = re.compile(r"\]\((?!https?:)([^)#]+)")

each_example = pytest.mark.parametrize("name", NAMES)


def readme(name: str) -> str:
    return (ROOT / "examples" / name / "README.md").read_text("utf-8")


@each_example
def test_an_example_is_named_in_the_readme(name: str) -> None:
    assert f"(examples/{name})" in (ROOT / "README.md").read_text("utf-8")


@each_example
def test_the_links_of_its_readme_lead_to_files(name: str) -> None:
    targets = LINK.findall(readme(name))

    assert [target for target in targets if not (ROOT / "examples" / name / target).exists()] == []
    assert targets != []


@each_example
def test_what_it_requires_is_not_pinned(name: str) -> None:
    requirements = (ROOT / "examples" / name / "requirements.txt").read_text("utf-8").splitlines()

    assert {"mypy", "pytest"} <= set(requirements)
    assert [line for line in requirements if "=" in line] == []


def test_the_scenario_of_the_front_page_is_what_it_says() -> None:
    checked = CliRunner().invoke(main, ["check", str(ROOT / "examples" / "front_page_e2e" / "evening.yaml")])

    assert (checked.exit_code, "2 expectations, 0 not met" in checked.output) == (0, True)


def test_a_command_that_fails_is_told_with_all_that_it_printed(tmp_path: Path) -> None:
    with pytest.raises(examples.Failed) as raised:
        examples.run([sys.executable, "-c", "print('one'); exit('two')"], tmp_path)

    assert str(raised.value) == f"{tmp_path.name}: -c print('one'); exit('two')\none\ntwo\n"


@pytest.fixture
def browserless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An example whose tests skip, in an environment that is there already."""
    monkeypatch.setattr(venv, "create", lambda _: None)
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, **_: subprocess.CompletedProcess(command, 0, "SKIPPED [1] no Chromium\n1 skipped\n"),
    )
    example = tmp_path / "example"
    example.mkdir()
    return example


def test_what_is_skipped_is_told(browserless: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(examples.NEEDS_ALL, raising=False)

    told = examples.try_example(browserless, tmp_path / "wheel", tmp_path / "work")

    assert told[:3] == ["example", "SKIPPED [1] no Chromium", "1 skipped"]


def test_where_a_browser_is_needed_nothing_may_be_skipped(
    browserless: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(examples.NEEDS_ALL, "1")

    with pytest.raises(examples.Failed, match="no Chromium"):
        examples.try_example(browserless, tmp_path / "wheel", tmp_path / "work")
