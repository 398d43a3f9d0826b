"""Leaving a match: by oneself, by being kicked, by going offline; with the last player it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from mockbancho.actions.match_plays import forget_play, leave_play
from mockbancho.actions.match_states import FREED
from mockbancho.actions.presence import at_parting
from mockbancho.actions.seats import Seat, find_seat, put_in_lobby, put_match, sitting, with_slot
from mockbancho.records import Slot

if TYPE_CHECKING:
    from mockbancho.records import Match, Player
    from mockbancho.world.world import World


@at_parting
def leave_on_logout(world: World, player: Player) -> None:
    """Let a player leave their match; a referee without a slot stays one. Who is in no match leaves none."""
    while (seat := find_seat(world, player.id)) is not None:
        leave(world, seat, "leave_match")


def leave(world: World, seat: Seat, verb: str) -> None:
    """Free a slot by a verb: the host is handed on, and without players the match is closed.

    bancho.py: a referee who leaves is none any more.
    """
    match, player_id = seat.match, seat.player
    left = with_slot(match, seat.place, Slot(status=FREED[verb].value))
    left = replace(left, referees=tuple(each for each in match.referees if each != player_id))
    put_in_lobby(world, player_id)
    world.tell("match_left" if verb == "leave_match" else "match_kicked", match=match.id, player=player_id)
    if not sitting(left):
        close(world, left)
        return
    put_match(world, left)
    leave_play(world, _with_a_host(world, left, player_id), player_id)


def close(world: World, match: Match) -> None:
    """Close a match; whoever is in it looks at the list of matches."""
    for player_id in sitting(match):
        put_in_lobby(world, player_id)
        world.tell("match_left", match=match.id, player=player_id)
    forget_play(world, match.id)
    scrim = world.matches.scrims.get(match.id)
    if scrim is not None:
        world.remove(scrim)
    world.remove(match)
    world.tell("match_closed", match=match.id)


def _with_a_host(world: World, match: Match, left: int) -> Match:
    """Hand a match whose host has left to the player in the first slot that has one."""
    return hand_over(world, match, sitting(match)[0]) if match.host == left else match


def hand_over(world: World, match: Match, player_id: int) -> Match:
    """Make a player the host of a match."""
    handed = put_match(world, replace(match, host=player_id))
    world.tell("host_changed", match=match.id, player=player_id, other=match.host)
    return handed
