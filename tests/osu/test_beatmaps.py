"""Beatmap statuses."""

from mockbancho.osu.beatmaps import BeatmapStatus


def test_statuses_have_bancho_py_s_numbers() -> None:
    words = "not_submitted pending update_available ranked approved qualified loved".split()

    assert {status.word: status.value for status in BeatmapStatus} == dict(zip(words, range(-1, 6), strict=True))


def test_ranked_approved_and_loved_beatmaps_have_a_leaderboard() -> None:
    assert [status.value for status in BeatmapStatus if status.has_leaderboard] == [2, 3, 5]


def test_ranked_and_approved_beatmaps_give_pp() -> None:
    assert [status.value for status in BeatmapStatus if status.gives_pp] == [2, 3]
