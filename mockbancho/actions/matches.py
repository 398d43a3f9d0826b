"""Opening, joining, leaving and closing multiplayer matches; what is played in them, and who leads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.actions.leaving import close, hand_over, leave
from mockbancho.actions.match_states import OPEN, check_match
from mockbancho.actions.presence import check_legal
from mockbancho.actions.seats import all_after, get_seat, put_match, seat_in, with_slot
from mockbancho.clock import SECOND
from mockbancho.errors import Mistake
from mockbancho.factories import MatchColumns, check_matchless, chosen_beatmap, new_match, taken_slot
from mockbancho.osu.matches import TeamType
from mockbancho.records import Beatmap, Match, Player
from mockbancho.world.world import World


@action
def create_match(
    world: World,
    *,
    host: Player,
    name: str | None = None,
    beatmap: Beatmap | None = None,
    players: Sequence[Player] = (),
    **columns: Unpack[MatchColumns],
) -> Match:
    """Open a match, in its lobby: the host and the other players take slots and are not ready.

    All must be online, and in no other match. It gets the lowest free place from 1 on.
    """
    everybody = [host, *(player for player in players if player.id != host.id)]
    check_matchless(world, everybody)
    for player in everybody:
        check_legal(world, player, "create_match")
        _check_sociable(world, player)
    match = put_match(world, new_match(world, players=everybody, name=name, beatmap=beatmap, **columns))
    world.tell("match_created", match=match.id, player=host.id, beatmap=beatmap.id if beatmap else None)
    for player in everybody:
        world.tell("match_joined", match=match.id, player=player.id)
    return match


@action
def join_match(world: World, player: Player, match: Match) -> None:
    """Let an online player take the lowest open slot of a match; they are not ready."""
    check_legal(world, player, "join_match")
    _check_sociable(world, player)
    place = next((place for place, slot in enumerate(match.slots) if slot.status == OPEN), None)
    if place is None:
        raise Mistake(f"match {match.id} has no open slot; legal: unlock_slot, kick")
    put_match(world, with_slot(match, place, taken_slot(place, player, TeamType(match.team_type))))
    world.tell("match_joined", match=match.id, player=player.id)


def _check_sociable(world: World, player: Player) -> None:
    """Refuse whom bancho.py keeps out of multiplayer."""
    who = f"player {player.id}, {player.name!r},"
    if player.is_restricted:
        raise Mistake(f"{who} is restricted and may join no match; legal: unrestrict")
    if player.silence_end * SECOND > world.now:
        raise Mistake(f"{who} is silenced and may join no match until that is over")


@action
def leave_match(world: World, player: Player) -> None:
    """Let a player leave their match for the list of matches; their slot is open then, also in the middle of a play.

    A host hands the match to the player in the first slot that has one. With its last player a match is closed.
    """
    leave(world, get_seat(world, player), "leave_match")


@action
def kick(world: World, player: Player) -> None:
    """Throw a player other than the host out of their match; their slot is open then."""
    seat = get_seat(world, player)
    if seat.match.host == player.id:
        raise Mistake(f"player {player.id}, {player.name!r}, is the host; legal: leave_match, or change_host first")
    leave(world, seat, "kick")


@action
def close_match(world: World, match: Match) -> None:
    """Close a match, whatever its players are doing."""
    close(world, match)


@action
def change_beatmap(world: World, match: Match, beatmap: Beatmap | None = None) -> None:
    """Choose what a match in its lobby plays next, in the beatmap's own mode; nobody is ready any more.

    Without a beatmap the host is choosing one.
    """
    check_match(match, "change_beatmap")
    put_match(world, replace(match, **chosen_beatmap(beatmap), slots=all_after(match, "change_beatmap")))
    world.tell("beatmap_changed", match=match.id, beatmap=beatmap.id if beatmap else None)


@action
def change_host(world: World, match: Match, player: Player) -> None:
    """Make another player of a match its host."""
    seat_in(match, player)
    if match.host == player.id:
        raise Mistake(f"player {player.id}, {player.name!r}, is the host of match {match.id} already")
    hand_over(world, match, player.id)


@action
def add_referee(world: World, match: Match, player: Player) -> None:
    """Make an online player a referee of a match, with or without a slot in it."""
    if world.sessions.get(player.id) is None:
        raise Mistake(f"player {player.id}, {player.name!r}, is offline; legal: go_online")
    if player.id in {match.host, *match.referees}:
        raise Mistake(f"player {player.id}, {player.name!r}, is a referee of match {match.id} already")
    put_match(world, replace(match, referees=(*match.referees, player.id)))
    world.tell("referee_added", match=match.id, player=player.id)


@action
def remove_referee(world: World, match: Match, player: Player) -> None:
    """Let a player be a referee of a match no more. The host always is one."""
    if player.id not in match.referees:
        is_host = "always a referee: the host" if player.id == match.host else "no referee"
        raise Mistake(f"player {player.id}, {player.name!r}, is {is_host} of match {match.id}")
    put_match(world, replace(match, referees=tuple(each for each in match.referees if each != player.id)))
    world.tell("referee_removed", match=match.id, player=player.id)
