"""What a scenario expects of the API, and what is told of what is otherwise."""

from __future__ import annotations

import pytest

from mockbancho.errors import ScenarioError
from tests.scenario.given import unmet, written

AIKA = """
world: {players: 0}
cast: {aika: {player: {name: Aika, country: jp}}}
timeline:
  - {at: 5s, go_online: {player: aika}}
expect:
"""


def told(*expectations: str) -> list[str]:
    """Return what is told of expectations, each without its place."""
    lines = "".join(f"  - {{{each}}}\n" for each in expectations)
    return [line.partition("]: ")[2] for line in unmet(written(AIKA + lines))]


STATUS = "get: /get_player_status?name=Aika"
SCORES = "get: /get_player_scores?name=Aika&scope=best"


@pytest.mark.parametrize(
    "expectation",
    [
        f"at: 4s, {STATUS}, where: {{player_status.online: false}}",
        f"at: 5s, {STATUS}, where: {{player_status.online: true, status: success}}",
        f"at: 6s, {STATUS}, where: {{player_status.status.action: 0, player_status.status.beatmap: null}}",
        "at: 6s, get: /get_player_count, where: {counts.online: 1, counts.total: 1.0}",
        "at: 6s, get: /get_player_count, where: {counts: {online: 1, total: 1}}",
        "at: 6s, get: /get_player_count, where: {counts.online: {at_least: 1, at_most: 1}}",
        "at: 6s, get: /get_player_count, where: {counts.online: {at_least: 0.5}}",
        f"at: 6s, {SCORES}, where: {{scores.length: 0, scores: []}}",
        "at: 6s, get: /get_player_info?name=Ben&scope=all, status: 404",
        "at: 6s, get: '/get_player_status?id={aika}'",
        "at: 0s, get: '/get_player_status?id={aika}', where: {status: success}",
    ],
)
def test_what_is_so_is_not_told(expectation: str) -> None:
    assert told(expectation) == []


@pytest.mark.parametrize(
    ("expectation", "line"),
    [
        (
            f"at: 4s, {STATUS}, where: {{player_status.online: true}}",
            "at 4s, /get_player_status?name=Aika: player_status.online: expected true, got false",
        ),
        (
            "at: 90s, get: /get_player_count, where: {counts.online: 3}",
            "at 1m30s, /get_player_count: counts.online: expected 3, got 1",
        ),
        (
            "at: 6s, get: /get_player_count, where: {counts.online: {at_least: 2, at_most: 5}}",
            "at 6s, /get_player_count: counts.online: expected at least 2 and at most 5, got 1",
        ),
        (
            "at: 6s, get: /get_player_count, where: {counts.online: true}",
            "at 6s, /get_player_count: counts.online: expected true, got 1",
        ),
        (
            "at: 6s, get: /get_player_count, where: {status: {at_least: 1}}",
            "at 6s, /get_player_count: status: expected at least 1, got 'success'",
        ),
        (
            "at: 6s, get: /get_player_count, where: {counts: {}}",
            'at 6s, /get_player_count: counts: expected {}, got {"online":1,"total":1}',
        ),
        (
            "at: 6s, get: /get_player_count, where: {counts.onlin: 1}",
            (
                "at 6s, /get_player_count: counts.onlin: expected 1, but there is no member 'onlin'; "
                "did you mean 'online'? Known: online, total"
            ),
        ),
        (
            "at: 6s, get: /get_player_count, where: {counts.online.today: 1}",
            "at 6s, /get_player_count: counts.online.today: expected 1, but 1 has no member 'today'",
        ),
        (
            f"at: 6s, {SCORES}, where: {{scores.0.pp: 5}}",
            (
                "at 6s, /get_player_scores?name=Aika&scope=best: scores.0.pp: expected 5, "
                "but a list of 0 has no member '0'"
            ),
        ),
        (
            "at: 6s, get: /get_player_info?name=Ben&scope=all",
            "at 6s, /get_player_info?name=Ben&scope=all: expected status 200, got 404, 'Player not found.'",
        ),
        (
            f"at: 6s, {STATUS}, status: 404",
            "at 6s, /get_player_status?name=Aika: expected status 404, got 200, 'success'",
        ),
    ],
)
def test_what_is_otherwise_is_told_in_a_line(expectation: str, line: str) -> None:
    assert told(expectation) == [line]


def test_every_line_names_its_place_and_they_come_in_the_order_of_time() -> None:
    lines = unmet(
        written(
            f"{AIKA}"
            "  - {at: 20s, get: /get_player_count, where: {counts.online: 9, counts.total: 9}}\n"
            "  - {at: 10s, get: /get_player_count, status: 500}\n"
        )
    )

    assert [line.partition(": at ")[0] for line in lines] == [
        "evening.yaml:9:5: expect[1]",
        "evening.yaml:8:5: expect[0]",
        "evening.yaml:8:5: expect[0]",
    ]


def test_steps_that_fail_are_all_told_with_what_is_otherwise_and_the_rest_is_played() -> None:
    scenario = written(
        """
        world: {players: 0}
        cast: {aika: {player: {name: Aika}}}
        timeline:
          - {at: 5s, go_offline: {player: aika}}
          - {at: 5s, close_match: {match: 3}}
          - {at: 7s, go_online: {player: aika}}
          - {at: 9s, go_online: {player: aika}}
        expect:
          - {at: 6s, get: /get_player_count, where: {counts.online: 1}}
          - {at: 8s, get: /get_player_count, where: {counts.online: 1}}
        """
    )

    with pytest.raises(ScenarioError) as error:
        unmet(scenario)

    assert [line.split(",")[0] for line in error.value.mistakes] == [
        "evening.yaml:6:5: timeline[0]: at 5s",
        "evening.yaml:7:5: timeline[1]: at 5s",
        "evening.yaml:9:5: timeline[3]: at 9s",
        "evening.yaml:11:5: expect[0]: at 6s",
    ]


def test_a_path_that_names_nothing_is_a_mistake() -> None:
    with pytest.raises(ScenarioError) as error:
        told("at: 5s, get: '/get_player_status?id={aiak}'")

    assert error.value.mistakes == (
        (
            "evening.yaml:8:5: expect[0]: at 5s, /get_player_status?id={aiak}: "
            "nothing is called 'aiak' by then; did you mean 'aika'?"
        ),
    )


def test_a_scenario_that_fails_for_ever_ends() -> None:
    steps = "".join(f"  - {{at: {nth}ms, go_offline: {{player: aika}}}}\n" for nth in range(150))

    with pytest.raises(ScenarioError) as error:
        unmet(written(f"world: {{players: 0}}\ncast: {{aika: {{player: {{name: Aika}}}}}}\ntimeline:\n{steps}"))

    assert len(error.value.mistakes) == 101
    assert error.value.mistakes[-1] == "and so on: 100 steps could not be done"
