"""Making scores."""

from __future__ import annotations

from typing import Annotated, Unpack

from msgspec import Meta

from mockbancho.actions.action import action
from mockbancho.errors import Mistake
from mockbancho.factories import Play, ScoreColumns, new_score
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.records import Beatmap, Player, Score
from mockbancho.world.submission import submit
from mockbancho.world.world import World

Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]


@action
def create_score(
    world: World,
    player: Player,
    beatmap: Beatmap | None = None,
    *,
    accuracy: Annotated[float, Meta(ge=0, le=100)] | None = None,
    mods: Mods = Mods(0),  # noqa: B008  # it never changes
    misses: Count | None = None,
    combo: Count | None = None,
    passed: bool = True,
    mode: GameMode | None = None,
    id: int | None = None,  # noqa: A002  # as the column
    **columns: Unpack[ScoreColumns],
) -> Score:
    """Make a score and submit it: stats, ranks, plays and passes follow.

    Hits, combo, grade, score and pp agree with the accuracy (percent; the nearest that the beatmap's objects allow) and
    the mods. What is not given is drawn; without a beatmap, one of those with a leaderboard is picked.
    """
    if id is not None and world.scores.get(id):
        raise Mistake(f"create_score: id: score {id} exists already")
    play = Play(mode=mode, mods=int(mods), accuracy=accuracy, misses=misses, combo=combo, passed=passed)
    try:
        score = new_score(world, player=player, beatmap=beatmap, id=id, play=play, **columns)
    except Mistake as error:
        raise Mistake(f"create_score: {error}") from None
    return submit(world, score)
