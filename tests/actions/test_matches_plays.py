"""A match plays: all begin together, each finishes with a score, and with the last one it is over."""

import re

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.records import Match
from tests.actions.lobbies import LENGTH, flags, lobby, online, shown, slots, status, told

PLAYING, WAITING = (12, "Lumen - Opener [Hard]", 0), (5, "", 0)


@pytest.fixture
def match(bancho: Bancho) -> Match:
    """A match of three, of whom the last has no map."""
    found = lobby(bancho, "Aika", "Mira", "Zoe")
    bancho.set_ready("Mira")
    bancho.report_no_map("Zoe")
    return found


def test_all_who_have_the_map_begin_together(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)

    assert shown(bancho)["in_progress"] is True
    assert slots(bancho) == {"Aika": "playing", "Mira": "playing", "Zoe": "no_map"}
    assert [status(bancho, name) for name in ("Aika", "Mira", "Zoe")] == [PLAYING, PLAYING, WAITING]
    assert not any(flags(bancho, "loaded").values())


def test_a_play_lasts_as_long_as_the_beatmap_and_leaves_scores(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)

    bancho.advance(LENGTH - 1)
    assert shown(bancho)["in_progress"] is True
    bancho.advance(1)

    assert shown(bancho)["in_progress"] is False
    assert slots(bancho) == {"Aika": "not_ready", "Mira": "not_ready", "Zoe": "no_map"}
    assert not any(flags(bancho, "loaded").values())
    assert [status(bancho, name) for name in ("Aika", "Mira", "Zoe")] == [WAITING] * 3
    assert [(score.userid, score.map_md5) for score in bancho.scores] == [(3, match.map_md5), (4, match.map_md5)]
    assert bancho.stats.of("Aika", "osu").plays == 1


def test_a_play_is_told_of_in_order(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.start_match(match)

    bancho.advance(LENGTH)

    kinds = [kind for kind in told(bancho) if kind.startswith("match_")]
    assert kinds[kinds.index("match_started") :] == [
        "match_started",
        "match_loaded",
        "match_loaded",
        "match_completed",
        "match_completed",
        "match_finished",
    ]


@pytest.mark.parametrize(("mods", "lasts"), [("DT", 60), ("NC", 60), ("HT", 120), ("HR", 90)])
def test_a_play_is_as_fast_as_its_mods(bancho: Bancho, mods: str, lasts: int) -> None:
    match = lobby(bancho, "Aika")
    bancho.set_match_mods(match, mods)
    start = bancho.now

    bancho.start_match(match)
    bancho.run_until("match_finished")

    assert (bancho.now - start) / 1e6 == lasts


def test_a_play_lasts_as_long_as_it_is_told_to(bancho: Bancho, match: Match) -> None:
    start = bancho.now

    bancho.start_match(match, seconds=20)
    bancho.run_until("match_finished")

    assert (bancho.now - start) / 1e6 == 20


def test_scores_have_the_mods_that_were_played(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira", freemods=True)
    bancho.set_match_mods(match, "DT")
    bancho.set_match_mods(match, "HD", player="Mira")
    bancho.start_match(match)

    assert status(bancho, "Mira") == (12, "Lumen - Opener [Hard]", 72)
    bancho.advance(LENGTH)

    assert [score.mods for score in bancho.scores] == [64, 72]


def test_who_finishes_earlier_waits_for_the_others(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)
    bancho.advance(30)

    bancho.finish_play("Aika")

    assert slots(bancho) == {"Aika": "complete", "Mira": "playing", "Zoe": "no_map"}
    assert (status(bancho, "Aika"), status(bancho, "Mira")) == (WAITING, PLAYING)
    assert [score.userid for score in bancho.scores] == [3]
    bancho.advance(60)
    assert [score.userid for score in bancho.scores] == [3, 4]
    assert shown(bancho)["in_progress"] is False


def test_a_play_is_over_with_the_last_who_finishes(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)

    bancho.finish_play("Aika")
    bancho.finish_play("Mira")

    assert shown(bancho)["in_progress"] is False
    bancho.advance("10m")
    assert len(bancho.scores) == 2


def test_loading_is_told_of_or_takes_three_seconds(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)

    bancho.finish_loading("Mira")

    assert flags(bancho, "loaded") == {"Aika": False, "Mira": True, "Zoe": False}
    bancho.advance(3)
    assert flags(bancho, "loaded") == {"Aika": True, "Mira": True, "Zoe": False}
    bancho.finish_loading("Mira")
    assert told(bancho).count("match_loaded") == 2


def test_an_intro_is_skipped_once_all_want_to(bancho: Bancho, match: Match) -> None:
    start = bancho.now
    bancho.start_match(match)
    bancho.advance(2)

    bancho.skip_intro("Aika")
    assert flags(bancho, "skipped") == {"Aika": True, "Mira": False, "Zoe": False}
    bancho.advance(2)
    bancho.skip_intro("Mira")
    bancho.skip_intro("Mira")

    assert told(bancho)[-1] == "match_skipped"
    bancho.run_until("match_finished")
    assert (bancho.now - start) / 1e6 == LENGTH - (9 - 4)  # the intro is a tenth, and four seconds of it were heard
    assert not any(flags(bancho, "skipped").values())


def test_an_intro_that_is_over_saves_nothing(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    start = bancho.now
    bancho.start_match(match)
    bancho.advance(20)

    bancho.skip_intro("Aika")
    bancho.skip_intro("Aika")
    bancho.run_until("match_finished")

    assert (bancho.now - start) / 1e6 == LENGTH


def test_an_aborted_play_leaves_no_scores(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)
    bancho.advance(10)

    bancho.abort_match(match)

    assert shown(bancho)["in_progress"] is False
    assert slots(bancho) == {"Aika": "not_ready", "Mira": "not_ready", "Zoe": "no_map"}
    assert not any(flags(bancho, "loaded").values())
    assert status(bancho, "Aika") == WAITING
    bancho.advance("10m")
    assert (len(bancho.scores), told(bancho)[-1]) == (0, "match_aborted")


def test_a_play_that_begins_again_is_not_ended_by_the_one_before(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)
    bancho.advance(80)
    bancho.abort_match(match)

    bancho.start_match(match)
    bancho.advance(80)

    assert shown(bancho)["in_progress"] is True
    bancho.advance(10)
    assert len(bancho.scores) == 2


def test_a_match_in_the_same_place_is_not_ended_by_the_one_before(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)
    bancho.advance(1)
    bancho.close_match(match)

    again = bancho.create.match(host="Aika", players=["Mira"], beatmap="Opener")
    bancho.start_match(again)

    bancho.advance(2)
    assert flags(bancho, "loaded") == {"Aika": False, "Mira": False}
    bancho.advance(87)
    assert slots(bancho) == {"Aika": "playing", "Mira": "playing"}


def test_a_play_that_was_over_at_once_leaves_nothing_to_come(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)
    bancho.finish_play("Aika")
    bancho.finish_play("Mira")

    assert bancho.step() is False


def test_who_has_finished_or_left_has_nothing_to_come(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match, seconds=20)
    bancho.start_match(
        bancho.create.match(host=online(bancho, "Late")[0], players=online(bancho, "Later", "Last"), beatmap="Opener")
    )
    bancho.finish_play("Aika")
    bancho.leave_match("Later")
    bancho.finish_play("Late")

    assert [dict(due.arguments).get("player") for due in bancho.world.schedule.agenda] == [None, None, 4, 8]


def test_who_leaves_a_play_leaves_an_open_slot_and_no_score(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)

    bancho.leave_match("Aika")

    assert bancho.fresh(match).slots[0].status == 1
    assert shown(bancho)["in_progress"] is True
    assert status(bancho, "Aika") == (11, "", 0)
    bancho.advance(LENGTH)
    assert [score.userid for score in bancho.scores] == [4]


def test_a_play_is_over_when_the_last_who_plays_leaves(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)
    bancho.finish_play("Mira")

    bancho.go_offline("Aika")

    assert shown(bancho)["in_progress"] is False
    assert slots(bancho) == {"Mira": "not_ready", "Zoe": "no_map"}


def test_who_joins_in_the_middle_of_a_play_waits(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)
    online(bancho, "Late")

    bancho.join_match("Late", match)
    bancho.advance(LENGTH)

    assert slots(bancho)["Late"] == "not_ready"
    assert [score.userid for score in bancho.scores] == [3, 4]


def test_a_beatmap_that_was_updated_meanwhile_leaves_no_scores(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)
    bancho.update_beatmap("Opener")

    bancho.advance(LENGTH)

    assert (len(bancho.scores), shown(bancho)["in_progress"]) == (0, False)
    with pytest.raises(Mistake, match=r"^start_match: there is no beatmap with the md5 \w+ of match 1; legal: "):
        bancho.start_match(match)


def test_nobody_to_play_starts_nothing(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    bancho.report_no_map("Aika")

    with pytest.raises(Mistake, match=r"^start_match: nobody in match 1 has the beatmap; legal: set_not_ready"):
        bancho.start_match(match)


def test_a_beatmap_of_another_mode_starts_nothing(bancho: Bancho) -> None:
    mania = bancho.create.beatmap(mode="mania", file=False)
    match = bancho.create.match(host=online(bancho, "Aika")[0], beatmap=mania, mode="taiko")

    with pytest.raises(Mistake, match="start_match: mode: a mania beatmap cannot be played in taiko, only in mania"):
        bancho.start_match(match)


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("set_ready", "slot 0 of match 1 is playing; legal: finish_loading, skip_intro, finish_play, leave_match, kick, lock_slot"),
        ("start_match", "match 1 is playing; legal: finish_play, abort_match, end_scrim, join_match, "),
        ("change_beatmap", "match 1 is playing; legal: finish_play, abort_match, "),
    ],
)  # fmt: skip
def test_what_is_for_the_lobby_is_illegal_in_a_play(bancho: Bancho, match: Match, verb: str, sentence: str) -> None:
    bancho.start_match(match)

    with pytest.raises(Mistake, match=f"^{verb}: {re.escape(sentence)}"):
        bancho.act(verb, **({"player": "Aika"} if verb == "set_ready" else {"match": 1}))


@pytest.mark.parametrize("verb", ["finish_loading", "skip_intro", "finish_play"])
def test_what_is_for_a_play_is_illegal_in_the_lobby(bancho: Bancho, match: Match, verb: str) -> None:
    with pytest.raises(Mistake, match=rf"^{verb}: slot 1 of match {match.id} is ready; legal: set_not_ready, "):
        bancho.act(verb, player="Mira")


def test_nothing_is_aborted_in_the_lobby(bancho: Bancho, match: Match) -> None:
    with pytest.raises(Mistake, match=r"^abort_match: match 1 is in its lobby; legal: start_match, "):
        bancho.abort_match(match)


def test_a_play_goes_on_in_a_fork_and_after_going_back(bancho: Bancho, match: Match) -> None:
    bancho.start_match(match)
    bancho.advance(100)
    scores = list(bancho.scores)

    bancho.seek(50)
    assert (shown(bancho)["in_progress"], len(bancho.scores)) == (True, 0)
    fork = bancho.fork()
    fork.advance(50)

    assert list(fork.scores) == scores
    bancho.seek(100)
    assert list(bancho.scores) == scores
