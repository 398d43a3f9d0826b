"""Threads: a reader sees all of an action or nothing of it, and worlds do not meet."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from mockbancho.records import Player, Stats
from mockbancho.world.world import World
from tests import rows

ACTIONS = 300


@pytest.fixture(autouse=True)
def _impatient_threads() -> Iterator[None]:
    """Let threads take turns as often as the interpreter can."""
    patience = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(patience)


def while_writing(world: World, write: Callable[[World, int], None], read: Callable[[World], object]) -> int:
    """Do *write* many times in one thread while others *read* without end; return how often they did."""
    done = Event()

    def reading() -> int:
        times = 0
        while not done.is_set():
            read(world)
            times += 1
        return times

    def writing() -> None:
        try:
            for number in range(ACTIONS):
                write(world, number)
        finally:
            done.set()

    with ThreadPoolExecutor(4) as threads:
        readers = [threads.submit(reading) for _ in range(3)]
        threads.submit(writing).result()
        return sum(reader.result() for reader in readers)


def move_pp(world: World, number: int) -> None:
    """Move pp from one player to another; what both have stays the same. Every third time it fails half-way."""
    amount = number % 50
    try:
        with world.change():
            world.put(rows.stats(3, pp=50 + amount))
            world.now += 1
            if number % 3 == 0:
                raise ZeroDivisionError
            world.put(rows.stats(4, pp=50 - amount))
    except ZeroDivisionError:
        pass


def total_pp(world: World) -> int:
    return sum(row.pp for row in world.rows(Stats))


def two_players() -> World:
    return World.build([rows.player(3), rows.player(4), rows.stats(3, pp=50), rows.stats(4, pp=50)])


def test_a_reader_who_holds_the_lock_never_sees_half_an_action() -> None:
    world = two_players()
    seen: set[tuple[int, int]] = set()

    def read(world: World) -> None:
        with world.lock:
            seen.add((total_pp(world), sum(row.pp for row in world.stats.board(0, "pp"))))

    times = while_writing(world, move_pp, read)

    assert times > 0
    assert seen == {(100, 100)}


def test_a_fork_never_holds_half_an_action() -> None:
    world = two_players()
    seen: set[int] = set()

    times = while_writing(world, move_pp, lambda world: seen.add(total_pp(world.fork())))

    assert times > 0
    assert seen == {100}


def test_what_a_reader_iterates_over_does_not_change_under_it() -> None:
    world = World.build(rows.player(number) for number in range(3, 1500))

    def write(world: World, number: int) -> None:
        with world.change():
            world.put(rows.player(5000 + number))
            world.remove(rows.player(5000 + number))

    times = while_writing(world, write, lambda world: [*world.rows(Player)].index(rows.player(1499)))

    assert times > 0
    assert len(list(world.rows(Player))) == 1497


def test_many_writers_lose_nothing() -> None:
    world = World.build()

    def write(writer: int) -> None:
        for number in range(ACTIONS):
            world.put(rows.player(1000 * writer + number))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(1, 5)))

    assert len(list(world.rows(Player))) == 4 * ACTIONS
    assert all(world.players.named(f"player_{1000 * writer}") for writer in range(1, 5))


def test_forks_in_threads_of_their_own_do_not_meet() -> None:
    world = World.build([rows.player(3), rows.score(1)])

    def live(writer: int) -> set[int]:
        fork = world.fork()
        for number in range(ACTIONS // 3):
            fork.put(rows.score(number + 2, userid=writer))
            fork = fork.fork()
        return {score.userid for score in fork.scores.on_beatmap_in(rows.md5(1), 0).best}

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(live, range(10, 14)))

    assert found == [{3, 10}, {3, 11}, {3, 12}, {3, 13}]
    assert len(world.scores.rows) == 1
