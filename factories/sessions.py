"""Sessions: players who are online."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict

from mockbancho.clock import SECOND, START
from mockbancho.osu.modes import GameMode
from mockbancho.osu.players import Action
from mockbancho.records import Session

from .chance import Chance, Key

if TYPE_CHECKING:
    from typing import Unpack

    from mockbancho.records import Player
    from mockbancho.world.world import World

_LONGEST: Final = 3 * 60 * 60
"""Seconds that somebody has been online, at most."""


_WORDS: Final = {"action": Action, "mode": GameMode}


class SessionColumns(TypedDict, total=False):
    """What of a session can be given; what is not given is drawn, or empty."""

    login_time: float
    action: Action
    info_text: str
    map_md5: str
    mods: int
    mode: GameMode
    map_id: int


def draw_session(
    seed: int,
    key: Key,
    *,
    id: int,  # noqa: A002  # as the column
    now: int = START,
    **columns: Unpack[SessionColumns],
) -> Session:
    """Return the session of player *id*, who came online some time before *now* and idles."""
    online = Chance(seed, "session", key).between("online", 1, _LONGEST * 1000)
    given: dict[str, Any] = {"login_time": max(0, now // 1000 - online) / 1000, **columns}
    given |= {name: int(kind.of(given[name])) for name, kind in _WORDS.items() if name in given}
    return Session(id=id, **given)


def new_session(world: World, player: Player, **columns: Unpack[SessionColumns]) -> Session:
    """Return a session of a player for a world, in the mode that they prefer; put nowhere yet."""
    given: SessionColumns = {"mode": GameMode(player.preferred_mode % 12), **columns}
    return draw_session(world.seed, player.safe_name, id=player.id, now=max(world.now, SECOND), **given)
