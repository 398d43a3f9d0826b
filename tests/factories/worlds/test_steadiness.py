"""A generated world is the same wherever and beside whatever it is made; one thing more leaves the others alone."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from hashlib import sha256
from importlib import import_module
from threading import Thread
from typing import Any

import pytest
from mockbancho.factories import generate_world
from msgspec.structs import replace

from mockbancho.records import (
    Beatmap,
    BeatmapRecipe,
    Beatmapset,
    Clan,
    Favourite,
    Match,
    Player,
    Pool,
    PoolBeatmap,
    Relationship,
    Score,
    Session,
    Stats,
)
from mockbancho.world.packed import pack
from mockbancho.world.plan import plan_of
from mockbancho.world.world import World
from tests.factories.worlds.given import column
from tests.factories.worlds.golden import changes, tables

pytestmark = pytest.mark.unmeasured

SEED, PLAYERS, SETS = 11, 24, 14
"""The fifteenth set is a ranked one."""
NEW = PLAYERS + 3
"""The id of the player who is one more."""


@cache
def world(players: int = PLAYERS, sets: int = SETS, scores: tuple[int, int] = (20, 60), seed: int = SEED) -> World:
    return generate_world(plan_of(players, sets, scores), seed)


def packed(found: World) -> str:
    """Every row of a world, in short."""
    return sha256(pack(found)).hexdigest()


def played(found: World, *, without: int = 0) -> list[Score]:
    """The scores of a world but for somebody's, without the ids, which may shift."""
    return [replace(score, id=0) for score in found.rows(Score) if score.userid != without]


def uncounted(found: World) -> list[Beatmap]:
    """The beatmaps without how often they were played."""
    return [replace(beatmap, plays=0, passes=0) for beatmap in found.rows(Beatmap)]


def of_others(found: World, kind: type[Any], name: str = "userid") -> list[Any]:
    """The rows of everybody but the new player."""
    return [row for row in found.rows(kind) if getattr(row, name) != NEW]


def in_matches(found: World) -> set[int]:
    return {slot.player for match in found.rows(Match) for slot in match.slots if slot.player is not None}


# One player more: the 25th begins a block of players who may share a clan, but is too few to found one.


def test_one_player_more_leaves_the_others_and_what_they_played_alone() -> None:
    before, after = world(), world(players=PLAYERS + 1)

    assert played(after, without=NEW) == played(before)
    assert of_others(after, Player, "id") == list(before.rows(Player))
    assert of_others(after, Stats, "id") == list(before.rows(Stats))
    assert of_others(after, Favourite) == list(before.rows(Favourite))
    assert list(after.rows(Clan)) == list(before.rows(Clan))
    assert [score.userid for score in after.rows(Score)].count(NEW) >= 20


def test_one_player_more_leaves_the_beatmaps_and_pools_alone() -> None:
    before, after = world(), world(players=PLAYERS + 1)

    assert uncounted(after) == uncounted(before)
    for kind in (Beatmapset, BeatmapRecipe, Pool, PoolBeatmap):
        assert list(after.rows(kind)) == list(before.rows(kind))


def test_one_player_more_befriends_and_ends_no_friendship() -> None:
    before, after = world(), world(players=PLAYERS + 1)
    old = [each for each in after.rows(Relationship) if NEW not in (each.user1, each.user2)]

    assert old == list(before.rows(Relationship))
    assert len(list(after.rows(Relationship))) > len(old)


def test_one_player_more_leaves_those_who_are_online_where_they_are() -> None:
    before, after = world(), world(players=PLAYERS + 1)
    elsewhere = in_matches(before) | in_matches(after)

    def alone(found: World) -> list[Session]:
        return [row for row in of_others(found, Session, "id") if row.id not in elsewhere]

    assert alone(after) == alone(before)
    assert column(of_others(after, Session, "id"), "id") == column(list(before.rows(Session)), "id")
    assert [(row.map_id, row.seed, row.team_type) for row in after.rows(Match)] == [
        (row.map_id, row.seed, row.team_type) for row in before.rows(Match)
    ]


def test_a_player_of_a_clan_stays_in_it_when_others_join() -> None:
    before, after = world(players=18, sets=3), world(players=20, sets=3)
    clans = dict(
        zip(column(list(before.rows(Player)), "id"), column(list(before.rows(Player)), "clan_id"), strict=True)
    )

    assert {row.id: row.clan_id for row in after.rows(Player) if row.id in clans} == clans
    assert len({clan for clan in clans.values() if clan}) == 2


# One set more.


def test_one_set_more_leaves_the_other_beatmaps_alone() -> None:
    before, after = world(), world(sets=SETS + 1)
    old = {row.set_id for row in before.rows(Beatmap)}

    assert [row for row in uncounted(after) if row.set_id in old] == uncounted(before)
    assert [row for row in after.rows(BeatmapRecipe) if row.set_id in old] == list(before.rows(BeatmapRecipe))
    assert list(after.rows(Beatmapset))[:-1] == list(before.rows(Beatmapset))


def test_one_set_more_leaves_the_people_alone() -> None:
    before, after = world(), world(sets=SETS + 1)

    def people(found: World) -> list[Player]:
        return [replace(player, latest_activity=0) for player in found.rows(Player)]

    assert people(after) == people(before)
    for kind in (Clan, Relationship, Pool):
        assert list(after.rows(kind)) == list(before.rows(kind))
    assert [(row.id, row.login_time, row.action) for row in after.rows(Session)] == [
        (row.id, row.login_time, row.action) for row in before.rows(Session)
    ]


def test_one_set_more_moves_picks_to_itself_alone() -> None:
    before, after = world(players=120, scores=(1, 1)), world(players=120, sets=SETS + 1, scores=(1, 1))
    new = {row.id for row in after.rows(Beatmap)} - {row.id for row in before.rows(Beatmap)}
    pairs: list[tuple[Any, Any]] = [
        *zip(before.rows(Session), after.rows(Session), strict=True),
        *zip(before.rows(Match), after.rows(Match), strict=True),
    ]

    assert {now.map_id for old, now in pairs if now.map_id != old.map_id} <= new
    assert len([now for _, now in pairs if now.map_id]) > 10
    assert column(list(after.rows(Match)), "slots") == column(list(before.rows(Match)), "slots")


def test_one_set_more_takes_few_places_of_a_pool() -> None:
    before, after = ({row.map_id for row in found.rows(PoolBeatmap)} for found in (world(), world(sets=SETS + 1)))

    assert len(before) == len(after) == 13
    assert {number // 10 for number in after - before} == {1001 + SETS}


def test_one_set_more_moves_few_plays() -> None:
    before, after = world(), world(sets=SETS + 1)

    def plays(found: World) -> set[tuple[Any, ...]]:
        return {(row.userid, row.map_md5, row.mods, row.score, row.online_checksum[:4]) for row in found.rows(Score)}

    kept = len(plays(before) & plays(after)) / len(plays(before))
    assert 0.75 < kept < 1
    assert len(list(after.rows(Score))) == len(list(before.rows(Score)))


# More plays, another seed, another now.


def test_other_numbers_of_plays_leave_people_and_beatmaps_alone() -> None:
    before, after = world(sets=3), world(sets=3, scores=(5, 10))

    def names(found: World) -> list[tuple[int, str, str, int]]:
        return [(row.id, row.name, row.country, row.preferred_mode) for row in found.rows(Player)]

    assert names(after) == names(before)
    assert uncounted(after) == uncounted(before)
    assert list(after.rows(Relationship)) == list(before.rows(Relationship))


def test_another_seed_is_another_world() -> None:
    one, other = world(sets=3), world(sets=3, seed=SEED + 1)

    assert {row.name for row in one.rows(Player)} & {row.name for row in other.rows(Player)} == {"BanchoBot"}
    assert {row.md5 for row in one.rows(Beatmap)}.isdisjoint(row.md5 for row in other.rows(Beatmap))


def test_nothing_but_pp_and_stars_depends_on_the_calculator() -> None:
    pytest.importorskip("akatsuki_pp_py", reason="it has no wheels for newer versions of Python")
    one, other = world(sets=6), generate_world(plan_of(PLAYERS, 6), SEED, engine="akatsuki")

    assert list(changes(tables(one), tables(other))) == []
    assert column(list(one.rows(Score)), "pp") != column(list(other.rows(Score)), "pp")


# Another order, another thread, another process, another world in between.


def test_beatmaps_in_another_order_make_the_same_world(monkeypatch: pytest.MonkeyPatch) -> None:
    generation: Any = import_module("mockbancho.factories.worlds.generation")
    drawn = generation.draw_set

    def draw_backwards(seed: int, number: int, **given: Any) -> tuple[Beatmapset, list[Any]]:  # noqa: ANN401  # passed on
        beatmapset, songs = drawn(seed, SETS - 1 - number, **given)
        return beatmapset, songs[::-1]

    monkeypatch.setattr(generation, "draw_set", draw_backwards)

    assert packed(generate_world(plan_of(PLAYERS, SETS), SEED)) == packed(world())


def test_another_thread_makes_the_same_world() -> None:
    found: list[World] = []

    thread = Thread(target=lambda: found.append(generate_world(plan_of(PLAYERS, SETS), SEED)))
    thread.start()
    thread.join()

    assert packed(found[0]) == packed(world())


def test_worlds_made_in_turns_do_not_disturb_each_other() -> None:
    small = plan_of(2, 1)
    between: list[str] = []

    def make_another(what: str, done: int, total: int, /) -> None:
        between.append(packed(generate_world(small, SEED + done % 2)))

    found = generate_world(plan_of(PLAYERS, SETS), SEED, progress=make_another)

    assert packed(found) == packed(world())
    assert set(between) == {packed(generate_world(small, seed)) for seed in (SEED, SEED + 1)}
    assert len(between) == PLAYERS + SETS + 2


@pytest.mark.parametrize("hash_seed", ["1", "4711"])
def test_another_interpreter_makes_the_same_world(hash_seed: str) -> None:
    script = (
        "from hashlib import sha256; from mockbancho.factories import generate_world;"
        "from mockbancho.world.packed import pack; from mockbancho.world.plan import plan_of;"
        f"print(sha256(pack(generate_world(plan_of({PLAYERS}, {SETS}), {SEED}))).hexdigest())"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )

    assert done.stdout.strip() == packed(world())
