"""Single scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from mockbancho.api.endpoint import endpoint
from mockbancho.errors import NotFound

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.world.world import World


class ScoreQuery(Struct, frozen=True, gc=False):
    """Which score to tell about."""

    id: int


@endpoint("get_score_info", ScoreQuery)
def get_score_info(world: World, query: ScoreQuery, write: Writer) -> bytes:
    """Tell about a score, whoever set it on whatever beatmap.

    Shape: {"score": {…}}. Errors: 404.
    """
    score = world.scores.get(query.id)
    if score is None:
        raise NotFound("Score not found.")
    return b'{"status":"success","score":%b}' % write.score(score)
