"""Scores counted at once come to what submitting them one by one does."""

from itertools import groupby

from hypothesis import given

from mockbancho.records import Score
from mockbancho.world.contradictions import contradictions
from mockbancho.world.replaying import in_order, tallied
from mockbancho.world.submission import submit
from mockbancho.world.world import World
from tests import rows
from tests.world.test_submission import STATUSES, given_world, histories

RANKED = {rows.md5(number): status for number, status in STATUSES.items()}


def submitted(scores: list[Score]) -> World:
    world = given_world()
    for score in scores:
        submit(world, score)
    return world


def player_and_mode(score: Score) -> tuple[int, int]:
    return score.userid, score.mode


@given(scores=histories())
def test_stats_and_statuses_are_those_of_submitting_one_by_one(scores: list[Score]) -> None:
    world = submitted(scores)

    groups = groupby(sorted(scores, key=lambda score: (*player_and_mode(score), in_order(score))), player_and_mode)
    tallies = {key: (list(found), tallied(key[1], found, RANKED)) for key, (found) in ((k, list(g)) for k, g in groups)}

    assert {key: tally.stats(key[0]) for key, (_, tally) in tallies.items()} == {
        key: world.stats.get(*key) for key in tallies
    }
    assert [status for found, tally in tallies.values() for status in tally.statuses] == [
        current.status for found, _ in tallies.values() for score in found if (current := world.scores.get(score.id))
    ]


@given(scores=histories())
def test_what_was_submitted_one_by_one_never_contradicts_itself(scores: list[Score]) -> None:
    assert [line for line in contradictions(submitted(scores)) if ": acc is" not in line] == []
