"""Pages of docs/how-to and docs/tutorial as programs: files are written, commands run, and print what the page says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import ExitStack
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from click.testing import CliRunner

from mockbancho import Bancho, clock
from mockbancho.cli import main
from tests.serving import serving

DOCS: Final = Path(__file__).parent.parent / "docs"
PAGES: Final = {path.stem: path for folder in ("how-to", "tutorial") for path in DOCS.glob(f"{folder}/*.md")}
REAL_SERVER: Final = "https://api.server.example"
SHOWN: Final = "http://127.0.0.1:8000"
"""Where a server that a page starts is said to be."""
_BLOCK: Final = re.compile(r"(?P<before>[^\n]*)\n\n```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE: Final = re.compile(r"`([\w./]+)`:$")
_NOT_RUN: Final = re.compile(r"<!-- not run: .+ -->$")
_GIVEN: Final = (
    *("-p", "no:hypothesispytest", "-p", "no:randomly", "-p", "no:schemathesis"),
    *("-W", "ignore::pytest.PytestDeprecationWarning"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
"""One plugin takes a second to import, another shuffles what a page tells in order, a third warns until it is told
something; and ours is imported here already."""


class Block(NamedTuple):
    """A block of a page: a command with what it prints, or a file, named at the end of the line before.

    `<!-- not run: … -->` in that line says why it is neither written nor run.
    """

    run: bool
    file: str
    language: str
    text: str


def page(name: str) -> str:
    """The text of a page."""
    return PAGES[name].read_text("utf-8")


def blocks(name: str) -> list[Block]:
    """Every block of a page, in order."""
    named = [(_FILE.search(match["before"]), match) for match in _BLOCK.finditer(page(name))]
    return [
        Block(_NOT_RUN.match(match["before"]) is None, file[1] if file else "", match["language"], match["text"])
        for file, match in named
    ]


class Servers(ExitStack):
    """The servers that a page starts, each on a port of its own; they answer until the page ends."""

    url = SHOWN

    def start(self, *arguments: str) -> list[str]:
        """Start one, and return what it printed, as the page shows it."""
        self.url = self.enter_context(serving(None, *arguments)).url
        return [f"Listening on {SHOWN}"]

    def ask(self, project: pytest.Pytester, program: str, *arguments: str) -> list[str]:
        """Run another program, which asks the one that was started last, and return what it printed."""
        found = shutil.which(program)
        if found is None:
            pytest.skip(f"there is no {program} on this machine")
        command = [found, *(argument.replace(SHOWN, self.url) for argument in arguments)]
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        ended = subprocess.run(
            command,
            cwd=project.path,
            env={**os.environ, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            timeout=60,
            check=False,
        )
        return ended.stdout.replace(self.url, SHOWN).splitlines()


def write(project: pytest.Pytester, block: Block) -> None:
    """Write a block's file."""
    path = project.path / block.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, "utf-8")


def run(project: pytest.Pytester, block: Block, servers: Servers) -> None:
    """Run a block's command, which must print its lines in this order; `…` stands for anything."""
    command, *expected = block.text.splitlines()
    printed = _printed(project, servers, *shlex.split(command.removeprefix("$ ")))
    left = iter(printed)
    for line in expected:
        pattern = line.replace("[", "[[]").replace("?", "[?]").replace("…", "*")
        told = "\n".join(printed)
        assert any(fnmatchcase(each, pattern) for each in left), f"{command} did not print: {line}\n{told}"


def _printed(project: pytest.Pytester, servers: Servers, program: str, *arguments: str) -> list[str]:
    if program == "pytest":
        draws = any("hypothesis" in path.read_text("utf-8") for path in project.path.glob("*.py"))
        # Whoever has imported schemathesis, as other tests do, has a hypothesis that tells examples otherwise.
        return (project.runpytest_subprocess if draws else project.runpytest_inprocess)(*arguments, *_GIVEN).outlines
    if program in {"curl", "sh"}:
        return servers.ask(project, program, *arguments)
    if program == "mockbancho" and arguments[0] == "serve":
        return servers.start(*arguments[1:])
    assert program == "mockbancho"
    if REAL_SERVER in arguments:
        return _printed_of_a_real_server(*arguments)
    return CliRunner().invoke(main, arguments).output.splitlines()


def _printed_of_a_real_server(*arguments: str) -> list[str]:
    """Run a command about the server that pages call real: another mockbancho plays it, and nobody waits."""
    with Bancho(contract="5.3") as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "sleep", lambda _: None)
        given = [server.url if each == REAL_SERVER else each for each in arguments]
        return CliRunner().invoke(main, given).output.replace(server.url, REAL_SERVER).splitlines()
