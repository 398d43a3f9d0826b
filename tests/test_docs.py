"""Every page leads where it says, stands in the site, and has no code that nobody has run; the site can be built."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest
import yaml

from tests.conformance.recordings import recorded
from tests.conformance.test_recordings import deviations
from tests.pages import PAGES

ROOT: Final = Path(__file__).parent.parent
DOCS: Final = ROOT / "docs"
OWN: Final = sorted(path for folder in (ROOT, *ROOT.glob("examples/*")) for path in folder.glob("*.md"))
EVERY: Final = sorted([*OWN, *DOCS.rglob("*.md")])
RUN_ELSEWHERE: Final = {
    ROOT / "README.md",  # by test_readme.py
    *PAGES.values(),  # by test_how_to.py
    *DOCS.glob("reference/*.md"),  # written from the code, and compared with it by `make check`
    *ROOT.glob("examples/*/*.md"),  # by `make examples`
}

FENCED: Final = re.compile(r"^(`{3,}).*?^\1$", re.DOTALL | re.MULTILINE)
QUOTED: Final = re.compile(r"`[^`\n]*`")
LINK: Final = re.compile(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING: Final = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)
BEFORE_BLOCK: Final = re.compile(r"([^\n]*)\n\n?```\w+\n.*?^```$", re.DOTALL | re.MULTILINE)
NOT_RUN: Final = re.compile(r"<!-- not run: .+ -->")


def each_of(pages: Iterable[Path]) -> pytest.MarkDecorator:
    """Run a test for each of these pages."""
    return pytest.mark.parametrize("page", [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in pages])


def prose(page: Path) -> str:
    """The text of a page without its blocks of code."""
    return FENCED.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> Iterator[str]:
    """What headings can be led to by: their words in lower case, with hyphens between."""
    for heading in HEADING.findall(prose(page)):
        words = re.sub(r"[^\w\- ]", "", re.sub(r"\]\([^)]*\)", "", heading).lower())
        yield re.sub(r"[\s-]+", "-", words).strip("-")


def dead(page: Path) -> Iterator[str]:
    """The links of a page that lead nowhere."""
    for target, anchor in LINK.findall(QUOTED.sub("", prose(page))):
        there = (page.parent / target).resolve() if target else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            yield f"{target}#{anchor}"


@each_of(EVERY)
def test_every_link_and_anchor_leads_somewhere(page: Path) -> None:
    assert list(dead(page)) == []


def test_a_dead_link_and_a_dead_anchor_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# `One` heading\n[a](gone.md) [b](#one-heading) [c](#two) [d](page.md#one-heading) `[e](no.md)`\n")

    assert list(dead(page)) == ["gone.md#", "#two"]


@each_of(path for path in EVERY if path.is_relative_to(DOCS))
def test_a_page_of_the_site_links_only_inside_of_it(page: Path) -> None:
    targets = [(page.parent / target).resolve() for target, _ in LINK.findall(QUOTED.sub("", prose(page))) if target]

    assert [target for target in targets if not target.is_relative_to(DOCS)] == []


def test_every_page_is_in_the_navigation() -> None:
    navigation = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    named = re.findall(r"[\w/-]+\.md", str(navigation))

    assert sorted(named) == sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


@each_of(path for path in EVERY if path not in RUN_ELSEWHERE)
def test_code_that_is_not_run_says_why(page: Path) -> None:
    text = page.read_text("utf-8")
    before = BEFORE_BLOCK.findall(text)

    assert text.count("\n```") == 2 * len(before)
    assert [line for line in before if not NOT_RUN.fullmatch(line)] == []


def test_the_numbers_of_the_recordings_are_theirs() -> None:
    page = (DOCS / "explanation" / "faithful.md").read_text("utf-8")
    lines = {version: list(recorded(version)) for version in ("5.3", "4.3.2")}
    departed = deviations()

    numbers = [
        *(len(each) for each in lines.values()),
        sum(len(each) for each in lines.values()),
        sum(line.has_figures for line in lines["5.3"]),
        len(departed),
        sum("calculate_pp" in reason for _, reason in departed),
    ]

    assert [number for number in numbers if not re.search(rf"\b{number:,}\b", page)] == []


def test_every_decision_is_in_the_index() -> None:
    index = (DOCS / "decisions" / "README.md").read_text("utf-8")
    notes = sorted(path.name for path in DOCS.glob("decisions/0*.md"))

    assert re.findall(r"^\* (\d{4}) \[.+\]\((\1-[\w-]+\.md)\)", index, re.MULTILINE) == [
        (name[:4], name) for name in notes
    ]


@pytest.mark.skipif(find_spec("zensical") is None, reason="zensical is not installed: pip install --group docs")
def test_the_site_is_built_without_a_complaint_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)

    built = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert built.returncode == 0, built.stdout + built.stderr
    pages = sorted((tmp_path / "site").rglob("*.html"))
    loaded = re.compile(r"<(?:script|img|iframe)[^>]+src=\"?https?:|<link[^>]+stylesheet[^>]+href=\"?https?:")
    assert len(pages) > len(list(DOCS.rglob("*.md")))
    assert [page.name for page in pages if loaded.search(page.read_text("utf-8"))] == []
