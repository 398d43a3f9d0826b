"""Scenarios in tests: which one plays, how far it has come, how its time moves, and what is said of a wrong one."""

from __future__ import annotations

from textwrap import dedent
from typing import Final

import pytest

import mockbancho.bancho  # what a run inside this process is the first to import is dropped with it
import mockbancho.scenario.library
import mockbancho.scenario.stage  # noqa: F401
from tests.projects import configure, fails_with, passes, save_world

pytest_plugins = ["pytester"]

EVENING: Final = """\
mockbancho: 1
title: Evening
seed: 5
world: {players: 0}
cast:
  aika: {player: {name: Aika}}
  ben: {player: {name: Ben}}
timeline:
  - at: 10s
    go_online: {player: aika}
  - at: 1m
    go_online: {player: ben}
"""
THERE: Final = """
def there(bancho):
    return sorted(row.name for row in bancho.players), len(bancho.sessions), bancho.seed
"""
"""Who is in a world, how many of them are online, and its seed."""
EMPTY: Final[tuple[list[str], int]] = ([], 0)
BEGUN: Final = (["Aika", "Ben"], 0)
HALF: Final = (["Aika", "Ben"], 1)
OVER: Final = (["Aika", "Ben"], 2)
FILE: Final = (["Player 7"], 0)


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with two scenarios and a world file, whose only player is offline."""
    configure(pytester)
    (pytester.path / "evening.yaml").write_text(EVENING)
    (pytester.path / "nights").mkdir()
    (pytester.path / "nights" / "late.yaml").write_text(EVENING.replace("1m", "11s"))
    save_world(pytester, "finals.json", 7)
    return pytester


# Asking for one


def test_a_bundled_scenario_is_marked_by_its_name(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.bancho(scenario="tournament_finals", at="1m40s")
        def test_one(bancho):
            assert [match.in_progress for match in bancho.matches if match.name == "RED vs BLU: Finals"] == [True]
    """

    passes(project, dedent(source))


def test_make_bancho_takes_a_scenario(project: pytest.Pytester) -> None:
    source = f"""
        def test_one(make_bancho):
            assert there(make_bancho(scenario="evening.yaml", at=30)) == {(*HALF, 5)}
    """

    passes(project, THERE + dedent(source))


def test_a_scenario_can_stand_in_the_ini_file(project: pytest.Pytester) -> None:
    configure(project, bancho_scenario="evening.yaml", bancho_at="30s")
    source = f"""
        def test_one(bancho, bancho_session):
            assert there(bancho) == there(bancho_session) == {(*HALF, 5)}
    """

    passes(project, THERE + dedent(source))


def test_a_scenario_can_be_a_dict(project: pytest.Pytester) -> None:
    source = """
        EVENING = {
            "mockbancho": 1,
            "world": {"players": 0},
            "cast": {"aika": {"player": {"name": "Aika"}}},
            "timeline": [{"at": "10s", "go_online": {"player": "aika"}}],
        }

        @pytest.mark.bancho(scenario=EVENING)
        def test_begun(bancho):
            assert there(bancho) == (["Aika"], 0, 0)

        @pytest.mark.bancho(scenario=EVENING, at="10s")
        def test_over(bancho):
            assert there(bancho) == (["Aika"], 1, 0)
    """

    passes(project, THERE + dedent(source), passed=2)


@pytest.mark.parametrize("file", ["nights/late.yaml", "late.yml"])
def test_a_file_is_looked_for_from_the_rootdir_wherever_pytest_is_started(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    (project.path / "late.yml").write_text(EVENING)
    configure(project, bancho_scenario=file)
    project.makepyfile(
        **{"nights/test_it": f"import pytest\n{THERE}def test_one(bancho): assert there(bancho) == {(*BEGUN, 5)}\n"}
    )
    monkeypatch.chdir(project.path / "nights")

    result = project.runpytest_inprocess("test_it.py")

    result.assert_outcomes(passed=1)


# Which of several wins


@pytest.mark.parametrize(
    ("ini", "module", "function", "made", "expected"),
    [
        # a scenario and worlds
        ({"players": 0}, "", "scenario='evening.yaml'", "", (*BEGUN, 5)),
        ({"players": 0}, "", "", "scenario='evening.yaml'", (*BEGUN, 5)),
        ({"world": "finals.json"}, "", "scenario='evening.yaml'", "", (*BEGUN, 5)),
        ({"players": 1, "beatmapsets": 0}, "scenario='evening.yaml'", "", "at='30s'", (*HALF, 5)),
        ({}, "world='finals.json'", "scenario='evening.yaml'", "", (*BEGUN, 5)),
        ({}, "players=0", "", "scenario='evening.yaml', at=60", (*OVER, 5)),
        ({"scenario": "evening.yaml", "at": "30s"}, "", "players=0", "", (*EMPTY, 0)),
        ({"scenario": "evening.yaml", "at": "30s"}, "", "world='finals.json'", "", (*FILE, 0)),
        ({"scenario": "evening.yaml"}, "", "scenario=None, players=0", "", (*EMPTY, 0)),
        ({"scenario": "evening.yaml", "at": "1m"}, "scenario=None", "players=0", "", (*EMPTY, 0)),
        ({}, "scenario='evening.yaml', at='1m'", "", "players=0", (*EMPTY, 0)),
        ({}, "scenario='evening.yaml'", "world='finals.json'", "", (*FILE, 0)),
        ({}, "world='finals.json'", "scenario='evening.yaml'", "world='finals.json'", (*FILE, 0)),
        ({}, "scenario='evening.yaml'", "world='finals.json'", "at='1m', scenario='nights/late.yaml'", (*OVER, 5)),
        # how far, which is about the scenario that stands beside it or nearer to it
        ({"scenario": "evening.yaml"}, "", "at='30s'", "", (*HALF, 5)),
        ({"scenario": "evening.yaml", "at": "30s"}, "", "at='1m'", "", (*OVER, 5)),
        ({"scenario": "evening.yaml", "at": "30s"}, "", "", "at=0", (*BEGUN, 5)),
        ({"scenario": "evening.yaml", "at": "30s"}, "", "at=None", "", (*BEGUN, 5)),
        ({"scenario": "nights/late.yaml", "at": "30s"}, "", "scenario='evening.yaml'", "", (*BEGUN, 5)),
        ({}, "scenario='nights/late.yaml', at='30s'", "scenario='evening.yaml'", "", (*BEGUN, 5)),
        ({}, "scenario='nights/late.yaml'", "scenario='evening.yaml'", "at='30s'", (*HALF, 5)),
        # the seed
        ({"scenario": "evening.yaml"}, "", "seed=9", "", (*BEGUN, 9)),
        ({"scenario": "evening.yaml", "seed": 8}, "", "", "at='30s'", (*HALF, 8)),
        ({"seed": 8}, "", "scenario='evening.yaml'", "", (*BEGUN, 8)),
        ({}, "scenario='evening.yaml', seed=4", "", "seed=3", (*BEGUN, 3)),
    ],
)
def test_the_nearest_of_scenario_world_file_and_sizes_wins(
    project: pytest.Pytester,
    ini: dict[str, object],
    module: str,
    function: str,
    made: str,
    expected: tuple[list[str], int, int],
) -> None:
    configure(project, **{f"bancho_{name}": value for name, value in ini.items()})
    source = f"""
        pytestmark = pytest.mark.bancho({module})

        @pytest.mark.bancho({function})
        def test_one(make_bancho):
            assert there(make_bancho({made})) == {expected}
    """

    passes(project, THERE + dedent(source))


def test_no_scenario_and_no_size_is_the_default_world(project: pytest.Pytester) -> None:
    configure(project, bancho_scenario="evening.yaml", bancho_at="30s")
    source = """
        @pytest.mark.bancho(scenario=None)
        def test_one(bancho):
            assert bancho.players["User"].id == 3
    """

    passes(project, dedent(source))


def test_how_a_server_answers_is_asked_for_beside_the_scenario(project: pytest.Pytester) -> None:
    configure(project, bancho_scenario="evening.yaml", bancho_at="30s", bancho_cors="off")
    source = f"""
        @pytest.mark.bancho(contract="4.3.2")
        def test_marked(bancho):
            assert (bancho.contract, bancho.cors, *there(bancho)) == ("4.3.2", "off", *{HALF}, 5)

        @pytest.mark.bancho(scenario="nights/late.yaml", contract="5.3", cors="echo")
        def test_both(bancho):
            assert (bancho.contract, bancho.cors, *there(bancho)) == ("5.3", "echo", *{BEGUN}, 5)
    """

    passes(project, THERE + dedent(source), passed=2)


def test_a_test_that_only_answers_otherwise_can_still_go_back_to_the_start(project: pytest.Pytester) -> None:
    configure(project, bancho_scenario="evening.yaml", bancho_at="30s")
    source = f"""
        @pytest.mark.bancho(contract="5.3")
        def test_one(bancho):
            bancho.seek(0)
            assert there(bancho) == {(*BEGUN, 5)}
            bancho.seek("1m")
            assert there(bancho) == {(*OVER, 5)}
    """

    passes(project, THERE + dedent(source))


# What a test does with it


def test_each_test_has_the_scenario_for_itself(project: pytest.Pytester) -> None:
    source = f"""
        pytestmark = pytest.mark.bancho(scenario="evening.yaml", at="30s")

        @pytest.mark.parametrize("number", range(3))
        def test_one(bancho, number):
            assert there(bancho) == {(*HALF, 5)}
            bancho.advance("1m")
            bancho.create.player(name="Cleo", online=True)
            assert there(bancho) == (["Aika", "Ben", "Cleo"], 3, 5)
    """

    passes(project, THERE + dedent(source), passed=3)


def test_a_scenario_is_staged_once_however_its_servers_answer_and_move(project: pytest.Pytester) -> None:
    project.makeconftest("""
        from mockbancho.scenario import stage as module

        staged = []
        stage = module.stage

        def counted(scenario, **keywords):
            staged.append(scenario)
            return stage(scenario, **keywords)

        module.stage = counted

        def pytest_unconfigure():
            module.stage = stage
            print(f"staged {len(staged)} times")
    """)
    source = """
        pytestmark = pytest.mark.bancho(scenario="evening.yaml", at="30s")

        @pytest.mark.parametrize("number", range(3))
        def test_marked(bancho, number):
            bancho.advance("1m")

        @pytest.mark.bancho(contract="5.3", cors="off", clock="scaled", speed=60)
        def test_answering(bancho):
            assert bancho.contract == "5.3"

        def test_made(make_bancho):
            make_bancho(at="30s", clock="real")

        def test_elsewhere(make_bancho):
            make_bancho(at="40s")
    """

    passed = passes(project, dedent(source), passed=6)

    passed.stdout.fnmatch_lines(["staged 2 times"])


def test_a_test_goes_back_and_forth(project: pytest.Pytester) -> None:
    source = f"""
        @pytest.mark.bancho(scenario="evening.yaml", at="30s")
        def test_one(bancho):
            bancho.go_offline("Aika")
            assert there(bancho) == {(*BEGUN, 5)}

            bancho.seek("20s")
            assert there(bancho) == {(*HALF, 5)}

            bancho.seek("30s")
            assert there(bancho) == {(*BEGUN, 5)}

            bancho.seek(0)
            assert there(bancho) == {(*BEGUN, 5)}

            bancho.seek("2m")
            assert [session.name for session in map(lambda each: bancho.players[each.id], bancho.sessions)] == ["Ben"]
    """

    passes(project, THERE + dedent(source))


def test_a_clock_that_moves_by_itself_moves_between_requests(project: pytest.Pytester) -> None:
    source = """
        from mockbancho import clock

        def online(bancho):
            return bancho.get("/get_player_status", name="Ben").json()["player_status"]["online"]

        @pytest.mark.bancho(scenario="evening.yaml", at="50s", clock="real")
        def test_real(bancho, monkeypatch):
            began = clock.monotonic()
            monkeypatch.setattr(clock, "monotonic", lambda: began)
            assert not online(bancho)
            monkeypatch.setattr(clock, "monotonic", lambda: began + 11)
            assert online(bancho)

        @pytest.mark.bancho(scenario="evening.yaml", clock="scaled", speed=600)
        def test_scaled(bancho, monkeypatch):
            began = clock.monotonic()
            monkeypatch.setattr(clock, "monotonic", lambda: began + 0.2)
            assert online(bancho)

        @pytest.mark.bancho(scenario="evening.yaml")
        def test_manual(bancho, monkeypatch):
            began = clock.monotonic()
            monkeypatch.setattr(clock, "monotonic", lambda: began + 1000)
            assert not online(bancho)
    """

    passes(project, dedent(source), passed=3)


@pytest.mark.parametrize(
    ("ini", "marker", "made", "expected"),
    [
        ({"clock": "scaled", "speed": 60}, "", "", "scaled 60.0"),
        ({"clock": "scaled", "speed": 60}, "contract='5.3'", "", "scaled 60.0"),
        ({"clock": "scaled", "speed": 60}, "players=0", "", "scaled 60.0"),
        ({"clock": "scaled", "speed": 60}, "scenario='evening.yaml'", "", "scaled 60.0"),
        ({"clock": "scaled", "speed": 60}, "", "speed=5", "scaled 5"),
        ({"clock": "scaled", "speed": 60}, "clock='manual'", "", "manual 0.0"),
        ({"clock": "scaled", "speed": 60}, "clock='scaled'", "", "scaled 1.0"),
        ({"clock": "scaled", "speed": 60}, "", "clock='real'", "real 1.0"),
        ({"clock": "real"}, "clock='scaled', speed=9", "", "scaled 9"),
        ({}, "clock='scaled'", "speed=7", "scaled 7"),
    ],
)
def test_the_nearest_clock_wins_and_its_speed_with_it(
    project: pytest.Pytester, ini: dict[str, object], marker: str, made: str, expected: str
) -> None:
    configure(project, **{f"bancho_{name}": value for name, value in ini.items()})
    source = f"""
        @pytest.mark.bancho({marker})
        def test_one(make_bancho):
            director = make_bancho({made}).director
            assert f"{{director.mode}} {{director.speed}}" == "{expected}"
    """

    passes(project, dedent(source))


# What is wrong

NAMES: Final = "new_player, outage, peak_hour, quiet_evening, scrim_night, season_of_changes, tournament_finals"
MARKED: Final = "@pytest.mark.bancho"
NO_SCENARIO: Final = "at says how far into a scenario to go; give a scenario too"
ELSEWHERE: Final = "the scenario says which world it plays in; leave it out"
NOT_SCALED: Final = "speed is for clock='scaled'; the clock is manual"
DURATION: Final = "at: a duration is such as '90s', '1m30s', '2h' or '100ms', its units from large to small; got"
SPEEDS: Final = "speed is a number above 0 and at most 100000, not"


@pytest.mark.parametrize(
    ("ini", "marker", "words"),
    [
        ({}, "scenario='xyz'", f"{MARKED}: there is no scenario 'xyz'. Known: {NAMES}"),
        (
            {},
            "scenario='quiet_evning'",
            f"{MARKED}: there is no scenario 'quiet_evning'; did you mean 'quiet_evening'? Known: {NAMES}",
        ),
        ({}, "scenario=5", f"{MARKED}: scenario is a name, the path of a file, or a dict with what a file has, not 5"),
        ({}, "at='5m'", f"{MARKED}: {NO_SCENARIO}"),
        ({}, "scenario='evening.yaml', at='5 min'", f"{MARKED}: {DURATION} '5 min'"),
        ({}, "scenario='evening.yaml', players=5", f"{MARKED}: players: {ELSEWHERE}"),
        ({}, "scenario='evening.yaml', world='finals.json'", f"{MARKED}: world: {ELSEWHERE}"),
        ({}, "clock='fast'", f"{MARKED}: unknown clock 'fast'. Known: manual, real, scaled"),
        ({}, "clock='scalled'", f"{MARKED}: unknown clock 'scalled'; did you mean 'scaled'? Known: manual, real, scaled"),
        ({}, "clock='scaled', speed=0", f"{MARKED}: {SPEEDS} 0"),
        ({}, "clock='scaled', speed='60'", f"{MARKED}: {SPEEDS} '60'"),
        ({}, "speed=5", f"{MARKED}: {NOT_SCALED}"),
        ({"clock": "real"}, "speed=5", f"{MARKED}: speed is for clock='scaled'; the clock is real"),
        ({"scenario": "xyz"}, "", f"tox.ini: bancho_scenario: there is no scenario 'xyz'. Known: {NAMES}"),
        ({"scenario": "evening.yaml", "at": "soon"}, "", f"tox.ini: bancho_at: {DURATION} 'soon'"),
        ({"at": "5m"}, "", f"tox.ini: bancho_at: {NO_SCENARIO}"),
        (
            {"scenario": "evening.yaml", "players": 5},
            "",
            f"tox.ini: bancho_players, bancho_scenario: players: {ELSEWHERE}",
        ),
        ({"clock": "fast"}, "", "tox.ini: bancho_clock: unknown clock 'fast'. Known: manual, real, scaled"),
        ({"clock": "scaled", "speed": -1}, "", f"tox.ini: bancho_speed: {SPEEDS} -1.0"),
        ({"clock": "scaled", "speed": "quick"}, "", "tox.ini: bancho_speed cannot be read: could not convert string to float: 'quick'"),
        ({"speed": 60}, "", f"tox.ini: bancho_speed: {NOT_SCALED}"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(
    project: pytest.Pytester, ini: dict[str, object], marker: str, words: str
) -> None:
    configure(project, **{f"bancho_{name}": value for name, value in ini.items()})
    source = f"@pytest.mark.bancho({marker})\ndef test_one(bancho): pass\n"

    fails_with(project, source, words, outcomes={"errors": 1})


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ("scenario='xyz'", f"there is no scenario 'xyz'. Known: {NAMES}"),
        ("at='5m'", NO_SCENARIO),
        ("scenario='evening.yaml', players=5", f"players: {ELSEWHERE}"),
        ("speed=5", NOT_SCALED),
    ],
)
def test_what_is_wrong_for_make_bancho_is_named_with_its_place(project: pytest.Pytester, made: str, words: str) -> None:
    source = f"def test_one(make_bancho):\n    make_bancho({made})\n"

    fails_with(project, source, f"E       mockbancho.errors.Mistake: make_bancho: {words}", outcomes={"failed": 1})


def test_every_mistake_of_a_file_is_told_with_its_line(project: pytest.Pytester) -> None:
    file = project.path / "evening.yaml"
    file.write_text(EVENING.replace("go_online: {player: ben}", "go_onlin: {player: ben}").replace("10s", "soon"))
    source = "@pytest.mark.bancho(scenario='evening.yaml')\ndef test_one(bancho): pass\n"
    project.makepyfile(test_it=f"import pytest\n{source}")

    result = project.runpytest_inprocess()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            f"@pytest.mark.bancho: {file}:9:*: timeline[[]0].at: a duration is such as *; got 'soon'",
            f"{file}:12:5: timeline[[]1]: *'go_onlin'; did you mean 'go_online'?*",
        ]
    )
    result.stdout.no_fnmatch_line("*mockbancho/plugin/*")


def test_a_step_that_cannot_be_done_by_then_is_told(project: pytest.Pytester) -> None:
    (project.path / "evening.yaml").write_text(EVENING.replace("go_online: {player: ben}", "go_offline: {player: ben}"))
    source = """
        @pytest.mark.bancho(scenario="evening.yaml", at="30s")
        def test_before(bancho):
            with pytest.raises(Exception, match="go_offline: player 4, 'Ben', is offline; legal: go_online$"):
                bancho.advance("1m")

        @pytest.mark.bancho(scenario="evening.yaml", at="2m")
        def test_after(bancho):
            pass
    """
    project.makepyfile(test_it=f"import pytest\n{dedent(source)}")

    result = project.runpytest_inprocess()

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["@pytest.mark.bancho: *timeline[[]1]: *go_offline: player 4, 'Ben', is offline; *"])
