"""Which scores have replays, and that these are always the same."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from mockbancho.factories import ScoreFactory, file_of, has_replay, replay_of
from msgspec.structs import replace

from mockbancho import Bancho
from mockbancho.records import Beatmap, BeatmapFile, ReplayFrames, Score


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


@pytest.fixture
def score(bancho: Bancho) -> Score:
    return bancho.create.score(player=3, beatmap=beatmap(), accuracy=95)


def test_a_replay_is_the_same_bytes_in_a_fork_and_built_but_once(bancho: Bancho, score: Score) -> None:
    first = replay_of(bancho.world, score)

    with bancho.fork() as other:
        assert replay_of(other.world, score) is first


def test_it_is_the_same_in_a_world_that_is_made_alike(bancho: Bancho, score: Score) -> None:
    alike = Bancho(seed=3, players=2, beatmapsets=1)
    other = alike.create.beatmap(mode="osu", stars=3, total_length=20)
    again = alike.create.score(player=3, beatmap=other, accuracy=95)

    assert again == score
    assert replay_of(alike.world, again) == replay_of(bancho.world, score)


def test_another_score_with_the_same_hits_is_played_otherwise(bancho: Bancho, score: Score) -> None:
    other = replace(score, id=score.id + 1)

    assert replay_of(bancho.world, other) != replay_of(bancho.world, score)


def test_it_survives_being_saved_and_loaded(bancho: Bancho, score: Score, tmp_path: Path) -> None:
    without = bancho.create.score(player=3, beatmap=beatmap(), replay=False)
    bancho.save(tmp_path / "world.json")

    with Bancho(world=tmp_path / "world.json") as loaded:
        assert replay_of(loaded.world, score) == replay_of(bancho.world, score)
        assert not has_replay(loaded.world, without)


def test_a_score_that_passed_on_a_beatmap_made_here_has_a_replay(bancho: Bancho, score: Score) -> None:
    assert has_replay(bancho.world, score)
    assert replay_of(bancho.world, score) is not None


@pytest.mark.parametrize("stored", [b"", b"frames"])
def test_a_stored_one_counts_whatever_the_score_is(bancho: Bancho, score: Score, stored: bytes) -> None:
    failed = bancho.create.score(player=3, beatmap=beatmap(), passed=False)
    bancho.world.put(ReplayFrames(id=failed.id, content=stored))

    assert has_replay(bancho.world, failed)


def test_a_score_that_failed_has_none(bancho: Bancho) -> None:
    failed = bancho.create.score(player=3, beatmap=beatmap(), passed=False)

    assert replay_of(bancho.world, failed) is None
    assert not has_replay(bancho.world, failed)


def test_a_score_on_a_beatmap_without_a_row_has_none(bancho: Bancho, score: Score) -> None:
    assert replay_of(bancho.world, replace(score, map_md5="0" * 32)) is None


def test_a_beatmap_with_a_file_of_its_own_has_none(bancho: Bancho, score: Score) -> None:
    content = file_of(bancho.world, beatmap())
    assert content is not None
    bancho.world.put(BeatmapFile(id=beatmap().id, content=content))

    assert replay_of(bancho.world, score) is None
    assert not has_replay(bancho.world, score)


def test_a_score_can_be_made_without_one(bancho: Bancho) -> None:
    by_action = bancho.create.score(player=3, beatmap=beatmap(), replay=False)
    by_factory = ScoreFactory.create(world=bancho, player=3, beatmap=beatmap(), replay=False)

    assert not has_replay(bancho.world, by_action)
    assert not has_replay(bancho.world, by_factory)
    assert [row.content for row in bancho.world.attachments.replays] == [None, None]
