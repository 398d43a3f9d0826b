"""The pytest plugin fails a test whose requests no endpoint answers, and warns of parameters that are ignored."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Final

import pytest

import mockbancho.bancho  # noqa: F401  # what a run inside this process is the first to import is dropped with it
from mockbancho.options import STRICT
from tests.projects import KNOWN, configure, fails_with, passes

if TYPE_CHECKING:
    from collections.abc import Mapping

pytest_plugins = ["pytester"]

ONCE: Final = "A test that means it says so: bancho.calls.unknown().once(), or @pytest.mark.bancho(strict='off')"
IGNORED: Final = "get_player_count ignores the parameter 'page', as bancho.py does; it takes none"


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project whose worlds are empty."""
    configure(pytester, bancho_players=0)
    return pytester


def said(project: pytest.Pytester, source: str, *arguments: str, **outcomes: int) -> list[str]:
    """What the run of a test module prints between the test's name and the next section."""
    project.makepyfile(test_it=f"import pytest\n{dedent(source)}")
    result = project.runpytest_inprocess(*arguments)
    result.assert_outcomes(**outcomes)
    lines = result.outlines
    start = next(place for place, line in enumerate(lines) if line.startswith("____"))
    return lines[start + 1 : next(place for place, line in enumerate(lines) if line.startswith("----"))]


# Unknown paths


def test_a_request_that_no_endpoint_answers_fails_the_test(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho):
            bancho.get("/nope", id=3)
    """

    assert said(project, source, failed=1) == ["no endpoint answers GET /nope", ONCE]


def test_each_path_is_told_once_with_the_nearest(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho):
            for number in range(3):
                bancho.get("/v1/get_playr_info", id=number)
            bancho.post("/nope")
    """

    assert said(project, source, failed=1) == [
        "no endpoint answers GET /v1/get_playr_info (3 times): did you mean /v1/get_player_info?",
        "no endpoint answers POST /nope",
        "A test that means it says so: bancho.calls.unknown().times(4), or @pytest.mark.bancho(strict='off')",
    ]


def test_a_prefix_of_another_contract_is_unknown_and_the_right_one_is_named(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.bancho(contract="5.3")
        def test_one(bancho):
            bancho.get("/get_player_info", id=3)
    """

    assert said(project, source, failed=1) == [
        "no endpoint answers GET /get_player_info: contract 5.3 has it at /v1/get_player_info",
        ONCE,
    ]


@pytest.mark.parametrize(
    "use",
    [
        'urlopen(f"{bancho.url}/nope")',
        'make_bancho().get("/nope")',
        'bancho_session.get("/nope")',
        'bancho.fork().get("/nope")',
        'bancho.fork().fork().get("/nope")',
        'make_bancho(contract="5.3").get("/nope")',
    ],
)
def test_every_server_of_a_test_counts(project: pytest.Pytester, use: str) -> None:
    source = f"""
        from contextlib import suppress
        from urllib.error import HTTPError
        from urllib.request import urlopen

        def test_one(bancho, make_bancho, bancho_session):
            with suppress(HTTPError):
                {use}

        def test_other(bancho, bancho_session):
            pass
    """

    found = said(project, source, "-p", "no:randomly", failed=1, passed=1)

    assert found == ["no endpoint answers GET /nope", ONCE]


def test_a_server_that_is_asked_for_at_run_time_counts(project: pytest.Pytester) -> None:
    source = """
        def test_one(request):
            request.getfixturevalue("bancho").get("/nope")
    """

    assert said(project, source, failed=1) == ["no endpoint answers GET /nope", ONCE]


def test_a_request_after_the_test_is_an_error_at_its_teardown(project: pytest.Pytester) -> None:
    source = """
        @pytest.fixture
        def client(bancho):
            yield
            bancho.get("/nope")

        def test_one(client): pass
    """

    assert said(project, source, passed=1, errors=1) == ["no endpoint answers GET /nope", ONCE]


def test_what_a_failed_test_asked_the_sessions_server_is_not_the_next_ones(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho_session):
            bancho_session.get("/nope")
            assert False

        def test_two(bancho_session):
            pass
    """
    project.makepyfile(test_it=dedent(source))

    result = project.runpytest_inprocess("-p", "no:randomly")

    result.assert_outcomes(failed=1, passed=1)


@pytest.mark.parametrize(
    ("body", "outcomes"),
    [
        ("bancho.calls.unknown().once()", {"passed": 1}),
        ("bancho.calls.unknown('/nope').at_most(1)", {"passed": 1}),
        ("bancho.calls.unknown('/else').never()", {"failed": 1}),
        ("assert len(bancho.calls.unknown()) == 1", {"failed": 1}),
        ("pytest.skip('not now')", {"skipped": 1}),
        ("pytest.xfail('some day')", {"xfailed": 1}),
    ],
)
def test_a_test_that_means_it_verifies_it(project: pytest.Pytester, body: str, outcomes: Mapping[str, int]) -> None:
    project.makepyfile(f"import pytest\ndef test_one(bancho):\n    bancho.get('/nope')\n    {body}\n")

    project.runpytest_inprocess().assert_outcomes(**outcomes)


def test_what_nobody_means_does_not_count(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho):
            for path in ("/", "/favicon.ico", "/robots.txt", "/apple-touch-icon.png", "/3", "/3.png", "/get_match/"):
                bancho.get(path)
            bancho.get("/", headers={"accept": "text/html"})
            bancho.get("/3", headers={"host": "a.localhost"})
    """

    passes(project, dedent(source))


def test_a_route_of_ones_own_is_known(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho):
            bancho.route("/get_countries", ["jp"])
            assert bancho.get("/get_countries").json() == ["jp"]
    """

    passes(project, dedent(source))


def test_a_test_that_fails_by_itself_says_only_that(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho):
            bancho.get("/nope")
            raise ValueError("mine")
    """

    lines = said(project, source, failed=1)

    assert "E       ValueError: mine" in lines
    assert ONCE not in lines


def test_a_test_case_of_unittest_fails_too(project: pytest.Pytester) -> None:
    source = """
        import unittest

        class Tests(unittest.TestCase):
            @pytest.fixture(autouse=True)
            def give(self, bancho):
                self.bancho = bancho

            def test_one(self):
                self.bancho.get("/nope")
    """

    assert said(project, source, failed=1) == ["no endpoint answers GET /nope", ONCE]


def test_an_asynchronous_test_fails_too(project: pytest.Pytester) -> None:
    source = """
        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        @pytest.mark.anyio
        async def test_one(bancho):
            bancho.get("/nope")
    """

    assert said(project, source, failed=1) == ["no endpoint answers GET /nope", ONCE]


def test_the_summary_says_why(project: pytest.Pytester) -> None:
    project.makepyfile(test_it="def test_one(bancho): bancho.get('/nope')")

    result = project.runpytest_inprocess()

    result.stdout.fnmatch_lines(["FAILED test_it.py::test_one - Failed: no endpoint answers GET /nope*"])
    result.stdout.no_fnmatch_line("*hidden*")


# Ignored parameters


def test_an_ignored_parameter_is_a_warning_of_its_test(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho):
            bancho.get("/get_player_count", page=2)
            bancho.get("/get_player_count", page=3)
    """
    project.makepyfile(test_it=dedent(source))

    result = project.runpytest_inprocess("-W", "default")

    result.assert_outcomes(passed=1)
    assert sum("BanchoWarning" in line for line in result.outlines) == 1
    result.stdout.fnmatch_lines([f"  test_it.py:1: BanchoWarning: {IGNORED}"])


def test_what_a_parameter_could_have_been_is_told(project: pytest.Pytester) -> None:
    project.makepyfile("def test_one(bancho): bancho.get('/get_player_status', id=3, nam='Aika')")

    result = project.runpytest_inprocess("-W", "default")

    result.stdout.fnmatch_lines(
        ["*: get_player_status ignores the parameter 'nam', as bancho.py does; it takes id, name"]
    )


def test_a_run_whose_warnings_are_errors_fails_without_a_traceback(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho):
            bancho.get("/get_player_count", page=2)
    """

    found = said(project, source, "-W", "error::mockbancho.BanchoWarning", failed=1)

    assert found[0] == IGNORED


def test_a_warning_can_be_filtered_by_its_name(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.filterwarnings("ignore::mockbancho.BanchoWarning")
        def test_one(bancho):
            bancho.get("/get_player_count", page=2)
    """

    passes(project, dedent(source), "-W", "error::mockbancho.BanchoWarning")


def test_what_the_documentation_shows_is_no_mistake(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.bancho(strict="all")
        def test_one(bancho):
            bancho.get("/get_player_most_played", id=3, mods="HD")
    """

    passes(project, dedent(source))


def test_a_selection_that_expects_nothing_is_a_warning(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho):
            bancho.calls.get_player_info(id=3)
            bancho.calls.get_player_count().with_status(200)
    """
    project.makepyfile(test_it=dedent(source))

    result = project.runpytest_inprocess("-W", "default")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        [
            "*: bancho.calls.get_player_info(id=3) expects nothing by itself: add .once(), .never() or the like",
            "*: bancho.calls.get_player_count().with_status(200) expects nothing by itself: add *",
        ]
    )


def test_a_selection_may_be_looked_at_by_a_fixture_that_ends(project: pytest.Pytester) -> None:
    source = """
        import pytest

        @pytest.fixture(autouse=True)
        def nobody_asks(bancho):
            asked, also = bancho.calls.get_player_info(), bancho.calls.get_player_count()
            yield
            asked.never()
            assert not also

        @pytest.mark.bancho(strict="all")
        def test_one(bancho):
            bancho.get("/get_player_status", id=3)
            bancho.calls.get_player_status().within("1s")
    """

    passes(project, dedent(source))


def test_all_makes_a_selection_that_expects_nothing_an_error(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.bancho(strict="all")
        def test_one(bancho):
            bancho.calls.unknown("/nope")
    """

    assert said(project, source, passed=1, errors=1) == [
        "bancho.calls.unknown('/nope') expects nothing by itself: add .once(), .never() or the like"
    ]


# How strict


def test_all_makes_a_warning_a_failure(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.bancho(strict="all")
        def test_one(bancho):
            bancho.get("/get_player_count", page=2)
    """

    assert said(project, source, failed=1) == [
        IGNORED,
        "A test that means it is marked so: @pytest.mark.bancho(strict='off')",
    ]


def test_off_lets_everything_pass(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.bancho(strict="off")
        def test_one(bancho, make_bancho):
            for each in (bancho, bancho.fork(), make_bancho(seed=3)):
                assert each.strict == "off"
                each.get("/nope")
                each.get("/get_player_count", page=2)
    """

    passes(project, dedent(source), "-W", "error::mockbancho.BanchoWarning")


@pytest.mark.parametrize("strict", STRICT)
def test_the_ini_file_says_how_strict_all_are(project: pytest.Pytester, strict: str) -> None:
    configure(project, bancho_strict=strict, bancho_players=0)
    source = f"""
        def test_one(bancho, make_bancho, bancho_session):
            assert {{each.strict for each in (bancho, make_bancho(seed=3), bancho_session)}} == {{"{strict}"}}

        @pytest.mark.bancho(contract="5.3")
        def test_other(bancho):
            assert bancho.strict == "{strict}"
    """

    passes(project, dedent(source), passed=2)


def test_one_server_can_be_less_strict_than_the_others(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho, make_bancho):
            make_bancho(strict="off").get("/else")
            bancho.get("/nope")
    """

    assert said(project, source, failed=1) == ["no endpoint answers GET /nope", ONCE]


@pytest.mark.parametrize(("given", "hint"), [("'of'", "; did you mean 'off'?"), ("False", ".")])
def test_another_word_is_a_mistake(project: pytest.Pytester, given: str, hint: str) -> None:
    source = f"@pytest.mark.bancho(strict={given})\ndef test_one(bancho): pass\n"
    words = f"@pytest.mark.bancho: unknown strict {given}{hint} Known: on, all, off"

    fails_with(project, source, words, outcomes={"errors": 1})
    assert "strict" in KNOWN
