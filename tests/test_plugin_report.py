"""A failed test has a section that tells what happened to its servers, and a command that serves the same world."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Final

import pytest
from click import Context

from mockbancho import Bancho
from mockbancho.cli import main
from mockbancho.plugin import explaining
from tests.projects import configure, passes, save_world

if TYPE_CHECKING:
    from collections.abc import Mapping

pytest_plugins = ["pytester"]

EMPTY: Final = "contract any, World with seed 0 at 2024-07-01 12:00:00: 0 players, 0 beatmaps, 0 scores"


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project whose worlds are empty."""
    configure(pytester, bancho_players=0)
    return pytester


def run(
    project: pytest.Pytester, source: str, *arguments: str, outcomes: Mapping[str, int] | None = None
) -> list[list[str]]:
    """Run a test module that fails, and return the lines of each section of ours, without the name of its file."""
    project.makepyfile(test_it=f"import pytest\n{dedent(source)}")
    result = project.runpytest_inprocess(*arguments)
    result.assert_outcomes(**({"failed": 1} if outcomes is None else outcomes))
    sections = re.findall(r"^-+ mockbancho -+\n(.*?)\nall of it: (.*?)$", "\n".join(result.outlines), re.M | re.S)
    return [told.splitlines() for told, _ in sections]


def files(project: pytest.Pytester) -> list[Path]:
    """The files that failed tests have written, by name."""
    return sorted(project.path.with_name(f"tmp-{project.path.name}").glob("**/mockbancho/*"))


def test_the_calls_are_told_between_what_happened(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho):
            aika = bancho.create.player(id=3, name="Aika")
            bancho.get("/get_player_status", id=3)
            bancho.advance("20s")
            bancho.go_online(aika)
            bancho.get("/get_player_status", id=3, page=2)
            bancho.get("/get_player_status", id=33)
            bancho.restrict(aika)
            bancho.get("/get_player_stats", id=3)
            with bancho.faults.add("get_player_count", status=503):
                bancho.get("/get_player_count")
            bancho.advance("10s")
            bancho.go_offline(aika)
            assert False
    """

    (section,) = run(project, source)

    assert section[:-1] == [
        "contract any, World with seed 0 at 2024-07-01 12:00:30: 1 players, 0 beatmaps, 0 scores",
        "12:00:00  1  200  GET /get_player_status?id=3",
        "12:00:20          player online: Aika",
        "12:00:20  2  200  GET /get_player_status?id=3&page=2  (ignores page)",
        "12:00:20  3  404  GET /get_player_status?id=33  (Player not found.)",
        "12:00:20          player restricted: Aika",
        "12:00:20  4  404  GET /get_player_stats?id=3  (no such path; did you mean /get_player_status?)",
        "12:00:20          fault added: get_player_count status=503",
        "12:00:20  5  503  GET /get_player_count  (fault: get_player_count status=503)",
        "12:00:20          fault removed: get_player_count status=503",
        "12:00:30          player offline: Aika",
    ]
    assert re.fullmatch(r"the same world: mockbancho serve --world \S+test_it_test_one-1\.json", section[-1])


def test_nothing_is_told_of_a_test_that_passes(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho):
            bancho.get("/get_player_count")

        def test_other(bancho):
            assert False
    """

    (section,) = run(project, source, outcomes={"failed": 1, "passed": 1})

    assert section == [
        EMPTY,
        "nothing was called, and nothing happened",
        "the same world: mockbancho serve --players 0 --still",
    ]


def test_a_failed_test_without_a_server_has_no_section(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho): pass

        def test_other(): assert False

        def test_session(bancho_session): assert False
    """

    assert run(project, source, outcomes={"failed": 2, "passed": 1}) == []


def test_of_the_sessions_server_only_what_the_test_asked_is_told(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho_session):
            bancho_session.get("/get_clan", id=1)

        def test_two(bancho_session):
            bancho_session.get("/get_clan", id=2)
            assert False

        def test_three(bancho_session):
            assert False
    """

    (section,) = run(project, source, "-p", "no:randomly", outcomes={"failed": 2, "passed": 1})

    assert section == [
        f"bancho_session: {EMPTY}",
        "12:00:00  2  404  GET /get_clan?id=2  (Clan not found.)",
        "call 2: Clan not found.",
        "  no clan has the id 2; there is no clan at all",
        "the same world: mockbancho serve --players 0 --still",
    ]


def test_each_server_is_told_of_and_the_calls_of_forks(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho, make_bancho):
            bancho.get("/get_clan", id=1)
            make_bancho(contract="5.3").get("/v1/get_clan", id=2)
            with bancho.fork() as fork:
                fork.get("/get_clan", id=3)
            assert False
    """

    (section,) = run(project, source)

    assert section == [
        EMPTY,
        "12:00:00  1  404  GET /get_clan?id=1  (Clan not found.)",
        "calls of a fork:",
        "12:00:00  1  404  GET /get_clan?id=3  (Clan not found.)",
        "call 1: Clan not found.",
        "  no clan has the id 1; there is no clan at all",
        "the same world: mockbancho serve --players 0 --still",
        EMPTY.replace("any", "5.3"),
        "12:00:00  1  404  GET /v1/get_clan?id=2  (Clan not found.)",
        "call 1: Clan not found.",
        "  no clan has the id 2; there is no clan at all",
        "the same world: mockbancho serve --players 0 --contract 5.3 --still",
    ]


@pytest.mark.parametrize("servers", [1, 3, 9])
def test_a_section_has_at_most_forty_lines_and_the_file_has_all(project: pytest.Pytester, servers: int) -> None:
    source = f"""
        def test_one(make_bancho):
            for each in [make_bancho() for _ in range({servers})]:
                for number in range(50):
                    each.get("/get_clan", id=1 + number)
            assert False
    """

    (section,) = run(project, source)

    (file,) = files(project)
    assert len(section) < explaining.LINES
    assert "12:00:00  50  404  GET /get_clan?id=50  (Clan not found.)" in section
    assert any(re.fullmatch(r"… \d+ lines before these", line) for line in section)
    assert file.read_text().count("GET /get_clan?id=1 ") == servers


def test_the_servers_that_are_left_out_are_counted(project: pytest.Pytester) -> None:
    source = """
        def test_one(make_bancho):
            [make_bancho() for _ in range(6)]
            assert False
    """

    (section,) = run(project, source)

    assert section[-1] == "… and 2 more servers"


def test_a_failure_before_the_test_is_told_of_too(project: pytest.Pytester) -> None:
    source = """
        @pytest.fixture
        def ready(bancho):
            bancho.get("/get_clan", id=1)
            raise ValueError

        def test_one(ready): pass
    """

    (section,) = run(project, source, outcomes={"errors": 1})

    assert section[1] == "12:00:00  1  404  GET /get_clan?id=1  (Clan not found.)"


def test_a_test_that_fails_twice_is_told_of_once(project: pytest.Pytester) -> None:
    source = """
        @pytest.fixture
        def ready(bancho):
            yield
            raise ValueError

        def test_one(ready):
            assert False
    """

    assert len(run(project, source, outcomes={"failed": 1, "errors": 1})) == 1


def test_a_test_case_of_unittest_is_told_of(project: pytest.Pytester) -> None:
    source = """
        import unittest

        class Tests(unittest.TestCase):
            @pytest.fixture(autouse=True)
            def give(self, bancho):
                self.bancho = bancho

            def test_one(self):
                self.assertEqual(self.bancho.get("/get_clan", id=1).status, 200)
    """

    (section,) = run(project, source)

    assert section[1] == "12:00:00  1  404  GET /get_clan?id=1  (Clan not found.)"


def test_an_asynchronous_test_is_told_of(project: pytest.Pytester) -> None:
    source = """
        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        @pytest.mark.anyio
        async def test_one(bancho):
            assert bancho.get("/get_clan", id=1).status == 200
    """

    (section,) = run(project, source)

    assert section[1] == "12:00:00  1  404  GET /get_clan?id=1  (Clan not found.)"


def test_a_world_that_a_thread_has_locked_does_not_hold_the_run_up(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explaining, "PATIENCE", 0.01)
    source = """
        from threading import Thread

        def test_one(bancho):
            holding = Thread(target=bancho.world.lock.acquire)
            holding.start()
            holding.join()
            assert False
    """

    (section,) = run(project, source)

    assert section[:2] == ["contract any", "a thread holds the lock of its world, so nothing can be told"]


def test_what_cannot_be_told_hides_no_failure(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "story_of", lambda *_, **__: 1 / 0)
    project.makepyfile("def test_one(bancho): assert False")

    result = project.runpytest_inprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["nothing can be told of it: ZeroDivisionError: division by zero"])


def test_the_workers_of_xdist_send_it(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.parametrize("number", [1, 2])
        def test_one(bancho, number):
            bancho.get("/get_clan", id=number)
            assert False
    """

    found = run(project, source, "-n", "2", outcomes={"failed": 2})

    assert sorted(section[1] for section in found) == [
        "12:00:00  1  404  GET /get_clan?id=1  (Clan not found.)",
        "12:00:00  1  404  GET /get_clan?id=2  (Clan not found.)",
    ]


# The same world


@pytest.mark.parametrize(
    ("marker", "command"),
    [
        ("players=0", "mockbancho serve --players 0 --still"),
        ("players=2, beatmapsets=0, seed=7", "mockbancho serve --seed 7 --players 2 --beatmapsets 0 --still"),
        (
            "players=2, beatmapsets=1, scores_per_player=(1, 2), cors='off', contract='5.3'",
            "mockbancho serve --players 2 --beatmapsets 1 --scores-per-player 1..2 --contract 5.3 --cors off --still",
        ),
        ("players=0, chaos=True", "mockbancho serve --players 0 --chaos --still"),
        ("scenario='new_player', at='5s'", "mockbancho serve new_player --start-at 5s"),
        ("scenario='new_player', at=5, seed=3", "mockbancho serve new_player --start-at 5 --seed 3"),
    ],
)
def test_a_world_that_has_not_changed_is_named_by_its_options(
    project: pytest.Pytester, marker: str, command: str
) -> None:
    configure(project)

    (section,) = run(project, f"@pytest.mark.bancho({marker})\ndef test_one(bancho): assert False\n")

    assert section[-1] == f"the same world: {command}"


def test_the_file_of_a_world_is_named_in_full(project: pytest.Pytester) -> None:
    path = save_world(project, "worlds/finals.json", 7)

    (section,) = run(project, "@pytest.mark.bancho(world='worlds/finals.json')\ndef test_one(bancho): assert False\n")

    assert section[-1] == f"the same world: mockbancho serve --world {path}"


@pytest.mark.parametrize(
    "change",
    [
        "bancho.create.player(id=9)",
        "bancho.world.put(bancho.create.player(id=9))",
        "bancho.advance('20s')",
        "bancho.faults.add('get_clan', status=503)",
    ],
)
def test_a_world_that_has_changed_is_saved(project: pytest.Pytester, change: str) -> None:
    (section,) = run(project, f"def test_one(bancho):\n    {change}\n    assert False\n")

    command = shlex.split(section[-1].removeprefix("the same world: "))
    assert command[:3] == ["mockbancho", "serve", "--world"]
    with Bancho(world=command[3]) as bancho:
        assert f"at {section[0].partition(' at ')[2]}" in repr(bancho.world)


def test_a_world_that_the_session_has_changed_is_saved(project: pytest.Pytester) -> None:
    project.makeconftest("""
        import pytest

        @pytest.fixture(scope="session")
        def bancho_session(bancho_session):
            bancho_session.create.player(id=9)
            return bancho_session
    """)

    (section,) = run(project, "def test_one(bancho): assert False\n")

    assert section[-1].startswith("the same world: mockbancho serve --world ")


def test_a_server_of_ones_own_for_the_session_is_saved(project: pytest.Pytester) -> None:
    project.makeconftest("""
        import pytest
        from mockbancho import Bancho

        @pytest.fixture(scope="session")
        def bancho_session(bancho_session):
            return Bancho(players=0, contract="4.3.2")
    """)

    (section,) = run(project, "def test_one(bancho): assert False\n")

    assert section[0] == EMPTY.replace("any", "4.3.2")
    assert re.fullmatch(r"the same world: mockbancho serve --world \S+-1\.json --contract 4\.3\.2", section[-1])


def test_a_world_that_nobody_can_name_is_saved(project: pytest.Pytester) -> None:
    source = """
        from mockbancho import Bancho

        def test_one(make_bancho):
            make_bancho(world=Bancho(players=0).world, contract="5.3")
            assert False
    """

    (section,) = run(project, source)

    assert re.fullmatch(r"the same world: mockbancho serve --world \S+-1\.json --contract 5\.3", section[-1])


def test_routes_of_ones_own_are_not_in_the_command(project: pytest.Pytester) -> None:
    source = """
        def test_one(bancho):
            bancho.route("/get_countries", ["jp"])
            assert bancho.get("/get_countries").json() == []
    """

    (section,) = run(project, source)

    assert section[1:] == [
        "12:00:00  1  200  GET /get_countries",
        "the same world, without its own routes and shapes: mockbancho serve --players 0 --still",
    ]


def test_not_all_worlds_of_a_run_are_saved(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "MANY", 1)
    source = """
        @pytest.mark.parametrize("number", [1, 2])
        def test_one(bancho, number):
            bancho.create.player()
            assert False
    """

    _, section = run(project, source, outcomes={"failed": 2})

    assert section[-1] == "the same world: it was changed, and is not saved because 1 worlds of this run are"


def test_a_very_large_world_is_not_saved(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "LARGEST", -1)

    (section,) = run(project, "def test_one(bancho):\n    bancho.create.player()\n    assert False\n")

    assert section[-1] == "the same world: it was changed, and is not saved because it has 0 scores"


def test_the_commands_options_are_those_of_serve() -> None:
    serve = main.get_command(Context(main), "serve")
    assert serve is not None
    known = {option for parameter in serve.params for option in parameter.opts}

    assert {
        f"--{name.replace('_', '-')}" for name in (*explaining.FLAGS, "world", "chaos", "still", "start_at")
    } <= known


def test_the_files_are_kept_apart(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.parametrize("word", ["a", "b/c", "ü" * 200])
        def test_one(bancho, word):
            assert False
    """

    run(project, source, outcomes={"failed": 3})

    assert len({file.name for file in files(project)}) == 3
    assert [file.read_text("utf-8").splitlines()[1] for file in files(project)] == [EMPTY] * 3


def test_a_run_without_failures_writes_nothing(project: pytest.Pytester) -> None:
    passes(project, "def test_one(bancho): bancho.create.player()\n")

    assert files(project) == []
