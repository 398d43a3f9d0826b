"""What may vary in an answer of the real server, though it seldom does: the rows of `chaos`, with their sources.

Each variant is a whole that can be true at once: what a server of bancho.py could send for some row of its database.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

INT_MAX: Final = 2**31 - 1
UINT_MAX: Final = 2**32 - 1
BIGINT_MAX: Final = 2**63 - 1
BEYOND_DOUBLE: Final = 2**53 + 1
"""The first whole number that a JSON reader with doubles alone gets wrong."""
_LONG: Final = "深夜の東京を走る長い長い題名 "
_LONGEST: Final = (_LONG * 10)[:127] + "。"


class Oddity(NamedTuple):
    """Where objects stand in an endpoint's answer, the variants of their members, and why those may come."""

    endpoint: str
    path: str
    variants: tuple[dict[str, Any], ...]
    source: str


class Emptiness(NamedTuple):
    """What an answer is without rows: members of the whole answer, by their paths."""

    endpoint: str
    members: dict[str, Any]
    source: str


_INFO: Final = (
    {
        "priv": 1,
        "country": "xx",
        "silence_end": 0,
        "donor_end": 0,
        "creation_time": 0,
        "latest_activity": 0,
        "clan_id": 0,
        "clan_priv": 0,
        "preferred_mode": 0,
        "play_style": 0,
        "custom_badge_name": None,
        "custom_badge_icon": None,
        "userpage_content": None,
    },
    {
        "priv": 31_879,
        "silence_end": INT_MAX,
        "donor_end": INT_MAX,
        "creation_time": INT_MAX,
        "latest_activity": INT_MAX,
        "clan_id": INT_MAX,
        "clan_priv": 3,
        "preferred_mode": 8,
        "play_style": 15,
        "custom_badge_name": "БЛАГОДАРНОСТЬ №1",
        "custom_badge_icon": "fa-" + "x" * 61,
        "userpage_content": "",
    },
)
_GRADES: Final = ("xh_count", "x_count", "sh_count", "s_count", "a_count")
_STATS: Final[tuple[dict[str, Any], ...]] = (
    {
        **dict.fromkeys(("tscore", "rscore", "pp", "plays", "playtime", "max_combo", "total_hits", "replay_views"), 0),
        **dict.fromkeys(_GRADES, 0),
        "acc": 0.0,
        "rank": 0,
        "country_rank": 0,
    },
    {
        "tscore": BEYOND_DOUBLE,
        "rscore": BEYOND_DOUBLE,
        "pp": UINT_MAX,
        "plays": UINT_MAX,
        "playtime": UINT_MAX,
        "acc": 100.0,
        "max_combo": UINT_MAX,
        "total_hits": UINT_MAX,
        "replay_views": UINT_MAX,
        **dict.fromkeys(_GRADES, UINT_MAX),
        "rank": 0,
        "country_rank": 0,
    },
)
_HITS: Final = ("n300", "n100", "n50", "nmiss", "ngeki", "nkatu")
_SCORES: Final = (
    {
        **dict.fromkeys(_HITS, 0),
        "score": 0,
        "pp": 0.0,
        "acc": 0.0,
        "max_combo": 0,
        "mods": 0,
        "grade": "D",
        "time_elapsed": 0,
        "perfect": 0,
    },
    {
        **dict.fromkeys(_HITS, 0),
        "n300": 32_767,
        "score": INT_MAX,
        "pp": 9999.999,
        "acc": 100.0,
        "max_combo": 32_767,
        "mods": 0x40000000 | 1 << 10 | 1 << 4 | 1 << 3,
        "grade": "XH",
        "play_time": "2038-01-19T03:14:07",
        "time_elapsed": INT_MAX,
        "perfect": 1,
    },
)
_BEATMAPS: Final = (
    {
        "artist": _LONGEST,
        "title": _LONGEST,
        "version": _LONGEST,
        "creator": "Ёжик в тумане 12345",
        "total_length": 0,
        "max_combo": 0,
        "plays": 0,
        "passes": 0,
        **dict.fromkeys(("bpm", "cs", "ar", "od", "hp", "diff"), 0.0),
    },
    {
        "artist": "?",
        "title": "!",
        "version": "'",
        "creator": "x",
        "last_update": "2038-01-19T03:14:07",
        "total_length": INT_MAX,
        "max_combo": INT_MAX,
        "plays": INT_MAX,
        "passes": 0,
        "bpm": 9999999999.99,
        **dict.fromkeys(("cs", "ar", "od", "hp"), 99.99),
        "diff": 999.999,
    },
)
_TITLES: Final = tuple(
    {name: value for name, value in variant.items() if name in ("artist", "title", "version", "creator")}
    for variant in _BEATMAPS
)
_NO_CLAN: Final = {"clan_id": None, "clan_name": None, "clan_tag": None}
_LEADERS: Final[tuple[dict[str, Any], ...]] = (
    {
        **_NO_CLAN,
        "country": "xx",
        **dict.fromkeys(("tscore", "rscore", "pp", "plays", "playtime"), 1),
        **dict.fromkeys((*_GRADES, "max_combo"), 0),
        "acc": 0.001,
    },
)
_NULL_BEATMAP: Final = ({"beatmap": None, "info_text": "", "action": 13, "mode": 8, "mods": 0},)
_COLUMNS: Final = "bancho.py's columns: their types, whether they may be null, and their defaults"
_JOINED: Final = 'documentation "null if not in a clan"; recordings: clan members are null together'
_RANKS: Final = "contract, get_player_info: rank 0 for who is restricted or has no pp, whatever pp is shown"

ODDITIES: Final = (
    Oddity("get_player_info", "player.info", _INFO, _COLUMNS),
    Oddity("get_player_info", "player.stats.*", _STATS, _RANKS),
    Oddity("get_player_status", "player_status.status", _NULL_BEATMAP, "contract, get_player_status: unknown md5"),
    Oddity("get_player_scores", "scores", _SCORES, _COLUMNS),
    Oddity("get_player_scores", "scores.beatmap", _BEATMAPS, _COLUMNS),
    Oddity("get_player_scores", "player", ({"clan": None},), _JOINED),
    Oddity("get_player_most_played", "maps", tuple({**each, "plays": 1} for each in _TITLES), _COLUMNS),
    Oddity("get_map_info", "map", _BEATMAPS, _COLUMNS),
    Oddity(
        "get_map_scores", "scores", tuple({**each, **_NO_CLAN, "player_country": "xx"} for each in _SCORES), _JOINED
    ),
    Oddity("get_score_info", "score", tuple({**each, "client_flags": INT_MAX} for each in _SCORES), _COLUMNS),
    Oddity("get_leaderboard", "leaderboard", _LEADERS, _JOINED),
    Oddity("v2_players", "data", _INFO, _COLUMNS),
    Oddity("v2_player", "data", _INFO, _COLUMNS),
    Oddity("v2_maps", "data", _BEATMAPS, _COLUMNS),
    Oddity("v2_map", "data", _BEATMAPS, _COLUMNS),
)
"""The members that vary."""
EMPTINESS: Final = (
    Emptiness("get_player_count", {"counts.online": 0}, "contract, get_player_count: the bot is always online, alone"),
    Emptiness("get_player_info", {"player.stats": {}}, "contract, get_player_info: `{}` without stats rows"),
    Emptiness(
        "get_player_status",
        {"player_status": {"online": False, "last_seen": 0}},
        "contract: 0 for who never was online",
    ),
    Emptiness(
        "get_player_scores", {"scores": []}, "contract, get_player_scores: only what is in the table of beatmaps"
    ),
    Emptiness("get_player_most_played", {"maps": []}, "a player without scores"),
    Emptiness("get_map_scores", {"scores": []}, "a beatmap that nobody has passed"),
    Emptiness("get_leaderboard", {"leaderboard": []}, "a mode or country that nobody has pp in"),
    Emptiness("search_players", {"results": 0, "result": []}, "contract, search_players"),
    Emptiness(
        "get_match", {"match.active_slots": {}, "match.map": {"id": -1, "md5": "", "name": ""}}, "contract, get_match"
    ),
    Emptiness("get_clan", {"members": []}, "contract, get_clan: 5.3 lists the members by their own rows"),
    Emptiness("get_mappool", {"maps": {}}, "contract, get_mappool: unknown beatmaps are skipped"),
    Emptiness("get_friends", {"friends": []}, "a player without friends"),
    *(
        Emptiness(name, {"data": [], "meta.total": 0}, "contract, v2: lists")
        for name in ("v2_players", "v2_player_stats", "v2_maps", "v2_scores", "v2_clans")
    ),
)
"""What is there when nothing is."""
GONE: Final = {
    "get_match": "Match not found.",
    "get_replay": "Replay not found.",
    "get_mappool": "Pool creator not found.",
}
"""What may be gone when it is asked for again, and bancho.py's words for it."""
PLAYER_IDS: Final = {
    "get_map_scores": (("scores", "userid"),),
    "get_leaderboard": (("leaderboard", "player_id"),),
    "search_players": (("result", "id"),),
    "get_match": (("match.host", "id"), ("match.refs", "id"), ("match.active_slots.*.player", "id")),
    "get_clan": (("members", "id"), ("owner", "id")),
    "get_mappool": (("created_by", "id"),),
    "get_score_info": (("score", "userid"),),
    "get_friends": (("friends", "id"),),
    "v2_players": (("data", "id"),),
    "v2_scores": (("data", "userid"),),
}
"""Where ids of players stand that nobody asked for by id."""
BEATMAP_IDS: Final = {
    "get_player_scores": (("scores.beatmap", "id"), ("scores.beatmap", "set_id")),
    "get_player_most_played": (("maps", "id"), ("maps", "set_id")),
    "get_mappool": (("maps.*", "id"), ("maps.*", "set_id")),
    "v2_maps": (("data", "id"), ("data", "set_id")),
}
"""Where ids of beatmaps stand."""
SCORE_IDS: Final = {"get_player_scores": (("scores", "id"),), "v2_scores": (("data", "id"),)}
"""Where ids of scores stand."""
NAMES: Final = {
    "get_player_scores": (("player", "name"),),
    "get_player_info": (("player.info", "name"),),
    "get_map_scores": (("scores", "player_name"),),
    "get_leaderboard": (("leaderboard", "name"),),
    "search_players": (("result", "name"),),
    "get_match": (("match.host", "name"), ("match.refs", "name"), ("match.active_slots.*.player", "name")),
    "get_clan": (("members", "name"), ("owner", "name")),
    "get_mappool": (("created_by", "name"),),
    "get_friends": (("friends", "name"),),
    "v2_players": (("data", "name"),),
    "v2_player": (("data", "name"),),
}
"""Where names of players stand."""
ASKED_BY_ID: Final = {
    **dict.fromkeys(
        ("get_player_info", "get_player_status", "get_player_scores", "get_player_most_played", "v2_player"), INT_MAX
    ),
    **dict.fromkeys(("v2_player_status", "v2_player_stats", "v2_player_mode_stats"), INT_MAX),
    **dict.fromkeys(("get_map_info", "get_map_scores", "calculate_pp", "v2_map"), INT_MAX),
    **dict.fromkeys(("get_score_info", "get_replay", "v2_score"), BIGINT_MAX),
}
"""The endpoints that are asked by id, and the top of its range."""
SHOWN_AS_ASKED: Final = {
    "get_player_info": ("player.info", "player.stats.*"),
    "get_player_scores": ("player",),
    "get_map_info": ("map",),
    "get_score_info": ("score",),
}
"""Where the id stands that was asked for."""
