"""A world's indexes are those of its rows, however these came there."""

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule

from mockbancho import clock
from mockbancho.records import Beatmap, Player, Row, Score, Session
from mockbancho.world.world import World
from tests import rows
from tests.world.given import (
    COUNTRIES,
    NAMES,
    PRIMARY,
    all_rows,
    any_row,
    contents,
    for_all,
    identity,
    primary_key,
    renamed,
    row_lists,
    small_chunks,
    without_clashes,
)


@for_all(given_rows=row_lists(), order=st.randoms(use_true_random=False))
def test_rows_put_one_by_one_in_any_order_make_the_same_world(given_rows: list[Row], order: Random) -> None:
    built = World.build(given_rows)
    order.shuffle(given_rows)

    world = World.build()
    for row in given_rows:
        world.put(row)

    assert contents(world) == contents(built) == contents(World.build(given_rows))


@for_all(given_rows=row_lists())
def test_a_world_lists_the_rows_of_every_kind_by_primary_key(given_rows: list[Row]) -> None:
    world = World.build(given_rows)

    listed = {kind: list(world.rows(kind)) for kind in PRIMARY}

    assert listed == {kind: _of_kind(given_rows, kind) for kind in PRIMARY}


def _of_kind(given_rows: list[Row], kind: type) -> list[Row]:
    """The rows of a kind by primary key; the bot's session is never filed."""
    found = [row for row in given_rows if type(row) is kind and row is not _session_of_the_bot(row)]
    return sorted(found, key=primary_key)


def _session_of_the_bot(row: Row) -> Row | None:
    return row if row == rows.session(1, action=getattr(row, "action", 0)) else None


@for_all(given_rows=row_lists())
def test_a_world_of_which_everything_is_removed_is_empty(given_rows: list[Row]) -> None:
    world = World.build(given_rows)

    for row in all_rows(world):
        world.remove(row)

    assert contents(world) == contents(World.build())


@for_all(given_rows=row_lists(), again=row_lists())
def test_removing_what_is_not_there_changes_nothing(given_rows: list[Row], again: list[Row]) -> None:
    world = World.build(given_rows)
    there = {(type(row), identity(row)) for row in given_rows}

    for row in again:
        if (type(row), identity(row)) not in there:
            world.remove(row)

    assert contents(world) == contents(World.build(given_rows))


class Changes(RuleBasedStateMachine):
    """Random changes of a world; after each one its indexes are those of a world built of the same rows."""

    forks = Bundle("forks")

    def __init__(self) -> None:
        super().__init__()
        self.chunks = small_chunks()
        self.chunks.__enter__()
        self.world = World.build()
        self.expected: dict[tuple[type, tuple[Any, ...]], Row] = {}

    def teardown(self) -> None:
        self.chunks.__exit__(None, None, None)

    @initialize(given_rows=row_lists())
    def begin(self, given_rows: list[Row]) -> None:
        self.world = World.build(given_rows)
        self.expected = {(type(row), identity(row)): row for row in given_rows}

    @rule(row=any_row())
    def put(self, row: Row) -> None:
        key = (type(row), identity(row))
        others = [other for place, other in self.expected.items() if place != key]
        if without_clashes([*others, row])[-1:] == [row]:
            self._put(row)

    @precondition(lambda self: self.expected)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(list(self.expected)))
        self.world.remove(self.expected.pop(key))

    @precondition(lambda self: self._of(Player))
    @rule(data=st.data(), priv=st.integers(0, 3), country=COUNTRIES, clan_id=st.integers(0, 2))
    def change_a_player(self, data: st.DataObject, **columns: object) -> None:
        self._put(msgspec.structs.replace(self._draw(data, Player), **columns))

    @precondition(lambda self: self._of(Player))
    @rule(data=st.data(), name=NAMES)
    def rename_a_player(self, data: st.DataObject, name: str) -> None:
        self.put(renamed(self._draw(data, Player), name))

    @precondition(lambda self: self._of(Player))
    @rule(data=st.data())
    def swap_names(self, data: st.DataObject) -> None:
        one, other = self._draw(data, Player), self._draw(data, Player)
        if one.id != other.id:
            self._put(renamed(one, other.name))
            self._put(renamed(other, one.name))

    @precondition(lambda self: self._of(Beatmap))
    @rule(data=st.data(), status=st.integers(-1, 5), set_id=st.integers(1, 4), md5=st.integers(7, 9))
    def change_a_beatmap(self, data: st.DataObject, md5: int, **columns: object) -> None:
        beatmap = self._draw(data, Beatmap)
        self.put(msgspec.structs.replace(beatmap, md5=rows.md5(md5), **columns))

    @precondition(lambda self: self._of(Beatmap))
    @rule(data=st.data())
    def swap_md5s(self, data: st.DataObject) -> None:
        one, other = self._draw(data, Beatmap), self._draw(data, Beatmap)
        if one.id != other.id:
            self._put(msgspec.structs.replace(one, md5=other.md5))
            self._put(msgspec.structs.replace(other, md5=one.md5))

    @precondition(lambda self: self._of(Score))
    @rule(data=st.data(), status=st.integers(0, 2), userid=st.sampled_from([3, 4]), mode=st.sampled_from([0, 4]))
    def change_a_score(self, data: st.DataObject, **columns: object) -> None:
        self._put(msgspec.structs.replace(self._draw(data, Score), **columns))

    @precondition(lambda self: self._of(Score))
    @rule(data=st.data(), beatmap=st.integers(1, 3), upper=st.booleans())
    def move_a_score(self, data: st.DataObject, *, beatmap: int, upper: bool) -> None:
        md5 = rows.md5(beatmap + 0xA0)
        self._put(msgspec.structs.replace(self._draw(data, Score), map_md5=md5.upper() if upper else md5))

    @rule(target=forks)
    def fork(self) -> tuple[World, dict[tuple[type, tuple[Any, ...]], Row]]:
        return self.world.fork(), dict(self.expected)

    @rule(fork=consumes(forks))
    def go_on_with_a_fork(self, fork: tuple[World, dict[tuple[type, tuple[Any, ...]], Row]]) -> None:
        self.world, self.expected = fork

    @invariant()
    def indexes_are_those_of_the_rows(self) -> None:
        assert contents(self.world) == contents(World.build(self.expected.values()))

    def _put(self, row: Row) -> None:
        self.world.put(row)
        self.expected[type(row), identity(row)] = row

    def _of(self, kind: type) -> list[Any]:
        return [row for row in self.expected.values() if type(row) is kind]

    def _draw(self, data: st.DataObject, kind: type) -> Any:  # noqa: ANN401  # a row of that kind
        return data.draw(st.sampled_from(self._of(kind)))


TestChanges = pytest.mark.unmeasured(Changes.TestCase)
TestChanges.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


# --- change: all or nothing ------------------------------------------------------------------------------------------


def test_changes_that_belong_together_happen_together() -> None:
    world = World.build([rows.player(3)])

    with world.change():
        world.put(rows.player(4))
        world.remove(rows.player(3))

    assert list(world.rows(Player)) == [rows.player(4)]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_after_an_error_nothing_has_happened(error: type[BaseException]) -> None:
    world = World.build([rows.player(3), rows.stats(3, pp=5), rows.score(1)], now=7, seed=9)
    world.answers.add(("question",), "answer", 6)
    before, answers = contents(world), world.answers

    with pytest.raises(error):
        break_off(world, [rows.player(4), rows.player(3, priv=2)], [rows.score(1)], error)

    assert contents(world) == before
    assert (world.now, world.seed, world.answers) == (7, 9, answers)
    assert world.answers.by_question == {("question",): "answer"}


def break_off(
    world: World, put: Iterable[Row], removed: Iterable[Row] = (), error: type[BaseException] = ZeroDivisionError
) -> None:
    """Change rows, the time and the seed together, and fail at the end."""
    with world.change():
        world.now, world.seed = world.now + 1, world.seed + 1
        for row in put:
            world.put(row)
        for row in removed:
            world.remove(row)
        raise error


def test_a_change_inside_a_change_fails_alone() -> None:
    world = World.build()

    with world.change():
        world.put(rows.player(3))
        with pytest.raises(ZeroDivisionError):
            break_off(world, [rows.player(4)])

    assert list(world.rows(Player)) == [rows.player(3)]


def test_a_change_takes_the_changes_inside_it_along_when_it_fails() -> None:
    world = World.build()

    def change_and_fail() -> None:
        with world.change():
            with world.change():
                world.put(rows.player(3))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    assert list(world.rows(Player)) == []


@for_all(given_rows=row_lists(), changed=st.lists(any_row(), max_size=10))
def test_whatever_was_changed_is_undone(given_rows: list[Row], changed: list[Row]) -> None:
    world = World.build(given_rows)

    with pytest.raises(ZeroDivisionError):
        break_off(world, changed, given_rows[:3])

    assert contents(world) == contents(World.build(given_rows))


@for_all(given_rows=row_lists(), others=row_lists())
def test_a_world_becomes_another_which_stays_as_it_is(given_rows: list[Row], others: list[Row]) -> None:
    world, other = World.build(given_rows, now=1, seed=2), World.build(others, now=3, seed=4)

    world.become(other)
    world.put(rows.player(7))

    assert (world.now, world.seed) == (other.now, other.seed) == (3, 4)
    assert contents(other) == contents(World.build(others))
    other.put(rows.player(7))
    assert contents(world) == contents(other)


@for_all(given_rows=row_lists(), asked=row_lists())
def test_the_current_row_is_the_one_with_the_same_key(given_rows: list[Row], asked: list[Row]) -> None:
    world = World.build(given_rows)
    there = {(type(row), identity(row)): row for row in given_rows if _of_kind([row], type(row))}

    assert [world.current(row) for row in asked if not isinstance(row, Session)] == [
        there.get((type(row), identity(row))) for row in asked if not isinstance(row, Session)
    ]


# --- the rest --------------------------------------------------------------------------------------------------------


def test_an_empty_world_starts_at_noon() -> None:
    world = World.build()

    assert (world.now, world.seed, all_rows(world)) == (clock.START, 0, [])
    assert clock.to_datetime(world.now) == rows.NOON


def test_a_world_takes_a_time_and_a_seed() -> None:
    world = World.build([], now=5, seed=7)

    assert (world.now, world.seed) == (5, 7)


@pytest.mark.parametrize("change", [World.put, World.remove])
def test_any_change_forgets_the_answers(change: Callable[[World, Row], None]) -> None:
    world = World.build()
    world.answers.add(("question",), "answer", 6)

    change(world, rows.player(3))

    assert world.answers.by_question == {}


def test_several_worlds_do_not_meet() -> None:
    one, other = World.build([rows.player(3)]), World.build([rows.player(3)])

    one.put(rows.player(3, name="One"))
    other.put(rows.player(4, name="Other"))

    assert list(one.rows(Player)) == [rows.player(3, name="One")]
    assert list(other.rows(Player)) == [rows.player(3), rows.player(4, name="Other")]
    assert (one.players.named("other"), other.players.named("one")) == (None, None)


def test_references_may_dangle() -> None:
    world = World.build([rows.score(1, userid=99), rows.stats(99, pp=5), rows.session(99), rows.beatmap(1, set_id=99)])

    assert len(all_rows(world)) == 4
