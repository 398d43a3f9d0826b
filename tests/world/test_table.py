"""A table is a sorted dict that never changes."""

from collections.abc import Sequence

import pytest
from hypothesis import strategies as st

from mockbancho.world import table as tables
from mockbancho.world.table import CHUNK, Table
from tests.world.given import for_all, long_lists

KEYS = st.one_of(st.integers(0, 25), st.integers(0, 2**63 - 1), st.integers(2**62, 2**62 + 5))
MODELS = long_lists(st.tuples(KEYS, st.integers())).map(dict)
CHANGES = long_lists(st.tuples(st.integers(0, 3), st.booleans(), KEYS, st.integers()))
"""How many versions ago to go on from; whether to put or to remove; which key; the row."""
Version = tuple[Table[int], dict[int, int]]
"""A table, and the dict that it is to be equal to."""


def versions(start: dict[int, int], changes: Sequence[tuple[int, bool, int, int]]) -> list[Version]:
    """Every table that these changes make, each beside a dict that was changed likewise."""
    made: list[Version] = [(Table.of(start.items()), start)]
    for back, puts, key, row in changes:
        table, model = made[max(0, len(made) - 1 - back)]
        if puts:
            made.append((table.put(key, row), {**model, key: row}))
        else:
            made.append((table.remove(key), {k: v for k, v in model.items() if k != key}))
    return made


def assert_sound(table: Table[int]) -> None:
    """Chunks are never empty nor too large, and the bisected first keys are theirs."""
    assert list(table._firsts) == [next(iter(chunk)) for chunk in table._chunks]
    assert all(0 < len(chunk) < 2 * tables.CHUNK for chunk in table._chunks)
    assert list(table.items()) == sorted(table.items())


@for_all(examples=100, start=MODELS, changes=CHANGES)
def test_every_version_stays_equal_to_its_dict(
    start: dict[int, int], changes: list[tuple[int, bool, int, int]]
) -> None:
    for table, model in versions(start, changes):
        assert list(table.items()) == sorted(model.items())
        assert list(table) == [row for _, row in sorted(model.items())]
        assert len(table) == len(model)
        assert table.last_key == max(model, default=None)
        assert all(table.get(key) == table.lookup(key) == row for key, row in model.items())
        assert_sound(table)


@for_all(examples=100, model=MODELS, key=KEYS)
def test_a_key_is_there_or_is_not(model: dict[int, int], key: int) -> None:
    table = Table.of(model.items())

    assert table.get(key) == model.get(key)
    assert table.lookup(key) == table.lookup(key) == model.get(key)
    assert (key in table) == (key in model)


@for_all(examples=100, model=MODELS, low=KEYS, high=KEYS)
def test_rows_between_two_keys(model: dict[int, int], low: int, high: int) -> None:
    found = Table.of(model.items()).between(low, high)

    assert found == [row for key, row in sorted(model.items()) if low <= key < high]


@for_all(
    examples=100,
    model=MODELS,
    offset=st.one_of(st.integers(0, 20), st.just(2**64)),
    limit=st.integers(0, 20),
)
def test_a_page(model: dict[int, int], offset: int, limit: int) -> None:
    found = Table.of(model.items()).page(offset, limit)

    assert found == [row for _, row in sorted(model.items())][offset : offset + limit]


def test_of_equal_keys_the_last_row_counts() -> None:
    table = Table.of([(1, "first"), (2, "other"), (1, "last")])

    assert list(table.items()) == [(1, "last"), (2, "other")]


def test_an_empty_table_has_nothing() -> None:
    table: Table[int] = Table()

    assert (len(table), list(table), table.last_key) == (0, [], None)
    assert (table.get(3), table.between(0, 9), table.page(0, 9)) == (None, [], [])
    assert table.remove(3) is table


@pytest.mark.parametrize("key", [-1, 1, 2 * CHUNK * 2 + 1])
def test_removing_what_is_not_there_gives_the_same_table(key: int) -> None:
    table = Table.of((key, key) for key in range(0, 4 * CHUNK, 2))

    assert table.remove(key) is table


def test_a_write_shares_every_chunk_but_one() -> None:
    table = Table.of((key, key) for key in range(10 * CHUNK))

    changed = table.put(5 * CHUNK + 7, -1)

    assert sum(new is not old for new, old in zip(changed._chunks, table._chunks, strict=True)) == 1


@pytest.mark.parametrize("step", [1, -1])
def test_a_chunk_that_is_full_is_halved(step: int) -> None:
    table: Table[int] = Table()

    for key in range(5 * CHUNK)[::step]:
        table = table.put(key, key)

    assert list(table) == list(range(5 * CHUNK))
    assert max(map(len, table._chunks)) < 2 * CHUNK


def test_sparse_ids_cost_no_chunks() -> None:
    table = Table.of((key << 50, key) for key in range(CHUNK))

    assert len(table._chunks) == 1
    assert table.get(7 << 50) == 7
