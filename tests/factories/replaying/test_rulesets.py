"""Replays of taiko, catch and mania, before judges who know the plain rules."""

from collections.abc import Iterator
from functools import cache

import pytest
from mockbancho.factories import replay_of

from mockbancho import Bancho
from mockbancho.generated import default_world
from mockbancho.osu.modes import GameMode
from tests.factories.replaying.given import Play, play_of, sample
from tests.factories.replaying.other_judges import Shot, judge_catch, judge_mania, judge_taiko

COUNT = 8


@cache
def play(mode: int, nth: int) -> Play:
    """One of a few plays of the default world."""
    return play_of(default_world(), sample(mode, COUNT)[nth])


def shots(play: Play) -> list[Shot]:
    return [Shot(at, x, keys) for at, x, _, keys in play.frames]


@pytest.fixture
def bancho() -> Iterator[Bancho]:
    with Bancho(seed=3, players=2, beatmapsets=1) as found:
        yield found


@pytest.mark.parametrize("mode", [GameMode.TAIKO, GameMode.TAIKO_RELAX])
@pytest.mark.parametrize("nth", range(COUNT))
def test_in_taiko_the_right_keys_are_pressed_in_time(nth: int, mode: GameMode) -> None:
    found = play(mode, nth)

    judged = judge_taiko(found.text, [Shot(-1, 320, 0), *shots(found)], found.score.mods)

    assert judged == (found.score.n300, found.score.n100, found.score.nmiss)


@pytest.mark.parametrize("mode", [GameMode.CATCH, GameMode.CATCH_RELAX])
@pytest.mark.parametrize("nth", range(COUNT))
def test_in_catch_the_plate_is_under_what_is_caught_and_nothing_else(nth: int, mode: GameMode) -> None:
    found = play(mode, nth)
    score = found.score

    judged = judge_catch(found.text, shots(found), score.mods)

    assert judged == (score.n300, score.n100, score.n50, score.nkatu, score.nmiss)


@pytest.mark.parametrize("nth", range(COUNT))
def test_in_mania_every_column_has_its_key(nth: int) -> None:
    found = play(GameMode.MANIA, nth)
    score = found.score

    judged = judge_mania(found.text, [Shot(-1, 0, 0), *shots(found)], score.mods)

    assert judged == (score.ngeki, score.n300, score.nkatu, score.n100, score.n50, score.nmiss)


@pytest.mark.parametrize("mode", ["taiko", "catch", "mania"])
def test_a_play_of_many_mistakes_is_judged_so(mode: str, bancho: Bancho) -> None:
    beatmap = bancho.create.beatmap(mode=mode, stars=3.5, total_length=40)
    score = bancho.create.score(player=3, beatmap=beatmap, accuracy=72, misses=20)
    judge = {"taiko": judge_taiko, "catch": judge_catch, "mania": judge_mania}[mode]
    found = play_of(bancho.world, score)

    judged = judge(found.text, [Shot(-2000, 0, 0), *shots(found)], 0)

    said = {
        "taiko": (score.n300, score.n100, score.nmiss),
        "catch": (score.n300, score.n100, score.n50, score.nkatu, score.nmiss),
        "mania": (score.ngeki, score.n300, score.nkatu, score.n100, score.n50, score.nmiss),
    }
    assert judged == said[mode]


def test_in_mania_mirror_turns_the_columns(bancho: Bancho) -> None:
    beatmap = bancho.create.beatmap(mode="mania", stars=3, total_length=20)
    score = bancho.create.score(player=3, beatmap=beatmap, accuracy=95, misses=2, mods="MR")
    found = play_of(bancho.world, score)

    judged = judge_mania(found.text, [Shot(-1, 0, 0), *shots(found)], score.mods)

    assert judged == (score.ngeki, score.n300, score.nkatu, score.n100, score.n50, score.nmiss)


@pytest.mark.parametrize("mode", ["taiko", "catch", "mania"])
def test_an_osu_beatmap_that_is_played_in_another_ruleset_has_a_replay(mode: str, bancho: Bancho) -> None:
    beatmap = bancho.create.beatmap(mode="osu", stars=3, total_length=20)
    score = bancho.create.score(player=3, beatmap=beatmap, mode=mode)

    assert replay_of(bancho.world, score) is not None
