"""Names: bancho.py would register them, and nobody in a world has another's."""

import re
from importlib import import_module
from itertools import product

import pytest
from mockbancho.factories import free_name, nth_name

from mockbancho.errors import Mistake
from mockbancho.world.collation import fold, safe_name

names = import_module("mockbancho.factories.names")
words = import_module("mockbancho.factories.words")
NAME = re.compile(r"[\w \[\]-]{2,15}")


def key_of(name: str) -> str:
    return fold(safe_name(name))


@pytest.mark.parametrize("seed", [0, 7, -1])
def test_the_first_sixteen_thousand_names_are_right_and_unique(seed: int) -> None:
    drawn = [nth_name(seed, number) for number in range(16_384)]

    assert [name for name in drawn if not NAME.fullmatch(name)] == []
    assert len({key_of(name) for name in drawn}) == len(drawn)
    assert not any(character.isdigit() for name in drawn for character in name)


def test_names_with_numbers_are_right_and_unique_too() -> None:
    drawn = [nth_name(7, number) for number in range(0, names.COUNT, 7)]

    assert [name for name in drawn if not NAME.fullmatch(name)] == []
    assert len({key_of(name) for name in drawn}) == len(drawn)


def test_no_two_pairs_of_words_read_the_same() -> None:
    joined = [f"{adjective}{noun}".lower() for adjective, noun in product(words.ADJECTIVES, words.NOUNS)]

    assert len(set(joined)) == len(joined) == 128 * 128


def test_another_seed_has_other_names() -> None:
    first, second = ([nth_name(seed, number) for number in range(100)] for seed in (7, 8))

    assert len({*first} & {*second}) < 5


def test_a_taken_name_makes_way() -> None:
    taken = {nth_name(7, 0)}

    found = free_name(7, 0, taken.__contains__)

    assert found not in taken
    assert free_name(7, 1, taken.__contains__) == nth_name(7, 1)


def test_when_all_are_taken_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "COUNT", 20)

    with pytest.raises(Mistake, match="all 20 names are taken; give this player a name"):
        free_name(7, 0, lambda _: True)
