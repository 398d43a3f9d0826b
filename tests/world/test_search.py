"""The search compares names as SQL's LIKE does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockbancho.records import Player, Row
from mockbancho.world.collation import fold_inside
from mockbancho.world.queries.players import search
from mockbancho.world.world import World
from tests import rows
from tests.world.given import for_all, row_lists
from tests.world.test_queries import SEARCHED, WORLDS


def like(pattern: str, text: str) -> bool:
    """SQL's LIKE, read off its description: `%` any text, `_` one character, a backslash makes the next one plain."""
    if not pattern:
        return not text
    if pattern[0] == "%":
        return any(like(pattern[1:], text[start:]) for start in range(len(text) + 1))
    escapes = pattern[0] == "\\" and len(pattern) > 1
    wanted, rest = (pattern[1], pattern[2:]) if escapes else (pattern[0], pattern[1:])
    any_character = wanted == "_" and not escapes
    return bool(text) and (any_character or text[0] == wanted) and like(rest, text[1:])


@for_all(world=WORLDS, text=SEARCHED)
def test_the_search_is_a_like_between_two_percent_signs(world: World, text: str) -> None:
    found = [player for _, player in search(world, text).all()]

    assert found == [
        player
        for player in world.rows(Player)
        if player.priv & 3 == 3 and like(f"%{fold_inside(text)}%", fold_inside(player.name))
    ]


@given(name=st.text("ab_%\\ ", max_size=6), text=st.text("ab_%\\ ", max_size=5))
def test_the_search_takes_wildcards_and_escapes_as_the_database_does(name: str, text: str) -> None:
    world = World.build([rows.player(3, name=name)])

    assert bool(search(world, text).all()) == like(f"%{text.upper()}%", name.upper())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [3, 4, 5, 6, 8]),
        ("zoe", [3]),
        ("ZO_", [3]),
        ("%", [3, 4, 5, 6, 8]),
        ("100\\%", [4]),
        ("0%0", [4]),
        ("\\_", [5]),
        ("_", [3, 4, 5, 6, 8]),
        ("_____", [5, 6]),
        ("e ", [6]),
        ("i", [5]),
        ("и", []),
        ("nobody", []),
        ("Zo\\", []),
        ("100\\", [4]),
        ("t\\\\", [8]),
        ("t\\\\%", [8]),
    ],
)
def test_what_the_search_finds(text: str, found: list[int]) -> None:
    names = {3: "Zoë", 4: "100%", 5: "a_ika", 6: "Ame Й ", 8: "t\\t"}
    world = World.build([*(rows.player(number, name=name) for number, name in names.items()), rows.player(7, priv=1)])

    assert [player.id for _, player in search(world, text).all()] == found


@given(given_rows=row_lists())
def test_the_search_for_nothing_finds_everybody_it_may(given_rows: list[Row]) -> None:
    world = World.build(given_rows)

    assert len(search(world, "").all()) == len(world.players.searchable)
