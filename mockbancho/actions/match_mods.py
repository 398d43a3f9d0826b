"""The mods of a match, and of each of its players while they are free."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.actions.match_states import check_match
from mockbancho.actions.seats import all_after, put_match, seat_in, seats_of, with_slot
from mockbancho.errors import Mistake
from mockbancho.osu.matches import SPEED_MODS, SlotStatus
from mockbancho.osu.mods import Mods, letters_of
from mockbancho.records import Match, Player
from mockbancho.world.world import World

_SPEED: Final = letters_of(SPEED_MODS)


@action
def set_match_mods(world: World, match: Match, mods: Mods, *, player: Player | None = None) -> None:
    """Choose the mods of a match in its lobby; nobody is ready any more.

    While mods are free, a match has those of speed alone, and a *player* the others; the host's speed mods are the match's.
    """
    check_match(match, "set_match_mods")
    if player is None:
        _choose_for_all(world, match, mods)
    else:
        _choose_for_one(world, match, mods, player)


def _choose_for_all(world: World, match: Match, mods: int) -> None:
    if match.freemods and mods & ~SPEED_MODS:
        given = letters_of(mods & ~SPEED_MODS)
        raise Mistake(
            f"mods: they are free in match {match.id}, which has {_SPEED} alone; give {given} to a player=, or set_freemods off"
        )
    put_match(world, replace(match, mods=int(mods), slots=all_after(match, "set_match_mods")))
    world.tell("match_mods_changed", match=match.id, text=letters_of(mods))


def _choose_for_one(world: World, match: Match, mods: int, player: Player) -> None:
    seat = seat_in(match, player)
    speed = mods & SPEED_MODS
    if not match.freemods:
        raise Mistake(f"player: mods are not free in match {match.id}; set_freemods first, or give no player")
    if speed and match.host != player.id:
        raise Mistake(f"mods: {letters_of(speed)} is for the host of match {match.id} to choose, player {match.host}")
    changed = {"mods": int(speed)} if match.host == player.id else {}
    if changed.get("mods", match.mods) != match.mods:
        match = replace(match, slots=all_after(match, "set_match_mods"), **changed)
    slot = match.slots[seat.place]
    status = SlotStatus.NOT_READY if slot.status == SlotStatus.READY else slot.status
    put_match(world, with_slot(match, seat.place, replace(slot, mods=int(mods & ~SPEED_MODS), status=int(status))))
    world.tell("match_mods_changed", match=match.id, player=player.id, text=letters_of(mods))


@action
def set_freemods(world: World, match: Match, *, freemods: bool = True) -> None:
    """Let each player of a match in its lobby choose their own mods, or all play with the same again.

    They begin with the match's, which keeps those of speed; afterwards all play with the host's.
    """
    check_match(match, "set_freemods")
    if freemods == match.freemods:
        raise Mistake(f"mods are {'free' if freemods else 'not free'} in match {match.id} already")
    hosts = next((seat.slot.mods for seat in seats_of(match) if seat.player == match.host), 0)
    speed = match.mods & SPEED_MODS
    own = match.mods & ~SPEED_MODS if freemods else 0
    slots = tuple(
        replace(slot, mods=own) if slot.player is not None else slot for slot in all_after(match, "set_freemods")
    )
    put_match(world, replace(match, freemods=freemods, mods=speed if freemods else speed | hosts, slots=slots))
    world.tell("freemods_changed", match=match.id, text="on" if freemods else "off")
