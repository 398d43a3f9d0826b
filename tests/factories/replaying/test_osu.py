"""osu! replays, before a judge who knows stable's rules and nothing of how they were made."""

from collections.abc import Iterator
from functools import cache
from math import hypot, tau

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mockbancho.factories import replay_of

from mockbancho import Bancho
from mockbancho.generated import default_world
from mockbancho.osu.mods import speed_of
from mockbancho.records import Beatmap, Score
from tests.factories.replaying.given import Play, judged, play_of, sample
from tests.factories.replaying.osu_judge import Judge, Moment, Verdict

COUNT = 14
MODS = ["", "HR", "EZ", "DT", "HT", "HDHR", "HRDT", "EZHT", "SO", "RX", "AP"]


@cache
def verdict(mode: int, nth: int) -> tuple[Score, Verdict]:
    """What the judge finds in a replay of the default world."""
    score = sample(mode, COUNT)[nth]
    return score, judged(play_of(default_world(), score))


@cache
def session() -> tuple[Bancho, dict[float, Beatmap]]:
    """A world, and beatmaps in it by their stars."""
    bancho = Bancho(seed=3, players=2, beatmapsets=1)
    return bancho, {stars: bancho.create.beatmap(stars=stars, mode="osu", total_length=30) for stars in (2.0, 5.5)}


def beatmap(stars: float) -> Beatmap:
    return session()[1][stars]


@pytest.fixture
def bancho() -> Iterator[Bancho]:
    with session()[0].fork() as found:
        yield found


def of(bancho: Bancho, score: Score) -> Play:
    return play_of(bancho.world, score)


def counts(found: Verdict) -> tuple[int, ...]:
    return found.n300, found.n100, found.n50, found.nmiss


def said(score: Score) -> tuple[int, ...]:
    return score.n300, score.n100, score.n50, score.nmiss


@pytest.mark.parametrize("nth", range(COUNT))
def test_a_judge_finds_the_counts_and_the_combo_of_the_score(nth: int) -> None:
    score, found = verdict(0, nth)

    assert counts(found) == said(score)
    assert found.longest == pytest.approx(score.max_combo, abs=5)
    assert found.locked == 0


@pytest.mark.parametrize("mode", [4, 8])
@pytest.mark.parametrize("nth", range(3))
def test_with_relax_and_autopilot_it_is_the_same(mode: int, nth: int) -> None:
    score, found = verdict(mode, nth)

    assert counts(found) == said(score)


def test_nearly_every_longest_run_is_that_of_the_score() -> None:
    found = [verdict(0, nth) for nth in range(COUNT)]

    assert sum(judged.longest == score.max_combo for score, judged in found) >= COUNT - 2


@settings(deadline=None, max_examples=12)
@given(
    st.sampled_from([2.0, 5.5]),
    st.floats(70, 84),
    st.integers(0, 5),
    st.sampled_from(MODS),
)
def test_whatever_the_beatmap_can_give_is_played(stars: float, accuracy: float, misses: int, mods: str) -> None:
    played = beatmap(stars)
    with session()[0].fork() as bancho:
        score = bancho.create.score(player=3, beatmap=played, accuracy=accuracy, misses=misses, mods=mods)

        found = judged(of(bancho, score))

    assert counts(found) == said(score)


def test_a_full_combo_without_slider_ends_lets_go_of_just_so_many(bancho: Bancho) -> None:
    played = beatmap(5.5)
    score = bancho.create.score(player=3, beatmap=played, accuracy=97, misses=0, combo=played.max_combo - 3)

    found = judged(of(bancho, score))

    assert (counts(found), found.longest) == (said(score), played.max_combo - 3)


def test_a_combo_that_broke_without_a_miss_breaks_on_a_slider(bancho: Bancho) -> None:
    played = beatmap(5.5)
    score = bancho.create.score(player=3, beatmap=played, accuracy=95, misses=0, combo=played.max_combo * 2 // 3)

    found = judged(of(bancho, score))

    assert (counts(found), found.longest) == (said(score), played.max_combo * 2 // 3)


@pytest.mark.parametrize("mods", ["", "DT", "HT"])
def test_spinners_are_turned_about_as_fast_as_the_client_counts(mods: str, bancho: Bancho) -> None:
    spun = bancho.create.beatmap(stars=4.0, mode="osu", total_length=40)
    played = of(bancho, bancho.create.score(player=3, beatmap=spun, mods=mods))
    judge = Judge(played.text, played.score.mods)

    judge.judge([Moment(*frame) for frame in played.frames])

    spinner = next(thing for thing in judge.things if thing.kind == "spinner")
    minutes = (spinner.end - spinner.at) / 60_000 / speed_of(played.score.mods)
    assert abs(spinner.turned) / tau / minutes == pytest.approx(470, abs=8)


@pytest.mark.parametrize(("accuracy", "misses"), [(20, 0), (50, 20), (34, 90)])
def test_many_mistakes_are_made_wherever_they_can_be(accuracy: float, misses: int, bancho: Bancho) -> None:
    score = bancho.create.score(player=3, beatmap=beatmap(5.5), accuracy=accuracy, misses=misses)

    found = judged(of(bancho, score))

    assert counts(found) == said(score)


def test_more_50s_than_there_can_be_are_100s(bancho: Bancho, caplog: pytest.LogCaptureFixture) -> None:
    played = beatmap(5.5)
    objects = len(Judge(of(bancho, bancho.create.score(player=3, beatmap=played)).text, 0).things)
    score = bancho.create.score(player=3, beatmap=played, n50=objects)

    found = judged(of(bancho, score))

    assert found.n50 > objects / 2
    assert found.n100 + found.n50 == objects
    assert len(caplog.messages) == 1


def test_a_combo_far_too_short_is_left_to_the_misses(bancho: Bancho) -> None:
    score = bancho.create.score(player=3, beatmap=beatmap(5.5), misses=1, accuracy=99, combo=3)

    found = judged(of(bancho, score))

    assert counts(found) == said(score)


def test_hits_early_and_late_are_not_all_alike(bancho: Bancho) -> None:
    score = bancho.create.score(player=3, beatmap=beatmap(5.5), accuracy=96, misses=0)
    play = of(bancho, score)
    presses = [now[0] for old, now in zip(play.frames, play.frames[1:], strict=False) if now[3] and not old[3]]
    things = Judge(play.text, 0).things

    errors = [press - thing.at for press, thing in zip(presses, things, strict=True)]

    assert min(errors) < -20 < 20 < max(errors)
    assert len(set(errors)) > 20


def test_autopilot_is_on_what_it_does_not_hit_and_a_player_is_beside_it(bancho: Bancho) -> None:
    by_hand = bancho.create.score(player=3, beatmap=beatmap(2.0), accuracy=70, misses=8)
    assisted = bancho.create.score(player=3, beatmap=beatmap(2.0), accuracy=70, misses=8, mods="AP")

    assert farthest(of(bancho, by_hand)) > 2
    assert farthest(of(bancho, assisted)) < 1


def farthest(play: Play) -> float:
    """How many radii the cursor is away from a circle at its time, at most."""
    judge = Judge(play.text, play.score.mods)
    circles = [thing for thing in judge.things if thing.kind == "circle"]
    return max(hypot(x - thing.x, y - thing.y) / judge.radius for thing in circles for x, y in [spot(play, thing.at)])


def spot(play: Play, at: float) -> tuple[float, float]:
    """Where the cursor is in the frame that is nearest to a time."""
    _, x, y, _ = min(play.frames, key=lambda frame: abs(frame[0] - at))
    return x, y


def test_counts_that_nobody_could_play_come_near_and_the_log_says_so(
    bancho: Bancho, caplog: pytest.LogCaptureFixture
) -> None:
    score = bancho.create.score(player=3, beatmap=beatmap(2.0), n300=9, n100=2, n50=0, nmiss=1)

    found = judged(of(bancho, score))

    assert (found.n100, found.n50, found.nmiss) == (2, 0, 1)
    words = "hits and misses nearly what the score says: on its beatmap, nobody could play just that"
    assert caplog.messages == [f"the replay of score {score.id} {words}"]


def test_a_replay_without_its_presses_is_judged_a_play_without_a_hit(bancho: Bancho) -> None:
    score = bancho.create.score(player=3, beatmap=beatmap(2.0), accuracy=100, misses=0)
    play = of(bancho, score)

    found = Judge(play.text, 0).judge([Moment(at, x, y, 0) for at, x, y, _ in play.frames])

    assert (found.n300, found.longest) == (0, 0)
    assert replay_of(bancho.world, score) is not None
