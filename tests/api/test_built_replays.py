"""Replays that are built when they are asked for."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from osrparse import GameMode, Mod, Replay  # type: ignore[import-untyped]  # it has no types

from mockbancho import Bancho
from mockbancho.records import Beatmap, ReplayFrames, Score

NO_REPLAY = (404, {"status": "Replay not found."})


@cache
def session() -> Bancho:
    return Bancho(seed=3, players=2, beatmapsets=1)


@cache
def beatmap() -> Beatmap:
    return session().create.beatmap(mode="osu", stars=3, total_length=20)


@pytest.fixture
def bancho() -> Iterator[Bancho]:
    beatmap()
    with session().fork() as found:
        yield found


def outcome(bancho: Bancho, score: Score, *, include_headers: bool) -> tuple[int, Any]:
    answer = bancho.get("/get_replay", id=score.id, include_headers=include_headers)
    return answer.status, answer.json()


def test_osrparse_reads_every_field_of_the_header(bancho: Bancho) -> None:
    score = bancho.create.score(player=3, beatmap=beatmap(), accuracy=93, misses=1, mods="HDDT")

    found = Replay.from_string(bancho.get("/get_replay", id=score.id).body)

    assert (found.mode, found.game_version) == (GameMode.STD, 20200207)
    assert (found.beatmap_hash, found.username) == (beatmap().md5, bancho.players[3].name)
    assert (found.count_300, found.count_100, found.count_50) == (score.n300, score.n100, score.n50)
    assert (found.count_geki, found.count_katu, found.count_miss) == (score.ngeki, score.nkatu, 1)
    assert (found.score, found.max_combo, found.perfect) == (score.score, score.max_combo, False)
    assert found.mods == Mod.Hidden | Mod.DoubleTime
    assert (found.life_bar_graph, found.replay_id) == (None, score.id)
    assert found.timestamp.replace(tzinfo=None) == score.play_time


def test_osrparse_reads_every_frame(bancho: Bancho) -> None:
    score = bancho.create.score(player=3, beatmap=beatmap(), accuracy=100, misses=0)

    found = Replay.from_string(bancho.get("/get_replay", id=score.id).body)

    lasts = sum(event.time_delta for event in found.replay_data)
    assert 20_000 < lasts < 26_000
    assert len(found.replay_data) > lasts / 20
    assert found.rng_seed in range(2**31)


def test_without_headers_the_same_frames_are_sent(bancho: Bancho) -> None:
    score = bancho.create.score(player=3, beatmap=beatmap())

    whole = bancho.get("/get_replay", id=score.id)
    frames = bancho.get("/get_replay", id=score.id, include_headers=False)

    assert frames.body in whole.body
    assert (frames.status, frames.headers["content-type"]) == (200, "application/octet-stream")


def test_a_stored_replay_is_sent_instead(bancho: Bancho) -> None:
    score = bancho.create.score(player=3, beatmap=beatmap())
    bancho.world.put(ReplayFrames(id=score.id, content=b"stored"))

    answer = bancho.get("/get_replay", id=score.id, include_headers=False)

    assert answer.body == b"stored"


@pytest.mark.parametrize("include_headers", [True, False])
def test_a_failed_score_has_none(include_headers: bool, bancho: Bancho) -> None:
    score = bancho.create.score(player=3, beatmap=beatmap(), passed=False)

    assert outcome(bancho, score, include_headers=include_headers) == NO_REPLAY


@pytest.mark.parametrize("include_headers", [True, False])
def test_a_score_made_without_a_replay_has_none(include_headers: bool, bancho: Bancho) -> None:
    score = bancho.create.score(player=3, beatmap=beatmap(), replay=False)

    assert outcome(bancho, score, include_headers=include_headers) == NO_REPLAY
