"""The form of every answer: which members it has in which order, and of which types, by a contract's shapes.

Columns have the types of the records that they are shown of; what stands around them is written here once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import inspect

from mockbancho.records import Beatmap, Clan, Player, Record, Score, Session, Stats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockbancho.contract import Column, Contract


class Plain(msgspec.Struct, frozen=True):
    """A value of one of a few types: int, float, string, time, bool or null."""

    types: frozenset[str]

    def __str__(self) -> str:
        return " or ".join(sorted(self.types, key=lambda name: (name == "null", name)))


class Members(msgspec.Struct, frozen=True):
    """An object with these members in this order."""

    forms: dict[str, Form]

    def __str__(self) -> str:
        return "an object"


class Rows(msgspec.Struct, frozen=True):
    """A list, or with *by_key* an object whose members are rows."""

    of: Form
    by_key: bool = False

    def __str__(self) -> str:
        return "an object" if self.by_key else "a list"


class Maybe(msgspec.Struct, frozen=True):
    """What may be null instead."""

    of: Form

    def __str__(self) -> str:
        return f"{self.of} or null"


class Cases(msgspec.Struct, frozen=True):
    """An object that has one of two forms, by a member that is true or false."""

    by: str
    true: Members
    false: Members

    def __str__(self) -> str:
        return "an object"


Form = Plain | Members | Rows | Maybe | Cases


def _plain(*types: str) -> Plain:
    return Plain(frozenset(types))


INT, FLOAT, STRING, TIME, BOOL = (_plain(each) for each in ("int", "float", "string", "time", "bool"))
_NAMES: Final[dict[type[inspect.Type], str]] = {
    inspect.IntType: "int",
    inspect.FloatType: "float",
    inspect.StrType: "string",
    inspect.EnumType: "string",
    inspect.LiteralType: "string",
    inspect.DateTimeType: "time",
    inspect.BoolType: "bool",
    inspect.NoneType: "null",
}
RECORDS: Final[dict[str, type[Record]]] = {
    "name": Player,
    "info": Player,
    "friend": Player,
    "stats": Stats,
    "status": Session,
    "beatmap": Beatmap,
    "pool_beatmap": Beatmap,
    "most_played_beatmap": Beatmap,
    "player_score": Score,
    "map_score": Score,
    "map_score_player": Player,
    "score": Score,
    "leaderboard": Stats,
    "clan_columns": Clan,
    "leaderboard_player": Player,
    "v2_player": Player,
    "v2_status": Session,
    "v2_stats": Stats,
    "v2_beatmap": Beatmap,
    "v2_score": Score,
    "v2_clan": Clan,
}
"""Which record each shape shows."""


def _column(record: type[Record], column: Column) -> Plain:
    """Return the type that a column has in JSON."""
    if column.type:
        return _plain(column.type)
    field = next(each for each in msgspec.structs.fields(record) if each.name == column.source)
    found = inspect.type_info(field.type)
    types = found.types if isinstance(found, inspect.UnionType) else (found,)
    return _plain(*(_NAMES[type(each)] for each in types))


class _Shapes:
    """The shapes of a contract as forms."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def columns(self, *names: str) -> dict[str, Form]:
        """Return the members of several shapes that stand side by side."""
        found: dict[str, Form] = {}
        for name in names:
            found |= {column.name: _column(RECORDS[name], column) for column in self._contract.shapes[name]}
        return found

    def row(self, *names: str, **more: Form) -> Members:
        """Return an object of shapes with more members after them."""
        return Members(self.columns(*names) | more)

    @property
    def clan(self) -> dict[str, Form]:
        """The three columns about a player's clan, null without one."""
        return {name: Maybe(form) for name, form in self.columns("clan_columns").items()}


def _success(**members: Form) -> Members:
    return Members({"status": STRING, **members})


def _status(shapes: _Shapes) -> Form:
    status = shapes.row("status", beatmap=Maybe(shapes.row("beatmap")))
    online = Members({"online": BOOL, "login_time": FLOAT, "status": status})
    return _success(player_status=Cases("online", online, Members({"online": BOOL, "last_seen": INT})))


def _player_scores(shapes: _Shapes) -> Form:
    rows = Rows(shapes.row("player_score", beatmap=shapes.row("beatmap")))
    clan = Maybe(Members({"id": INT, "name": STRING, "tag": STRING}))
    return _success(scores=rows, player=shapes.row("name", clan=clan))


def _match(shapes: _Shapes) -> Form:
    player = shapes.row("name")
    flags = {"skipped": BOOL, "status": INT, "team": INT}
    slot = Members({"loaded": BOOL, "mods": INT, "player": player, **flags})
    return _success(
        match=Members(
            {
                "name": STRING,
                **dict.fromkeys(("mode", "mods", "seed"), INT),
                "host": player,
                "refs": Rows(player),
                **dict.fromkeys(("in_progress", "is_scrimming"), BOOL),
                "map": Members({"id": INT, "md5": STRING, "name": STRING}),
                "active_slots": Rows(slot, by_key=True),
            }
        )
    )


def _clan(shapes: _Shapes) -> Form:
    member = shapes.row("name", country=STRING, rank=STRING)
    return shapes.row("name", tag=STRING, members=Rows(member), owner=member)


def _pool(shapes: _Shapes) -> Form:
    clan = Maybe(Members({"id": INT, "name": STRING, "tag": STRING, "members": INT}))
    creator = shapes.row("name", country=STRING, clan=clan, online=BOOL)
    return shapes.row("name", created_at=TIME, created_by=creator, maps=Rows(shapes.row("pool_beatmap"), by_key=True))


def _one(name: str) -> Callable[[_Shapes], Form]:
    return lambda shapes: _success(data=shapes.row(name), meta=Members({}))


def _page(name: str) -> Callable[[_Shapes], Form]:
    meta = Members({"total": INT, "page": INT, "page_size": INT})
    return lambda shapes: _success(data=Rows(shapes.row(name)), meta=meta)


_FORMS: Final[Mapping[str, Callable[[_Shapes], Form]]] = {
    "get_player_count": lambda _: _success(counts=Members({"online": INT, "total": INT})),
    "get_player_info": lambda shapes: _success(
        player=Members(
            {
                "info": shapes.row("info"),
                "stats": Rows(shapes.row("stats", rank=INT, country_rank=INT), by_key=True),
            }
        )
    ),
    "get_player_status": _status,
    "get_player_scores": _player_scores,
    "get_player_most_played": lambda shapes: _success(maps=Rows(shapes.row("most_played_beatmap", plays=INT))),
    "get_map_info": lambda shapes: _success(map=shapes.row("beatmap")),
    "get_map_scores": lambda shapes: _success(
        scores=Rows(shapes.row("map_score", "map_score_player", **shapes.clan)),
    ),
    "get_score_info": lambda shapes: _success(score=shapes.row("score")),
    "get_match": _match,
    "get_leaderboard": lambda shapes: _success(
        leaderboard=Rows(shapes.row("leaderboard_player", "leaderboard", **shapes.clan)),
    ),
    "get_clan": _clan,
    "get_mappool": _pool,
    "search_players": lambda shapes: _success(results=INT, result=Rows(shapes.row("name"))),
    "v2_players": _page("v2_player"),
    "v2_player": _one("v2_player"),
    "v2_player_status": _one("v2_status"),
    "v2_player_stats": _page("v2_stats"),
    "v2_player_mode_stats": _one("v2_stats"),
    "v2_maps": _page("v2_beatmap"),
    "v2_map": _one("v2_beatmap"),
    "v2_scores": _page("v2_score"),
    "v2_score": _one("v2_score"),
    "v2_clans": _page("v2_clan"),
    "v2_clan": _one("v2_clan"),
}
FORMED: Final = frozenset(_FORMS)
"""The endpoints whose answers have a form; `get_replay` sends no JSON, and others want an API key."""


@lru_cache(maxsize=256)
def form_of(contract: Contract, endpoint: str) -> Form:
    """Return the form of an endpoint's answer of status 200 under a contract."""
    return _FORMS[endpoint](_Shapes(contract))
