"""Given scores of a world: what they were played on, and their replays as osrparse reads them."""

from functools import cache
from itertools import accumulate, islice
from typing import Any, NamedTuple

from mockbancho.factories import file_of, replay_of
from osrparse import Replay  # type: ignore[import-untyped]  # it has no types

from mockbancho.generated import default_world
from mockbancho.records import Score
from mockbancho.world.world import World
from tests.factories.replaying.osu_judge import Judge, Moment, Verdict


class Play(NamedTuple):
    """A score, the `.osu` file as text, and the frames: time, x, y, keys."""

    score: Score
    text: str
    frames: list[tuple[int, Any, Any, int]]


def play_of(world: World, score: Score) -> Play:
    """Return what there is to judge of a score."""
    beatmap = world.beatmaps.with_md5(score.map_md5)
    assert beatmap is not None
    text, frames = file_of(world, beatmap), replay_of(world, score)
    assert text is not None
    assert frames is not None
    return Play(score, text.decode(), frames_in(frames, score.mode))


def frames_in(frames: bytes, mode: int) -> list[tuple[int, Any, Any, int]]:
    """Return the frames as osrparse reads them, after the two that the client begins with."""
    header = bytes([mode % 4]) + bytes(4) + b"\x00" * 3 + bytes(12 + 4 + 2 + 1 + 4) + b"\x00" + bytes(8)
    found = Replay.from_string(header + len(frames).to_bytes(4, "little") + frames + bytes(8))
    times = accumulate((event.time_delta for event in found.replay_data), initial=-1)
    return [
        _frame(time, event, mode % 4) for time, event in zip(islice(times, 1, None), found.replay_data, strict=True)
    ]


def _frame(time: int, event: Any, mode: int) -> tuple[int, Any, Any, int]:  # noqa: ANN401  # one class a ruleset
    match mode:
        case 0:
            return time, event.x, event.y, int(event.keys)
        case 1:
            return time, event.x, 0, int(event.keys)
        case 2:
            return time, int(event.x), 0, int(event.dashing)
        case _:
            return time, int(event.keys), 0, 0


def judged(play: Play) -> Verdict:
    """Return what the judge of osu! finds."""
    return Judge(play.text, play.score.mods).judge([Moment(*frame) for frame in play.frames])


@cache
def sample(mode: int, count: int) -> tuple[Score, ...]:
    """Return scores of the default world that passed and have replays, as many mods as can be among them."""
    world = default_world()
    recipes = {row.md5 for row in world.beatmaps.rows if row.id in world.attachments.recipes}
    passed = [row for row in world.scores.rows if row.mode == mode and row.status and row.map_md5 in recipes]
    by_mods: dict[int, list[Score]] = {}
    for score in passed[:: max(1, len(passed) // (8 * count))]:
        by_mods.setdefault(score.mods, []).append(score)
    turns = (group[nth] for nth in range(len(passed)) for group in by_mods.values() if nth < len(group))
    return tuple(islice(turns, count))
