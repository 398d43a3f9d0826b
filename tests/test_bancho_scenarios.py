"""A server whose world moves: scenarios, time, events, and clocks that move by themselves."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import pytest

from mockbancho import Bancho, Mistake, ScenarioError
from mockbancho.scenario.library import find_scenario
from tests.world.given import contents

SECOND: Final = 1_000_000
EVENING: Final[dict[str, Any]] = {
    "mockbancho": 1,
    "title": "Evening",
    "seed": 5,
    "world": {"players": 0},
    "cast": {
        "aika": {"player": {"name": "Aika"}},
        "ben": {"player": {"name": "Ben"}},
        "opener": {"beatmap": {"title": "Opener", "mode": "osu", "total_length": 60, "max_combo": 200, "file": False}},
    },
    "timeline": [
        {"at": "10s", "go_online": {"player": "aika"}},
        {"at": "20s", "play_beatmap": {"player": "aika", "beatmap": "opener", "passed": True}},
        {"at": "2m", "go_online": {"player": "ben"}},
    ],
}


def events(bancho: Bancho) -> list[str]:
    """What has happened: its kind, and when."""
    return [f"{event.kind} {(event.at - bancho.director.began) / SECOND:g}" for event in bancho.events]


def online(bancho: Bancho) -> list[str]:
    """The names of those who are online."""
    return [bancho.players[session.id].name for session in bancho.sessions]


@pytest.fixture
def evening() -> Bancho:
    """The evening at its start."""
    return Bancho(scenario=EVENING)


# Scenarios


def test_a_scenario_begins_at_its_start(evening: Bancho) -> None:
    assert evening.seed == 5
    assert sorted(row.name for row in evening.players) == ["Aika", "Ben"]
    assert events(evening) == []


def test_what_is_due_at_the_start_has_happened() -> None:
    bancho = Bancho(scenario={**EVENING, "timeline": [{"at": 0, "go_online": {"player": "aika"}}]})

    assert events(bancho) == ["player_online 0"]


@pytest.mark.parametrize("at", ["1m30s", 90, 90.0], ids=repr)
def test_a_scenario_is_entered_so_far_in(at: str | float) -> None:
    bancho = Bancho(scenario=EVENING, at=at)

    assert events(bancho) == ["player_online 10", "play_started 20", "score_submitted 80", "first_place 80"]
    assert bancho.now - bancho.director.began == 90 * SECOND


@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
def test_a_dict_is_what_the_same_written_to_a_file_is(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"evening{suffix}"
    file.write_text(json.dumps(EVENING))

    worlds = [Bancho(scenario=each, at="90s").world for each in (EVENING, file, str(file), find_scenario(file))]

    first, *others = [contents(world) for world in worlds]
    assert len(first["events._last"]) == 4
    assert [_without_places(other) for other in others] == [_without_places(first)] * 3


def _without_places(held: dict[str, Any]) -> dict[str, Any]:
    """What a world holds but for its agenda, whose steps know their file and line."""
    return {name: value for name, value in held.items() if "agenda" not in name}


def test_a_seed_of_your_own_is_the_scenarios() -> None:
    scenario = {"mockbancho": 1, "world": {"players": 0}, "cast": {"aika": {"player": {}}}}

    names = {Bancho(scenario=scenario, seed=seed).players[3].name for seed in range(6)}

    assert len(names) > 3


def test_servers_of_the_same_scenario_have_worlds_of_their_own(evening: Bancho) -> None:
    other = Bancho(scenario=EVENING)

    evening.create.player(name="Cleo")
    evening.advance("1m")

    assert "Cleo" not in other.players
    assert events(other) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"scenario": 5}, "scenario is a name, the path of a file, or a dict with what a file has, not 5"),
        ({"at": "5m"}, "at says how far into a scenario to go; give a scenario too"),
        ({"scenario": EVENING, "at": -1}, "at: a duration is from 0 seconds to 100 years; got -1"),
        ({"scenario": EVENING, "at": True}, "at: a duration is a number of seconds, or such as '90s', '1m30s' or '2h'; got True"),
        ({"scenario": EVENING, "at": "10m5h"}, "at: a duration is such as '90s', '1m30s', '2h' or '100ms', its units from large to small; got '10m5h'"),
        ({"scenario": EVENING, "players": 5}, "players: the scenario says which world it plays in; leave it out"),
        ({"scenario": EVENING, "scores_per_player": "2..3"}, "scores_per_player: the scenario says which world it plays in; leave it out"),
        ({"scenario": EVENING, "world": "world.json"}, "world: the scenario says which world it plays in; leave it out"),
        ({"clock": "reel"}, "unknown clock 'reel'; did you mean 'real'? Known: manual, real, scaled"),
        ({"clock": 60}, "unknown clock 60. Known: manual, real, scaled"),
        ({"clock": "scaled", "speed": 0}, "speed is a number above 0 and at most 100000, not 0"),
        ({"clock": "scaled", "speed": float("nan")}, "speed is a number above 0 and at most 100000, not nan"),
        ({"clock": "scaled", "speed": 100_001}, "speed is a number above 0 and at most 100000, not 100001"),
        ({"clock": "real", "speed": 2}, "speed is for clock='scaled'; the clock is real"),
        ({"speed": 2}, "speed is for clock='scaled'; the clock is manual"),
    ],
)  # fmt: skip
def test_a_wrong_option_is_told_in_a_sentence(options: Any, words: str) -> None:  # noqa: ANN401  # wrong ones too
    with pytest.raises(Mistake) as raised:
        Bancho(**options)

    assert str(raised.value) == words


def test_every_mistake_of_a_dict_is_told() -> None:
    wrong = {**EVENING, "sead": 5, "timeline": [{"at": "10s", "go_onlin": {"player": "aika"}}]}

    with pytest.raises(ScenarioError) as raised:
        Bancho(scenario=wrong)

    step, key = raised.value.mistakes
    assert "timeline[0]: unknown action 'go_onlin'; did you mean 'go_online'?" in step
    assert "'sead'; did you mean 'seed'?" in key


# Time


def test_what_is_due_happens_at_its_own_time(evening: Bancho) -> None:
    evening.advance("5m")

    assert events(evening) == [
        "player_online 10",
        "play_started 20",
        "score_submitted 80",
        "first_place 80",
        "player_online 120",
    ]
    assert evening.now == evening.director.began + 300 * SECOND


def test_durations_add_up(evening: Bancho) -> None:
    for duration in (4, 5.5, "400ms"):
        evening.advance(duration)
    assert events(evening) == []

    evening.advance(0.1)

    assert events(evening) == ["player_online 10"]


@pytest.mark.parametrize(
    "moment", ["2024-07-01T12:00:10", datetime(2024, 7, 1, 12, 0, 10), datetime(2024, 7, 1, 12, 0, 10, tzinfo=UTC)]  # noqa: DTZ001  # naive is UTC
)  # fmt: skip
def test_time_passes_to_a_moment(evening: Bancho, moment: datetime | str) -> None:
    evening.advance_to(moment)

    assert events(evening) == ["player_online 10"]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (
            "2024-07-01T11:59:59",
            "advance_to: time cannot go back from 2024-07-01 12:00:00.000 to 2024-07-01 11:59:59.000; seek and restore do that",
        ),
        ("noon", "advance_to: a moment is a datetime, or text such as '2024-07-01T12:05:00'; got 'noon'"),
        (5, "advance_to: a moment is a datetime, or text such as '2024-07-01T12:05:00'; got 5"),
    ],
)
def test_a_moment_to_which_time_cannot_pass_is_told(evening: Bancho, moment: Any, words: str) -> None:  # noqa: ANN401  # wrong ones too
    with pytest.raises(Mistake) as raised:
        evening.advance_to(moment)

    assert str(raised.value) == words
    assert events(evening) == []


def test_a_step_is_up_to_the_next_thing_that_is_due(evening: Bancho) -> None:
    stepped = [evening.step() for _ in range(5)]

    assert stepped == [True, True, True, True, False]
    assert evening.now - evening.director.began == 120 * SECOND


def test_time_runs_until_an_event(evening: Bancho) -> None:
    event = evening.run_until("score_submitted")

    assert event is not None
    assert (event.kind, event.player, event.beatmap, event.score) == ("score_submitted", 3, 3, 1)
    assert event.at == evening.now == evening.director.began + 80 * SECOND


def test_time_runs_until_something_is_so(evening: Bancho) -> None:
    event = evening.run_until(lambda: "Ben" in evening.sessions)

    assert event is None
    assert online(evening) == ["Aika", "Ben"]
    assert evening.now == evening.director.began + 120 * SECOND


def test_an_event_that_has_happened_before_is_not_waited_for(evening: Bancho) -> None:
    evening.advance("1m")

    event = evening.run_until("player_online")

    assert event is not None
    assert event.player == 4


def test_what_does_not_happen_within_the_limit_is_told_with_what_did(evening: Bancho) -> None:
    with pytest.raises(Mistake) as raised:
        evening.run_until("match_started", limit="1m")

    assert str(raised.value) == ("run_until: no 'match_started' within 1m; what happened: player_online, play_started")
    assert evening.now == evening.director.began + 60 * SECOND


def test_what_does_not_become_so_within_the_limit_is_told(evening: Bancho) -> None:
    with pytest.raises(Mistake) as raised:
        evening.run_until(lambda: False, limit=5)

    assert str(raised.value) == "run_until: it was not so within 5s; what happened: nothing"


def test_an_event_that_there_is_not_is_told_with_the_nearest(evening: Bancho) -> None:
    with pytest.raises(Mistake, match=r"'match_strated'.*did you mean 'match_started'"):
        evening.run_until("match_strated", limit=5)


# Back and forth


def test_going_to_a_time_is_as_if_it_had_just_come(evening: Bancho) -> None:
    evening.advance("5m")

    evening.seek("15s")

    assert events(evening) == ["player_online 10"]
    assert contents(evening.world) == contents(Bancho(scenario=EVENING, at="15s").world)


def test_what_was_done_by_hand_is_done_again_on_the_way(evening: Bancho) -> None:
    evening.advance("15s")
    evening.go_online("Ben")
    evening.advance("15s")
    evening.befriend("Ben", "Aika")
    evening.advance("1m")
    ended = contents(evening.world)

    evening.seek("20s")
    assert events(evening) == ["player_online 10", "player_online 15", "play_started 20"]
    evening.seek("10s")
    assert events(evening) == ["player_online 10"]
    evening.seek("90s")

    assert contents(evening.world) == ended


def test_what_was_done_later_is_forgotten_once_something_else_is_done(evening: Bancho) -> None:
    evening.advance("1m")
    evening.create.player(name="Cleo")
    evening.seek("30s")

    evening.create.player(name="Dora")
    evening.seek("1m")

    assert sorted(row.name for row in evening.players) == ["Aika", "Ben", "Dora"]


def test_what_cannot_be_done_is_not_done_again(evening: Bancho) -> None:
    with pytest.raises(Mistake, match=r"^go_offline: player 4, 'Ben', is offline; legal: go_online$"):
        evening.go_offline("Ben")

    evening.seek("30s")

    assert online(evening) == ["Aika"]


def test_a_fork_goes_back_to_the_same_start_on_its_own(evening: Bancho) -> None:
    evening.advance("30s")
    evening.create.player(name="Cleo")
    fork = evening.fork()

    fork.seek("10s")
    fork.create.player(name="Dora")
    fork.seek("40s")

    assert sorted(row.name for row in fork.players) == ["Aika", "Ben", "Dora"]
    assert sorted(row.name for row in evening.players) == ["Aika", "Ben", "Cleo"]


def test_a_checkpoint_brings_back_what_was_done_before_it(evening: Bancho) -> None:
    evening.create.player(name="Cleo")
    checkpoint = evening.checkpoint()
    evening.advance("1m")
    evening.create.player(name="Dora")

    evening.restore(checkpoint)
    evening.seek("2m")

    assert sorted(row.name for row in evening.players) == ["Aika", "Ben", "Cleo"]


def test_rows_and_lists_that_were_given_are_given_again(evening: Bancho) -> None:
    aika, ben = (evening.players[name] for name in ("Aika", "Ben"))
    for player in (aika, ben):
        evening.go_online(player)
    others = [ben]
    evening.create.match(host=aika, players=others)
    others.clear()

    evening.seek(5)

    assert [slot.player for slot in evening.matches[1].slots[:2]] == [3, 4]


# Events


def test_an_event_tells_when_it_was_and_whom_it_is_about(evening: Bancho) -> None:
    evening.advance("15s")
    evening.befriend("Aika", "Ben")

    _, event = evening.events

    assert (event.number, event.kind, event.player, event.other) == (2, "friend_added", 3, 4)
    assert event.at == evening.now


def test_events_are_a_list_that_stays_as_it_is(evening: Bancho) -> None:
    before = evening.events
    evening.advance("15s")

    assert before == []
    assert len(evening.events) == 1


def test_a_name_of_the_cast_is_one_for_actions_too(evening: Bancho) -> None:
    evening.act("go_online", player="ben")

    assert online(evening) == ["Ben"]


# Clocks that move by themselves


class Machine:
    """A machine whose clock stands until it is told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """The machine on which everything here runs."""
    machine = Machine()
    monkeypatch.setattr("mockbancho.clock.monotonic", machine)
    return machine


def is_online(bancho: Bancho, name: str) -> bool:
    """What a request is told."""
    found: bool = bancho.get("/get_player_status", name=name).json()["player_status"]["online"]
    return found


@pytest.mark.parametrize(("options", "wait"), [({"clock": "real"}, 10), ({"clock": "scaled", "speed": 20}, 0.5)])
def test_a_world_moves_between_requests(machine: Machine, options: Any, wait: float) -> None:  # noqa: ANN401  # options
    bancho = Bancho(scenario=EVENING, **options)
    assert not is_online(bancho, "Aika")

    machine.seconds += wait

    assert is_online(bancho, "Aika")
    assert events(bancho) == ["player_online 10"]


def test_a_manual_clock_stands(machine: Machine, evening: Bancho) -> None:
    machine.seconds += 1000

    assert not is_online(evening, "Aika")


def test_a_clock_begins_where_the_scenario_is_entered(machine: Machine) -> None:
    bancho = Bancho(scenario=EVENING, at="15s", clock="real")
    machine.seconds += 4

    assert bancho.now - bancho.director.began == 19 * SECOND


@pytest.mark.parametrize(
    "look",
    [attrgetter("now"), attrgetter("events"), Bancho.fork, Bancho.checkpoint, lambda bancho: len(bancho.sessions)],
    ids=["now", "events", "fork", "checkpoint", "rows"],
)
def test_whoever_looks_sees_the_time_that_it_is(machine: Machine, look: Any) -> None:  # noqa: ANN401  # ways to look
    bancho = Bancho(scenario=EVENING, clock="real")
    machine.seconds += 10

    look(bancho)

    assert online(bancho) == ["Aika"]


def test_what_is_done_by_hand_is_done_at_the_time_that_it_is(machine: Machine) -> None:
    bancho = Bancho(scenario=EVENING, clock="real")
    machine.seconds += 15

    bancho.go_online("Ben")

    assert events(bancho) == ["player_online 10", "player_online 15"]


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [("advance", [5]), ("advance_to", ["2030-01-01"]), ("step", []), ("run_until", ["play_started"]), ("seek", [5])],
)
def test_a_real_clock_is_not_moved(machine: Machine, verb: str, arguments: list[Any]) -> None:
    bancho = Bancho(scenario=EVENING, clock="real")
    machine.seconds += 1

    with pytest.raises(Mistake) as raised:
        getattr(bancho, verb)(*arguments)

    assert str(raised.value) == (
        f"{verb}: the clock is real, it moves with the machine's alone; make the server with clock='manual' or 'scaled' "
        "to move it"
    )
    assert bancho.now - bancho.director.began == SECOND


def test_a_scaled_clock_can_be_moved_too(machine: Machine) -> None:
    bancho = Bancho(scenario=EVENING, clock="scaled", speed=60)
    bancho.advance("30s")
    machine.seconds += 1
    assert bancho.now - bancho.director.began == 90 * SECOND

    bancho.seek("15s")
    machine.seconds += 0.5

    assert bancho.now - bancho.director.began == 45 * SECOND


def test_a_fork_of_a_server_with_a_real_clock_goes_on_by_itself(machine: Machine) -> None:
    bancho = Bancho(scenario=EVENING, clock="real")
    machine.seconds += 10
    fork = bancho.fork()

    machine.seconds += 10
    fork.create.player(name="Cleo")

    assert (online(fork), online(bancho)) == (["Aika"], ["Aika"])
    assert [each.now - each.director.began for each in (fork, bancho)] == [20 * SECOND] * 2
    assert "Cleo" not in bancho.players


def test_a_fork_of_a_server_whose_clock_was_paused_is_paused(machine: Machine) -> None:
    bancho = Bancho(scenario=EVENING, clock="scaled", speed=60)
    bancho.director.pause()
    fork = bancho.fork()

    machine.seconds += 10
    assert fork.now == fork.director.began
    fork.director.resume()
    machine.seconds += 1

    assert [each.now - each.director.began for each in (fork, bancho)] == [60 * SECOND, 0]


def test_what_fails_while_nobody_is_there_is_logged(machine: Machine, caplog: pytest.LogCaptureFixture) -> None:
    bancho = Bancho(scenario={**EVENING, "timeline": [{"at": "10s", "go_offline": {"player": "ben"}}]}, clock="real")
    machine.seconds += 20

    assert not is_online(bancho, "Ben")

    (record,) = caplog.records
    assert record.getMessage().startswith("at 2024-07-01 12:00:10.000: ")
    assert record.getMessage().endswith("go_offline: player 4, 'Ben', is offline; legal: go_online")


def test_a_world_that_was_saved_goes_on_where_it_was(machine: Machine, tmp_path: Path) -> None:
    bancho = Bancho(scenario=EVENING, clock="real")
    machine.seconds += 15
    bancho.save(tmp_path / "world.json")

    saved = Bancho(world=tmp_path / "world.json")
    assert online(saved) == ["Aika"]
    saved.advance("2m")

    assert online(saved) == ["Aika", "Ben"]


def test_a_clock_that_moves_by_itself_is_paused_goes_on_and_changes_its_speed(machine: Machine) -> None:
    bancho = Bancho(players=0, clock="scaled", speed=10)
    began = bancho.now

    machine.seconds += 2
    bancho.pause()
    machine.seconds += 100
    paused = (bancho.now - began, bancho.speed)
    bancho.resume()
    bancho.speed /= 5
    machine.seconds += 5

    assert (*paused, bancho.now - began, bancho.speed) == (20_000_000, 0, 30_000_000, 2)


def test_a_manual_clock_has_no_speed() -> None:
    bancho = Bancho(players=0)
    before = bancho.speed

    with pytest.raises(Mistake, match=r"^the clock is manual: it has no speed"):
        bancho.speed += 2

    assert (before, bancho.speed) == (0, 0)


def test_another_scenario_takes_the_place_of_what_was_there() -> None:
    bancho = Bancho(players=0)
    bancho.route("/mine", 1)
    held = bancho.asgi

    bancho.load("tournament_finals", at="5m")

    assert bancho.get("/get_match?id=1").status == 200
    assert bancho.director.elapsed == 5 * 60 * 1_000_000
    assert (bancho.scenario.title if bancho.scenario else None) == "Tournament finals"
    assert bancho.asgi is held
    assert bancho.get("/mine").status == 404
    bancho.seek(0)
    assert bancho.director.elapsed == 0


def test_a_world_takes_the_place_of_a_scenario() -> None:
    bancho = Bancho(scenario="quiet_evening")

    bancho.load(Bancho(players=0).world)

    assert (len(bancho.players), bancho.scenario) == (0, None)


@pytest.mark.parametrize(
    ("what", "at", "told"),
    [
        ("tournament_final", None, r"there is no scenario 'tournament_final'; did you mean 'tournament_finals'\?"),
        ("tournament_finals", "soon", r"at: a duration is such as"),
        (5, None, r"scenario is a name, the path of a file, or a dict"),
    ],
)
def test_what_cannot_be_loaded_changes_nothing(what: Any, at: str | None, told: str) -> None:  # noqa: ANN401  # what a user may try
    bancho = Bancho(players=0)

    with pytest.raises(Mistake, match=told):
        bancho.load(what, at=at)

    assert (len(bancho.players), bancho.director.elapsed) == (0, 0)
