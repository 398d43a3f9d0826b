"""The endpoints, one module per noun; importing this package registers them all."""

from mockbancho.api.endpoint import ENDPOINTS, Bound, BoundReading, BoundWriting, bind
from mockbancho.api.endpoints import (
    authorized,
    beatmaps,
    clans,
    leaderboards,
    matches,
    players,
    pools,
    replays,
    scores,
    v2,
)

__all__ = [
    "ENDPOINTS",
    "Bound",
    "BoundReading",
    "BoundWriting",
    "authorized",
    "beatmaps",
    "bind",
    "clans",
    "leaderboards",
    "matches",
    "players",
    "pools",
    "replays",
    "scores",
    "v2",
]
