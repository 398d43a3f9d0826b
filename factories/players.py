"""Players that could have registered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict

from mockbancho.clock import SECOND, START
from mockbancho.osu.modes import GameMode
from mockbancho.osu.players import Privileges
from mockbancho.records import Player
from mockbancho.world.collation import safe_name

from .chance import Chance, Key
from .keys import key_of, next_id
from .moments import DAY, YEAR, seconds_before
from .names import free_name
from .words import COUNTRIES

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from mockbancho.world.world import World

FIRST_ID: Final = 3
"""bancho.py: 1 is the bot, 2 is never given."""


class PlayerColumns(TypedDict, total=False):
    """Columns of `users` that can be given; what is not given is drawn, or empty."""

    safe_name: str
    priv: int
    country: str
    silence_end: int
    donor_end: int
    creation_time: int
    latest_activity: int
    clan_id: int
    clan_priv: int
    preferred_mode: GameMode
    play_style: int
    custom_badge_name: str | None
    custom_badge_icon: str | None
    userpage_content: str | None
    api_key: str | None


class PlayerTraits(TypedDict, total=False):
    """What a player can be, beside the columns that say so."""

    restricted: bool
    unverified: bool
    donor: bool
    silenced: bool
    staff: bool


def draw_player(
    seed: int,
    key: Key,
    *,
    id: int,  # noqa: A002  # as the column
    name: str,
    now: int = START,
    traits: PlayerTraits | None = None,
    **columns: Unpack[PlayerColumns],
) -> Player:
    """Return the player that this seed and key stand for; *now* is in microseconds since the Unix epoch."""
    chance = Chance(seed, "player", key)
    age = chance.between("age", 30, 4 * 365) * DAY
    drawn: PlayerColumns = {
        "safe_name": safe_name(name),
        "priv": int(Privileges.UNRESTRICTED | Privileges.VERIFIED),
        "country": chance.weighted("country", COUNTRIES),
        "creation_time": seconds_before(now, age),
        "latest_activity": seconds_before(now, chance.between("absence", 60, 20 * DAY)),
        "play_style": chance.weighted("play style", {5: 5, 4: 3, 6: 2, 1: 1, 8: 1}),
    }
    given: dict[str, Any] = {**drawn, **_of_traits(traits or {}, now), **columns}
    given["preferred_mode"] = int(GameMode.of(given.get("preferred_mode", GameMode.OSU)))
    return Player(id=id, name=name, **given)


def _of_traits(traits: PlayerTraits, now: int) -> PlayerColumns:
    """Return the columns in which a player with these traits is not like others."""
    columns: PlayerColumns = {}
    priv = Privileges.UNRESTRICTED | Privileges.VERIFIED
    if traits.get("restricted"):
        priv &= ~Privileges.UNRESTRICTED
    if traits.get("unverified"):
        priv &= ~Privileges.VERIFIED
    if traits.get("donor"):
        priv |= Privileges.DONATOR
        columns["donor_end"] = now // SECOND + YEAR
    if traits.get("staff"):
        priv |= Privileges.MODERATOR | Privileges.ADMINISTRATOR
    if traits.get("silenced"):
        columns["silence_end"] = now // SECOND + DAY
    return {"priv": int(priv), **columns}


def new_player(
    world: World,
    *,
    id: int | None = None,  # noqa: A002  # as the column
    name: str | None = None,
    traits: PlayerTraits | None = None,
    **columns: Unpack[PlayerColumns],
) -> Player:
    """Return a player for a world, with an id and a name that nobody there has; put nowhere yet."""
    key = key_of(world, "player", name=name, id=id)
    number = next_id(world.players.rows, FIRST_ID) if id is None else id
    called = free_name(world.seed, key, taken_names(world)) if name is None else name
    return draw_player(world.seed, key, id=number, name=called, now=world.now, traits=traits, **columns)


def taken_names(world: World) -> Callable[[str], bool]:
    """Return what tells whether a player of a world is found by a name."""
    return lambda name: world.players.named(safe_name(name)) is not None
