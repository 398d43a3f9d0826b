"""The pages of docs/how-to and docs/tutorial are true."""

import re
from importlib import import_module
from pathlib import Path
from typing import Final, get_args

import pytest
from click.testing import CliRunner
from mockbancho.factories import RowFactory

from mockbancho.actions.verbs import VERBS
from mockbancho.cli import main
from mockbancho.options import CHECKS
from mockbancho.records import Breakage
from mockbancho.scenario.director import Director
from mockbancho.scenario.library import names
from tests.pages import PAGES, Servers, blocks, page, run, write

pytest_plugins = ["pytester"]

ROOT: Final = Path(__file__).parent.parent
REFERENCE: Final = (ROOT / "docs" / "reference" / "create.md").read_text("utf-8")
README: Final = (ROOT / "README.md").read_text("utf-8")

each_page = pytest.mark.parametrize("name", sorted(PAGES))


@each_page
def test_every_block_is_a_file_or_a_command(name: str) -> None:
    assert page(name).count("\n```") == 2 * len(blocks(name))
    assert [block for block in blocks(name) if not block.file and block.language != "console"] == []


@each_page
def test_a_page_is_true(name: str, pytester: pytest.Pytester) -> None:
    with Servers() as servers:
        for block in [block for block in blocks(name) if block.run]:
            write(pytester, block) if block.file else run(pytester, block, servers)


@each_page
def test_every_test_file_of_a_page_is_run(name: str) -> None:
    files = {block.file for block in blocks(name) if block.file.startswith("test_")}
    commands = " ".join(block.text for block in blocks(name) if block.language == "console")

    assert {file for file in files if f"{file}\n" not in commands} == set()


@pytest.mark.parametrize("name", ["bancho", "bancho_url", "make_bancho", "bancho_session"])
def test_every_fixture_is_in_the_table(name: str) -> None:
    assert f"\n| `{name}` | " in page("pytest")


@pytest.mark.parametrize(
    "name", [name for name in dir(import_module("mockbancho.factories")) if name.endswith("Factory")]
)
def test_every_factory_class_is_in_the_reference(name: str) -> None:
    assert f"\n`{name}`: " in REFERENCE or name == RowFactory.__name__


@pytest.mark.parametrize("name", ["advance", "advance_to", "step", "run_until", "seek"])
def test_every_way_through_time_is_in_the_table(name: str) -> None:
    assert hasattr(Director, name)
    assert f"\n| `bancho.{name}(" in page("scenarios")


@pytest.mark.parametrize("name", ["scenario", "at", "clock", "speed"])
def test_every_option_about_scenarios_is_shown(name: str) -> None:
    assert name in CHECKS
    assert re.search(rf"\b{name}=", page("scenarios"))


@pytest.mark.parametrize("name", VERBS["add_fault"].parameters)
def test_every_argument_of_a_fault_is_on_its_page(name: str) -> None:
    assert name == "endpoint" or re.search(rf"`{name}`|\b{name}=", page("faults"))


@pytest.mark.parametrize("reply", get_args(Breakage))
def test_every_way_to_break_an_answer_is_in_the_table(reply: str) -> None:
    assert f'\n| `reply="{reply}"` | ' in page("faults")


def test_the_scenario_of_the_readme_is_what_it_says(tmp_path: Path) -> None:
    (spelled,) = re.findall(r"^```yaml\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    file = tmp_path / "duel.yaml"
    file.write_text(spelled)

    checked = CliRunner().invoke(main, ["check", str(file)])

    assert (checked.exit_code, "1 expectation, 0 not met" in checked.output) == (0, True)


def test_the_bundled_scenarios_are_listed() -> None:
    assert "\n".join(names()) in page("scenarios")
