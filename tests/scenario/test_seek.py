"""Going back and forth: a world at a time is the same, however its time got there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockbancho import Bancho, Mistake, clock
from mockbancho.actions.agenda import put_due
from mockbancho.scenario import history
from mockbancho.world.world import World
from tests import rows
from tests.scenario.given import LITTLE, staged, state, told, written

if TYPE_CHECKING:
    from mockbancho.scenario.model import Scenario


@cache
def evening() -> Scenario:
    """A lively world with steps at times, repeated ones, and one that cannot be done."""
    return written(
        f"""
        seed: 7
        world: {LITTLE}
        ambient: {{players_online: 4, plays_per_minute: 6}}
        cast: {{aika: {{player: {{name: Aika}}}}}}
        timeline:
          - {{at: 0s, go_online: {{player: aika}}}}
          - {{at: 3s, play_beatmap: {{player: aika}}}}
          - {{every: 7s, jitter: 2s, until: 50s, play_beatmap: {{player: any_idle}}}}
          - {{at: 40.25s, create_player: {{player: ben, name: Ben}}}}
          - {{at: 45s, go_online: {{player: ben}}}}
        """
    )


def after(*durations: float | str) -> Bancho:
    """The evening after so much time, in these portions."""
    bancho = staged(evening())
    for duration in durations:
        bancho.advance(duration)
    return bancho


def test_a_minute_is_sixty_seconds_and_six_hundred_tenths() -> None:
    minute = state(after(60).world)

    assert len(minute[-1]) > 10  # events
    assert state(after(*[1] * 60).world) == minute
    assert state(after(*["100ms"] * 600).world) == minute


@settings(max_examples=15)
@given(st.lists(st.integers(0, 20_000), max_size=8))
def test_any_portions_lead_to_the_same_world(millis: list[int]) -> None:
    portions = ["0s", *(f"{each}ms" for each in millis)]

    assert state(after(*portions).world) == state(after(f"{sum(millis)}ms").world)


def test_two_runs_of_one_file_and_seed_are_equal_and_of_another_seed_not() -> None:
    first, second, other = staged(evening()), staged(evening()), staged(evening(), seed=8)
    for bancho in (first, second, other):
        bancho.advance("2m")

    assert state(first.world) == state(second.world)
    assert told(first) != told(other)


@settings(max_examples=15)
@given(st.lists(st.integers(0, 90_000), min_size=1, max_size=4))
def test_seeking_leads_to_where_a_fresh_run_would_be(millis: list[int]) -> None:
    bancho = after()

    for each in millis:
        bancho.seek(f"{each}ms")

    assert state(bancho.world) == state(after(f"{millis[-1]}ms").world)


HANDS: list[tuple[int, str, dict[str, object]]] = [
    (10, "create_player", {"name": "Cleo"}),
    (10, "go_online", {"player": "Cleo"}),
    (20, "befriend", {"player": "Cleo", "other": "Aika"}),
    (40, "go_offline", {"player": "Aika"}),
]
"""What is done by hand, after so many seconds."""


def by_hand(until: int) -> Bancho:
    """A fresh run with some things done by hand, up to a time in seconds."""
    bancho = after()
    for at, verb, arguments in HANDS:
        if at <= until:
            bancho.advance(at - bancho.director.elapsed / clock.SECOND)
            bancho.act(verb, **arguments)
    bancho.advance(until - bancho.director.elapsed / clock.SECOND)
    return bancho


@pytest.mark.parametrize("targets", [[0], [9], [10], [15, 5, 30], [20], [40], [60], [3, 60], [60, 0, 25]])
def test_what_was_done_by_hand_happens_again(targets: list[int]) -> None:
    bancho = by_hand(60)

    for target in targets:
        bancho.seek(target)

    assert state(bancho.world) == state(by_hand(targets[-1]).world)


def test_acting_after_a_rewind_forgets_what_was_done_later() -> None:
    bancho = by_hand(60)

    bancho.seek(15)
    bancho.befriend("Aika", "Cleo")
    bancho.seek(60)

    assert [done.verb for done in bancho.director.done()] == ["create_player", "go_online", "befriend"]
    assert bancho.get("/get_player_status", name="Aika").json()["player_status"]["online"]


def test_letting_time_pass_after_a_rewind_leaves_out_what_was_done_there() -> None:
    bancho = by_hand(60)

    bancho.seek(30)
    bancho.advance(30)  # Aika went offline at 40 s, and now does not
    here = state(bancho.world)
    bancho.seek(0)
    bancho.seek(60)

    assert state(bancho.world) == here
    assert bancho.get("/get_player_status", name="Aika").json()["player_status"]["online"]


def test_time_that_stops_before_what_was_done_by_hand_leaves_it_to_come() -> None:
    bancho = by_hand(60)

    bancho.seek(30)
    bancho.advance(5)
    bancho.seek(60)

    assert state(bancho.world) == state(by_hand(60).world)


def test_what_is_done_by_hand_before_what_is_due_at_the_same_time_comes_before_it_again() -> None:
    def run() -> Bancho:
        world = World.build([rows.player(3, name="Aika")])
        put_due(world, world.now, "go_offline", player=3)
        bancho = Bancho(world=world)
        bancho.go_online("Aika")  # at the instant at which she leaves, and before that
        bancho.advance(5)
        return bancho

    bancho = run()
    bancho.seek(5)

    assert state(bancho.world) == state(run().world)
    assert told(bancho) == [(0, "player_online"), (0, "player_offline")]


def test_a_fork_seeks_on_its_own() -> None:
    bancho = by_hand(30)

    with bancho.fork() as other:
        other.seek(60)
        other.seek(15)

        assert state(other.world) == state(by_hand(15).world)
    assert state(bancho.world) == state(by_hand(30).world)


def test_a_checkpoint_carries_what_was_done_by_hand() -> None:
    bancho = by_hand(30)
    checkpoint = bancho.checkpoint()

    bancho.create.player(name="Late")
    bancho.advance(30)
    bancho.restore(checkpoint)
    bancho.seek(15)

    assert state(bancho.world) == state(by_hand(15).world)


FAILING = """
world: {players: 0}
cast: {aika: {player: {name: Aika}}}
timeline:
  - {at: 5s, go_online: {player: aika}}
  - {at: 10s, go_online: {player: aika}}
  - {at: 15s, go_offline: {player: aika}}
"""


def test_seeking_past_what_cannot_be_done_changes_nothing_and_tells_it() -> None:
    bancho = staged(FAILING)

    with pytest.raises(Mistake, match=r"^evening\.yaml:7:5: timeline\[1\]: at 10s, go_online: "):
        bancho.seek(20)

    assert (bancho.director.elapsed, told(bancho)) == (0, [])


def test_what_could_not_be_done_and_was_told_is_left_out() -> None:
    bancho = staged(FAILING)

    with pytest.raises(Mistake):
        bancho.advance(20)
    bancho.advance(10)
    here = state(bancho.world)
    bancho.seek(0)
    bancho.seek(20)

    assert state(bancho.world) == here
    assert told(bancho) == [(5, "player_online"), (15, "player_offline")]


def test_only_so_much_that_was_done_by_hand_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT", 3)
    bancho = Bancho(world=World.build([rows.player(3, name="Aika")]))
    for nth in range(4):
        bancho.advance(10)
        bancho.rename(3, f"Aika {nth}")
    bancho.advance(5)

    with pytest.raises(Mistake) as refused:
        bancho.seek("39s")
    bancho.seek("40s")

    assert str(refused.value) == ("seek: what was before 2024-07-01 12:00:40.000 is forgotten; a checkpoint keeps it")
    assert (bancho.players[3].name, bancho.director.elapsed) == ("Aika 3", 40 * clock.SECOND)


def test_only_so_many_bytes_that_were_given_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "HEAVIEST", 300)
    bancho = Bancho(world=World.build([rows.player(3, name="Aika")]))
    for nth in range(4):
        bancho.advance(10)
        bancho.set_avatar(3, (b"\xff\xd8\xff%d" % nth).ljust(100))

    with pytest.raises(Mistake) as refused:
        bancho.seek("39s")
    bancho.seek("40s")

    assert str(refused.value) == ("seek: what was before 2024-07-01 12:00:40.000 is forgotten; a checkpoint keeps it")
    assert bancho.get("/3").body.rstrip() == b"\xff\xd8\xff3"
