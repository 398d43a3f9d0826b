"""An ordered index is a sorted list that never changes."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import strategies as st

from mockbancho.world import ordered
from mockbancho.world.ordered import CHUNK, Ordered
from tests.world.given import for_all, long_lists


class Entry(NamedTuple):
    """A row ordered by its pp, and by its id among equals; the note is not part of the key."""

    pp: int
    id: int
    note: str = ""


def key(row: Entry) -> tuple[int, int]:
    return -row.pp, row.id


ENTRIES = st.builds(Entry, st.integers(0, 3), st.one_of(st.integers(0, 12), st.integers(0, 2**63 - 1)), st.text("ab"))
SETS = long_lists(ENTRIES).map(lambda entries: list({key(entry): entry for entry in entries}.values()))
CHANGES = long_lists(st.tuples(st.integers(0, 3), st.booleans(), ENTRIES))
"""How many versions ago to go on from; whether to insert or to remove; which row."""
Version = tuple[Ordered[Entry], dict[tuple[int, int], Entry]]


def versions(start: list[Entry], changes: Sequence[tuple[int, bool, Entry]]) -> list[Version]:
    """Every index that these changes make, each beside the rows that it is to have by their keys."""
    made: list[Version] = [(Ordered.of(key, start), {key(row): row for row in start})]
    for back, inserts, row in changes:
        index, model = made[max(0, len(made) - 1 - back)]
        if inserts:
            made.append((index.insert(row), {**model, key(row): row}))
        else:
            made.append((index.remove(row), {k: v for k, v in model.items() if k != key(row)}))
    return made


@for_all(examples=100, start=SETS, changes=CHANGES)
def test_every_version_stays_equal_to_its_list(start: list[Entry], changes: list[tuple[int, bool, Entry]]) -> None:
    for index, model in versions(start, changes):
        expected = [model[k] for k in sorted(model)]
        assert list(index) == expected
        assert len(index) == len(expected)
        assert [index.position(key(row)) for row in expected] == list(range(len(expected)))
        assert all(row in index for row in expected)
        assert all(0 < len(chunk) < 2 * ordered.CHUNK for chunk in index._chunks)


@for_all(
    examples=100,
    rows=SETS,
    offset=st.one_of(st.integers(0, 20), st.just(2**64)),
    limit=st.integers(0, 20),
)
def test_a_page(rows: list[Entry], offset: int, limit: int) -> None:
    found = Ordered.of(key, rows).page(offset, limit)

    assert list(found) == sorted(rows, key=key)[offset : offset + limit]


@for_all(examples=100, rows=SETS, asked=ENTRIES)
def test_the_position_is_how_many_rows_come_before(rows: list[Entry], asked: Entry) -> None:
    found = Ordered.of(key, rows).position(key(asked))

    assert found == sum(key(row) < key(asked) for row in rows)


@for_all(examples=100, rows=SETS, asked=ENTRIES)
def test_a_row_is_there_when_its_key_is(rows: list[Entry], asked: Entry) -> None:
    index = Ordered.of(key, rows)

    assert (asked in index) == (key(asked) in map(key, rows))


def test_equal_pp_goes_by_id() -> None:
    index = Ordered.of(key, [Entry(5, 12), Entry(9, 4), Entry(5, 3)])

    assert [row.id for row in index] == [4, 3, 12]


def test_a_row_with_the_same_key_is_replaced() -> None:
    index = Ordered.of(key, [Entry(5, 1, "old"), Entry(5, 2)])

    changed = index.insert(Entry(5, 1, "new"))

    assert list(changed) == [Entry(5, 1, "new"), Entry(5, 2)]
    assert list(index) == [Entry(5, 1, "old"), Entry(5, 2)]


def test_a_row_is_removed_by_its_key_alone() -> None:
    index = Ordered.of(key, [Entry(5, 1, "here")])

    assert list(index.remove(Entry(5, 1, "another note"))) == []


@pytest.mark.parametrize("asked", [Entry(9, 0), Entry(3, 7), Entry(0, 9)])
def test_removing_what_is_not_there_gives_the_same_index(asked: Entry) -> None:
    index = Ordered.of(key, (Entry(5, number) for number in range(4 * CHUNK)))

    assert index.remove(asked) is index


def test_an_empty_index_has_nothing() -> None:
    index: Ordered[Entry] = Ordered(key)

    assert (len(index), list(index), index.page(0, 9), index.position((0, 0))) == (0, [], (), 0)
    assert Entry(1, 1) not in index
    assert index.remove(Entry(1, 1)) is index


def test_a_write_shares_every_chunk_but_one() -> None:
    index = Ordered.of(key, (Entry(1, number) for number in range(10 * CHUNK)))

    changed = index.insert(Entry(1, 5 * CHUNK + 7, "changed"))

    assert sum(new is not old for new, old in zip(changed._chunks, index._chunks, strict=True)) == 1


@pytest.mark.parametrize("step", [1, -1])
def test_a_chunk_that_is_full_is_halved(step: int) -> None:
    index: Ordered[Entry] = Ordered(key)

    for number in range(5 * CHUNK)[::step]:
        index = index.insert(Entry(1, number))

    assert [row.id for row in index] == list(range(5 * CHUNK))
    assert max(map(len, index._chunks)) < 2 * CHUNK
    assert len(index.page(3 * CHUNK - 5, 10)) == 10
