"""Leaderboards and ranks, as the real server's database and Redis keep them."""

import msgspec
import pytest
from hypothesis import strategies as st

from mockbancho.records import Player, Row, Stats
from mockbancho.world.stats import SORTS
from mockbancho.world.world import World
from tests import rows
from tests.world.given import MODES, for_all, row_lists


def ranks(world: World, player_id: int, mode: int = 0) -> tuple[int, int]:
    """The ranks of a player who has stats in the mode."""
    player, stats = world.players.get(player_id), world.stats.get(player_id, mode)
    assert player is not None
    assert stats is not None
    return world.stats.ranks(stats, player)


def with_pp(player: Player, pp: int, mode: int = 0) -> tuple[Player, Stats]:
    return player, rows.stats(player.id, mode, pp=pp)


def test_more_pp_is_a_better_rank() -> None:
    world = World.build([*with_pp(rows.player(3), 10), *with_pp(rows.player(4), 30), *with_pp(rows.player(5), 20)])

    assert [ranks(world, player) for player in (3, 4, 5)] == [(3, 3), (1, 1), (2, 2)]


def test_among_equals_the_larger_id_as_text_is_ahead() -> None:
    world = World.build(row for number in (4, 5, 12, 100) for row in with_pp(rows.player(number), 1500))

    assert [ranks(world, player) for player in (5, 4, 12, 100)] == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_every_country_has_ranks_of_its_own_even_by_letter_case() -> None:
    aika, mira, zoe = rows.player(3, country="jp"), rows.player(4, country="de"), rows.player(5, country="JP")
    world = World.build([*with_pp(aika, 10), *with_pp(mira, 20), *with_pp(zoe, 30)])

    assert [ranks(world, player) for player in (3, 4, 5)] == [(3, 1), (2, 1), (1, 1)]


def test_every_mode_has_ranks_of_its_own() -> None:
    aika, mira = rows.player(3), rows.player(4)
    world = World.build([*with_pp(aika, 10), *with_pp(aika, 30, 8), *with_pp(mira, 20), *with_pp(mira, 20, 8)])

    assert [ranks(world, 3), ranks(world, 3, 8), ranks(world, 4), ranks(world, 4, 8)] == [
        (2, 2),
        (1, 1),
        (1, 1),
        (2, 2),
    ]


def test_without_pp_there_is_no_rank() -> None:
    world = World.build([*with_pp(rows.player(3), 0), *with_pp(rows.player(4), 1)])

    assert (ranks(world, 3), ranks(world, 4)) == ((0, 0), (1, 1))


def test_a_restricted_player_has_no_rank_and_takes_none() -> None:
    world = World.build([*with_pp(rows.restricted_player(3), 9000), *with_pp(rows.player(4), 1)])

    assert (ranks(world, 3), ranks(world, 4)) == ((0, 0), (1, 1))


def test_a_deleted_player_takes_no_rank() -> None:
    world = World.build([rows.stats(3, pp=9000), *with_pp(rows.player(4), 1)])

    assert ranks(world, 4) == (1, 1)


def test_restricting_moves_the_others_up_and_lifting_it_moves_them_down() -> None:
    world = World.build([*with_pp(rows.player(3), 20), *with_pp(rows.player(4), 10)])

    world.put(rows.restricted_player(3))
    restricted = ranks(world, 3), ranks(world, 4)
    world.put(rows.player(3))

    assert restricted == ((0, 0), (1, 1))
    assert (ranks(world, 3), ranks(world, 4)) == ((1, 1), (2, 2))


def test_a_player_who_moves_leaves_the_old_country() -> None:
    world = World.build([*with_pp(rows.player(3), 20), *with_pp(rows.player(4), 10)])

    world.put(rows.player(3, country="de"))

    assert (ranks(world, 3), ranks(world, 4)) == ((1, 1), (2, 1))
    assert [row.id for row in world.stats.board(0, "pp", "JP")] == [4]


def test_a_player_who_comes_after_their_stats_is_ranked() -> None:
    world = World.build([rows.stats(3, pp=5)])

    world.put(rows.player(3))

    assert ranks(world, 3) == (1, 1)


def test_a_player_who_goes_before_their_stats_is_not_ranked_any_more() -> None:
    world = World.build([*with_pp(rows.player(3), 20), *with_pp(rows.player(4), 10)])

    world.remove(rows.player(3))

    assert ranks(world, 4) == (1, 1)
    assert [row.id for row in world.stats.board(0, "pp")] == [4]


def test_new_pp_moves_a_player() -> None:
    world = World.build([*with_pp(rows.player(3), 20), *with_pp(rows.player(4), 10)])

    world.put(rows.stats(4, pp=21))

    assert (ranks(world, 3), ranks(world, 4)) == ((2, 2), (1, 1))


@pytest.mark.parametrize("country", ["a:", "::", "00", "1:"])
def test_any_two_characters_are_a_country(country: str) -> None:
    world = World.build([*with_pp(rows.player(3, country=country), 20, 1), *with_pp(rows.player(4), 10, 100)])

    assert ranks(world, 3, 1) == (1, 1)
    assert [row.id for row in world.stats.board(1, "pp", country)] == [3]
    assert [row.id for row in world.stats.board(100, "pp")] == [4]


@for_all(given_rows=row_lists(), mode=MODES)
def test_ranks_are_places_in_the_sorted_set(given_rows: list[Row], mode: int) -> None:
    world = World.build(given_rows)
    there = [player for player in world.rows(Player) if world.stats.get(player.id, mode)]

    found = {player.id: ranks(world, player.id, mode) for player in there}

    assert found == {player.id: _naive_ranks(world, player, mode) for player in there}


def _naive_ranks(world: World, player: Player, mode: int) -> tuple[int, int]:
    """The places in Redis' sorted sets, read from the end: by pp, then by the id as text; 0 for who is not there."""
    everyone = {
        str(row.id): (row.pp, owner.country)
        for row in world.rows(Stats)
        if row.mode == mode and row.pp > 0 and (owner := world.players.get(row.id)) and owner.priv & 1
    }
    members = sorted(everyone, key=lambda member: (everyone[member][0], member), reverse=True)
    national = [member for member in members if everyone[member][1] == player.country]
    places = [
        list.index(ranked, str(player.id)) + 1 if str(player.id) in ranked else 0 for ranked in (members, national)
    ]
    return places[0], places[1]


@for_all(given_rows=row_lists(), mode=MODES, sort=st.sampled_from(SORTS), country=st.sampled_from(["", "jp", "A:"]))
def test_a_leaderboard_is_what_the_database_would_list(
    given_rows: list[Row], mode: int, sort: str, country: str
) -> None:
    world = World.build(given_rows)

    found = list(world.stats.board(mode, sort, country))

    listed = [
        row
        for row in world.rows(Stats)
        if row.mode == mode
        and getattr(row, sort) > 0
        and (player := world.players.get(row.id))
        and player.priv & 1
        and country.lower() in ("", player.country.lower())
    ]
    assert found == sorted(listed, key=lambda row: (-getattr(row, sort), row.id))


def test_a_player_s_stats_stand_by_mode() -> None:
    world = World.build([*rows.all_stats(3)[::-1], rows.stats(2, 8), rows.stats(4, 0)])

    assert world.stats.of(3) == list(rows.all_stats(3))
    assert world.stats.of(5) == []


@pytest.mark.parametrize("mode", [1, -129, 128, 256, 2**40, -(2**40)])
def test_a_mode_without_a_row_has_no_stats(mode: int) -> None:
    world = World.build([rows.stats(3, 0), rows.stats(4, 0), rows.stats(2, 0)])

    assert world.stats.get(3, mode) is None


@pytest.mark.parametrize("mode", [-128, -1, 0, 127])
def test_every_mode_that_the_column_can_hold_has_its_place(mode: int) -> None:
    row = rows.stats(3, mode, pp=1)
    world = World.build([rows.player(3), row, rows.stats(2, 127), rows.stats(4, -128)])

    assert world.stats.get(3, mode) == row
    assert ranks(world, 3, mode) == (1, 1)


def test_removed_stats_leave_the_leaderboards() -> None:
    world = World.build([*with_pp(rows.player(3), 20), *with_pp(rows.player(4), 10)])

    world.remove(rows.stats(3))
    world.remove(rows.stats(3))

    assert ranks(world, 4) == (1, 1)
    assert (world.stats.get(3, 0), list(world.stats.board(0, "pp"))) == (None, [rows.stats(4, pp=10)])


def test_a_change_that_does_not_concern_the_leaderboards_leaves_them_alone() -> None:
    world = World.build([*with_pp(rows.player(3), 20)])
    boards = world.stats.boards

    world.put(msgspec.structs.replace(rows.player(3), play_style=1))

    assert world.stats.boards is boards
