"""The slots of a match: who sits where, in which team, and who is ready."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.actions.leaving import leave
from mockbancho.actions.match_states import OPEN, status_after
from mockbancho.actions.seats import Seat, after_verb, get_seat, is_team_match, put_match, with_slot
from mockbancho.errors import Mistake
from mockbancho.osu.matches import SLOTS, Team
from mockbancho.records import Match, Player, Slot
from mockbancho.world.world import World

Place = Annotated[int, Meta(ge=0, le=SLOTS - 1)]


@action
def set_ready(world: World, player: Player) -> None:
    """Let a player of a match be ready to start."""
    _tell_status(world, player, "set_ready", "match_ready")


@action
def set_not_ready(world: World, player: Player) -> None:
    """Let a player of a match be ready no more, or have the beatmap now, or have looked at the results."""
    _tell_status(world, player, "set_not_ready", "match_not_ready")


@action
def report_no_map(world: World, player: Player) -> None:
    """Let a player of a match not have its beatmap: they will not play it."""
    _tell_status(world, player, "report_no_map", "match_no_map")


def _tell_status(world: World, player: Player, verb: str, event: str) -> None:
    match = put_match(world, after_verb(get_seat(world, player), verb))
    world.tell(event, match=match.id, player=player.id)


@action
def set_team(world: World, player: Player, team: Team) -> None:
    """Put a player of a match into a team, `red` or `blue`."""
    seat = get_seat(world, player)
    after_verb(seat, "set_team")
    if not is_team_match(seat.match):
        raise Mistake(f"team: match {seat.match.id} is one without teams")
    if team is Team.NEUTRAL:
        raise Mistake("team: expected red or blue, got neutral")
    put_match(world, with_slot(seat.match, seat.place, replace(seat.slot, team=team.value)))
    world.tell("team_changed", match=seat.match.id, player=player.id, text=team.word)


@action
def move_slot(world: World, player: Player, slot: Place) -> None:
    """Let a player of a match take another slot (0 to 15) that is open, as they are."""
    match, place, _ = seat = get_seat(world, player)
    after_verb(seat, "move_slot")
    if match.slots[slot].status != OPEN:
        free = [str(each) for each, row in enumerate(match.slots) if row.status == OPEN]
        raise Mistake(f"slot: {slot} of match {match.id} is not open; open: {', '.join(free) or 'none'}")
    moved = with_slot(match, slot, seat.slot)
    put_match(world, with_slot(moved, place, Slot()))
    world.tell("slot_changed", match=match.id, player=player.id, text=str(slot))


@action
def lock_slot(world: World, match: Match, slot: Place) -> None:
    """Let nobody take a slot (0 to 15) of a match; who has it is kicked. The host's cannot be locked."""
    status = status_after(match, slot, "lock_slot")
    player_id = match.slots[slot].player
    if player_id == match.host:
        raise Mistake(f"slot: {slot} of match {match.id} is the host's; legal: change_host, then lock_slot")
    if player_id is None:
        put_match(world, with_slot(match, slot, Slot(status=status.value)))
    else:
        leave(world, Seat(match, slot, player_id), "lock_slot")
    world.tell("slot_locked", match=match.id, text=str(slot))


@action
def unlock_slot(world: World, match: Match, slot: Place) -> None:
    """Open a slot (0 to 15) of a match again."""
    status = status_after(match, slot, "unlock_slot")
    put_match(world, with_slot(match, slot, Slot(status=status.value)))
    world.tell("slot_unlocked", match=match.id, text=str(slot))
