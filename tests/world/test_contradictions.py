"""Every number that follows from the scores is judged: one that is changed is found, a sound world has none."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from mockbancho.factories import generate_world, pp_by_files
from msgspec.structs import replace

from mockbancho.records import Beatmap, Player, Score, Stats
from mockbancho.world.contradictions import contradictions
from mockbancho.world.plan import plan_of
from mockbancho.world.world import World
from tests import rows

COUNTED = (
    "plays", "playtime", "tscore", "total_hits", "max_combo", "rscore", "pp", "acc",
    "xh_count", "x_count", "sh_count", "s_count", "a_count",
)  # fmt: skip


@cache
def sound_world() -> World:
    return generate_world(plan_of(6, 4), 11)


@pytest.fixture
def world() -> World:
    """A sound world to make one contradiction in."""
    return sound_world().fork()


def failed(world: World) -> Score:
    """A failed score: no other number follows from its pp and accuracy."""
    return next(score for score in world.rows(Score) if not score.status)


def passed(world: World, status: int) -> Score:
    """A score of this status in osu!."""
    return next(score for score in world.rows(Score) if score.status == status and not score.mode)


def stats(world: World) -> Stats:
    """Stats of somebody who has played."""
    return max(world.rows(Stats), key=lambda row: row.plays)


def engine(world: World) -> Any:  # noqa: ANN401  # a function
    return pp_by_files(world, "rosu")


def test_a_sound_world_has_none(world: World) -> None:
    assert list(contradictions(world)) == []


def test_a_sound_world_has_none_by_the_engine_that_made_it(world: World) -> None:
    assert list(contradictions(world, engine(world))) == []


def test_a_world_without_scores_has_none() -> None:
    empty = World.build([rows.player(), *rows.all_stats(), rows.beatmapset(), rows.beatmap()])

    assert list(contradictions(World.build())) == list(contradictions(empty)) == []


@pytest.mark.parametrize("name", COUNTED)
def test_each_column_of_stats_is_judged(world: World, name: str) -> None:
    row = stats(world)
    value = getattr(row, name)

    world.put(replace(row, **{name: value + 1}))

    assert list(contradictions(world)) == [
        f"stats {row.id} in mode {row.mode}: {name} is {value + 1}, its scores give {value}"
    ]


def test_all_columns_of_stats_but_keys_and_views_are_judged() -> None:
    assert set(Stats.__struct_fields__) - set(COUNTED) == {"id", "mode", "replay_views"}


def test_views_of_replays_follow_from_nothing(world: World) -> None:
    world.put(replace(stats(world), replay_views=5))

    assert list(contradictions(world)) == []


def test_stats_without_a_play_are_judged_too(world: World) -> None:
    blank = next(row for row in world.rows(Stats) if not row.plays)

    world.put(replace(blank, plays=3))

    assert list(contradictions(world)) == [f"stats {blank.id} in mode {blank.mode}: plays is 3, its scores give 0"]


def test_missing_stats_are_no_contradiction(world: World) -> None:
    world.remove(stats(world))

    assert list(contradictions(world)) == []


@pytest.mark.parametrize(("status", "other"), [(2, 1), (1, 2)])
def test_the_status_of_a_score_is_judged(world: World, status: int, other: int) -> None:
    score = passed(world, status)

    world.put(replace(score, status=other))

    assert list(contradictions(world)) == [f"scores {score.id}: status is {other}, submitting it would give {status}"]


def test_the_accuracy_of_a_score_is_judged(world: World) -> None:
    score = failed(world)

    world.put(replace(score, acc=score.acc + 1))

    assert list(contradictions(world)) == [f"scores {score.id}: acc is {score.acc + 1}, its hits give {score.acc}"]


def test_the_pp_of_a_score_is_judged_by_an_engine_alone(world: World) -> None:
    score = failed(world)

    world.put(replace(score, pp=score.pp + 1))

    assert list(contradictions(world)) == []
    assert list(contradictions(world, engine(world))) == [
        f"scores {score.id}: pp is {score.pp + 1}, the beatmap's file gives {score.pp}"
    ]


def test_scores_on_beatmaps_without_a_file_are_worth_what_they_say(world: World) -> None:
    score = failed(world)
    beatmap = world.beatmaps.with_md5(score.map_md5)
    assert beatmap
    recipe = world.attachments.recipes.get(beatmap.id)
    assert recipe

    world.put(replace(score, pp=score.pp + 1))
    world.remove(recipe)

    assert list(contradictions(world, engine(world))) == []


@pytest.mark.parametrize("name", ["plays", "passes"])
def test_counts_of_beatmaps_are_judged(world: World, name: str) -> None:
    beatmap = next(world.rows(Beatmap))
    value = getattr(beatmap, name)

    world.put(replace(beatmap, **{name: value + 1}))

    assert list(contradictions(world)) == [f"maps {beatmap.id}: {name} is {value + 1}, its scores give {value}"]


def test_plays_of_the_restricted_are_not_counted(world: World) -> None:
    player = world.players.get(stats(world).id)
    assert player
    played = {score.map_md5 for score in world.rows(Score) if score.userid == player.id}

    world.put(replace(player, priv=player.priv & ~1))

    lines = list(contradictions(world))
    assert {line.split(": ")[1].split()[0] for line in lines} == {"plays", "passes"}
    assert len([line for line in lines if ": plays is " in line]) == len(played)


def test_one_number_of_a_score_may_contradict_several(world: World) -> None:
    row, score = stats(world), failed(world)
    row = next(each for each in world.rows(Stats) if (each.id, each.mode) == (score.userid, score.mode))

    world.put(replace(score, score=score.score + 10, time_elapsed=score.time_elapsed + 5_000, n100=score.n100 + 1))

    assert [line.partition(": ")[2].split()[0] for line in contradictions(world)] == [
        "tscore",
        "playtime",
        "total_hits",
        "acc",
    ]
    assert f"stats {row.id} in mode {row.mode}: tscore is {row.tscore}, its scores give {row.tscore + 10}" in list(
        contradictions(world)
    )


def test_lines_are_in_the_order_of_tables_and_keys(world: World) -> None:
    for row in [*world.rows(Stats)][::-1]:
        world.put(replace(row, plays=row.plays + 1))
    for beatmap in [*world.rows(Beatmap)][::-1]:
        world.put(replace(beatmap, plays=beatmap.plays + 1))

    lines = list(contradictions(world))

    keys = [(row.id, row.mode) for row in world.rows(Stats)]
    assert [line.split(":")[0] for line in lines] == [
        *(f"stats {player} in mode {mode}" for player, mode in keys),
        *(f"maps {beatmap.id}" for beatmap in world.rows(Beatmap)),
    ]


def test_scores_that_nobody_can_ask_for_are_left_alone(world: World) -> None:
    before = list(contradictions(world))

    world.put(rows.score(10**6, mode=17, map_md5=rows.md5(1), acc=5.0, userid=next(world.rows(Player)).id))

    assert list(contradictions(world)) == before == []
