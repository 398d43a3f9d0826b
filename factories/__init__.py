"""Rows that could be a real server's: plain generators, and factory_boy classes over them.

Everything is imported on its first use, factory_boy and Faker with the classes alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api_keys import draw_api_key
    from .arguments import Count, Name, Percent
    from .beatmap_files import file_of, pp_by_files
    from .beatmaps import BeatmapColumns, draw_beatmap, draw_beatmapset, new_beatmap, new_beatmapset
    from .chance import Chance, Key
    from .checks import (
        check_api_key,
        check_beatmap,
        check_can_play,
        check_clanless,
        check_friends,
        check_matchless,
        check_new,
        check_new_clan,
        check_new_md5,
        check_new_name,
        check_player,
        check_score,
        country_of,
        place_of,
    )
    from .clans import draw_clan, new_clan
    from .classes import (
        ApiKeyFactory,
        BeatmapFactory,
        BeatmapsetFactory,
        ClanFactory,
        MatchFactory,
        PlayerFactory,
        PoolFactory,
        RelationshipFactory,
        ScoreFactory,
        SessionFactory,
        StatsFactory,
    )
    from .keys import next_ordinal
    from .making import RowFactory
    from .mapped_beatmaps import new_beatmap_rows
    from .matches import MatchColumns, chosen_beatmap, draw_match, new_match, taken_slot
    from .names import free_name, nth_name
    from .players import PlayerColumns, PlayerTraits, draw_player, new_player
    from .pools import draw_pool, new_pool, pool_beatmaps
    from .prose import Prose
    from .provider import OsuProvider
    from .relationships import draw_friends, draw_relationship
    from .replaying import has_replay, replay_of
    from .scores import Play, ScoreColumns, draw_score, mode_of, new_score, pick_beatmap
    from .sessions import SessionColumns, draw_session, new_session
    from .stats import StatsColumns, draw_stats, empty_stats
    from .userpages import with_userpage
    from .worlds import default_world, generate_world

_MODULES = {
    "api_keys": ["draw_api_key"],
    "arguments": ["Count", "Name", "Percent"],
    "beatmap_files": ["file_of", "pp_by_files"],
    "beatmaps": ["BeatmapColumns", "draw_beatmap", "draw_beatmapset", "new_beatmap", "new_beatmapset"],
    "chance": ["Chance", "Key"],
    "checks": [
        "check_api_key",
        "check_beatmap",
        "check_can_play",
        "check_clanless",
        "check_friends",
        "check_matchless",
        "check_new",
        "check_new_clan",
        "check_new_md5",
        "check_new_name",
        "check_player",
        "check_score",
        "country_of",
        "place_of",
    ],
    "classes": [
        "ApiKeyFactory",
        "BeatmapFactory",
        "BeatmapsetFactory",
        "ClanFactory",
        "MatchFactory",
        "PlayerFactory",
        "PoolFactory",
        "RelationshipFactory",
        "ScoreFactory",
        "SessionFactory",
        "StatsFactory",
    ],
    "clans": ["draw_clan", "new_clan"],
    "making": ["RowFactory"],
    "keys": ["next_ordinal"],
    "mapped_beatmaps": ["new_beatmap_rows"],
    "matches": ["MatchColumns", "chosen_beatmap", "draw_match", "new_match", "taken_slot"],
    "names": ["free_name", "nth_name"],
    "players": ["PlayerColumns", "PlayerTraits", "draw_player", "new_player"],
    "pools": ["draw_pool", "new_pool", "pool_beatmaps"],
    "provider": ["OsuProvider"],
    "prose": ["Prose"],
    "relationships": ["draw_friends", "draw_relationship"],
    "replaying": ["has_replay", "replay_of"],
    "scores": ["Play", "ScoreColumns", "draw_score", "mode_of", "new_score", "pick_beatmap"],
    "sessions": ["SessionColumns", "draw_session", "new_session"],
    "stats": ["StatsColumns", "draw_stats", "empty_stats"],
    "worlds": ["default_world", "generate_world"],
    "userpages": ["with_userpage"],
}
_PLACES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "ApiKeyFactory",
    "BeatmapColumns",
    "BeatmapFactory",
    "BeatmapsetFactory",
    "Chance",
    "ClanFactory",
    "Count",
    "Key",
    "MatchColumns",
    "MatchFactory",
    "Name",
    "OsuProvider",
    "Percent",
    "Play",
    "PlayerColumns",
    "PlayerFactory",
    "PlayerTraits",
    "PoolFactory",
    "Prose",
    "RelationshipFactory",
    "RowFactory",
    "ScoreColumns",
    "ScoreFactory",
    "SessionColumns",
    "SessionFactory",
    "StatsColumns",
    "StatsFactory",
    "check_api_key",
    "check_beatmap",
    "check_can_play",
    "check_clanless",
    "check_friends",
    "check_matchless",
    "check_new",
    "check_new_clan",
    "check_new_md5",
    "check_new_name",
    "check_player",
    "check_score",
    "chosen_beatmap",
    "country_of",
    "default_world",
    "draw_api_key",
    "draw_beatmap",
    "draw_beatmapset",
    "draw_clan",
    "draw_friends",
    "draw_match",
    "draw_player",
    "draw_pool",
    "draw_relationship",
    "draw_score",
    "draw_session",
    "draw_stats",
    "empty_stats",
    "file_of",
    "free_name",
    "generate_world",
    "has_replay",
    "mode_of",
    "new_beatmap",
    "new_beatmap_rows",
    "new_beatmapset",
    "new_clan",
    "new_match",
    "new_player",
    "new_pool",
    "new_score",
    "new_session",
    "next_ordinal",
    "nth_name",
    "pick_beatmap",
    "place_of",
    "pool_beatmaps",
    "pp_by_files",
    "replay_of",
    "taken_slot",
    "with_userpage",
]


def __getattr__(name: str) -> object:
    """Import a public name on its first use (PEP 562)."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_PLACES[name]}", __name__), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted({*globals(), *__all__})
