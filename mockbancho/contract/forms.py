"""What a contract is made of: kinds of parameters, shapes of answers, rules, endpoints."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


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
    BEARER_ONLY = "an API key counts only after 'Bearer', and whatever is wrong with it has one answer"
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


class Reals(Struct, frozen=True):
    """Any number of real numbers: each time that the name is sent, it adds one."""


Kind = Integer | Text | Name | Choice | Boolean | Reals


class Parameter(Struct, frozen=True):
    """A parameter of an endpoint; one that is neither required nor given has its *default*."""

    name: str
    kind: Kind
    default: int | str | bool | tuple[float, ...] | None = None
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
    needs_key: bool = False
    """Whether it looks at an API key."""


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
        prefixes = self.authorized_prefixes if endpoint.needs_key else self.prefixes
        return [f"{prefix}/{endpoint.name}" for prefix in prefixes]
