"""Scenario files: what each part of them means."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from mockbancho.clock import SECOND
from mockbancho.errors import Mistake, ScenarioError
from mockbancho.scenario.inclusion import MOST_FILES
from mockbancho.scenario.model import Ambience, CastEntry, Expectation, Place, Scenario, Step, WorldSpec
from mockbancho.scenario.reading import parse_scenario, read_scenario
from tests.scenario.given import filed, written


def refused(path: Path) -> list[str]:
    """Return what is wrong with a file, with its folder left out."""
    with pytest.raises(Mistake) as error:
        read_scenario(path)
    return str(error.value).replace(f"{path.parent}/", "").splitlines()


def test_a_whole_file_is_a_scenario() -> None:
    scenario = written(
        """
        title: Evening
        about: >-
          Aika comes
          and plays.
        seed: 7
        world: {players: 10, beatmapsets: 2, scores_per_player: 3..5}
        ambient: {players_online: 4}
        cast:
          aika: {player: {name: Aika, traits: [donor]}}
        timeline:
          - at: 5s
            go_online: {player: aika}
          - every: 10s
            jitter: 2s
            until: 1m
            play_beatmap: {player: any_idle, mods: HD}
        expect:
          - {at: 6, get: /get_player_count, where: {counts.online: {at_least: 1}}}
        """
    )

    assert scenario == Scenario(
        file="evening.yaml",
        title="Evening",
        about="Aika comes and plays.",
        seed=7,
        world=WorldSpec(players=10, beatmapsets=2, scores_per_player="3..5"),
        ambient=Ambience(players_online=4, plays_per_minute=12),
        cast=(
            CastEntry(
                place=Place("cast.aika", 11, 9, "evening.yaml"),
                name="aika",
                noun="player",
                arguments={"name": "Aika", "donor": True},
            ),
        ),
        timeline=(
            Step(
                place=Place("timeline[0]", 13, 5, "evening.yaml"),
                verb="go_online",
                arguments={"player": "aika"},
                at=5 * SECOND,
            ),
            Step(
                place=Place("timeline[1]", 15, 5, "evening.yaml"),
                verb="play_beatmap",
                arguments={"player": "any_idle", "mods": "HD"},
                at=15 * SECOND,
                every=10 * SECOND,
                jitter=2 * SECOND,
                until=60 * SECOND,
            ),
        ),
        expect=(
            Expectation(
                place=Place("expect[0]", 20, 5, "evening.yaml"),
                at=6 * SECOND,
                get="/get_player_count",
                where={"counts.online": {"at_least": 1}},
            ),
        ),
    )


def test_a_file_with_nothing_but_its_format_is_a_scenario() -> None:
    assert written("") == Scenario(file="evening.yaml")


@pytest.mark.parametrize(
    ("steps", "times"),
    [
        (["at: 5s", "after: 30s", "after: 1m"], [5, 35, 95]),
        (["after: 5s", "at: 2s", "after: 1s"], [5, 2, 3]),
        (["every: 10s", "after: 1s"], [10, 11]),
        (["at: 3, every: 10s", "every: 10s"], [3, 13]),
        (["after: 2, every: 10s"], [2]),
        (["at: 1m30s", "at: 0"], [90, 0]),
    ],
)
def test_after_counts_from_the_step_before(steps: list[str], times: list[int]) -> None:
    lines = "".join(f"\n  - {{{step}, go_online: {{player: any}}}}" for step in steps)

    assert [step.at / SECOND for step in written(f"timeline:{lines}").timeline] == times


def test_a_scenario_is_as_long_as_what_is_told_last() -> None:
    steps = "timeline:\n  - {at: 5s, go_online: {player: any}}\n  - {every: 10s, until: 1m, go_online: {player: any}}\n"
    expectations = "expect:\n  - {at: 2m, get: /get_player_count}\n"

    assert [written(text).length / SECOND for text in ("", steps, steps + expectations)] == [0, 60, 120]


def test_variables_stand_where_they_are_named_in_their_own_type() -> None:
    scenario = written(
        """
        vars: {rounds: 3, opponent: Ben, pause: 1m30s, wins: true}
        title: "${opponent}, round ${rounds} of ${rounds}"
        seed: ${rounds}
        timeline:
          - at: ${pause}
            play_beatmap: {player: "${opponent}", passed: "${wins}"}
        """
    )

    assert (scenario.title, scenario.seed) == ("Ben, round 3 of 3", 3)
    (step,) = scenario.timeline
    assert (step.at, step.arguments) == (90 * SECOND, {"player": "Ben", "passed": True})


def test_a_file_includes_others_that_come_before_it(tmp_path: Path) -> None:
    path = filed(
        tmp_path,
        main="""
            title: All
            include: [people.yaml, lobby.yaml]
            timeline:
              - {after: 5s, go_online: {player: aika}}
            """,
        people="""
            title: People
            seed: 3
            world: {players: 10}
            cast: {aika: {player: {name: Aika}}}
            """,
        lobby="""
            ambient: {players_online: 3}
            world: {players: 20}
            timeline:
              - {at: 1m, create_match: {match: lobby, host: any_online}}
            expect:
              - {at: 2m, get: /get_player_count}
            """,
    )

    scenario = read_scenario(path)

    assert (scenario.title, scenario.seed, scenario.world.players) == ("All", 3, 20)
    assert scenario.ambient == Ambience(players_online=3)
    assert [(Path(step.place.file).name, step.verb, step.at / SECOND) for step in scenario.timeline] == [
        ("lobby.yaml", "create_match", 60),
        ("main.yaml", "go_online", 5),
    ]
    assert [entry.name for entry in scenario.cast] == ["aika"]
    assert len(scenario.expect) == 1


def test_what_a_file_says_itself_comes_before_what_it_includes(tmp_path: Path) -> None:
    path = filed(
        tmp_path,
        main="seed: 7\nworld: {players: 5}\nambient: {players_online: 1}\ninclude: [other.yaml]\nvars: {name: Aika}\n",
        other="""
            seed: 3
            world: {players: 10}
            ambient: {players_online: 9}
            vars: {name: Ben, clan: Owls}
            cast: {hero: {player: {name: "${name}"}}, owls: {clan: {owner: hero, name: "${clan}", tag: OWL}}}
            """,
    )

    scenario = read_scenario(path)

    assert (scenario.seed, scenario.world.players, scenario.ambient) == (7, 5, Ambience(players_online=1))
    assert [entry.arguments["name"] for entry in scenario.cast] == ["Aika", "Owls"]


def test_the_world_file_of_an_included_file_stands_beside_that(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "world.json").write_text("{}")
    filed(tmp_path / "below", part="world: {file: world.json}\n")

    scenario = read_scenario(filed(tmp_path, main="include: [below/part.yaml]\n"))

    assert scenario.world.file == str((tmp_path / "below" / "world.json").resolve())


def test_mistakes_of_included_files_name_those_files_and_all_are_told(tmp_path: Path) -> None:
    path = filed(
        tmp_path,
        main="include: [part.yaml, nothing.yaml]\ntitel: All\n",
        part="timeline:\n  - {at: 5s, go_onlin: {player: any}}\n",
    )

    assert refused(path) == [
        "part.yaml:3:14: timeline[0]: unknown action 'go_onlin'; did you mean 'go_online'?",
        "main.yaml:2:22: include[1]: cannot read the scenario nothing.yaml: No such file or directory",
        "main.yaml:3:1: unknown key 'titel'; did you mean 'title'?",
    ]


def test_a_name_that_two_files_give_is_refused(tmp_path: Path) -> None:
    path = filed(
        tmp_path,
        main="include: [part.yaml]\ncast: {aika: {player: {name: Aika}}}\n",
        part="cast: {aika: {player: {name: Aika}}}\n",
    )

    assert refused(path) == ["main.yaml:3:14: cast.aika: the name 'aika' is given already"]


def test_files_that_include_each_other_are_refused(tmp_path: Path) -> None:
    path = filed(
        tmp_path, main="include: [other.yaml]\n", other="include: [third.yaml]\n", third="include: [main.yaml]\n"
    )

    assert refused(path) == [
        "third.yaml:2:11: include[0]: a file includes itself: main.yaml → other.yaml → third.yaml → main.yaml"
    ]


def test_a_scenario_is_made_of_so_many_files_at_most(tmp_path: Path) -> None:
    path = filed(tmp_path, main=f"include: [{'other.yaml, ' * 60}]\n", other="")

    mistakes = refused(path)

    assert (
        mistakes[0]
        == f"main.yaml:2:{11 + 12 * (MOST_FILES - 1)}: include[{MOST_FILES - 1}]: a scenario is made of at most {MOST_FILES} files"
    )
    assert len(mistakes) == 61 - MOST_FILES


def test_a_file_that_is_not_there_and_one_that_is_endless_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as missing:
        read_scenario(tmp_path / "none.yaml")
    with pytest.raises(Mistake) as endless:
        read_scenario(Path("/dev/zero"))

    assert str(missing.value) == f"cannot read the scenario {tmp_path}/none.yaml: No such file or directory"
    assert str(endless.value) == "/dev/zero: a scenario has at most 1,000,000 bytes; this file has more"


HEAD = b"mockbancho: 1\n"


@pytest.mark.parametrize(
    "data",
    [
        b"".join(b"key%06d: 1\n" % nth for nth in range(20_000)),
        b"timeline:\n" + b"".join(b"- {at: 1, creat_match%d: {}}\n" % nth for nth in range(8_000)),
        b"timeline:\n" + b"".join(b"- {at: x, go_online: {player: any}}\n" for _ in range(8_000)),
        b"vars: {a: '" + b"x" * 300_000 + b"'}\ntitle: '" + b"${a}" * 100_000 + b"'\n",
        b"vars: {a: [" + b"0," * 30_000 + b"]}\ntimeline: [" + b"'${a}'," * 15_000 + b"]\n",
        b"titel: 1\ntitle: '" + b"${" * 400_000 + b"'\n",
        b"timeline:\n- {at: '" + b"9" * 900_000 + b"', go_online: {player: any}}\n",
        b"seed: " + b"9" * 900_000 + b"\n",
        b"include: [" + b"a.yaml," * 20_000 + b"]\n",
    ],
    ids=["keys", "actions", "times", "variables", "lists", "dollars", "digits", "seed", "includes"],
)
def test_a_large_file_full_of_mistakes_is_bounded_work_and_few_lines(data: bytes) -> None:
    before = process_time()

    with pytest.raises(ScenarioError) as error:
        parse_scenario(HEAD + data, "f.yaml")

    assert process_time() - before < 5
    assert len(error.value.mistakes) <= 101
    assert max(map(len, error.value.mistakes)) < 500
