"""Steps: what they do, how they are named when they fail, and how they repeat."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockbancho import Mistake
from mockbancho.clock import SECOND
from mockbancho.scenario.reading import read_scenario
from mockbancho.scenario.remarks import remarks
from tests.scenario.given import filed, go_to, staged, state, told, written

CAST = """
world: {players: 0}
cast:
  aika: {player: {name: Aika}}
  ben: {player: {name: Ben}}
"""


def test_steps_happen_at_their_times_and_in_the_order_of_the_file() -> None:
    bancho = staged(
        CAST
        + """
timeline:
  - {at: 20s, go_offline: {player: aika}}
  - {at: 10s, go_online: {player: ben}}
  - {at: 10s, go_online: {player: aika}}
"""
    )

    bancho.advance("1m")

    assert [(at, event.player) for (at, _), event in zip(told(bancho), bancho.events, strict=True)] == [
        (10, bancho.players["Ben"].id),
        (10, bancho.players["Aika"].id),
        (20, bancho.players["Aika"].id),
    ]


def test_what_a_step_makes_has_its_name_from_then_on() -> None:
    bancho = staged(
        CAST
        + """
timeline:
  - {at: 1s, go_online: {player: aika}}
  - {at: 2s, create_match: {match: finals, name: The Finals, host: aika}}
  - {at: 3s, close_match: {match: finals}}
"""
    )

    bancho.advance("2s")
    (match,) = bancho.matches
    bancho.advance("1s")

    assert match.name == "The Finals"
    assert [kind for _, kind in told(bancho)][-1] == "match_closed"


def test_a_step_that_fails_in_minute_five_names_its_place_its_time_and_the_reason() -> None:
    bancho = staged(
        CAST
        + """
timeline:
  - {at: 1s, go_online: {player: aika}}
  - at: 5m
    go_online: {player: aika}
"""
    )

    with pytest.raises(Mistake) as error:
        bancho.advance("10m")

    assert str(error.value) == (
        "evening.yaml:10:5: timeline[1]: at 5m, go_online: player 3, 'Aika', is online; "
        "legal: set_status, watch, play_beatmap, submit_score, create_match, join_match, go_offline"
    )
    assert bancho.director.elapsed == 300 * SECOND


def test_a_step_of_an_included_file_that_fails_names_that_file(tmp_path: Path) -> None:
    path = filed(
        tmp_path,
        main=f"include: [part.yaml]\n{CAST}",
        part="timeline:\n  - {at: 90s, go_offline: {player: aika}}\n",
    )

    with pytest.raises(Mistake) as error:
        staged(read_scenario(path)).advance("10m")

    assert str(error.value).startswith(f"{tmp_path}/part.yaml:3:5: timeline[0]: at 1m30s, go_offline: ")


def test_a_step_that_fails_changes_nothing() -> None:
    bancho = staged(f"{CAST}timeline:\n  - {{at: 5s, befriend: {{player: aika, other: aika}}}}\n")

    bancho.advance("4999ms")
    before = state(bancho.world)[2]
    with pytest.raises(Mistake):
        bancho.advance("1ms")

    left = [row for row in before if type(row).__name__ != "Due"]
    assert [row for row in state(bancho.world)[2] if type(row).__name__ != "Due"] == left


REPEATED = """
world: {players: 0}
seed: 7
cast: {aika: {player: {name: Aika}}}
timeline:
"""


def repeated(step: str, seconds: int = 60) -> list[float]:
    """Return when a step comes, which befriends nobody and so is always left out."""
    bancho = staged(f"{REPEATED}  - {{{step}, befriend: {{player: aika, other: aika}}}}\n")
    bancho.advance(seconds)
    assert {kind for _, kind in told(bancho)} <= {"step_skipped"}
    return [at for at, _ in told(bancho)]


@pytest.mark.parametrize(
    ("step", "times"),
    [
        ("every: 20s", [20, 40, 60]),
        ("at: 5s, every: 20s", [5, 25, 45]),
        ("at: 0s, every: 30s, until: 30s", [0, 30]),
        ("at: 0s, every: 30s, until: 29s", [0]),
        ("at: 7s, every: 30s, until: 7s", [7]),
    ],
)
def test_a_step_repeats_until_and_with_its_last_time(step: str, times: list[float]) -> None:
    assert repeated(step) == times


def test_jitter_moves_each_repetition_by_itself_and_the_seed_decides() -> None:
    times = repeated("at: 10s, every: 10s, jitter: 3s", 105)

    assert times == repeated("at: 10s, every: 10s, jitter: 3s", 105)
    assert times[0] == 10
    off = [at - 10 * nth for nth, at in enumerate(times, 1)]
    assert all(-3 <= each <= 3 for each in off)
    assert len(set(off[1:])) == len(off[1:]) >= 8


def test_a_repeated_step_that_cannot_be_done_now_is_left_out_this_time() -> None:
    bancho = staged(
        CAST
        + """
timeline:
  - {every: 10s, until: 30s, go_online: {player: aika}}
  - {at: 25s, go_offline: {player: aika}}
"""
    )

    bancho.advance("1m")

    assert told(bancho) == [
        (10, "player_online"),
        (20, "step_skipped"),
        (25, "player_offline"),
        (30, "player_online"),
    ]
    assert bancho.events[1].text.startswith("evening.yaml:9:5: timeline[0]: at 20s, go_online: player 3, 'Aika', ")


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ("every: 10s, until: 30s", "done in none of 3 times; the last was at 30s, go_offline: "),
        ("at: 0s, every: 7s, jitter: 3s, until: 1m", "done in none of 9 times; the last was at "),
        ("at: 5s, every: 1h, until: 2h", "done in none of 2 times; the last was at 1h5s, go_offline: "),
    ],
)
def test_a_repeated_step_that_is_never_done_is_remarked_on(step: str, reason: str) -> None:
    scenario = written(f"{CAST}timeline:\n  - {{{step}, go_offline: {{player: aika}}}}\n")
    bancho = staged(scenario)
    go_to(bancho, scenario.length)

    (remark,) = remarks(scenario, bancho.world, bancho.director.began)

    assert remark.startswith(f"evening.yaml:8:5: timeline[0]: {reason}")


@pytest.mark.parametrize("jitter", ["0s", "4s", "9s"])
def test_a_step_that_is_done_once_at_last_is_not_remarked_on(jitter: str) -> None:
    scenario = written(
        CAST
        + f"""
timeline:
  - {{at: 0s, every: 10s, jitter: {jitter}, until: 50s, go_offline: {{player: aika}}}}
  - {{at: 40500ms, go_online: {{player: aika}}}}
expect:
  - {{at: 2m, get: /get_player_count}}
"""
    )
    bancho = staged(scenario)
    go_to(bancho, scenario.length)

    assert [kind for _, kind in told(bancho)].count("player_offline") == 1
    assert list(remarks(scenario, bancho.world, bancho.director.began)) == []
