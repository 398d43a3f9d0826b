"""A player's standing: restrictions, silences and donations."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.actions.agenda import follow_up, put_due
from mockbancho.actions.presence import part
from mockbancho.clock import SECOND
from mockbancho.errors import Mistake
from mockbancho.osu.players import Privileges
from mockbancho.records import Player
from mockbancho.world.durations import Duration, micros_of, told
from mockbancho.world.world import World

_LATEST: Final = 2**31 - 1
"""The last Unix time that the columns hold: in January 2038."""


@action
def restrict(world: World, player: Player) -> None:
    """Hide a player from others, with their ranks and scores; who is online stays so, and is not seen."""
    if player.is_restricted:
        raise Mistake(f"player {player.id}, {player.name!r}, is restricted already; legal: unrestrict")
    world.put(replace(player, priv=int(player.priv & ~Privileges.UNRESTRICTED)))
    world.tell("player_restricted", player=player.id)


@action
def unrestrict(world: World, player: Player) -> None:
    """Let a restricted player be seen again, ranked by the stats that they have."""
    if not player.is_restricted:
        raise Mistake(f"player {player.id}, {player.name!r}, is not restricted; legal: restrict")
    world.put(replace(player, priv=int(player.priv | Privileges.UNRESTRICTED)))
    world.tell("player_unrestricted", player=player.id)


@action
def silence(world: World, player: Player, duration: Duration) -> None:
    """Silence a player for so long from now on, in place of what they were silenced for before; 0 ends it.

    bancho.py: they leave their match.
    """
    end = _end(world.now, duration)
    part(world, player)
    world.put(replace(world.current(player) or player, silence_end=end))
    world.tell("player_silenced", player=player.id, text=told(micros_of(duration)))


@action
def give_donor(world: World, player: Player, duration: Duration) -> None:
    """Make a player a supporter for so long; who is one already stays one for so much longer.

    bancho.py: what was given ends by itself, and with it every privilege of donors.
    """
    begin = max(world.now, player.donor_end * SECOND)
    end = _end(begin, duration)
    if end * SECOND <= begin:
        raise Mistake(f"duration: expected a second or more, got {duration!r}")
    world.put(replace(player, priv=int(player.priv | Privileges.SUPPORTER), donor_end=end))
    put_due(world, end * SECOND, "end_donor", player=player.id, donor_end=end)
    world.tell("donor_given", player=player.id, text=told(micros_of(duration)))


@follow_up
def end_donor(world: World, *, player: int, donor_end: int) -> None:
    """End what a donor was given, unless they were given more meanwhile."""
    row = world.players.get(player)
    if row is not None and row.donor_end == donor_end:
        world.put(replace(row, priv=int(row.priv & ~Privileges.DONATOR), donor_end=0))
        world.tell("donor_ended", player=player)


def _end(begin: int, duration: Duration) -> int:
    """Return the Unix time at which something ends that begins at a time in microseconds."""
    try:
        end = (begin + micros_of(duration)) // SECOND
    except Mistake as error:
        raise Mistake(f"duration: {error}") from None
    if end > _LATEST:
        raise Mistake(f"duration: {duration!r} ends after January 2038, which bancho.py's columns cannot hold")
    return end
