"""The pytest plugin, as projects that install mockbancho meet it: each promise in a run of its own."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent
from typing import Final

import pytest

import mockbancho.bancho  # noqa: F401  # what a run inside this process is the first to import is dropped with it
from mockbancho.options import CHECKS
from tests.leaks import held
from tests.projects import KNOWN, PLAIN, ROW, configure, fails_with, passes, save_world

pytest_plugins = ["pytester"]

HEAVY: Final = ("asyncio", "click", "faker", "factory", "msgspec", "starlette", "uvicorn")


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project whose marker names are strict."""
    configure(pytester)
    return pytester


# The fixtures


def test_every_test_has_a_world_of_its_own(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.parametrize("number", range(5))
        def test_one(bancho, number):
            assert len(bancho.players) == 0
            bancho.world.put(AIKA)
            assert bancho.get("/get_player_count").json()["counts"]["total"] == 1
    """
    configure(project, bancho_players=0)

    passes(project, dedent(source), passed=5)


def test_the_worlds_of_tests_are_forks_of_the_sessions(project: pytest.Pytester) -> None:
    configure(project, bancho_players=0)
    project.makeconftest(
        f"import pytest\n{ROW}"
        + dedent("""
        @pytest.fixture(scope="session")
        def bancho_session(bancho_session):
            bancho_session.world.put(AIKA)
            return bancho_session
        """)
    )
    source = """
        def test_one(bancho, make_bancho, bancho_session):
            assert [row.name for row in bancho.players] == [row.name for row in make_bancho().players] == ["Aika"]
            assert bancho is not bancho_session
    """

    passes(project, dedent(source))


def test_the_session_has_one_server(project: pytest.Pytester) -> None:
    source = """
        seen = set()

        @pytest.mark.parametrize("number", range(3))
        def test_one(bancho_session, number):
            seen.add(bancho_session.url)
            assert len(seen) == 1
    """

    passes(project, dedent(source), passed=3)


def test_the_address_is_that_of_the_tests_server(project: pytest.Pytester) -> None:
    source = """
        from urllib.request import urlopen

        def test_one(bancho_url, bancho):
            bancho.world.put(AIKA)
            assert bancho_url == bancho.url
            assert urlopen(f"{bancho_url}/get_player_count").read() == bancho.get("/get_player_count").body
    """

    passes(project, dedent(source))


def test_more_servers_can_be_made(project: pytest.Pytester) -> None:
    save_world(project, "finals.json", 7)
    source = """
        @pytest.mark.bancho(players=0)
        def test_one(make_bancho):
            first, second, third = make_bancho(), make_bancho(contract="5.3", seed=9), make_bancho(world="finals.json")
            first.world.put(AIKA)
            assert [[row.id for row in each.players] for each in (first, second, third)] == [[3], [], [7]]
            assert (second.contract, second.seed) == ("5.3", 9)
            assert len({each.url for each in (first, second, third)}) == 3
    """

    passes(project, dedent(source))


def test_a_world_that_is_given_to_make_bancho_is_not_changed(project: pytest.Pytester) -> None:
    source = """
        from mockbancho import Bancho

        def test_one(make_bancho):
            mine = Bancho(players=0)
            other = make_bancho(world=mine.world)
            other.world.put(AIKA)
            assert len(mine.players) == 0
    """

    passes(project, dedent(source))


def test_everything_is_closed_also_after_a_failure(project: pytest.Pytester) -> None:
    before = held()
    project.makepyfile("""
        def test_one(bancho, bancho_session, make_bancho):
            assert [bancho.url, bancho_session.url, make_bancho().url, make_bancho().url] == []
    """)

    project.runpytest_inprocess().assert_outcomes(failed=1)

    assert held() == before


def test_fixtures_are_described(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("--fixtures")

    result.stdout.fnmatch_lines_random(
        [
            "bancho_session [[]session scope[]] -- *plugin/__init__.py:*",
            "    Give the fake bancho.py whose world those of the tests are forked from.",
            "bancho -- *plugin/__init__.py:*",
            "    Give a fake bancho.py of the test's own: *",
            "bancho_url -- *plugin/__init__.py:*",
            "make_bancho -- *plugin/__init__.py:*",
        ]
    )


# The marker


def test_the_marker_is_registered_and_names_every_option(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("--markers")

    keywords = ", ".join(f"{name}=" for name in CHECKS)
    result.stdout.fnmatch_lines([f"@pytest.mark.bancho([*], {keywords}): *"])


def test_each_option_can_be_marked(project: pytest.Pytester) -> None:
    save_world(project, "finals.json", 7)
    source = """
        @pytest.mark.bancho(seed=9, contract="5.3", world="finals.json", cors="off")
        def test_one(bancho):
            assert (bancho.seed, bancho.contract, bancho.cors) == (9, "5.3", "off")
            assert [row.id for row in bancho.players] == [7]
            assert bancho.get("/v1/get_player_count").headers.get("access-control-allow-origin") is None
    """

    passes(project, dedent(source))


def test_the_nearest_marker_wins_for_each_option(project: pytest.Pytester) -> None:
    configure(project, bancho_players=0)
    source = """
        pytestmark = pytest.mark.bancho(seed=1, contract="4.3.2", cors="off")

        def test_module(bancho):
            assert (bancho.seed, bancho.contract, bancho.cors) == (1, "4.3.2", "off")

        @pytest.mark.bancho(seed=2, contract="5.3")
        class TestClass:
            def test_class(self, bancho):
                assert (bancho.seed, bancho.contract, bancho.cors) == (2, "5.3", "off")

            @pytest.mark.bancho(seed=3)
            def test_function(self, bancho):
                assert (bancho.seed, bancho.contract, bancho.cors) == (3, "5.3", "off")
    """

    passes(project, dedent(source), passed=3)


def test_a_marker_decides_also_what_make_bancho_starts_from(project: pytest.Pytester) -> None:
    configure(project, bancho_players=0)
    source = """
        @pytest.mark.bancho(contract="5.3", seed=3)
        def test_one(make_bancho):
            made = make_bancho(seed=4)
            assert (made.contract, made.seed) == ("5.3", 4)
    """

    passes(project, dedent(source))


def test_none_means_the_default_of_bancho(project: pytest.Pytester) -> None:
    save_world(project, "finals.json", 7)
    configure(project, bancho_world="finals.json", bancho_cors="off")
    source = """
        @pytest.mark.bancho(world=None, cors=None)
        def test_one(bancho):
            assert (len(bancho.players), "User" in bancho.players, bancho.cors) == (61, True, None)
    """

    passes(project, dedent(source))


def test_a_marker_without_a_world_keeps_the_sessions(project: pytest.Pytester) -> None:
    save_world(project, "finals.json", 7)
    configure(project, bancho_world="finals.json", bancho_seed=5)
    source = """
        @pytest.mark.bancho(contract="5.3")
        def test_one(bancho):
            assert ([row.id for row in bancho.players], bancho.seed) == ([7], 5)
    """

    passes(project, dedent(source))


def test_a_world_file_is_read_once_and_forked(project: pytest.Pytester) -> None:
    save_world(project, "finals.json", 7)
    source = """
        import pathlib

        @pytest.mark.bancho(world="finals.json")
        @pytest.mark.parametrize("number", range(3))
        def test_one(bancho, number):
            pathlib.Path("finals.json").unlink(missing_ok=True)
            assert [row.id for row in bancho.players] == [7]
            bancho.world.put(AIKA)
    """

    passes(project, dedent(source), passed=3)


def test_the_sessions_world_is_that_of_its_file(project: pytest.Pytester) -> None:
    save_world(project, "finals.json", 7)
    configure(project, bancho_world="finals.json")
    source = """
        @pytest.fixture(scope="session", autouse=True)
        def with_aika(bancho_session):
            bancho_session.world.put(AIKA)

        @pytest.mark.bancho(world="./finals.json")
        def test_one(bancho):
            assert [row.id for row in bancho.players] == [3, 7]
    """

    passes(project, dedent(source))


# Wrong markers


@pytest.mark.parametrize(
    ("marker", "words"),
    [
        ("contrat='5.3'", f"unknown option 'contrat'; did you mean 'contract'? {KNOWN}"),
        ("player=60", f"unknown option 'player'; did you mean 'players'? {KNOWN}"),
        ("'5.3'", f"every option is named, not '5.3'; did you mean contract='5.3'? {KNOWN}"),
        ("7, 'x.json'", f"every option is named, not 7, 'x.json'; did you mean seed=7, world='x.json'? {KNOWN}"),
        ("'echo'", f"every option is named, not 'echo'; did you mean cors='echo'? {KNOWN}"),
        ("contract='5.2'", "unknown contract '5.2'; did you mean '5.3'? Known: any, 5.3, 4.3.2"),
        ("contract=5.3", "unknown contract 5.3; did you mean '5.3'? Known: any, 5.3, 4.3.2"),
        ("cors='of'", "unknown cors 'of'; did you mean 'off'? Known: all, deployment, echo, off"),
        ("seed='7'", "seed is a whole number, not '7'"),
        ("world=7", "world is the path of a world file, a World or None, not 7"),
    ],
)
@pytest.mark.parametrize("fixture", ["bancho", ""])
def test_a_wrong_marker_fails_its_test_with_one_sentence(
    project: pytest.Pytester, marker: str, words: str, fixture: str
) -> None:
    source = f"@pytest.mark.bancho({marker})\ndef test_one({fixture}): pass\ndef test_other(bancho): pass\n"

    fails_with(
        project,
        source,
        f"@pytest.mark.bancho: {words}",
        outcomes={"errors": 1, "passed": 1},
    )


def test_a_wrong_marker_is_found_behind_a_nearer_one(project: pytest.Pytester) -> None:
    source = dedent("""
        @pytest.mark.bancho(contract="5.2")
        class TestClass:
            @pytest.mark.bancho(contract="5.3")
            def test_one(self, bancho): pass
    """)
    words = "unknown contract '5.2'; did you mean '5.3'? Known: any, 5.3, 4.3.2"

    fails_with(project, source, f"@pytest.mark.bancho of TestClass: {words}", outcomes={"errors": 1})


def test_a_missing_world_fails_its_test_and_names_the_nearest(project: pytest.Pytester) -> None:
    path = save_world(project, "finals.json", 7).with_name("final.json")
    source = "@pytest.mark.bancho(world='final.json')\ndef test_one(bancho): pass\n"

    fails_with(
        project,
        source,
        f"@pytest.mark.bancho: cannot read the world file {path}: No such file or directory; "
        "did you mean 'finals.json'?",
        outcomes={"errors": 1},
    )


def test_a_wrong_world_fails_its_test_with_every_mistake(project: pytest.Pytester) -> None:
    path = project.path / "wrong.json"
    path.write_text('{"mockbancho": 1, "tables": {"users": [{"contry": "jp"}], "user": []}}', "utf-8")
    project.makepyfile("import pytest\n@pytest.mark.bancho(world='wrong.json')\ndef test_one(bancho): pass\n")

    result = project.runpytest_inprocess()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines_random(
        [f"*{path}: $.tables.users[[]0].contry: *", f"*{path}: $.tables.user: *did you mean 'users'*"]
    )
    result.stdout.no_fnmatch_line("*mockbancho/plugin/*")


def test_a_wrong_option_of_make_bancho_fails_where_it_was_written(project: pytest.Pytester) -> None:
    source = "def test_one(make_bancho):\n    make_bancho(sed=7)\n"

    fails_with(
        project,
        source,
        f"E       mockbancho.errors.Mistake: make_bancho: unknown option 'sed'; did you mean 'seed'? {KNOWN}",
        outcomes={"failed": 1},
    )


# Options of the run


def test_each_option_can_stand_in_the_ini_file(project: pytest.Pytester) -> None:
    save_world(project, "finals.json", 7)
    configure(project, bancho_seed=9, bancho_contract="5.3", bancho_world="finals.json", bancho_cors="off")
    source = """
        def test_one(bancho):
            assert (bancho.seed, bancho.contract, bancho.cors) == (9, "5.3", "off")
            assert [row.id for row in bancho.players] == [7]
    """

    passes(project, dedent(source))


def test_a_number_may_be_a_number_in_pyproject(pytester: pytest.Pytester) -> None:
    pytester.makepyprojecttoml(f"[tool.pytest]\naddopts = {PLAIN.split()}\nbancho_seed = 9\nbancho_players = 0\n")

    passes(pytester, "def test_one(bancho): assert bancho.seed == 9")


def test_a_world_of_the_ini_file_is_relative_to_the_rootdir(project: pytest.Pytester) -> None:
    save_world(project, "worlds/finals.json", 7)
    configure(project, bancho_world="worlds/finals.json")
    project.mkdir("below").joinpath("test_it.py").write_text(
        "def test_one(bancho): assert [row.id for row in bancho.players] == [7]\n", "utf-8"
    )

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.path / "below")
        result = project.runpytest_inprocess()

    result.assert_outcomes(passed=1)


def test_the_command_line_beats_the_ini_file(project: pytest.Pytester) -> None:
    configure(project, bancho_seed=9, bancho_contract="5.3", bancho_players=0)
    source = "def test_one(bancho): assert (bancho.seed, bancho.contract) == (7, '4.3.2')"

    passes(project, source, "--bancho-seed=7", "--bancho-contract=4.3.2")


def test_a_marker_beats_the_command_line(project: pytest.Pytester) -> None:
    configure(project, bancho_players=0)
    source = """
        @pytest.mark.bancho(contract="5.3")
        def test_one(bancho):
            assert (bancho.seed, bancho.contract) == (7, "5.3")
    """

    passes(project, dedent(source), "--bancho-seed=7", "--bancho-contract=4.3.2")


def test_the_command_lines_seed_is_that_of_every_world(project: pytest.Pytester) -> None:
    configure(project, bancho_players=0)
    save_world(project, "finals.json", 7)
    source = """
        @pytest.mark.bancho(world="finals.json")
        def test_one(bancho):
            assert bancho.seed == 8
    """

    passes(project, dedent(source), "--bancho-seed=8")


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        (
            "--bancho-contract=5.2",
            "argument --bancho-contract: unknown contract '5.2'; did you mean '5.3'? Known: any, 5.3, 4.3.2",
        ),
        ("--bancho-seed=seven", "argument --bancho-seed: invalid int value: 'seven'"),
    ],
)
def test_a_wrong_option_on_the_command_line_ends_the_run(project: pytest.Pytester, argument: str, words: str) -> None:
    result = project.runpytest_inprocess(argument)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*: error: {words.replace('[', '[[]')}"])


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("bancho_contract", "5.2", "unknown contract '5.2'; did you mean '5.3'? Known: any, 5.3, 4.3.2"),
        ("bancho_cors", "of", "unknown cors 'of'; did you mean 'off'? Known: all, deployment, echo, off"),
    ],
)
def test_a_wrong_option_in_the_ini_file_fails_the_tests_that_it_is_for(
    project: pytest.Pytester, name: str, value: str, words: str
) -> None:
    configure(project, **{name: value})
    source = "def test_one(bancho): pass\ndef test_other(): pass\n"

    fails_with(project, source, f"tox.ini: {name}: {words}", outcomes={"errors": 1, "passed": 1})


def test_a_seed_in_the_ini_file_that_is_no_number_is_named(project: pytest.Pytester) -> None:
    configure(project, bancho_seed="seven")

    fails_with(
        project,
        "def test_one(bancho): pass\n",
        "tox.ini: bancho_seed cannot be read: invalid literal for int() with base 10: 'seven'",
        outcomes={"errors": 1},
    )


# Beside other plugins and without them


@pytest.mark.unmeasured
def test_a_thousand_tests_in_two_processes_and_any_order_do_not_meet(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        ROW
        + dedent("""
        import pytest
        from msgspec.structs import replace
        from urllib.request import urlopen

        @pytest.mark.parametrize("number", range(3, 1003))
        def test_one(bancho, bancho_url, number):
            bancho.world.put(replace(AIKA, id=number))
            assert urlopen(f"{bancho_url}/get_player_count").read() == bancho.get("/get_player_count").body
            assert [row.id for row in bancho.players] == [number]
        """)
    )
    configure(pytester, bancho_players=0)

    result = pytester.runpytest_subprocess("-n2", "--bancho-seed=7")

    result.assert_outcomes(passed=1000)
    result.stdout.fnmatch_lines(["Using --randomly-seed=*"])


def test_threads_of_a_test_have_worlds_of_their_own(project: pytest.Pytester) -> None:
    source = """
        from concurrent.futures import ThreadPoolExecutor
        from msgspec.structs import replace
        from urllib.request import urlopen

        def test_one(make_bancho):
            def live(number):
                bancho = make_bancho()
                bancho.world.put(replace(AIKA, id=number))
                urlopen(f"{bancho.url}/get_player_count").close()
                return [row.id for row in bancho.players]

            with ThreadPoolExecutor(8) as threads:
                assert list(threads.map(live, range(3, 203))) == [[number] for number in range(3, 203)]
    """
    configure(project, bancho_players=0)
    before = held()

    passes(project, dedent(source))

    assert held() == before


def test_pytest_asyncio_works(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\naddopts = --asyncio-mode=auto\n")
    source = """
        import httpx

        async def test_one(bancho):
            async with httpx.AsyncClient(base_url=bancho.url) as client:
                answer = await client.get("/get_player_count")
            assert answer.json() == bancho.get("/get_player_count").json()
    """

    passes(pytester, dedent(source))


def test_anyio_works(project: pytest.Pytester) -> None:
    source = """
        import httpx

        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        @pytest.mark.anyio
        async def test_one(bancho_url):
            async with httpx.AsyncClient(base_url=bancho_url) as client:
                assert (await client.get("/get_player_count")).status_code == 200
    """

    passes(project, dedent(source))


def test_a_test_case_class_gets_its_server_from_a_fixture_of_its_own(project: pytest.Pytester) -> None:
    source = """
        import unittest

        @pytest.mark.bancho(contract="5.3", players=0)
        class CardTest(unittest.TestCase):
            @pytest.fixture(autouse=True)
            def give_bancho(self, bancho):
                self.bancho = bancho

            def setUp(self):
                self.bancho.world.put(AIKA)

            def test_one(self):
                self.assertEqual(self.bancho.contract, "5.3")
                self.assertEqual(len(self.bancho.players), 1)
    """

    passes(project, dedent(source))


def test_it_can_be_switched_off(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_one(bancho): pass\ndef test_other(): pass\n")

    result = pytester.runpytest_subprocess("-p", "no:mockbancho", *PLAIN.split())

    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(["E       fixture 'bancho' not found"])


def test_a_run_that_does_not_use_it_imports_nothing_heavy(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nbancho_contract = 5.3\nbancho_seed = 7\n")
    pytester.makepyfile("""
        import sys

        def test_one():
            ours = {name for name in sys.modules if name.partition(".")[0] == "mockbancho"}
            assert ours == {"mockbancho", "mockbancho.plugin", "mockbancho.plugin.tables"}
    """)

    result = pytester.runpytest_subprocess(*PLAIN.split())

    result.assert_outcomes(passed=1)


def test_importing_it_beside_pytest_imports_nothing_heavy() -> None:
    script = "import pytest, sys; before = {*sys.modules}; import mockbancho.plugin; print(*{*sys.modules} - before)"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    loaded = done.stdout.split()
    assert {name for name in loaded if name.startswith("mockbancho")} == {
        "mockbancho",
        "mockbancho.plugin",
        "mockbancho.plugin.tables",
    }
    assert not {*loaded} & {*HEAVY}


# Faults and chaos


def test_faults_and_chaos_can_be_marked(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.bancho(faults=["get_player_count:status=503"], chaos=True)
        def test_one(bancho):
            assert bancho.get("/get_player_count").status == 503
            assert bancho.asgi.chaos is not None

        def test_other(bancho, make_bancho):
            assert bancho.get("/get_player_count").status == 200
            assert make_bancho(faults=["get_player_count:status=502"]).get("/get_player_count").status == 502
    """

    passes(project, dedent(source), passed=2)


def test_faults_and_chaos_can_stand_in_the_ini_file(project: pytest.Pytester) -> None:
    configure(project, bancho_faults="\n    get_player_count:status=503\n    get_match:status=502", bancho_chaos="true")
    source = """
        def test_one(bancho):
            assert [bancho.get(path).status for path in ("/get_player_count", "/get_match")] == [503, 502]
            assert bancho.asgi.chaos is not None

        @pytest.mark.bancho(players=2, beatmapsets=0, chaos=False)
        def test_another_world(bancho):
            assert bancho.get("/get_match").status == 502
            assert bancho.asgi.chaos is None
    """

    passes(project, dedent(source), passed=2)
