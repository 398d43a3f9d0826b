"""Moving a world by hand: so much time, to a moment, to what comes next, or until something happens."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mockbancho import Bancho, Mistake, clock
from mockbancho.actions.agenda import put_due
from mockbancho.world.events import EVENTS
from mockbancho.world.world import World
from tests import rows
from tests.scenario.given import told

NOON = clock.START


@pytest.fixture
def bancho() -> Bancho:
    """Aika logs in after 5 s and leaves after 65 s; Ben comes after 30 s."""
    world = World.build([rows.player(3, name="Aika"), rows.player(4, name="Ben")])
    for seconds, verb, player in [(5, "go_online", 3), (30, "go_online", 4), (65, "go_offline", 3)]:
        put_due(world, NOON + seconds * clock.SECOND, verb, player=player)
    return Bancho(world=world)


def test_what_is_due_happens_at_its_own_time(bancho: Bancho) -> None:
    bancho.advance("1m")

    assert told(bancho) == [(5, "player_online"), (30, "player_online")]
    assert bancho.now == NOON + 60 * clock.SECOND
    assert bancho.get("/get_player_status", id=3).json()["player_status"]["login_time"] == NOON // clock.SECOND + 5


def test_what_is_due_at_the_end_of_the_time_has_happened(bancho: Bancho) -> None:
    bancho.advance("4999ms")
    before = told(bancho)
    bancho.advance(0.001)

    assert (before, told(bancho)) == ([], [(5, "player_online")])


@pytest.mark.parametrize(
    "moment",
    ["2024-07-01T12:00:30", "2024-07-01T14:00:30+02:00", datetime(2024, 7, 1, 12, 0, 30, tzinfo=UTC)],
)
def test_time_goes_to_a_moment(bancho: Bancho, moment: str | datetime) -> None:
    bancho.advance_to(moment)

    assert (bancho.director.elapsed / clock.SECOND, len(told(bancho))) == (30, 2)


def test_time_goes_back_neither_by_a_duration_nor_to_a_moment(bancho: Bancho) -> None:
    bancho.advance(10)

    with pytest.raises(Mistake, match=r"^advance: a duration is from 0 seconds to 100 years; got -1$"):
        bancho.advance(-1)
    with pytest.raises(Mistake) as refused:
        bancho.advance_to("2024-07-01T12:00:05")

    assert str(refused.value) == (
        "advance_to: time cannot go back from 2024-07-01 12:00:10.000 to 2024-07-01 12:00:05.000; "
        "seek and restore do that"
    )
    assert bancho.director.elapsed == 10 * clock.SECOND


def test_a_step_goes_to_the_next_thing_that_is_due(bancho: Bancho) -> None:
    steps = [(bancho.step(), bancho.director.elapsed / clock.SECOND) for _ in range(4)]

    assert steps == [(True, 5), (True, 30), (True, 65), (False, 65)]
    assert [kind for _, kind in told(bancho)] == ["player_online", "player_online", "player_offline"]


def test_running_until_an_event_stops_right_there_and_returns_it(bancho: Bancho) -> None:
    event = bancho.run_until("player_offline")

    assert event is not None
    assert (event.kind, event.player, event.at) == ("player_offline", 3, NOON + 65 * clock.SECOND)
    assert bancho.now == event.at


def test_an_event_of_before_is_not_waited_for(bancho: Bancho) -> None:
    first, second = bancho.run_until("player_online"), bancho.run_until("player_online")

    assert first
    assert second
    assert (first.player, second.player) == (3, 4)


def test_running_until_a_predicate_stops_as_soon_as_it_is_so(bancho: Bancho) -> None:
    bancho.run_until(lambda: bancho.get("/get_player_count").json()["counts"]["online"] > 1)

    assert bancho.director.elapsed == 30 * clock.SECOND


def test_a_predicate_that_is_so_already_moves_nothing(bancho: Bancho) -> None:
    assert bancho.run_until(lambda: True) is None
    assert bancho.director.elapsed == 0


def test_waiting_in_vain_ends_at_the_limit_and_tells_what_happened(bancho: Bancho) -> None:
    with pytest.raises(Mistake) as refused:
        bancho.run_until("match_started", limit="2m")

    assert str(refused.value) == (
        "run_until: no 'match_started' within 2m; what happened: player_online, player_offline"
    )
    assert bancho.director.elapsed == 120 * clock.SECOND


def test_waiting_for_a_predicate_in_vain_says_so() -> None:
    bancho = Bancho(world=World.build())

    with pytest.raises(Mistake, match=r"^run_until: it was not so within 1h; what happened: nothing$"):
        bancho.run_until(lambda: False)

    assert bancho.director.elapsed == 3600 * clock.SECOND


def test_an_event_that_there_is_not_is_refused_at_once(bancho: Bancho) -> None:
    with pytest.raises(Mistake) as misspelled:
        bancho.run_until("match_startd")
    with pytest.raises(Mistake) as unknown:
        bancho.run_until("xyz")

    assert str(misspelled.value) == "run_until: there is no event 'match_startd'; did you mean 'match_started'?"
    assert str(unknown.value) == f"run_until: there is no event 'xyz'; known: {', '.join(EVENTS)}, step_skipped"
    assert bancho.director.elapsed == 0


def test_what_cannot_be_done_is_raised_at_its_time_and_time_goes_on_from_there(bancho: Bancho) -> None:
    bancho.go_online("Ben")

    with pytest.raises(Mistake, match=r"^go_online: "):
        bancho.advance("1m")
    stopped = bancho.director.elapsed / clock.SECOND
    bancho.advance("1m")

    assert (stopped, bancho.director.elapsed / clock.SECOND) == (30, 90)
    assert told(bancho) == [(0, "player_online"), (5, "player_online"), (65, "player_offline")]


def test_a_fork_in_the_middle_goes_on_by_itself(bancho: Bancho) -> None:
    bancho.advance(10)

    with bancho.fork() as other:
        other.advance("1m")
        bancho.advance(20)

        assert told(other) == [(5, "player_online"), (30, "player_online"), (65, "player_offline")]
        assert told(bancho) == [(5, "player_online"), (30, "player_online")]


def test_a_checkpoint_is_gone_back_to_and_what_is_to_come_comes_again(bancho: Bancho) -> None:
    bancho.advance(10)
    checkpoint = bancho.checkpoint()

    bancho.advance("1m")
    bancho.restore(checkpoint)
    back = bancho.director.elapsed
    bancho.advance("1m")

    assert back == 10 * clock.SECOND
    assert told(bancho) == [(5, "player_online"), (30, "player_online"), (65, "player_offline")]
