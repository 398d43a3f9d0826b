"""What the factory classes take, one `TypedDict` each: the arguments of the action that makes the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.records import Beatmap, Beatmapset, Clan, Player
from mockbancho.world.osu_files import OsuFile

from .beatmaps import BeatmapColumns
from .matches import MatchColumns
from .players import PlayerColumns, PlayerTraits
from .scores import ScoreColumns
from .sessions import SessionColumns
from .stats import StatsColumns

Name = Annotated[str, Meta(min_length=0)]
"""A player's name; what one is says `check_player`, not the column, which can hold more."""
Percent = Annotated[float, Meta(ge=0, le=100)]
Stars = Annotated[float, Meta(ge=0, le=999)]
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class PlayerArguments(PlayerColumns, PlayerTraits, total=False):
    """Of `PlayerFactory`."""

    id: int | None
    name: Name | None
    clan: Clan | None
    userpage: bool
    online: bool


class StatsArguments(StatsColumns, total=False):
    """Of `StatsFactory`."""

    player: Player
    mode: GameMode


class SessionArguments(SessionColumns, total=False):
    """Of `SessionFactory`; from a *beatmap* follow the columns that tell of it."""

    player: Player
    beatmap: Beatmap | None


class ApiKeyArguments(TypedDict, total=False):
    """Of `ApiKeyFactory`."""

    player: Player
    key: str | None


class RelationshipArguments(TypedDict, total=False):
    """Of `RelationshipFactory`."""

    player: Player
    other: Player
    type: Literal["friend", "block"]


class ClanArguments(TypedDict, total=False):
    """Of `ClanFactory`."""

    owner: Player
    name: str | None
    tag: str | None
    members: Sequence[Player]
    id: int | None
    created_at: datetime | None


class BeatmapsetArguments(TypedDict, total=False):
    """Of `BeatmapsetFactory`."""

    id: int | None
    server: Literal["osu!", "private"]
    last_osuapi_check: datetime | None


class BeatmapArguments(BeatmapColumns, total=False):
    """Of `BeatmapFactory`."""

    beatmapset: Beatmapset
    id: int | None
    stars: Stars | None
    file: OsuFile | None


class ScoreArguments(ScoreColumns, total=False):
    """Of `ScoreFactory`."""

    player: Player
    beatmap: Beatmap | None
    accuracy: Percent | None
    mods: Mods
    misses: Count | None
    combo: Count | None
    passed: bool
    mode: GameMode | None
    id: int | None
    replay: bool


class MatchArguments(MatchColumns, total=False):
    """Of `MatchFactory`."""

    host: Player
    players: Sequence[Player]
    beatmap: Beatmap | None
    name: str | None
    id: int | None


class PoolArguments(TypedDict, total=False):
    """Of `PoolFactory`."""

    creator: Player
    name: str | None
    picks: Mapping[str, Beatmap] | None
    id: int | None
    created_at: datetime | None
