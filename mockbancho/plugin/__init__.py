"""The pytest plugin: fixtures that give each test a fake bancho.py, a marker, and options for the whole run.

pytest imports this module in every run of whoever has mockbancho installed; so nothing heavy is imported before a
fixture is used.
"""

from __future__ import annotations

from argparse import ArgumentTypeError
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from mockbancho.plugin.tables import (
    BEGAN,
    ENDED,
    INI,
    KINDS,
    KNOWS_NUMBERS,
    MARKER,
    NUMBERS,
    OF_A_TEST,
    PATHS,
    SESSION,
    TOLD,
)

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Never, Unpack

    from mockbancho.bancho import Bancho
    from mockbancho.options import Options
    from mockbancho.plugin.tables import Kind


class MakeBancho(Protocol):
    """What the fixture `make_bancho` gives."""

    def __call__(self, **options: Unpack[Options]) -> Bancho:
        """Return another fake bancho.py, closed with the test; options not given are those of the fixture `bancho`."""
        ...


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the run, on the command line and in the ini file."""
    group = parser.getgroup("mockbancho", "mockbancho, a fake bancho.py")
    group.addoption("--bancho-seed", type=int, metavar="NUMBER", help="The seed of every world.")
    group.addoption("--bancho-contract", type=_contract, metavar="NAME", help="The contract: any, 5.3 or 4.3.2.")
    group.addoption(
        "--bancho-coverage", action="store_true", help="Tell which endpoints and outcomes the tests have met."
    )
    group.addoption(
        "--bancho-coverage-fail-under",
        type=float,
        metavar="PERCENT",
        help="Fail the run if it met fewer of the outcomes of the endpoints that it asked.",
    )
    group.addoption(
        "--bancho-coverage-report",
        type=_report_file,
        action="append",
        default=[],
        metavar="FILE.json|FILE.md",
        help="Write what the tests have met; may be given twice.",
    )
    for name, about in INI.items():
        kind: Kind = NUMBERS[name] if KNOWS_NUMBERS and name in NUMBERS else KINDS.get(name, "string")
        parser.addini(f"bancho_{name}", f"{about} (mockbancho)", type=kind, default=None)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and what measures coverage if that is wanted."""
    config.addinivalue_line(
        "markers",
        f"{MARKER}(*, {', '.join(f'{name}=' for name in INI)}): what the test's fake bancho.py is made with; "
        "of function, class and module the nearest wins, for each option.",
    )
    wanted = ("bancho_coverage", "bancho_coverage_report")
    if any(config.getoption(name) for name in wanted) or config.getoption("bancho_coverage_fail_under") is not None:
        from mockbancho.plugin.covering import Covering

        config.pluginmanager.register(Covering(config), "mockbancho-coverage")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail a test that is marked wrongly before anything is set up for it."""
    session = item.config.stash.get(SESSION, None)
    if session is not None:
        item.stash[BEGAN] = session.server.journal.count
    if item.get_closest_marker(MARKER):
        from mockbancho.plugin.making import marked, mistakes_fail

        with mistakes_fail():
            marked(item)


@pytest.hookimpl(trylast=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Fail a test that has passed, but whose requests no endpoint answers."""
    if SESSION in item.config.stash:
        from mockbancho.plugin.watching import explain, servers_of

        explain(servers_of(item), item)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """Let a failed test explain itself."""
    outcome = yield
    if SESSION in item.config.stash:
        report: pytest.TestReport = outcome.get_result()
        if not report.passed:
            item.stash[ENDED] = True
        if report.failed and not item.stash.get(TOLD, False):
            from mockbancho.plugin.explaining import add_section

            add_section(item, report)
        if report.when == "teardown":
            _forget(item)


def _forget(item: pytest.Item) -> None:
    """Let go of the worlds of a test that is over."""
    item.config.stash[SESSION].server.journal.odd.clear()  # what a failed test has asked is not the next one's
    for key in OF_A_TEST:
        if key in item.stash:
            del item.stash[key]


@pytest.fixture(scope="session")
def bancho_session(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Generator[Bancho]:
    """Give the fake bancho.py whose world those of the tests are forked from."""
    from mockbancho.plugin.making import made_for_the_run, mistakes_fail, options_of_the_run
    from mockbancho.plugin.watching import watch_session

    with mistakes_fail():
        made = made_for_the_run(pytestconfig)
    pytestconfig.stash[PATHS] = tmp_path_factory
    watch_session(pytestconfig, made, lambda: options_of_the_run(pytestconfig))
    with made:
        yield made


@pytest.fixture
def bancho(request: pytest.FixtureRequest, bancho_session: Bancho) -> Generator[Bancho]:
    """Give a fake bancho.py of the test's own: nothing that happens in it is seen by another test."""
    from mockbancho.plugin.making import made_for, mistakes_fail, wanted_for
    from mockbancho.plugin.watching import watched

    with mistakes_fail():
        made = made_for(request.node, bancho_session, {})
    with watched(request.node, made, bancho_session, lambda: wanted_for(request.node, {})):
        yield made


@pytest.fixture
def bancho_url(bancho: Bancho) -> str:
    """Give the address of the fixture `bancho`: http://127.0.0.1:PORT."""
    return bancho.url


@pytest.fixture
def make_bancho(request: pytest.FixtureRequest, bancho_session: Bancho) -> Generator[MakeBancho]:
    """Give a function that makes more of them; all are closed with the test."""
    from mockbancho.errors import Mistake
    from mockbancho.options import check_options
    from mockbancho.plugin.making import made_for, wanted_for
    from mockbancho.plugin.watching import watched

    with ExitStack() as stack:

        def make(*unnamed: Never, **options: Unpack[Options]) -> Bancho:
            __tracebackhide__ = True
            try:
                check_options(unnamed, {})
                made = made_for(request.node, bancho_session, options)
            except Mistake as mistake:
                raise mistake.with_traceback(None) from None  # the last line shown is the test's
            server = watched(request.node, made, bancho_session, lambda: wanted_for(request.node, options))
            return stack.enter_context(server)

        yield make


def _contract(typed: str) -> str:
    """Return what was typed after `--bancho-contract`, if it is a contract."""
    from mockbancho.errors import Mistake
    from mockbancho.options import contract_of

    try:
        return contract_of(typed).name
    except Mistake as mistake:
        raise ArgumentTypeError(str(mistake)) from None


def _report_file(typed: str) -> str:
    """Return what was typed after `--bancho-coverage-report`, if its ending says what to write."""
    if typed.endswith((".json", ".md")):
        return typed
    raise ArgumentTypeError(f"the file's name ends in .json or .md, not {typed!r}")
