"""The coverage of the API in a run: gathered in every process, merged, told, written, and held against a floor."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from mockbancho.plugin.tables import WITNESS
from mockbancho.verification.coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.world.journal import Call

_SENT: Final = "bancho_coverage"
"""What a worker of pytest-xdist calls it when it sends what it has met."""


class Covering:
    """Gathers what the servers of this process answer; registered as a plugin if the run wants to know."""

    def __init__(self, config: pytest.Config) -> None:
        """Let every server of the run be watched."""
        self._config = config
        self._coverage = Coverage()
        self._files: list[str] = config.getoption("bancho_coverage_report") or []
        self._floor: float | None = config.getoption("bancho_coverage_fail_under")
        config.stash[WITNESS] = self._witness

    def _witness(self, contract: str) -> Callable[[Call, bytes], None]:
        """Return what is shown the calls of a server of this contract."""
        self._coverage.serve(contract)
        return partial(self._coverage.add, contract)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401  # pytest-xdist's, if it is there
        """Take what a worker has met; one that has died sends nothing."""
        self._coverage.merge(getattr(node, "workeroutput", {}).get(_SENT, Coverage().state()))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Send what was met, if this process is a worker; else write it, and fail a run that has met too little."""
        output: dict[str, Any] | None = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[_SENT] = self._coverage.state()
            return
        for file in self._files:
            self._write(Path(file))
        if self._is_too_low() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell what was met, and what is missing."""
        terminalreporter.section("mockbancho coverage")
        for line in self._coverage.lines():
            terminalreporter.write_line(line)
        for file in self._files:
            terminalreporter.write_line(f"written: {file}")
        if self._is_too_low():
            told = f"FAIL: {self._coverage.percent:.1f} % is less than --bancho-coverage-fail-under={self._floor:g}"
            terminalreporter.write_line(told, red=True, bold=True)

    def _is_too_low(self) -> bool:
        is_run = not self._config.getoption("collectonly")
        return is_run and self._floor is not None and round(self._coverage.percent, 1) < self._floor

    def _write(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".json":
            file.write_bytes(self._coverage.json())
        else:
            file.write_text(self._coverage.markdown(), "utf-8")
