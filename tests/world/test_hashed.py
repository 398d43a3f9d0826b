"""A map from text to rows that never changes, whatever the hashes are."""

from collections.abc import Sequence

import pytest
from hypothesis import strategies as st

from mockbancho.world.hashed import CHUNK, DEEPEST, Hashed
from tests.world.given import for_all, long_lists


class Hashing(str):
    """Text whose hash is the number that it says."""

    __slots__ = ()

    def __hash__(self) -> int:
        return int(self.partition("#")[0])

    __eq__ = str.__eq__


KEYS = st.one_of(
    st.integers(-40, 40).map(str),
    st.integers(0, 2**60).map(lambda number: str(number << 20)),  # equal in the last bits
    st.integers(0, 12).map(lambda number: f"7#{number}"),  # equal in all bits
).map(Hashing)
MODELS = long_lists(st.tuples(KEYS, st.integers())).map(dict)
CHANGES = long_lists(st.tuples(st.integers(0, 3), st.booleans(), KEYS, st.integers()))
Version = tuple[Hashed[int], dict[str, int]]


def versions(start: dict[str, int], changes: Sequence[tuple[int, bool, str, int]]) -> list[Version]:
    """Every map that these changes make, each beside a dict that was changed likewise."""
    made: list[Version] = [(Hashed.of(start), start)]
    for back, puts, key, row in changes:
        found, model = made[max(0, len(made) - 1 - back)]
        if puts:
            made.append((found.put(key, row), {**model, key: row}))
        else:
            made.append((found.remove(key), {k: v for k, v in model.items() if k != key}))
    return made


def depths(found: Hashed[int]) -> list[int]:
    return [depth for depth, _ in found._chunks]


@for_all(examples=100, start=MODELS, changes=CHANGES)
def test_every_version_stays_equal_to_its_dict(
    start: dict[str, int], changes: list[tuple[int, bool, str, int]]
) -> None:
    for found, model in versions(start, changes):
        assert {key: found.get(key) for key in found} == model
        assert len(found) == len(model)
        assert sorted(found) == sorted(model)
        assert all(found.lookup(key) == found.lookup(key) == row for key, row in model.items())
        assert len(found._chunks) <= 2**6


@for_all(examples=100, model=MODELS, key=KEYS)
def test_a_key_is_there_or_is_not(model: dict[str, int], key: str) -> None:
    found = Hashed.of(model)

    assert found.get(key) == found.lookup(key) == model.get(key)
    assert (key in found) == (key in model)


def test_an_empty_map_has_nothing() -> None:
    found: Hashed[int] = Hashed()

    assert (len(found), list(found), found.get("a"), "a" in found) == (0, [], None, False)
    assert found.remove("a") is found


def test_a_row_is_replaced() -> None:
    found = Hashed.of({"a": 1})

    changed = found.put("a", 2)

    assert (changed.get("a"), found.get("a"), len(changed)) == (2, 1, 1)


def test_the_directory_doubles_as_entries_come() -> None:
    found: Hashed[int] = Hashed()

    for number in range(20 * CHUNK):
        found = found.put(f"player_{number}", number)

    assert all(found.get(f"player_{number}") == number for number in range(20 * CHUNK))
    assert len(found) == 20 * CHUNK
    assert max(len(entries) for _, entries in found._chunks) <= CHUNK
    assert 20 <= len(found._chunks) <= 20 * 8


def test_a_full_chunk_is_split_alone() -> None:
    found: Hashed[int] = Hashed.of({Hashing(number): number for number in range(CHUNK)})

    for number in range(CHUNK + 1):
        found = found.put(Hashing(number * 4), number)

    assert sorted(set(depths(found))) == [2, 3]


def test_keys_that_share_their_last_bits_are_told_apart_deeper_down() -> None:
    found: Hashed[int] = Hashed()

    for number in range(CHUNK + 1):
        found = found.put(Hashing(number << 6), number)

    assert max(depths(found)) == 7
    assert [found.get(Hashing(number << 6)) for number in (0, 1, CHUNK)] == [0, 1, CHUNK]


def test_hashes_that_are_all_the_same_do_not_deepen_it_without_end() -> None:
    found: Hashed[int] = Hashed()

    for number in range(CHUNK + 3):
        found = found.put(Hashing(f"7#{number}"), number)

    assert len(found._chunks) == 2**DEEPEST
    assert (len(found), found.get(Hashing(f"7#{CHUNK}"))) == (CHUNK + 3, CHUNK)


def test_a_directory_of_the_largest_size_is_still_small() -> None:
    assert 2**DEEPEST <= 2**16


@pytest.mark.parametrize("size", [0, 1, CHUNK // 2, CHUNK, 5 * CHUNK])
def test_a_map_of_many_entries_has_room_for_more(size: int) -> None:
    found = Hashed.of({str(number): number for number in range(size)})

    assert max(len(entries) for _, entries in found._chunks) <= CHUNK
    assert len(found) == size
