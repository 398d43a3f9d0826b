"""The contracts: what `any`, `5.3` and `4.3.2` answer, as data, with the source of each entry.

Contracts differ at three seams only: the parameters that an endpoint takes, the shapes (ordered columns) of what it
answers, and named rules. Sources: the API documentation (v4.3.2) by its headings, and the recordings of bancho.py 5.3.0
and 4.3.2 by their tags.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from mockbancho.errors import Mistake, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

INT_MAX: Final = 2**31 - 1
BIGINT_MAX: Final = 2**63 - 1


class Rule(StrEnum):
    """A behaviour in which contracts differ, besides parameters and shapes: its value says what holds."""

    ANSWERS_CRASHES = "requests that crash the real server get its 500, not what the endpoint's author meant"
    BOT_IN_TOTAL = "the total of get_player_count counts the bot"
    PADS_NAMES = "spaces at the end of a name do not count"
    MODE_MODULO_4 = "get_match shows the ruleset of the match's mode"
    POOL_KEYS_IN_LETTERS = "get_mappool names its places HD1, not 81"
    POOL_CREATOR_MAY_BE_OFFLINE = "get_mappool answers for a creator who is offline, and shows all as offline"
    CLAN_NEEDS_MEMBERS = "get_clan crashes for a clan without members"
    ALLOW_HEADER = "a 405 names the method that is allowed"
    ANSWERS_PREFLIGHT = "a CORS preflight is answered when cors is all"


class Dialect(StrEnum):
    """The form of a 422 and the words accepted for numbers: that of pydantic 2 or 1."""

    PYDANTIC_2 = "pydantic-2"
    PYDANTIC_1 = "pydantic-1"


class Cors(StrEnum):
    """Which answers a browser's page of another origin may read."""

    ALL = "all"
    DEPLOYMENT = "deployment"
    ECHO = "echo"
    OFF = "off"


class Integer(Struct, frozen=True):
    """A whole number in a range; no bound means any size."""

    ge: int | None = None
    le: int | None = None


class Text(Struct, frozen=True):
    """A string whose length in characters lies in a range."""

    min_length: int | None = None
    max_length: int | None = None


class Name(Struct, frozen=True):
    r"""A player's name: 2 to 15 of the letters that `^[\w \[\]-]{2,15}$` takes."""


class Choice(Struct, frozen=True):
    """One of a few words."""

    options: tuple[str, ...]


class Boolean(Struct, frozen=True):
    """A yes or no in any of the accepted spellings."""


Kind = Integer | Text | Name | Choice | Boolean


class Parameter(Struct, frozen=True):
    """A parameter of an endpoint; one that is neither required nor given has its *default*."""

    name: str
    kind: Kind
    default: int | str | bool | None = None
    required: bool = False
    in_path: bool = False


class Column(Struct, frozen=True):
    """A member of an answer: its name, the record's column it shows, and the JSON type it is made into."""

    name: str
    source: str
    type: str = ""


Shape = tuple[Column, ...]


def columns(text: str) -> Shape:
    """Read a shape: names in order, `name=column` where they differ, `name:type` where the type is converted."""

    def column(word: str) -> Column:
        left, _, type_ = word.partition(":")
        name, _, source = left.partition("=")
        return Column(name, source or name, type_)

    return tuple(column(word) for word in text.split())


class Endpoint(Struct, frozen=True):
    """One endpoint in one contract: *paths* below the contract's prefixes (v2 is absolute), and where we know from."""

    name: str
    parameters: tuple[Parameter, ...]
    source: str
    path: str = ""
    methods: tuple[str, ...] = ("GET",)
    documented: frozenset[str] = frozenset()
    """Parameters that the documentation shows although the server ignores them."""


class Contract(Struct, frozen=True, eq=False):
    """Everything in which one version of the API differs from another."""

    name: str
    version: str
    dialect: Dialect
    cors: Cors
    prefixes: tuple[str, ...]
    authorized_prefixes: tuple[str, ...]
    endpoints: dict[str, Endpoint]
    shapes: dict[str, Shape]
    rules: frozenset[Rule]

    def paths(self, endpoint: Endpoint) -> list[str]:
        """Return every path that the endpoint has in this contract."""
        if endpoint.path:
            return [endpoint.path]
        prefixes = self.authorized_prefixes if endpoint.name in AUTHORIZED else self.prefixes
        return [f"{prefix}/{endpoint.name}" for prefix in prefixes]


# --- parameters ------------------------------------------------------------------------------------------------------

PLAYER_ID = Parameter("id", Integer(3, INT_MAX))
NAME = Parameter("name", Name())
MODE = Parameter("mode", Integer(0, 11), 0)
MODS = Parameter("mods", Text())
MD5 = Parameter("md5", Text(32, 32))
RECENT_OR_BEST = Parameter("scope", Choice(("recent", "best")), required=True)


def _limit(default: int) -> Parameter:
    return Parameter("limit", Integer(1, 100), default)


def _id(ge: int, le: int) -> Parameter:
    return Parameter("id", Integer(ge, le), required=True)


def _path_id(name: str) -> Parameter:
    return Parameter(name, Integer(), required=True, in_path=True)


def _sort(*options: str) -> Parameter:
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
            _limit(25),
            Parameter("include_loved", Boolean(), default=False),
            Parameter("include_failed", Boolean(), default=True),
        ),
        f'documentation "User scores"; {_recorded("get_player_scores, mods, bool")}',
    ),
    Endpoint(
        "get_player_most_played",
        (PLAYER_ID, NAME, MODE, _limit(25)),
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
        (RECENT_OR_BEST, Parameter("id", Integer(0, INT_MAX)), MD5, MODS, MODE, _limit(50)),
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
            _sort("tscore", "rscore", "pp", "acc", "plays", "playtime"),
            MODE,
            _limit(50),
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
    (),
    f'documentation "Calculate PP"; {_recorded("calculate_pp", "5.3")}',
    documented=frozenset(("id", "nkatu", "ngeki", "n100", "n50", "misses", "mods", "mode", "combo", "acc")),
)
DOCUMENTED_ONLY: Final = (
    Endpoint("set_avatar", (), 'documentation "Set Avatar"', methods=("POST", "PUT")),
    Endpoint("get_friends", (), 'documentation "TODO": get_friends'),
    Endpoint("set_player_info", (), 'documentation "TODO": set_player_info', methods=("POST", "PUT")),
)
AUTHORIZED: Final = frozenset({"calculate_pp", "set_avatar", "get_friends", "set_player_info"})
"""Endpoints that look at an API key."""
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

# --- shapes ----------------------------------------------------------------------------------------------------------

_INFO = (
    "id name safe_name priv country silence_end donor_end creation_time latest_activity clan_id clan_priv "
    "preferred_mode play_style custom_badge_name custom_badge_icon userpage_content"
)
_TOTALS = "plays playtime acc max_combo total_hits replay_views xh_count x_count sh_count s_count a_count"
_HITS = "max_combo mods n300 n100 n50 nmiss ngeki nkatu grade status mode play_time time_elapsed"
_BEATMAP_TAIL = (
    "set_id artist title version creator last_update total_length max_combo status plays passes mode bpm cs od ar hp "
    "diff"
)

SHAPES_5: Final = {
    "name": columns("id name"),
    "info": columns(_INFO),
    "stats": columns(f"id mode tscore rscore pp {_TOTALS}"),
    "status": columns("action info_text mode mods"),
    "beatmap": columns(f"md5 id {_BEATMAP_TAIL}"),
    "pool_beatmap": columns(f"id md5 {_BEATMAP_TAIL}"),
    "most_played_beatmap": columns("md5 id set_id status artist title version creator"),
    "player_score": columns(f"id score pp acc {_HITS} perfect"),
    "map_score": columns(f"map_md5 score pp acc {_HITS} userid perfect"),
    "map_score_player": columns("player_name=name player_country=country"),
    "score": columns(f"id map_md5 score pp acc {_HITS} client_flags userid perfect online_checksum"),
    "leaderboard": columns(
        "tscore rscore pp plays playtime acc max_combo xh_count x_count sh_count s_count a_count",
    ),
    "leaderboard_player": columns("player_id=id name country"),
    "v2_player": columns(_INFO),
    "v2_status": columns("login_time:int action info_text mode mods beatmap_id=map_id"),
    "v2_stats": columns(f"id mode tscore rscore pp:float {_TOTALS}"),
    "v2_beatmap": columns(
        "id server set_id status md5 artist title version creator filename last_update total_length max_combo "
        "frozen:bool plays passes mode bpm cs ar od hp diff",
    ),
    "v2_score": columns(
        "id map_md5 userid score pp acc max_combo mods n300 n100 n50 nmiss ngeki nkatu grade status mode play_time "
        "time_elapsed perfect:bool",
    ),
    "v2_clan": columns("id name tag owner created_at"),
}
SHAPES_4: Final = SHAPES_5 | {
    "info": columns("id name safe_name priv clan_id country silence_end donor_end preferred_mode"),
    "stats": columns("tscore rscore pp plays playtime acc max_combo xh_count x_count sh_count s_count a_count"),
    "map_score_player": columns("player_name=name"),
    "score": columns(f"map_md5 score pp acc {_HITS} perfect"),
}

# --- contracts -------------------------------------------------------------------------------------------------------


def _by_name(*endpoints: Endpoint) -> dict[str, Endpoint]:
    return {endpoint.name: endpoint for endpoint in endpoints}


def _with(endpoint: Endpoint, *changed: Parameter) -> Endpoint:
    """Return the endpoint with the parameters of the same names exchanged."""
    new = {parameter.name: parameter for parameter in changed}
    return msgspec.structs.replace(endpoint, parameters=tuple(new.get(p.name, p) for p in endpoint.parameters))


def _of_any() -> dict[str, Endpoint]:
    found = _by_name(*V1, SEARCH_PLAYERS, CALCULATE_PP, *DOCUMENTED_ONLY, *V2)
    found["get_leaderboard"] = _with(found["get_leaderboard"], Parameter("offset", Integer(0), 0))
    return found


def _of_4() -> dict[str, Endpoint]:
    found = _by_name(*V1, CALCULATE_PP, *DOCUMENTED_ONLY)
    found["get_leaderboard"] = _with(found["get_leaderboard"], _sort("tscore", "rscore", "pp", "acc"), _limit(25))
    return found


ANY: Final = Contract(
    name="any",
    version="5.3.0",
    dialect=Dialect.PYDANTIC_2,
    cors=Cors.ALL,
    prefixes=("", "/v1", "/api", "/api/v1"),
    authorized_prefixes=("", "/v1", "/api", "/api/v1"),
    endpoints=_of_any(),
    shapes=SHAPES_5,
    rules=frozenset({Rule.ALLOW_HEADER, Rule.ANSWERS_PREFLIGHT}),
)
BANCHO_5_3: Final = Contract(
    name="5.3",
    version="5.3.0",
    dialect=Dialect.PYDANTIC_2,
    cors=Cors.DEPLOYMENT,
    prefixes=("/v1",),
    authorized_prefixes=("/v1",),
    endpoints=_by_name(*V1, SEARCH_PLAYERS, CALCULATE_PP, *V2),
    shapes=SHAPES_5,
    rules=frozenset({Rule.ANSWERS_CRASHES, Rule.BOT_IN_TOTAL, Rule.ALLOW_HEADER}),
)
BANCHO_4_3_2: Final = Contract(
    name="4.3.2",
    version="4.3.2",
    dialect=Dialect.PYDANTIC_1,
    cors=Cors.DEPLOYMENT,
    prefixes=("",),
    authorized_prefixes=("", "/api"),
    endpoints=_of_4(),
    shapes=SHAPES_4,
    rules=frozenset(
        {
            Rule.ANSWERS_CRASHES,
            Rule.PADS_NAMES,
            Rule.MODE_MODULO_4,
            Rule.POOL_KEYS_IN_LETTERS,
            Rule.POOL_CREATOR_MAY_BE_OFFLINE,
            Rule.CLAN_NEEDS_MEMBERS,
        }
    ),
)
CONTRACTS: Final = {contract.name: contract for contract in (ANY, BANCHO_5_3, BANCHO_4_3_2)}


def get_contract(name: str) -> Contract:
    """Return the contract of this name; raises `Mistake` that lists the known ones."""
    if name not in CONTRACTS:
        raise Mistake(f"unknown contract {name!r}{nearest(name, CONTRACTS)} Known: {', '.join(CONTRACTS)}")
    return CONTRACTS[name]


def table_of(contracts: Sequence[Contract]) -> list[tuple[str, ...]]:
    """Return the endpoints of these contracts as rows of a table, with a header: name, a path in each, the source."""
    rows = [("endpoint", *(contract.name for contract in contracts), "source")]
    for name in dict.fromkeys(name for contract in contracts for name in contract.endpoints):
        found = [contract.endpoints.get(name) for contract in contracts]
        paths = (c.paths(e)[0] if e else "-" for c, e in zip(contracts, found, strict=True))
        rows.append((name, *paths, next(endpoint.source for endpoint in found if endpoint)))
    return rows
