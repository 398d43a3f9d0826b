"""Playing in a match: all begin together, and it is over when the last one has finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from msgspec import Meta
from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.actions.agenda import follow_up, later
from mockbancho.actions.match_scores import check_playable, submit_for_match
from mockbancho.actions.match_states import check_match
from mockbancho.actions.scrims import count_for_scrim, forget_scores, give_point
from mockbancho.actions.seats import Seat, after_verb, all_after, find_seat, get_seat, put_match, seats_of, with_slot
from mockbancho.clock import SECOND
from mockbancho.errors import Mistake
from mockbancho.osu.matches import SlotStatus
from mockbancho.osu.mods import speed_of
from mockbancho.records import Match, Player
from mockbancho.world.world import World

if TYPE_CHECKING:
    from mockbancho.records import Due

Seconds = Annotated[float, Meta(ge=0, le=86_400)]
LOADING: Final = 3
"""Seconds until whoever has not said that they have loaded the beatmap has."""
_INTRO_SHARE, _INTRO_SECONDS = 10, 10
"""An intro is a tenth of a play, and ten seconds at most. bancho.py does not know how long it is."""
_FINISH, _LOAD = "finish_match_play", "load_match"


@action
def start_match(world: World, match: Match, *, seconds: Seconds | None = None) -> None:
    """Let all players of a match who have its beatmap play it, ready or not; the others wait.

    Each has loaded it after three seconds, and finishes by themselves after as long as it takes at the speed of the
    match's mods, or after so many *seconds*; a score is submitted then. Whoever says so earlier is earlier.
    """
    check_match(match, "start_match")
    beatmap = check_playable(world, match)
    started = replace(match, in_progress=True, slots=all_after(match, "start_match", loaded=False, skipped=False))
    if not _playing(started):
        raise Mistake(f"nobody in match {match.id} has the beatmap; legal: set_not_ready for whoever has it now")
    put_match(world, started)
    lasts = beatmap.total_length / speed_of(match.mods) if seconds is None else seconds
    later(world, LOADING, _LOAD, match=match.id)
    for seat in _playing(started):
        later(world, lasts, _FINISH, match=match.id, player=seat.player, started=world.now)
    world.tell("match_started", match=match.id, player=match.host, beatmap=beatmap.id)


@action
def finish_loading(world: World, player: Player) -> None:
    """Let a player of a match that has started be done with loading the beatmap."""
    seat = get_seat(world, player)
    after_verb(seat, "finish_loading")
    _flag(world, seat, loaded=True)


@action
def skip_intro(world: World, player: Player) -> None:
    """Let a player of a match want to skip the intro; once all want to, what is left of it is skipped."""
    seat = get_seat(world, player)
    after_verb(seat, "skip_intro")
    match = _flag(world, seat, skipped=True)
    if not seat.slot.skipped and all(each.slot.skipped for each in _playing(match)):
        for due in _pending(world, match.id, _FINISH):
            world.remove(due)
            world.put(replace(due, due=max(world.now, due.due - _intro_left(world, due))))
        world.tell("match_skipped", match=match.id)


@action
def finish_play(world: World, player: Player) -> None:
    """Let a player of a match finish now, with a score; with the last one, the play of the match is over."""
    _finish(world, get_seat(world, player))


@action
def abort_match(world: World, match: Match) -> None:
    """End the play of a match for all, without scores of those who have not finished."""
    check_match(match, "abort_match")
    forget_play(world, match.id)
    slots = all_after(match, "abort_match", loaded=False, skipped=False)
    aborted = put_match(world, replace(match, in_progress=False, slots=slots))
    forget_scores(world, aborted)
    world.tell("match_aborted", match=match.id)


@follow_up
def finish_match_play(world: World, *, match: int, player: int, started: int) -> None:  # noqa: ARG001  # skipping looks at it
    """End the play of somebody who still plays in this match."""
    seat = find_seat(world, player)
    if seat is not None and seat.match.id == match and seat.slot.status == SlotStatus.PLAYING:
        _finish(world, seat)


@follow_up
def load_match(world: World, *, match: int) -> None:
    """Let all who play in this match have loaded the beatmap."""
    row = world.matches.get(match)
    if row is not None:
        for seat in _playing(row):
            row = _flag(world, seat._replace(match=row), loaded=True)


def leave_play(world: World, match: Match, player_id: int) -> None:
    """Forget what a player who has left was to do in a match; with the last one who plays, its play is over."""
    forget_play(world, match.id, player_id)
    _end_if_over(world, match)


def forget_play(world: World, match_id: int, player_id: int | None = None) -> None:
    """Take what would still have come of the play of a match, or of one player, from the agenda."""
    kinds = (_FINISH, _LOAD) if player_id is None else (_FINISH,)
    for due in _pending(world, match_id, *kinds):
        if player_id in (None, dict(due.arguments).get("player")):
            world.remove(due)


def _finish(world: World, seat: Seat) -> None:
    match, player = after_verb(seat, "finish_play"), world.players.get(seat.player)
    forget_play(world, match.id, seat.player)
    put_match(world, match)
    score = submit_for_match(world, player, match, seat.slot) if player else None
    if score is not None:
        count_for_scrim(world, match, score)
    world.tell("match_completed", match=match.id, player=seat.player, score=score.id if score else None)
    _end_if_over(world, match)


def _end_if_over(world: World, match: Match) -> None:
    """End the play of a match that nobody plays any more."""
    if not match.in_progress or _playing(match):
        return
    forget_play(world, match.id)
    slots = tuple(replace(slot, loaded=False, skipped=False) for slot in all_after(match, "finish_play"))
    put_match(world, replace(match, in_progress=False, slots=slots))
    world.tell("match_finished", match=match.id)
    give_point(world, match)


def _flag(world: World, seat: Seat, *, loaded: bool = False, skipped: bool = False) -> Match:
    """Set what a player has told, which they may tell again."""
    match, slot = seat.match, seat.slot
    told = replace(slot, loaded=slot.loaded or loaded, skipped=slot.skipped or skipped)
    if told == slot:
        return match
    world.tell("match_loaded" if loaded else "match_skip_wanted", match=match.id, player=seat.player)
    return put_match(world, with_slot(match, seat.place, told))


def _playing(match: Match) -> list[Seat]:
    return [seat for seat in seats_of(match) if seat.slot.status == SlotStatus.PLAYING]


def _pending(world: World, match_id: int, *kinds: str) -> list[Due]:
    return [
        due for due in world.schedule.agenda if due.action in kinds and dict(due.arguments).get("match") == match_id
    ]


def _intro_left(world: World, due: Due) -> int:
    """Return how long the intro of a play goes on, in microseconds."""
    started: int = dict(due.arguments)["started"]  # type: ignore[assignment]  # as it was put there
    intro = min((due.due - started) // _INTRO_SHARE, _INTRO_SECONDS * SECOND)
    return max(0, started + intro - world.now)
