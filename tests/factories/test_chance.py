"""Values depend on seed, kind, key and field, and on nothing else."""

from collections import Counter

import pytest
from mockbancho.factories import Chance


def test_the_same_key_and_field_draw_the_same() -> None:
    assert Chance(7, "player", "Aika").bits("country") == Chance(7, "player", "Aika").bits("country")


def test_seed_kind_key_and_field_each_tell_apart() -> None:
    drawn = {
        Chance(7, "player", "Aika").bits("country"),
        Chance(8, "player", "Aika").bits("country"),
        Chance(7, "clan", "Aika").bits("country"),
        Chance(7, "player", "Mira").bits("country"),
        Chance(7, "player", "Aika").bits("age"),
        Chance(7, "player", "Aika").bits("country", 1),
    }

    assert len(drawn) == 6


def test_a_number_its_text_and_a_tuple_of_it_are_different_keys() -> None:
    assert len({Chance(7, "player", key).bits("age") for key in (3, "3", (3,), ("3",), (3, 3), -3)}) == 6


def test_values_are_the_same_on_every_machine() -> None:
    chance = Chance(7, "player", "Aika")

    assert (chance.bits("age"), chance.between("age", 1, 6), chance.unit("age"), chance.md5("id")) == (
        6367914627907670249,
        3,
        0.3452053436889859,
        "535d8148c9cf009d6e107dbef8930a18",
    )


def test_a_die_is_fair() -> None:
    thrown = Counter(Chance(7, "die", throw).between("eyes", 1, 6) for throw in range(6000))

    assert set(thrown) == {1, 2, 3, 4, 5, 6}
    assert min(thrown.values()) > 880
    assert max(thrown.values()) < 1120


def test_a_bell_stays_in_its_bounds_and_prefers_the_middle() -> None:
    drawn = [Chance(7, "bell", each).bell("level", 10, 20) for each in range(2000)]

    assert min(drawn) >= 10
    assert max(drawn) <= 20
    assert sum(13 < each < 17 for each in drawn) > 1200


def test_weights_are_kept_to() -> None:
    picked = Counter(Chance(7, "player", each).weighted("country", {"jp": 8, "de": 2}) for each in range(2000))

    assert 1500 < picked["jp"] < 1700


def test_one_candidate_more_moves_a_pick_only_to_itself() -> None:
    words = "ab cd ef gh ij kl".split()
    before = {key: Chance(7, "score", key).pick("beatmap", words) for key in range(500)}

    after = {key: Chance(7, "score", key).pick("beatmap", ["new", *reversed(words)]) for key in range(500)}

    moved = {key for key in before if before[key] != after[key]}
    assert {after[key] for key in moved} == {"new"}
    assert 40 < len(moved) < 110


def test_nothing_can_be_picked_from_nothing() -> None:
    with pytest.raises(ValueError, match="empty"):
        Chance(7, "score", 1).pick("beatmap", [])


def test_a_weight_of_nothing_is_never_picked() -> None:
    assert {Chance(7, "a", each).weighted("b", {"never": 0, "always": 1}) for each in range(50)} == {"always"}
