"""The life cycle of a session: what state a player is in, and which verbs are legal then."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from mockbancho.errors import Mistake
from mockbancho.osu.players import BOT_ID, Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.records import Match, Player, Session
    from mockbancho.world.world import World

F = TypeVar("F", bound="Callable[[World, Player], None]")


class Presence(StrEnum):
    """What state a player is in, in the words of mistakes."""

    OFFLINE = "offline"
    ONLINE = "online"
    PLAYING = "playing"
    IN_MATCH = "in match"
    BOT = "the bot, which is always online and does nothing else"


LEGAL: Final[dict[Presence, tuple[str, ...]]] = {
    Presence.OFFLINE: ("go_online",),
    Presence.ONLINE: (
        "set_status",
        "watch",
        "play_beatmap",
        "submit_score",
        "create_match",
        "join_match",
        "go_offline",
    ),
    Presence.PLAYING: ("set_status", "submit_score", "go_offline"),
    Presence.IN_MATCH: ("set_status", "leave_match", "go_offline"),
    Presence.BOT: (),
}
"""The verbs that are legal in each state; what goes on inside a match is a life cycle of its own."""
_PARTINGS: Final[list[Callable[[World, Player], None]]] = []


def at_parting(function: F) -> F:
    """Declare what else happens when a player goes offline, or is thrown out of where they are."""
    _PARTINGS.append(function)
    return function


def part(world: World, player: Player) -> None:
    """Take a player out of where they are; who is nowhere stays there."""
    for leave in _PARTINGS:
        leave(world, player)


def match_of(world: World, player_id: int) -> Match | None:
    """Return the match in which a player has a slot, or None."""
    return next((row for row in world.matches.rows if any(slot.player == player_id for slot in row.slots)), None)


def presence_of(world: World, player: Player) -> Presence:
    """Return the state that a player is in."""
    session = world.sessions.get(player.id)
    if player.id == BOT_ID:
        return Presence.BOT
    if session is None:
        return Presence.OFFLINE
    if match_of(world, player.id) is not None:
        return Presence.IN_MATCH
    return Presence.PLAYING if session.action == Action.PLAYING else Presence.ONLINE


def check_legal(world: World, player: Player, verb: str) -> None:
    """Refuse a verb that is not legal in the state that a player is in."""
    if verb not in LEGAL[presence_of(world, player)]:
        raise _illegal(world, player)


def session_for(world: World, player: Player, verb: str) -> Session:
    """Return the session of an online player for whom this verb is legal; raises `Mistake` for others."""
    session = world.sessions.get(player.id)
    if session is None or verb not in LEGAL[presence_of(world, player)]:
        raise _illegal(world, player)
    return session


def _illegal(world: World, player: Player) -> Mistake:
    presence = presence_of(world, player)
    legal = f"; legal: {', '.join(LEGAL[presence])}" if LEGAL[presence] else ""
    return Mistake(f"player {player.id}, {player.name!r}, is {presence}{_about(world, player, presence)}{legal}")


def _about(world: World, player: Player, presence: Presence) -> str:
    """Return what a state is about: the number of a match, what is played."""
    match, session = match_of(world, player.id), world.sessions.get(player.id)
    if presence is Presence.IN_MATCH and match:
        return f" {match.id}"
    return f" {session.info_text}".rstrip() if presence is Presence.PLAYING and session else ""
