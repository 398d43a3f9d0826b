"""Whether a world answers as the server did: ties are free, and every difference has its reason if there is one."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from mockbancho.learning.comparing import MOVED, NOTHING, Difference, differences
from mockbancho.learning.gathered import Gathered
from mockbancho.learning.questions import Question, ask
from tests.learning.playing import json_reply

BEST = ask("get_player_scores", id=3, scope="best", mode=0, limit=3)


def compared(question: Question, there: Any, here: Any, status: int = 200, **known: Any) -> list[Difference]:  # noqa: ANN401  # any JSON
    """The differences between two answers."""
    gathered = Gathered()
    gathered.total, gathered.moved = known.get("total"), known.get("moved", set())
    reply = json_reply(msgspec.json.encode(there))
    return differences(question, reply, lambda _: (status, here), gathered)


def scores(*pairs: tuple[int, float]) -> dict[str, Any]:
    """Scores by id and pp."""
    return {"status": "success", "scores": [{"id": id_, "pp": pp} for id_, pp in pairs]}


def test_equal_answers_do_not_differ() -> None:
    assert compared(BEST, scores((1, 9.0), (2, 8.0)), scores((1, 9.0), (2, 8.0))) == []


def test_a_difference_is_named_by_its_path() -> None:
    assert compared(BEST, scores((1, 9.0)), {"status": "success", "scores": [{"id": 1, "acc": 7}]}) == [
        Difference("scores.0.pp", 9.0, NOTHING, ""),
        Difference("scores.0.acc", NOTHING, 7, ""),
    ]


def test_a_number_with_a_point_is_not_one_without() -> None:
    assert compared(BEST, {"pp": 9.0}, {"pp": 9}) == [Difference("pp", 9.0, 9, "")]


def test_another_status_is_the_whole_difference() -> None:
    assert compared(BEST, scores(), {"detail": []}, status=422) == [Difference("status", 200, 422, "")]


def test_rows_that_tie_stand_in_no_order() -> None:
    assert compared(BEST, scores((1, 9.0), (2, 8.0), (3, 8.0)), scores((1, 9.0), (3, 8.0), (2, 8.0))) == []


def test_of_rows_that_tie_at_the_end_any_may_be_listed() -> None:
    assert compared(BEST, scores((1, 9.0), (2, 8.0), (3, 8.0)), scores((1, 9.0), (3, 8.0), (4, 8.0))) == []


def test_of_a_list_that_is_not_cut_off_all_rows_count() -> None:
    found = compared(BEST, scores((1, 9.0), (3, 8.0)), scores((1, 9.0), (4, 8.0)))

    assert found == [Difference("scores.1.id", 3, 4, "")]


def test_other_rows_in_a_tie_before_the_end_are_a_difference() -> None:
    there, here = scores((1, 9.0), (2, 9.0), (3, 8.0)), scores((1, 9.0), (7, 9.0), (3, 8.0))

    assert compared(BEST, there, here) == [Difference("scores.1.id", 2, 7, "")]


def test_rows_in_another_order_that_do_not_tie_are_a_difference() -> None:
    found = compared(BEST, scores((1, 9.0), (2, 8.0)), scores((2, 8.0), (1, 9.0)))

    assert [difference.path for difference in found] == ["scores.0.id", "scores.0.pp", "scores.1.id", "scores.1.pp"]


@pytest.mark.parametrize(("mode", "column", "is_tie"), [(0, "score", True), (0, "pp", False), (4, "pp", True)])
def test_scores_of_a_beatmap_tie_by_pp_in_relax_and_by_score_elsewhere(
    mode: int, column: str, is_tie: bool
) -> None:  # a case of a table
    question = ask("get_map_scores", id=7, scope="best", mode=mode)
    one, other = {column: 5, "userid": 3}, {column: 5, "userid": 4}

    found = compared(question, {"scores": [one, other]}, {"scores": [other, one]})

    assert (found == []) is is_tie


def test_referees_stand_in_no_order() -> None:
    match = ask("get_match", id=1)
    one, other = {"match": {"refs": [{"id": 3}, {"id": 4}]}}, {"match": {"refs": [{"id": 4}, {"id": 3}]}}

    assert compared(match, one, other) == []


@pytest.mark.parametrize(
    ("total", "why"),
    [
        (8000, "ranks count recorded players alone, and the server has 8,000 players"),
        (None, "ranks count recorded players alone, and the server has an unknown number of players"),
    ],
)
def test_ranks_differ_where_players_are_not_recorded(total: int | None, why: str) -> None:
    question = ask("get_player_info", id=3, scope="all")

    found = compared(question, {"stats": {"0": {"rank": 12}}}, {"stats": {"0": {"rank": 1}}}, total=total)

    assert found == [Difference("stats.0.rank", 12, 1, why)]


def test_counts_differ_where_players_are_not_recorded() -> None:
    found = compared(ask("get_player_count"), {"counts": {"total": 9}}, {"counts": {"total": 1}})

    assert found == [Difference("counts.total", 9, 1, "players that were not recorded are not counted")]


def test_what_moved_while_the_server_was_asked_is_no_riddle() -> None:
    found = compared(BEST, {"plays": 9}, {"plays": 10}, moved={"plays"})

    assert found == [Difference("plays", 9, 10, MOVED)]


@pytest.mark.parametrize("there", [[], None, "text", {"scores": None}, {"scores": [1, 2]}])
def test_answers_of_any_shape_can_be_compared(there: object) -> None:
    assert compared(BEST, there, scores((1, 9.0))) != []
