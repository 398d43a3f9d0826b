"""The endpoints, one module per noun; importing this package registers them all."""

from mockbancho.api.endpoint import ENDPOINTS, Bound, BoundReading, BoundWriting, bind
from mockbancho.api.endpoints import (
    accounts,
    beatmaps,
    clans,
    leaderboards,
    matches,
    players,
    pools,
    pp,
    replays,
    scores,
    v2,
)

__all__ = [
    "ENDPOINTS",
    "Bound",
    "BoundReading",
    "BoundWriting",
    "accounts",
    "beatmaps",
    "bind",
    "clans",
    "leaderboards",
    "matches",
    "players",
    "pools",
    "pp",
    "replays",
    "scores",
    "v2",
]
