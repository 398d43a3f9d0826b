"""A fork has the same rows and goes its own way; nothing that happens there is seen here."""

from typing import Any

from hypothesis import strategies as st

from mockbancho.records import Player, Row, Score
from mockbancho.world.world import STORES, World
from tests import rows
from tests.world.given import all_rows, any_row, contents, for_all, row_lists


def test_a_fork_has_the_same_rows_time_and_seed() -> None:
    world = World.build([rows.player(3), rows.score(1), rows.match(1)], now=5, seed=7)

    fork = world.fork()

    assert contents(fork) == contents(world)
    assert (fork.now, fork.seed) == (5, 7)


def test_a_fork_has_a_lock_of_its_own() -> None:
    world = World.build()

    assert world.fork().lock is not world.lock


def test_neither_sees_what_the_other_does() -> None:
    world = World.build([rows.player(3)])
    fork = world.fork()

    world.put(rows.player(4))
    world.now += 1
    fork.remove(rows.player(3))
    fork.seed = 9

    assert list(world.rows(Player)) == [rows.player(3), rows.player(4)]
    assert list(fork.rows(Player)) == []
    assert (world.now - fork.now, world.seed, fork.seed) == (1, 0, 9)


def test_a_change_that_fails_in_a_fork_is_not_felt_here() -> None:
    world = World.build([rows.player(3)])
    fork = world.fork()

    with world.change():
        world.put(rows.player(4))
    before = contents(world)
    fork.put(rows.player(5))

    assert contents(world) == before
    assert [player.id for player in fork.rows(Player)] == [3, 5]


def test_a_fork_copies_no_table() -> None:
    world = World.build(rows.player(number) for number in range(3, 2000))

    fork = world.fork()

    assert all(_shared(getattr(world, store), getattr(fork, store)) for store in STORES)


def _shared(store: Any, twin: Any) -> bool:  # noqa: ANN401  # any store
    return all(getattr(store, index) is getattr(twin, index) for index in store.__slots__) and store is not twin


def test_the_hundredth_generation_remembers_every_other() -> None:
    generations = [World.build([rows.player(3), rows.beatmap(1)])]

    for number in range(100):
        child = generations[-1].fork()
        child.put(rows.score(number, pp=float(number)))
        child.put(rows.stats(3, pp=number))
        generations.append(child)

    assert [len(list(world.rows(Score))) for world in generations] == list(range(101))
    assert [len(world.scores.of_player_in(3, 0).best) for world in generations] == list(range(101))
    assert contents(generations[100]) == contents(World.build(all_rows(generations[100])))


@for_all(
    given_rows=row_lists(),
    changes=st.lists(st.tuples(st.integers(0, 5), st.booleans(), any_row()), max_size=15),
)
def test_forks_of_forks_never_change(given_rows: list[Row], changes: list[tuple[int, bool, Row]]) -> None:
    worlds = [World.build(given_rows)]
    seen = [contents(worlds[0])]

    for back, puts, row in changes:
        fork = worlds[max(0, len(worlds) - 1 - back)].fork()
        change = fork.put if puts else fork.remove
        change(row)
        worlds.append(fork)
        seen.append(contents(fork))

    assert [contents(world) for world in worlds] == seen
