"""Scores stand in order of pp, score, time and plays."""

from datetime import timedelta

import msgspec
import pytest

from mockbancho.osu.scores import ScoreStatus
from mockbancho.records import Row, Score
from mockbancho.world.scores import Played
from mockbancho.world.world import World
from tests import rows
from tests.world.given import MD5S, MODES, PLAYER_IDS, for_all, row_lists

SUBMITTED = ScoreStatus.SUBMITTED.value
FAILED = ScoreStatus.FAILED.value


def ids(found: object) -> list[int]:
    return [row.id for row in found]  # type: ignore[attr-defined]  # any index of scores


def test_a_player_s_best_scores_stand_by_pp_and_the_older_first_among_equals() -> None:
    world = World.build([rows.score(9, pp=5.0), rows.score(2, pp=7.5), rows.score(1, pp=5.0)])

    assert ids(world.scores.of_player_in(3, 0).best) == [2, 1, 9]


def test_only_scores_of_status_best_are_best() -> None:
    world = World.build([rows.score(1, status=SUBMITTED), rows.score(2), rows.score(3, status=FAILED)])

    assert ids(world.scores.of_player_in(3, 0).best) == [2]
    assert ids(world.scores.on_beatmap_in(rows.md5(1), 0).best) == [2]


def test_a_player_s_recent_scores_are_all_of_them_newest_first() -> None:
    later = rows.NOON + timedelta(seconds=1)
    given_rows = [rows.score(1), rows.score(2, play_time=later, status=FAILED), rows.score(3, status=SUBMITTED)]
    world = World.build(given_rows)

    assert ids(world.scores.of_player_in(3, 0).recent) == [2, 1, 3]


@pytest.mark.parametrize(("mode", "order"), [(0, [2, 1]), (3, [2, 1]), (4, [1, 2]), (8, [1, 2])])
def test_a_beatmap_s_scores_stand_by_score_and_in_relax_and_autopilot_by_pp(mode: int, order: list[int]) -> None:
    world = World.build([rows.score(1, mode=mode, pp=9.0, score=10), rows.score(2, mode=mode, pp=3.0, score=20)])

    assert ids(world.scores.on_beatmap_in(rows.md5(1), mode).best) == order


def test_modes_do_not_mix() -> None:
    world = World.build([rows.score(1, mode=0), rows.score(2, mode=4)])

    assert ids(world.scores.of_player_in(3, 0).recent) == [1]
    assert ids(world.scores.on_beatmap_in(rows.md5(1), 4).recent) == [2]
    assert ids(world.scores.of_player(3).by_id) == [1, 2]
    assert ids(world.scores.on_beatmap(rows.md5(1)).by_id) == [1, 2]


def test_the_letter_case_of_a_beatmap_s_md5_does_not_matter() -> None:
    md5 = rows.md5(0xABC)
    world = World.build([rows.score(1, map_md5=md5), rows.score(2, map_md5=md5.upper())])

    assert ids(world.scores.on_beatmap(md5).by_id) == ids(world.scores.on_beatmap(md5.upper() + " ").by_id) == [1, 2]


def test_beatmaps_played_most_often_come_first_and_then_those_played_first() -> None:
    beatmaps = {1: 2, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3}
    world = World.build(rows.score(number, map_md5=rows.md5(beatmap)) for number, beatmap in beatmaps.items())

    assert list(world.scores.of_player_in(3, 0).most_played) == [
        Played(3, 1, rows.md5(2), 0),
        Played(2, 2, rows.md5(1), 0),
        Played(1, 6, rows.md5(3), 0),
    ]


def test_a_score_counts_as_played_whatever_became_of_it() -> None:
    world = World.build([rows.score(1, status=FAILED), rows.score(2, status=SUBMITTED), rows.score(3)])

    assert [played.plays for played in world.scores.of_player_in(3, 0).most_played] == [3]


def test_the_scores_of_a_player_on_one_beatmap_stand_oldest_first() -> None:
    world = World.build([rows.score(2**62), rows.score(5, map_md5=rows.md5(2)), rows.score(4, status=FAILED)])

    assert ids(world.scores.of_player_in(3, 0).on(rows.md5(1))) == [4, 2**62]
    assert world.scores.of_player_in(3, 0).on(rows.md5(9)) == []


def test_a_beaten_best_score_steps_down() -> None:
    world = World.build([rows.score(1, pp=5.0)])

    with world.change():
        world.put(rows.score(1, pp=5.0, status=SUBMITTED))
        world.put(rows.score(2, pp=6.0))

    assert ids(world.scores.of_player_in(3, 0).best) == [2]
    assert ids(world.scores.on_beatmap_in(rows.md5(1), 0).best) == [2]
    assert ids(world.scores.of_player_in(3, 0).recent) == [1, 2]


@pytest.mark.parametrize("column", [{"userid": 4}, {"mode": 4}, {"map_md5": rows.md5(2)}])
def test_a_score_that_moves_leaves_its_old_place(column: dict[str, object]) -> None:
    world = World.build([rows.score(1)])

    world.put(msgspec.structs.replace(rows.score(1), **column))

    assert ids(world.scores.of_player_in(3, 0).on(rows.md5(1))) == []
    assert ids(world.scores.rows) == [1]


def test_a_removed_score_is_gone() -> None:
    world = World.build([rows.score(1), rows.score(2, map_md5=rows.md5(2))])

    world.remove(rows.score(1))
    world.remove(rows.score(1))

    assert world.scores.get(1) is None
    assert ids(world.scores.of_player(3).by_id) == [2]
    assert ids(world.scores.on_beatmap(rows.md5(1)).by_id) == []
    assert [played.map_md5 for played in world.scores.of_player_in(3, 0).most_played] == [rows.md5(2)]


def test_who_never_played_has_empty_lists() -> None:
    world = World.build()

    assert len(world.scores.of_player(3).by_id) == len(world.scores.of_player_in(3, 0).most_played) == 0
    assert len(world.scores.on_beatmap("").by_id) == len(world.scores.on_beatmap_in("", 4).best) == 0


@for_all(given_rows=row_lists(), userid=PLAYER_IDS, mode=MODES)
def test_a_player_s_lists_are_what_the_database_would_list(given_rows: list[Row], userid: int, mode: int) -> None:
    world = World.build(given_rows)
    scores = [row for row in world.rows(Score) if (row.userid, row.mode) == (userid, mode)]
    beatmaps = {row.map_md5 for row in scores}

    found = world.scores.of_player_in(userid, mode)

    assert list(found.recent) == sorted(scores, key=lambda row: (rows.NOON - row.play_time, row.id))
    assert list(found.best) == sorted((row for row in scores if row.status == 2), key=lambda row: (-row.pp, row.id))
    assert {played.map_md5: played.plays for played in found.most_played} == {
        md5: sum(row.map_md5 == md5 for row in scores) for md5 in beatmaps
    }
    assert {md5: found.on(md5) for md5 in beatmaps} == {
        md5: [row for row in scores if row.map_md5 == md5] for md5 in beatmaps
    }


@for_all(given_rows=row_lists(), md5=MD5S, mode=MODES)
def test_a_beatmap_s_lists_are_what_the_database_would_list(given_rows: list[Row], md5: str, mode: int) -> None:
    world = World.build(given_rows)
    best = [row for row in world.rows(Score) if (row.map_md5, row.mode, row.status) == (md5, mode, 2)]

    found = world.scores.on_beatmap_in(md5, mode)

    column = "pp" if mode >= 4 else "score"
    assert list(found.best) == sorted(best, key=lambda row: (-getattr(row, column), row.id))
    assert list(found.recent) == sorted(best, key=lambda row: (rows.NOON - row.play_time, row.id))
