"""What cannot be is refused, with a sentence, and nothing is made."""

from typing import Any

import pytest

from mockbancho import Bancho, Mistake

WITHOUT = "give file=False for a beatmap without one"


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"ar": 11}, f"ar: a file that is written has 0 to 10, got 11; {WITHOUT}"),
        ({"bpm": 0}, f"bpm: a file that is written has 30 to 400, got 0; {WITHOUT}"),
        ({"bpm": -100}, "bpm: expected at least 0, got -100"),
        ({"total_length": 5}, f"total_length: a file that is written has 10 to 1200, got 5; {WITHOUT}"),
        ({"total_length": -5, "file": False}, "total_length: expected at least 0, got -5"),
        ({"mode": "mania", "cs": 4.5}, f"cs: in mania it is the number of keys, 1 to 10, got 4.5; {WITHOUT}"),
        ({"mode": "osu_relax"}, "mode: a beatmap is made for one of osu, taiko, catch, mania; osu_relax is how it may be played"),
        ({"title": "a\nb"}, "title: expected one line of text, got 'a\\nb'"),
        ({"file": "osu file format v14\n\n[General]"}, "file: expected a path or bytes; this looks like the text of a file: give it as .encode()"),
    ],
)  # fmt: skip
def test_a_beatmap_that_cannot_be(columns: dict[str, Any], told: str) -> None:
    bancho = Bancho(players=0)

    with pytest.raises(Mistake) as refused:
        bancho.create.beatmap(**columns)

    assert str(refused.value) == f"create.beatmap: {told}"
    assert len(bancho.beatmaps) == 0


def test_the_same_figures_are_fine_without_a_file() -> None:
    beatmap = Bancho(players=0).create.beatmap(ar=11, bpm=1000, total_length=3, file=False)

    assert (beatmap.ar, beatmap.bpm, beatmap.total_length) == (11, 1000, 3)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"mods": "SD", "misses": 3}, "misses: with Sudden Death or Perfect the first one ends a play; got 3"),
        ({"mods": "PF", "accuracy": 98}, "accuracy: with Perfect anything below 100 ends a play; got 98"),
        ({"combo": 5, "accuracy": 100, "misses": 0}, r"combo: a play in which everything is hit best has the whole combo of \d+, not 5"),
        ({"combo": 99999, "misses": 1}, r"combo: expected 0 to \d+, with 1 miss in \d+; got 99999"),
    ],
)  # fmt: skip
def test_a_score_that_cannot_be(columns: dict[str, Any], told: str) -> None:
    bancho = Bancho(players=0)
    player, beatmap = bancho.create.player(), bancho.create.beatmap()

    with pytest.raises(Mistake, match=f"^create.score: {told}$"):
        bancho.create.score(player, beatmap, **columns)

    assert len(bancho.scores) == 0


def test_the_bot_never_plays() -> None:
    bancho = Bancho()

    with pytest.raises(Mistake, match=r"^create\.score: player: 'BanchoBot' is bancho\.py's bot, which never plays$"):
        bancho.create.score(player=1)


@pytest.mark.parametrize(("mode", "hits"), [("osu", 0), ("taiko", 0), ("mania", 0), ("catch", 0)])
def test_without_a_hit_there_is_no_combo(mode: str, hits: int) -> None:
    bancho = Bancho(players=0)
    player, beatmap = bancho.create.player(), bancho.create.beatmap(mode=mode)

    score = bancho.create.score(player, beatmap, accuracy=0)

    assert (score.n300 + score.n100 + score.n50 + score.ngeki, score.max_combo) == (hits, 0)


@pytest.mark.parametrize("accuracy", [1.5, 5, 20])
def test_few_hits_are_a_short_combo(accuracy: float) -> None:
    bancho = Bancho(players=0)
    player, beatmap = bancho.create.player(), bancho.create.beatmap()

    score = bancho.create.score(player, beatmap, accuracy=accuracy)

    hit = score.n300 + score.n100 + score.n50
    assert score.max_combo <= -(-beatmap.max_combo * hit // (hit + score.nmiss))
