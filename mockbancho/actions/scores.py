"""Making scores."""

from __future__ import annotations

from typing import Unpack

from mockbancho.actions.action import action
from mockbancho.errors import Mistake
from mockbancho.factories import Count, Percent, Play, ScoreColumns, check_can_play, check_new, check_score, new_score
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.records import Beatmap, Player, ReplayFrames, Score
from mockbancho.world.submission import submit
from mockbancho.world.world import World


@action
def create_score(
    world: World,
    player: Player,
    beatmap: Beatmap | None = None,
    *,
    accuracy: Percent | None = None,
    mods: Mods = Mods(0),  # noqa: B008  # it never changes
    misses: Count | None = None,
    combo: Count | None = None,
    passed: bool = True,
    mode: GameMode | None = None,
    id: int | None = None,  # noqa: A002  # as the column
    replay: bool = True,
    **columns: Unpack[ScoreColumns],
) -> Score:
    """Make a score and submit it: stats, ranks, plays and passes follow.

    Hits, combo, grade, score and pp agree with the accuracy (percent; the nearest that the beatmap's objects allow) and
    the mods. What is not given is drawn; without a beatmap, one of those with a leaderboard is picked. A score that
    passed on a beatmap which mockbancho made has a replay that hits and misses what the score says, unless `replay` says
    that it has none.
    """
    check_new(world, Score, id)
    play = Play(mode=mode, mods=int(mods), accuracy=accuracy, misses=misses, combo=combo, passed=passed)
    check_score(play, columns)
    check_can_play(player)
    if beatmap is None and not len(world.beatmaps.rows):
        raise Mistake("beatmap: there are no beatmaps to pick one from; make one first: create.beatmap()")
    score = submit(world, new_score(world, player=player, beatmap=beatmap, id=id, play=play, **columns))
    if not replay:
        world.put(ReplayFrames(id=score.id, content=None))
    return score
