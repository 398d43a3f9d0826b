"""What a test pays for a fixture, beside other test doubles; opening and closing a listener; loading the plugin."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING, Final, NamedTuple

from bench.measure import Spread, progress, spread, timed
from bench.processes import processor_seconds
from bench.report import Cell, Table, verdict
from mockbancho.api.app import Api
from mockbancho.contract import ANY
from mockbancho.server.listeners import Listener
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

MILLI: Final = 1_000
FEW: Final = 2
"""Tests in the run whose processor time is taken off the longer one's, with all that is paid once in a run."""
LISTENER_REACH: Final = 1.0
LOAD_REACH: Final = 10.0
EMPTY: Final = """
import pytest

@pytest.fixture
def empty():
    return None
"""
RESPONSES: Final = """
import pytest, responses

@pytest.fixture
def mocked():
    with responses.RequestsMock() as mock:
        yield mock
"""
MOTO: Final = """
import pytest, moto

@pytest.fixture
def mocked():
    with moto.mock_aws():
        yield
"""


class Case(NamedTuple):
    """A fixture to be measured."""

    shown: str
    fixture: str
    plugin: str = "nothing"
    package: str = "mockbancho"
    before: str = ""
    """What the file of the tests begins with."""
    body: str = "pass"
    reach: float | None = None
    """Milliseconds more than the first case."""

    @property
    def label(self) -> str:
        """Name the fixture, with its package's version unless it is our own."""
        return self.shown if self.package == "mockbancho" else f"{self.package} {version(self.package)}: {self.shown}"


FLOOR: Final = Case("an empty fixture", "empty", before=EMPTY)
OWN: Final = (
    Case("bancho", "bancho", "mockbancho.plugin", reach=0.3),
    Case("bancho_url", "bancho_url", "mockbancho.plugin", reach=1.0),
    Case("bancho, create.player", "bancho", "mockbancho.plugin", body="bancho.create.player()"),
)
OTHERS: Final = (
    Case("httpserver", "httpserver", "pytest_httpserver.pytest_plugin", "pytest-httpserver"),
    Case("respx_mock", "respx_mock", "respx.plugin", "respx"),
    Case("RequestsMock", "mocked", package="responses", before=RESPONSES),
    Case("mock_aws", "mocked", package="moto", before=MOTO),
)


def measure(*, quick: bool) -> list[Table]:
    """Run pytest with each fixture and each plugin in turns, and return the three tables."""
    return [
        _fixtures(1 if quick else 7, 20 if quick else 1_000),
        _listeners(5 if quick else 500),
        _plugins(1 if quick else 15),
    ]


def _fixtures(rounds: int, many: int) -> Table:
    cases = [case for case in (FLOOR, *OWN, *OTHERS) if _is_installed(case)]
    found: dict[Case, list[float]] = {case: [] for case in cases}
    for number in range(rounds):
        for case in cases:
            progress(f"fixtures: round {number + 1} of {rounds}: {case.shown}")
            found[case].append((_seconds(case, FEW + many) - _seconds(case, FEW)) / many * MILLI)
    title = "fixtures: milliseconds of processor time of a test"
    table = Table(title, ("fixture", "ms", "more than the first", "target"))
    for case, taken in found.items():
        more = _more(taken, found[FLOOR])
        table.rows.append((case.label, _milli(taken), _milli(more), _judged(more, case.reach)))
    table.rows += [(_missing(case), "", "", "") for case in OTHERS if not _is_installed(case)]
    table.remarks = [
        f"What {many} more tests add to a run of pytest, one by one; what is paid once in a run is not in it.",
        "bancho: a world of its own.  bancho_url: and a port of its own.  httpserver: one port for all tests, no world.",
        "Median of the rounds, ± half of the range between the quartiles.",
    ]
    return table


def _listeners(rounds: int) -> Table:
    """Return the table of a listener alone, opened and closed by turns."""
    app = Api(World(), ANY)
    Listener(app).close()  # starts the thread
    times = [_opened_and_closed(app) for _ in range(rounds)]
    steps = {
        "open": [opened for opened, _ in times],
        "close": [closed for _, closed in times],
        "both": [(opened[0] + closed[0], opened[1] + closed[1]) for opened, closed in times],
    }
    table = Table(
        "fixtures: milliseconds to open and to close a listener",
        ("step", "processor time", "by the clock", f"target {LISTENER_REACH:.1f}"),
    )
    for name, taken in steps.items():
        busy, clock = ([one[place] for one in taken] for place in (0, 1))
        table.rows.append((name, _milli(busy), _milli(clock), _judged(busy, LISTENER_REACH) if name == "both" else ""))
    table.remarks = ["Processor time of all threads. Median of the rounds, ± half of the range between the quartiles."]
    return table


def _plugins(rounds: int) -> Table:
    """Return the table of runs whose tests use nothing of the plugin that is loaded."""
    plugins = {
        case.package: case.plugin for case in (*OWN, *OTHERS) if case.plugin != "nothing" and _is_installed(case)
    }
    runs: dict[str, list[float]] = {name: [] for name in ("none", *plugins)}
    imports: dict[str, list[float]] = {name: [] for name in plugins}
    for number in range(rounds):
        progress(f"fixtures: plugins, round {number + 1} of {rounds}")
        runs["none"].append(_seconds(FLOOR, FEW) * MILLI)
        for name, plugin in plugins.items():
            runs[name].append(_seconds(FLOOR._replace(plugin=plugin), FEW) * MILLI)
            imports[name].append(_import_seconds(plugin) * MILLI)
    table = Table(
        "fixtures: milliseconds of a pytest run that uses no fixture of the plugin",
        ("plugin", "ms", "more than the first", "its import", "target"),
    )
    for name, taken in runs.items():
        more = _more(taken, runs["none"])
        word = _judged(more, LOAD_REACH) if name == "mockbancho" else ""
        imported = _milli(imports[name], 1) if name in imports else ""
        table.rows.append((name, _milli(taken, 0), _milli(more, 1), imported, word))
    table.remarks = [
        "Processor time of the run; the import after pytest's own by `python -X importtime`, by the clock.",
        "Median of the rounds, ± half of the range between the quartiles.",
    ]
    return table


def _seconds(case: Case, number: int) -> float:
    """Return the processor time of a run of pytest with no plugin but the case's and pytest's own."""
    tests = "\n".join(f"def test_{count}({case.fixture}):\n    {case.body}\n" for count in range(number))
    files = {"pytest.ini": "[pytest]\n", "nothing.py": "", "test_generated.py": case.before + "\n" + tests}
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            Path(folder, name).write_text(text, "utf-8")
        command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", case.plugin, "test_generated.py"]
        return processor_seconds(command, folder=Path(folder), environment=_environment())


def _import_seconds(module: str) -> float:
    """Return how long a module's import takes after pytest's own."""
    command = [sys.executable, "-X", "importtime", "-c", f"import pytest, {module}"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = re.search(rf"\| +(\d+) \| +{re.escape(module)}$", done.stderr, re.MULTILINE)
    assert found, done.stderr
    return int(found[1]) / 1e6


def _environment() -> dict[str, str]:
    """Return an environment in which pytest loads only what is named."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return {**kept, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def _opened_and_closed(app: Api) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the times of a listener's opening and of its closing."""
    opened: list[Listener] = []
    return _both_times(lambda: opened.append(Listener(app))), _both_times(lambda: opened[0].close())


def _both_times(step: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds of a step: of processor time, and by the clock."""
    started = process_time()
    clock = timed(step)
    return (process_time() - started) * MILLI, clock * MILLI


def _is_installed(case: Case) -> bool:
    return find_spec(case.package.replace("-", "_")) is not None


def _missing(case: Case) -> str:
    return f"{case.package}: not installed (pip install --group bench)"


def _more(taken: list[float], beside: list[float]) -> list[float]:
    return [one - other for one, other in zip(taken, beside, strict=True)]


def _milli(taken: list[float], digits: int = 2) -> Cell:
    found: Spread = spread(taken)
    return f"{found:.{digits}f}", found


def _judged(taken: list[float], reach: float | None) -> str:
    return "" if reach is None else f"{reach} {verdict(reached=median(taken) <= reach)}"
