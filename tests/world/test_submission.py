"""What follows from a score, against a naive recomputation that replays all scores."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockbancho.records import Beatmap, Player, Score, Stats
from mockbancho.world.submission import submit, weighted_accuracy, weighted_pp
from mockbancho.world.world import World
from tests import rows

STATUSES = {1: 2, 2: 3, 3: 5, 4: 4, 5: 0, 6: 2}
"""The beatmaps' statuses: two ranked, one approved, one loved, two without a leaderboard."""


def given_world() -> World:
    players = [rows.player(3), rows.restricted_player(4)]
    beatmaps = [rows.beatmap(number, status=status) for number, status in STATUSES.items()]
    return World.build([*players, *rows.all_stats(3), *rows.all_stats(4), rows.beatmapset(), *beatmaps])


def stats_of(world: World, player: int = 3, mode: int = 0) -> Stats:
    found = world.stats.get(player, mode)
    assert found is not None
    return found


def passed(number: int = 1, **columns: Any) -> Score:  # noqa: ANN401  # columns of every type
    return rows.score(number, **{"status": 1, **columns})


@st.composite
def histories(draw: st.DrawFn) -> list[Score]:
    scores = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "userid": st.sampled_from([3, 4]),
                    "map_md5": st.integers(1, 7).map(rows.md5),
                    "mode": st.sampled_from([0, 1, 3, 4]),
                    "pp": st.sampled_from([0.0, 50.0, 50.001, 100.5, 300.0]),
                    "acc": st.sampled_from([70.0, 98.765, 100.0]),
                    "score": st.integers(0, 10**6),
                    "max_combo": st.integers(0, 900),
                    "grade": st.sampled_from(["XH", "X", "SH", "S", "A", "B", "D"]),
                    "status": st.sampled_from([0, 1, 2]),
                    "time_elapsed": st.integers(0, 200_000),
                }
            ),
            max_size=25,
        )
    )
    return [
        rows.score(number, play_time=rows.NOON + timedelta(minutes=number), **columns)
        for number, columns in enumerate(scores, 1)
    ]


def naive_bests(history: Sequence[Score]) -> dict[int, Score]:
    """The best score per beatmap among one player's in one mode, first come first served among equals."""
    bests: dict[str, Score] = {}
    for score in history:
        if score.status and (score.map_md5 not in bests or score.pp > bests[score.map_md5].pp):
            bests[score.map_md5] = score
    return {score.id: score for score in bests.values()}


def naive_stats(history: Sequence[Score], player: int, mode: int) -> Stats:
    """Stats by looking at all scores at once; grade counters and ranked score are those of the final bests."""
    mine = [score for score in history if (score.userid, score.mode) == (player, mode)]
    counting = {rows.md5(number) for number, status in STATUSES.items() if status in (2, 3)}
    leaderboard = {rows.md5(number) for number, status in STATUSES.items() if status in (2, 3, 5)}
    bests = [each for each in naive_bests(mine).values() if each.map_md5 in counting]
    bests.sort(key=lambda each: (-each.pp, each.id))
    both = mode in (1, 3)
    pp = sum(each.pp * 0.95**place for place, each in enumerate(bests)) + 416.6667 * (1 - 0.9994 ** len(bests))
    acc = sum(each.acc * 0.95**place for place, each in enumerate(bests))
    acc = acc * 100 / (20 * (1 - 0.95 ** len(bests))) / 100 if bests else 0.0
    grades = [each.grade.value if hasattr(each.grade, "value") else each.grade for each in bests]
    return rows.stats(
        player,
        mode,
        plays=len(mine),
        playtime=sum(each.time_elapsed // 1000 for each in mine),
        tscore=sum(each.score for each in mine),
        total_hits=sum(each.n300 + each.n100 + each.n50 + (each.ngeki + each.nkatu) * both for each in mine),
        max_combo=max((each.max_combo for each in mine if each.status and each.map_md5 in leaderboard), default=0),
        rscore=sum(each.score for each in bests),
        pp=round(pp) if bests else 0,
        acc=pytest.approx(round(acc, 3), abs=0.0011),
        xh_count=grades.count("XH"),
        x_count=grades.count("X"),
        sh_count=grades.count("SH"),
        s_count=grades.count("S"),
        a_count=grades.count("A"),
    )


@given(histories())
def test_numbers_agree_with_looking_at_all_scores_at_once(history: list[Score]) -> None:
    world = given_world()

    for score in history:
        submit(world, score)

    for player in (3, 4):
        for mode in (0, 1, 3, 4):
            assert stats_of(world, player, mode) == naive_stats(history, player, mode)


@given(histories())
def test_one_score_is_the_best_on_each_beatmap(history: list[Score]) -> None:
    world = given_world()

    for score in history:
        submit(world, score)

    bests = {
        number
        for player in (3, 4)
        for mode in (0, 1, 3, 4)
        for number in naive_bests([each for each in history if (each.userid, each.mode) == (player, mode)])
    }
    assert {score.id for score in world.rows(Score) if score.status == 2} == bests
    assert {score.id for score in world.rows(Score) if score.status == 0} == {
        score.id for score in history if score.status == 0
    }


@given(histories())
def test_beatmaps_count_the_plays_of_the_unrestricted(history: list[Score]) -> None:
    world = given_world()

    for score in history:
        submit(world, score)

    seen = [score for score in history if score.userid == 3]
    assert {(row.md5, row.plays, row.passes) for row in world.rows(Beatmap)} == {
        (
            rows.md5(number),
            sum(score.map_md5 == rows.md5(number) for score in seen),
            sum(score.map_md5 == rows.md5(number) and score.status > 0 for score in seen),
        )
        for number in STATUSES
    }


def test_a_better_score_takes_the_place_of_the_old_best() -> None:
    world = given_world()
    submit(world, passed(1, pp=100.0, score=500, grade="A"))

    better = submit(world, passed(2, pp=120.0, score=400, grade="XH"))

    assert better.status == 2
    assert [score.status for score in world.rows(Score)] == [1, 2]
    assert (stats_of(world).rscore, stats_of(world).a_count, stats_of(world).xh_count) == (400, 0, 1)


def test_an_equal_score_does_not() -> None:
    world = given_world()
    submit(world, passed(1, pp=100.0))

    assert submit(world, passed(2, pp=100.0)).status == 1


def test_a_first_top_play_gives_a_rank() -> None:
    world = given_world()
    player = world.players.get(3)
    assert player is not None

    submit(world, passed())

    assert world.stats.ranks(stats_of(world), player) == (1, 1)


def test_a_player_without_stats_gets_none() -> None:
    world = World.build([rows.player(), rows.beatmapset(), rows.beatmap()])

    submit(world, passed())

    assert list(world.rows(Stats)) == []
    assert world.scores.get(1) is not None


def test_a_deleted_player_counts_as_a_play() -> None:
    world = given_world()
    player = world.players.get(3)
    assert isinstance(player, Player)
    world.remove(player)

    submit(world, passed())

    beatmap = world.beatmaps.get(1)
    assert beatmap is not None
    assert beatmap.plays == 1


def test_weights_fall_by_a_twentieth() -> None:
    assert weighted_pp([100.0, 50.0]) == round(100 + 47.5 + 416.6667 * (1 - 0.9994**2))
    assert weighted_accuracy([100.0, 90.0]) == round((100 + 85.5) / 1.95, 3)


def test_nothing_weighs_nothing() -> None:
    assert (weighted_pp([]), weighted_accuracy([])) == (0, 0.0)
