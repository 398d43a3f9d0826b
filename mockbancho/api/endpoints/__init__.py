"""The endpoints, one module per noun; importing this package registers them all."""

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
    "authorized",
    "beatmaps",
    "clans",
    "leaderboards",
    "matches",
    "players",
    "pools",
    "replays",
    "scores",
    "v2",
]
