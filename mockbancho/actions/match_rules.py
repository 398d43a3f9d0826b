"""What a match is about: whether teams meet, and what decides it."""

from __future__ import annotations

from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.actions.match_states import check_match
from mockbancho.actions.seats import all_after, put_match, seats_of
from mockbancho.errors import Mistake
from mockbancho.osu.matches import TeamType, WinCondition
from mockbancho.records import Match
from mockbancho.world.world import World


@action
def set_team_type(world: World, match: Match, team_type: TeamType) -> None:
    """Choose how the players of a match compete; all are put into teams anew, and nobody is ready any more.

    Not during a scrim: its points are of players or of teams.
    """
    check_match(match, "set_team_type")
    if match.team_type == team_type:
        raise Mistake(f"match {match.id} is {team_type.word} already")
    if match.is_scrimming:
        raise Mistake(f"a scrim goes on in match {match.id}, and its points stay what they are; legal: end_scrim")
    slots = list(all_after(match, "set_team_type"))
    for seat in seats_of(match):
        slots[seat.place] = replace(slots[seat.place], team=team_type.team_in(seat.place).value)
    put_match(world, replace(match, team_type=team_type.value, slots=tuple(slots)))
    world.tell("team_type_changed", match=match.id, text=team_type.word)


@action
def set_win_condition(world: World, match: Match, win_condition: WinCondition) -> None:
    """Choose what decides a match in its lobby; nobody is ready any more."""
    check_match(match, "set_win_condition")
    if match.win_condition == win_condition:
        raise Mistake(f"{win_condition.word} decides match {match.id} already")
    slots = all_after(match, "set_win_condition")
    put_match(world, replace(match, win_condition=win_condition.value, slots=slots))
    world.tell("win_condition_changed", match=match.id, text=win_condition.word)
