"""Where players sit in matches, and what their statuses say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from mockbancho.actions.match_states import ALL_SLOTS, status_after
from mockbancho.actions.presence import check_legal
from mockbancho.actions.statuses import IDLE, chosen
from mockbancho.errors import Mistake
from mockbancho.osu.matches import SlotStatus, TeamType
from mockbancho.osu.modes import GameMode
from mockbancho.osu.players import Action

if TYPE_CHECKING:
    from mockbancho.records import Match, Player, Slot
    from mockbancho.world.world import World


class Seat(NamedTuple):
    """A slot that a *player* has (the id): the *match*, and the slot's *place* in it."""

    match: Match
    place: int
    player: int

    @property
    def slot(self) -> Slot:
        """The slot."""
        return self.match.slots[self.place]


def seats_of(match: Match) -> list[Seat]:
    """Return the slots of a match that have a player, in order."""
    return [Seat(match, place, slot.player) for place, slot in enumerate(match.slots) if slot.player is not None]


def find_seat(world: World, player_id: int) -> Seat | None:
    """Return the slot that a player has in a match, or None."""
    return next((seat for match in world.matches.rows for seat in seats_of(match) if seat.player == player_id), None)


def get_seat(world: World, player: Player) -> Seat:
    """Return the slot that a player has; raises `Mistake` if they are in no match."""
    seat = find_seat(world, player.id)
    if seat is None:
        check_legal(world, player, "leave_match")
        raise Mistake(f"player {player.id}, {player.name!r}, is in no match")
    return seat


def seat_in(match: Match, player: Player) -> Seat:
    """Return the slot that a player has in a match; raises `Mistake` if they have none there."""
    for seat in seats_of(match):
        if seat.player == player.id:
            return seat
    raise Mistake(f"player {player.id}, {player.name!r}, has no slot in match {match.id}")


def is_team_match(match: Match) -> bool:
    """Whether a match is one of teams."""
    return TeamType(match.team_type).has_teams


def sitting(match: Match) -> list[int]:
    """Return the ids of the players of a match, in the order of their slots."""
    return [seat.player for seat in seats_of(match)]


def with_slot(match: Match, place: int, slot: Slot) -> Match:
    """Return a match with another slot in a place."""
    return replace(match, slots=(*match.slots[:place], slot, *match.slots[place + 1 :]))


def after_verb(seat: Seat, verb: str) -> Match:
    """Return the match once a slot has gone on by a verb; raises `Mistake` if that is not legal for it."""
    status = status_after(seat.match, seat.place, verb)
    return with_slot(seat.match, seat.place, replace(seat.slot, status=status.value))


def all_after(match: Match, verb: str, **changes: object) -> tuple[Slot, ...]:
    """Return the slots of a match after a verb that is about all of them, with other changes of those it is about."""
    follows = ALL_SLOTS[verb]
    return tuple(
        replace(slot, status=follows[SlotStatus(slot.status)].value, **changes) if slot.status in follows else slot
        for slot in match.slots
    )


def put_match(world: World, match: Match) -> Match:
    """Put a match; the statuses of its players say what it says of them, where that is something new."""
    old = world.matches.get(match.id)
    said = {seat.player: _status(seat) for seat in seats_of(old)} if old else {}
    world.put(match)
    for seat in seats_of(match):
        session, status = world.sessions.get(seat.player), _status(seat)
        if session is not None and said.get(seat.player) != status:
            world.put(replace(session, **status))
    return match


def _status(seat: Seat) -> dict[str, Any]:
    """Return what the status of a match's player says. bancho.py: the client names a beatmap only while it plays it."""
    match, slot = seat.match, seat.slot
    columns = {**IDLE, **chosen(mode_of_match(match), match.mods | slot.mods), "action": Action.MULTIPLAYER.value}
    if slot.status != SlotStatus.PLAYING:
        return columns
    on = {"info_text": match.map_name, "map_md5": match.map_md5, "map_id": match.map_id}
    return {**columns, **on, "action": Action.MULTIPLAYING.value}


def mode_of_match(match: Match) -> GameMode:
    """Return the mode that is chosen in a match; the ruleset, where that is a mode that nobody plays."""
    mode = GameMode(match.mode % len(GameMode))
    return mode if mode.is_used else mode.ruleset


def put_in_lobby(world: World, player_id: int) -> None:
    """Let a player who has left a match look at the list of matches."""
    session = world.sessions.get(player_id)
    if session is not None:
        world.put(replace(session, **{**IDLE, "mods": 0, "action": Action.LOBBY.value}))
