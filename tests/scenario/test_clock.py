"""A world's time: manual, real or scaled; nothing else moves it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from mockbancho import Bancho, Mistake, clock
from mockbancho.actions.agenda import put_due
from mockbancho.scenario.clocks import Clock
from mockbancho.scenario.director import Director
from mockbancho.world.world import World
from tests import rows
from tests.floors import offences

if TYPE_CHECKING:
    from collections.abc import Callable


class Machine:
    """A machine whose time passes only when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def passes(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    found = Machine()
    monkeypatch.setattr(clock, "monotonic", lambda: found.seconds)
    return found


def coming(*seconds: float) -> World:
    """A world in which Aika logs in so many seconds after its start."""
    world = World.build([rows.player(3, name="Aika")])
    for each in seconds:
        put_due(world, clock.START + round(each * clock.SECOND), "go_online", player=3)
    return world


def seconds_of(director: Director) -> float:
    director.catch_up()
    return director.elapsed / clock.SECOND


def test_a_manual_clock_moves_only_when_it_is_told_to(machine: Machine) -> None:
    director = Director(coming(5))

    machine.passes(60)
    still = seconds_of(director)
    director.advance(5)

    assert (still, seconds_of(director)) == (0, 5)
    assert [event.kind for event in director.world.events] == ["player_online"]


def test_a_real_clock_moves_with_the_machine_s(machine: Machine) -> None:
    director = Director(coming(5), mode=Clock.REAL)

    machine.passes(4.999)
    director.catch_up()
    before = len(list(director.world.events))
    machine.passes(0.001)

    assert (seconds_of(director), before) == (5, 0)
    assert [event.at for event in director.world.events] == [clock.START + 5 * clock.SECOND]


def test_a_scaled_clock_moves_so_many_times_as_fast(machine: Machine) -> None:
    director = Director(coming(50), mode=Clock.SCALED, speed=60)

    machine.passes(1)

    assert seconds_of(director) == 60
    assert [event.at for event in director.world.events] == [clock.START + 50 * clock.SECOND]


def test_what_is_due_happens_before_an_answer_is_made(machine: Machine) -> None:
    bancho = Bancho(world=coming(5), clock="real")

    machine.passes(5)

    assert bancho.get("/get_player_status", id=3).json()["player_status"]["online"]


@pytest.mark.parametrize(
    ("verb", "move"),
    [
        ("advance", lambda director: director.advance(1)),
        ("advance_to", lambda director: director.advance_to("2030-01-01")),
        ("step", lambda director: director.step()),
        ("run_until", lambda director: director.run_until("player_online")),
        ("seek", lambda director: director.seek(1)),
    ],
)
def test_a_real_clock_is_moved_by_nobody_and_says_what_to_do(
    machine: Machine, verb: str, move: Callable[[Director], object]
) -> None:
    director = Director(coming(5), mode=Clock.REAL)

    with pytest.raises(Mistake) as refused:
        move(director)

    assert str(refused.value) == (
        f"{verb}: the clock is real, it moves with the machine's alone; make the server with clock='manual' "
        "or 'scaled' to move it"
    )
    assert seconds_of(director) == 0


def test_a_scaled_clock_can_also_be_moved_by_hand_and_goes_on_from_there(machine: Machine) -> None:
    director = Director(coming(), mode=Clock.SCALED, speed=10)

    machine.passes(1)
    director.catch_up()
    director.advance("1m")
    moved = director.elapsed
    machine.passes(1)

    assert (moved, seconds_of(director)) == (70 * clock.SECOND, 80)


def test_a_clock_that_is_paused_stands_and_goes_on_from_where_it_stood(machine: Machine) -> None:
    director = Director(coming(), mode=Clock.REAL)

    machine.passes(10)
    director.pause()
    machine.passes(100)
    paused = seconds_of(director), director.speed
    director.resume()
    machine.passes(5)

    assert (paused, seconds_of(director), director.speed) == ((10, 0), 15, 1)


def test_resuming_a_clock_that_is_not_paused_loses_no_time(machine: Machine) -> None:
    director = Director(coming(), mode=Clock.REAL)

    machine.passes(10)
    director.resume()

    assert seconds_of(director) == 10


def test_another_speed_counts_from_now_on(machine: Machine) -> None:
    director = Director(coming(), mode=Clock.REAL)

    machine.passes(10)
    director.speed = 60
    machine.passes(10)

    assert (seconds_of(director), director.mode, director.speed) == (610, Clock.SCALED, 60)


@pytest.mark.parametrize("speed", [0, -1, 100_001, float("nan"), float("inf")])
def test_a_speed_is_above_zero_and_has_an_end(machine: Machine, speed: float) -> None:
    director = Director(coming(), mode=Clock.SCALED)

    with pytest.raises(Mistake) as refused:
        director.speed = speed

    assert str(refused.value) == f"speed is above 0 and at most 100000, not {speed!r}; pause() stops the clock"


def test_a_manual_clock_has_no_speed() -> None:
    director = Director(coming())

    with pytest.raises(Mistake, match=r"^the clock is manual: it has no speed; make the server with clock='scaled'"):
        director.speed = 2

    assert director.speed == 0


def test_a_world_that_loops_begins_again_at_its_end(machine: Machine) -> None:
    director = Director(coming(5), mode=Clock.SCALED, speed=10, loop=20 * clock.SECOND)

    machine.passes(1)
    director.catch_up()
    first = len(list(director.world.events))
    machine.passes(1)
    again = seconds_of(director), len(list(director.world.events))
    machine.passes(1)

    assert (first, again) == (1, (0, 0))
    assert (seconds_of(director), len(list(director.world.events))) == (10, 1)


def test_what_fails_while_nobody_looks_is_logged_and_time_goes_on(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    director = Director(coming(5, 6), mode=Clock.REAL)  # whoever is online cannot log in again

    with caplog.at_level(logging.WARNING, "mockbancho"):
        machine.passes(10)
        director.catch_up()

    assert director.elapsed == 10 * clock.SECOND
    (line,) = caplog.messages
    assert line.startswith("at 2024-07-01 12:00:06.000: go_online: ")


def test_the_machine_s_time_is_read_in_one_module_alone() -> None:
    source = "import time\nfrom time import monotonic_ns\nstarted = time.monotonic()\nmonotonic_ns()\n"

    assert offences({"mockbancho/scenario/other.py": source, "mockbancho/clock.py": source}) == [
        f"mockbancho/scenario/other.py:{line}: time.{name} is another source of time; only clock.py reads the machine's"
        for line, name in [(3, "monotonic"), (4, "monotonic_ns")]
    ]
