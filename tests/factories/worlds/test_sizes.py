"""Worlds of every size are sound: the smallest, those without this or that, and long histories."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from mockbancho.factories import generate_world

from mockbancho.clock import SECOND, to_datetime
from mockbancho.records import Beatmap, Match, Player, Pool, PoolBeatmap, Score, Session
from mockbancho.world.contradictions import contradictions
from mockbancho.world.files.remarks import remarks
from mockbancho.world.plan import Plan, Span, plan_of

SEED = 11


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("players", [1, 12])
def test_one_set_is_enough_for_everybody_to_play(players: int, seed: int) -> None:
    world = generate_world(plan_of(players, 1, (2, 4)), seed)

    counts = Counter(score.userid for score in world.rows(Score))
    assert len(counts) == players
    assert set(counts.values()) <= {2, 3, 4}
    assert {beatmap.status for beatmap in world.rows(Beatmap)} == {2}


@pytest.mark.parametrize(
    ("plan", "rows"),
    [
        (plan_of(0, 2), (0, 0)),
        (plan_of(3, 0), (4, 0)),
        (plan_of(3, 2, 0), (4, 0)),
        (plan_of(1, 2, 1), (2, 1)),
        (plan_of(2, 2, 1000), (3, 2000)),
        (plan_of(61, 3, (0, 1)), (62, None)),
    ],
)
def test_a_world_of_any_size_does_not_contradict_itself(plan: Plan, rows: tuple[int, int | None]) -> None:
    world = generate_world(plan, SEED)

    assert (list(contradictions(world)), remarks(world)) == ([], [])
    assert len(list(world.rows(Player))) == rows[0]
    assert len(list(world.rows(Score))) in {rows[1] or len(list(world.rows(Score)))}


def test_busy_people_play_one_beatmap_at_a_time_from_joining_to_now() -> None:
    world = generate_world(plan_of(16, 3, 300), SEED)
    joined = {player.id: to_datetime(player.creation_time * SECOND) for player in world.rows(Player)}
    plays: dict[int, list[tuple[datetime, datetime]]] = {}
    for score in world.rows(Score):
        begun = score.play_time - timedelta(milliseconds=score.time_elapsed)
        plays.setdefault(score.userid, []).append((begun, score.play_time))

    assert all(spans[0][0] >= joined[player] for player, spans in plays.items())
    assert all(spans[-1][1] < to_datetime(world.now) for spans in plays.values())
    assert [
        (earlier, later) for spans in plays.values() for earlier, later in pairwise(spans) if later[0] < earlier[1]
    ] == []


@pytest.mark.parametrize("span", [(0, 0), (7, 7), (3, 9)])
def test_everybody_has_as_many_plays_as_asked_for(span: Span) -> None:
    world = generate_world(plan_of(20, 2, span), SEED)

    counts = Counter(score.userid for score in world.rows(Score))
    found = {counts[player.id] for player in world.rows(Player) if player.id != 1}
    assert found <= set(range(span[0], span[1] + 1))
    assert (len(found) > 1) == (span == (3, 9))


def test_a_world_without_beatmaps_has_people_who_are_online_and_no_matches() -> None:
    world = generate_world(plan_of(30, 0), SEED)

    assert {session.action for session in world.rows(Session)} == {0}
    assert list(world.rows(Match)) == []


def test_pools_take_more_people_and_beatmaps_than_a_small_world_has() -> None:
    few_people, few_beatmaps = generate_world(plan_of(19, 13, 0), SEED), generate_world(plan_of(40, 2, 0), SEED)
    enough = generate_world(plan_of(40, 13, 0), SEED)

    assert [len(list(world.rows(Pool))) for world in (few_people, few_beatmaps, enough)] == [0, 0, 2]
    assert [len(list(world.rows(PoolBeatmap))) for world in (few_people, few_beatmaps, enough)] == [0, 0, 26]
    picked = {row.map_id for row in enough.rows(PoolBeatmap)}
    assert {row.status for row in enough.rows(Beatmap) if row.id in picked} <= {2, 3}
