"""The endpoints: their parameters, in the order in which the real server checks them, and where we know them from."""

from __future__ import annotations

from typing import Final

from mockbancho.contract.forms import Boolean, Choice, Endpoint, Integer, Name, Parameter, Reals, Text

INT_MAX: Final = 2**31 - 1
BIGINT_MAX: Final = 2**63 - 1

PLAYER_ID = Parameter("id", Integer(3, INT_MAX))
NAME = Parameter("name", Name())
MODE = Parameter("mode", Integer(0, 11), 0)
MODS = Parameter("mods", Text())
MD5 = Parameter("md5", Text(32, 32))
RECENT_OR_BEST = Parameter("scope", Choice(("recent", "best")), required=True)


def limit(default: int) -> Parameter:
    """Return the parameter for how many rows to list."""
    return Parameter("limit", Integer(1, 100), default)


def _id(ge: int, le: int) -> Parameter:
    return Parameter("id", Integer(ge, le), required=True)


def _path_id(name: str) -> Parameter:
    return Parameter(name, Integer(), required=True, in_path=True)


def sort(*options: str) -> Parameter:
    """Return the parameter for the column to order by."""
    return Parameter("sort", Choice(options), "pp")


PAGES = (Parameter("page", Integer(1), 1), Parameter("page_size", Integer(1, 100), 50))
COUNTRY = Parameter("country", Text(2, 2))


def _v2(name: str, path: str, *parameters: Parameter) -> Endpoint:
    return Endpoint(name, parameters, f"recordings 5.3 tagged v2, path {path}", path=path)


def _filters(integers: str = "", texts: str = "") -> dict[str, Parameter]:
    found = {name: Parameter(name, Integer()) for name in integers.split()}
    return found | {name: Parameter(name, Text()) for name in texts.split()}


def _recorded(tag: str, versions: str = "5.3 and 4.3.2") -> str:
    return f"recordings {versions} tagged {tag}"


V1: Final = (
    Endpoint("get_player_count", (), f'documentation "User count"; {_recorded("get_player_count")}'),
    Endpoint(
        "get_player_info",
        (Parameter("scope", Choice(("stats", "info", "all")), required=True), PLAYER_ID, NAME),
        f'documentation "User information and stats"; {_recorded("get_player_info")}',
    ),
    Endpoint(
        "get_player_status",
        (PLAYER_ID, NAME),
        f'documentation "User status"; {_recorded("get_player_status")}',
    ),
    Endpoint(
        "get_player_scores",
        (
            RECENT_OR_BEST,
            PLAYER_ID,
            NAME,
            MODS,
            MODE,
            limit(25),
            Parameter("include_loved", Boolean(), default=False),
            Parameter("include_failed", Boolean(), default=True),
        ),
        f'documentation "User scores"; {_recorded("get_player_scores, mods, bool")}',
    ),
    Endpoint(
        "get_player_most_played",
        (PLAYER_ID, NAME, MODE, limit(25)),
        f'documentation "User most played maps"; {_recorded("get_player_most_played")}',
        documented=frozenset({"mods"}),
    ),
    Endpoint(
        "get_map_info",
        (Parameter("id", Integer(3, INT_MAX)), MD5),
        f'documentation "Beatmap information"; {_recorded("get_map_info")}',
    ),
    Endpoint(
        "get_map_scores",
        (RECENT_OR_BEST, Parameter("id", Integer(0, INT_MAX)), MD5, MODS, MODE, limit(50)),
        f'documentation "Beatmap scores"; {_recorded("get_map_scores, mods")}',
    ),
    Endpoint(
        "get_score_info",
        (_id(0, BIGINT_MAX),),
        f'documentation "Beatmap score info"; {_recorded("get_score_info")}',
    ),
    Endpoint(
        "get_replay",
        (_id(0, BIGINT_MAX), Parameter("include_headers", Boolean(), default=True)),
        f'documentation "Beatmap replay"; {_recorded("get_replay, bool")}',
    ),
    Endpoint("get_match", (_id(1, 64),), f'documentation "Multiplayer Match"; {_recorded("get_match")}'),
    Endpoint(
        "get_leaderboard",
        (
            sort("tscore", "rscore", "pp", "acc", "plays", "playtime"),
            MODE,
            limit(50),
            Parameter("offset", Integer(), 0),
            COUNTRY,
        ),
        _recorded("get_leaderboard"),
    ),
    Endpoint("get_clan", (_id(1, INT_MAX),), _recorded("get_clan")),
    Endpoint("get_mappool", (_id(1, INT_MAX),), _recorded("get_mappool")),
)
SEARCH_PLAYERS: Final = Endpoint("search_players", (Parameter("q", Text()),), _recorded("search_players", "5.3"))
CALCULATE_PP: Final = Endpoint(
    "calculate_pp",
    (
        *(Parameter(name, Integer()) for name in ("id", "nkatu", "ngeki", "n100", "n50")),
        *(Parameter(name, Integer(), 0) for name in ("misses", "mods", "mode")),
        Parameter("combo", Integer()),
        Parameter("acc", Reals(), (100.0, 99.0, 98.0, 95.0)),
    ),
    f'documentation "Calculate PP"; {_recorded("calculate_pp", "5.3")}',
    needs_key=True,
)
_COUNT: Final = Integer(0, 2**64 - 1)
CALCULABLE: Final = (
    Parameter("id", Integer(), required=True),
    *(Parameter(name, _COUNT) for name in ("nkatu", "ngeki", "n100", "n50", "combo")),
    Parameter("misses", _COUNT, 0),
    Parameter("mods", Integer(-(2**31), 2**32 - 1), 0),
    MODE,
)
"""The parameters of calculate_pp with the bounds beyond which the real server crashes."""
DOCUMENTED_ONLY: Final = (
    Endpoint("set_avatar", (), 'documentation "Set Avatar"', methods=("POST", "PUT"), needs_key=True),
    Endpoint("get_friends", (), 'documentation "Authorized", get_friends', needs_key=True),
    Endpoint(
        "set_player_info",
        (),
        'documentation "Authorized", set_player_info',
        methods=("POST", "PUT"),
        needs_key=True,
    ),
)
_PLAYER = _filters("priv clan_id clan_priv preferred_mode play_style", "country")
_BEATMAP = _filters("set_id status mode", "server artist creator filename")
_SCORE = _filters("mods status mode user_id", "map_md5")
V2: Final = (
    _v2(
        "v2_players",
        "/v2/players",
        *(_PLAYER[n] for n in ("priv", "country", "clan_id", "clan_priv", "preferred_mode", "play_style")),
        *PAGES,
    ),
    _v2("v2_player", "/v2/players/{player_id}", _path_id("player_id")),
    _v2("v2_player_status", "/v2/players/{player_id}/status", _path_id("player_id")),
    _v2("v2_player_stats", "/v2/players/{player_id}/stats", _path_id("player_id"), *PAGES),
    _v2(
        "v2_player_mode_stats",
        "/v2/players/{player_id}/stats/{mode}",
        _path_id("player_id"),
        _path_id("mode"),
    ),
    _v2(
        "v2_maps",
        "/v2/maps",
        *(_BEATMAP[n] for n in ("set_id", "server", "status", "artist", "creator", "filename", "mode")),
        Parameter("frozen", Boolean()),
        *PAGES,
    ),
    _v2("v2_map", "/v2/maps/{map_id}", _path_id("map_id")),
    _v2(
        "v2_scores",
        "/v2/scores",
        *(_SCORE[n] for n in ("map_md5", "mods", "status", "mode", "user_id")),
        *PAGES,
    ),
    _v2("v2_score", "/v2/scores/{score_id}", _path_id("score_id")),
    _v2("v2_clans", "/v2/clans", *PAGES),
    _v2("v2_clan", "/v2/clans/{clan_id}", _path_id("clan_id")),
)
