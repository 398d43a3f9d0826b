"""Players are found by id and name, in clans and by the search."""

import pytest
from msgspec.structs import replace

from mockbancho.osu.players import Privileges
from mockbancho.records import Player
from mockbancho.world.queries.players import find_player, find_session
from mockbancho.world.world import World
from tests import rows
from tests.world.given import renamed

AIKA = rows.player(3, name="Aika B")


@pytest.mark.parametrize("name", ["Aika B", "aika_b", "AIKA B", "Aïka B"])
def test_a_player_is_found_by_any_spelling_of_their_name(name: str) -> None:
    world = World.build([AIKA, rows.player(4)])

    assert find_player(world, None, name) == AIKA


@pytest.mark.parametrize("name", ["Aika", "AikaB", "aika-b", "Aika B ", ""])
def test_another_name_finds_nobody(name: str) -> None:
    world = World.build([AIKA, rows.player(4)])

    assert find_player(world, None, name) is None


def test_spaces_at_the_end_of_a_name_do_not_count_where_names_are_padded() -> None:
    world = World.build([AIKA])

    assert find_player(world, None, "Aika B  ", pads=True) == AIKA


def test_an_id_comes_before_a_name() -> None:
    world = World.build([AIKA, rows.player(4, name="Other")])

    assert find_player(world, 4, "Aika B") == rows.player(4, name="Other")
    assert find_player(world, 99, "Aika B") is None
    assert find_player(world, None, None) is None


def test_the_stored_safe_name_is_what_is_looked_up() -> None:
    ipek = rows.player(3, name="İpek", safe_name="i\u0307pek")
    world = World.build([ipek])

    assert (find_player(world, None, "İpek"), find_player(world, None, "ipek")) == (ipek, None)


def test_a_renamed_player_is_found_by_the_new_name_alone() -> None:
    world = World.build([AIKA])

    world.put(renamed(AIKA, "Mira"))

    assert world.players.named("mira") == renamed(AIKA, "Mira")
    assert world.players.named("aika_b") is None


def test_a_name_that_was_given_up_can_be_taken() -> None:
    world = World.build([AIKA])

    world.put(renamed(AIKA, "Mira"))
    world.put(rows.player(4, name="Aika B"))

    assert world.players.named("aika_b") == rows.player(4, name="Aika B")


def test_two_players_swap_their_names() -> None:
    world = World.build([rows.player(3, name="One"), rows.player(4, name="Other")])

    with world.change():
        world.put(rows.player(3, name="Other"))
        world.put(rows.player(4, name="One"))

    assert world.players.named("one") == rows.player(4, name="One")
    assert world.players.named("other") == rows.player(3, name="Other")


def test_a_removed_player_is_gone() -> None:
    world = World.build([AIKA, rows.player(4, clan_id=1)])

    world.remove(rows.player(4))
    world.remove(AIKA)
    world.remove(AIKA)

    assert list(world.rows(Player)) == []
    assert (world.players.get(3), world.players.named("aika_b"), world.players.in_clan(1)) == (None, None, [])


def test_members_of_a_clan_stand_by_id_and_restricted_ones_are_among_them() -> None:
    members = [rows.player(12, clan_id=1), rows.restricted_player(4, clan_id=1), rows.player(9, clan_id=1)]
    world = World.build([*members, rows.player(3), rows.player(5, clan_id=2)])

    assert [member.id for member in world.players.in_clan(1)] == [4, 9, 12]
    assert world.players.in_clan(3) == []


def test_a_player_moves_to_another_clan() -> None:
    world = World.build([rows.player(3, clan_id=1), rows.player(4, clan_id=1)])

    world.put(rows.player(3, clan_id=2))
    world.put(rows.player(4, clan_id=0))

    assert (world.players.in_clan(1), world.players.in_clan(2)) == ([], [rows.player(3, clan_id=2)])
    assert world.players.in_clan(0) == []


@pytest.mark.parametrize(("priv", "found"), [(3, True), (0x7003, True), (1, False), (2, False), (0, False)])
def test_the_search_goes_through_unrestricted_and_verified_players(priv: int, *, found: bool) -> None:
    world = World.build([rows.player(3, priv=priv)])

    assert (3 in world.players.searchable) == found


def test_restricting_takes_a_player_out_of_the_search() -> None:
    world = World.build([AIKA])

    world.put(rows.player(3, name="Aika B", priv=Privileges.VERIFIED.value))

    assert list(world.players.searchable) == []


def test_a_session_is_found_by_the_exact_safe_name() -> None:
    world = World.build([rows.player(3, name="Ümlaut Kori"), rows.session(3)])

    assert find_session(world, None, "ÜMLAUT KORI") == rows.session(3)
    assert find_session(world, None, "Umlaut Kori") is None
    assert find_session(world, 3, None) == rows.session(3)
    assert (find_session(world, None, None), find_session(world, None, "nobody")) == (None, None)


def test_a_player_is_found_by_the_key_they_have_now_letter_for_letter() -> None:
    world = World.build([rows.player(3, api_key="aBc"), rows.player(4)])
    aika, brid = world.players.rows

    world.put(replace(aika, api_key="new"))
    world.put(replace(brid, api_key="aBc"))
    world.remove(aika)

    assert [world.players.with_key(key) for key in ("aBc", "abc", "new")] == [replace(brid, api_key="aBc"), None, None]
