"""Scrims: a point for each play, by the win condition, until somebody has won."""

import pytest
from msgspec.structs import replace

from mockbancho import Bancho, Mistake
from mockbancho.actions.scrims import count_for_scrim, give_point
from mockbancho.osu.matches import SlotStatus
from mockbancho.records import Match, Score
from tests.actions.lobbies import LENGTH, lobby, shown
from tests.rows import score


def points(bancho: Bancho) -> list[tuple[int | None, str]]:
    """Who was given points, and how it was told."""
    return [(event.player, event.text) for event in bancho.events if event.kind == "scrim_point"]


def played(bancho: Bancho, match: Match, *scores: Score) -> None:
    """Let everybody have finished with these scores, and give the point."""
    done = tuple(
        replace(slot, status=SlotStatus.COMPLETE.value) if slot.player else slot for slot in bancho.fresh(match).slots
    )
    for each in scores:
        bancho.world.put(each)
        count_for_scrim(bancho.world, match, each)
    give_point(bancho.world, replace(bancho.fresh(match), slots=done))


def test_a_match_that_scrims_says_so(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")

    bancho.start_scrim(match, best_of=3)

    assert shown(bancho)["is_scrimming"] is True
    assert (bancho.events[-1].kind, bancho.events[-1].text) == ("scrim_started", "best of 3")


def test_each_play_gives_a_point_until_somebody_has_won(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.start_scrim(match, best_of=1)

    bancho.start_match(match)
    bancho.advance(LENGTH)

    best = max((each for each in bancho.scores if each.status), key=lambda each: each.score)
    assert [player for player, _ in points(bancho)] == [best.userid]
    assert (bancho.events[-1].kind, bancho.events[-1].player) == ("scrim_ended", best.userid)
    assert shown(bancho)["is_scrimming"] is False


@pytest.mark.parametrize(("win_condition", "winner"), [("score", 3), ("accuracy", 4), ("combo", 5), ("score_v2", 3)])
def test_the_win_condition_says_what_counts(bancho: Bancho, win_condition: str, winner: int) -> None:
    match = lobby(bancho, "Aika", "Mira", "Zoe", win_condition=win_condition)
    bancho.start_scrim(match, best_of=3)

    played(
        bancho,
        match,
        score(1, userid=3, score=900, acc=90.0, max_combo=90),
        score(2, userid=4, score=800, acc=99.0, max_combo=80),
        score(3, userid=5, score=700, acc=80.0, max_combo=95),
    )

    assert [player for player, _ in points(bancho)] == [winner]


def test_teams_win_by_what_their_players_have_together(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira", "Zoe", team_type="team_vs")
    bancho.start_scrim(match, best_of=3)

    played(bancho, match, score(1, score=500), score(2, userid=4, score=900), score(3, userid=5, score=500))

    assert points(bancho) == [(None, "red; red 1, blue 0")]


def test_a_tie_is_nobodys_point_and_who_failed_has_none(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.start_scrim(match, best_of=3)

    played(bancho, match, score(1, userid=3, score=500), score(2, userid=4, score=500))
    played(bancho, match, score(3, userid=3, score=900, status=0), score(4, userid=4, score=1))
    played(bancho, match, score(5, userid=3, score=900, status=0))

    assert points(bancho) == [
        (None, "nobody's; Aika 0, Mira 0"),
        (4, "Mira; Mira 1, Aika 0"),
        (None, "nobody's; Mira 1, Aika 0"),
    ]


def test_who_fails_alone_has_no_point(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    bancho.start_scrim(match, best_of=1)

    played(bancho, match, score(1, userid=3, status=0))

    assert points(bancho) == [(None, "nobody's; Aika 0")]


def test_who_has_left_wins_no_point(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira", "Zoe")
    bancho.start_scrim(match, best_of=3)
    bancho.start_match(match)
    bancho.finish_play("Zoe")

    bancho.leave_match("Zoe")
    bancho.advance(LENGTH)

    assert [player for player, _ in points(bancho)] != [5]


def test_an_aborted_play_gives_no_point(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.start_scrim(match, best_of=3)
    bancho.start_match(match)
    bancho.finish_play("Aika")

    bancho.abort_match(match)

    assert points(bancho) == []
    assert [row.scores for row in bancho.world.matches.scrims] == [()]


def test_a_scrim_is_ended_as_it_stands(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.start_scrim(match, best_of=5)
    played(bancho, match, score(1, userid=4))

    bancho.end_scrim(match)

    assert shown(bancho)["is_scrimming"] is False
    event = bancho.events[-1]
    assert (event.kind, event.player, event.text) == ("scrim_ended", None, "Mira 1, Aika 0")


def test_a_scrim_ends_with_its_match(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    bancho.start_scrim(match, best_of=5)

    bancho.close_match(match)

    assert not len(bancho.world.matches.scrims)


def test_a_match_scrims_once_at_a_time(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    with pytest.raises(Mistake, match=r"^end_scrim: match 1 is not scrimming; legal: start_scrim$"):
        bancho.end_scrim(match)
    bancho.start_scrim(match, best_of=3)

    with pytest.raises(Mistake, match=r"^start_scrim: match 1 is scrimming; legal: end_scrim$"):
        bancho.start_scrim(match, best_of=3)


@pytest.mark.parametrize(
    ("best_of", "sentence"),
    [(4, "expected an odd number, since somebody must win; got 4"), (17, "expected int from 1 to 15, got int 17")],
)
def test_a_scrim_is_the_best_of_an_odd_number(bancho: Bancho, best_of: int, sentence: str) -> None:
    match = lobby(bancho, "Aika")

    with pytest.raises(Mistake, match=f"^start_scrim: best_of: {sentence}$"):
        bancho.start_scrim(match, best_of=best_of)


def test_a_scrim_is_not_started_in_the_middle_of_a_play(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    bancho.start_match(match)

    with pytest.raises(Mistake, match=r"^start_scrim: match 1 is playing; legal: "):
        bancho.start_scrim(match, best_of=3)


def test_a_world_file_may_say_that_a_match_scrims_and_not_for_what(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    bancho.world.put(replace(match, is_scrimming=True))
    bancho.start_match(match)
    bancho.advance(LENGTH)

    bancho.end_scrim(match)

    assert shown(bancho)["is_scrimming"] is False
    assert (points(bancho), bancho.events[-1].text) == ([], "")
