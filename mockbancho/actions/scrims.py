"""Scrims: the plays of a match give points, until somebody has won."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from msgspec import Meta
from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.actions.match_states import check_match
from mockbancho.actions.seats import is_team_match, put_match, sitting
from mockbancho.errors import Mistake
from mockbancho.osu.matches import SlotStatus, Team, WinCondition
from mockbancho.osu.scores import ScoreStatus
from mockbancho.records import Match, Score, Scrim
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BestOf = Annotated[int, Meta(ge=1, le=15)]
_COUNTED: Final[Mapping[WinCondition, Callable[[Score], float]]] = {
    WinCondition.SCORE: lambda score: score.score,
    WinCondition.ACCURACY: lambda score: score.acc,
    WinCondition.COMBO: lambda score: score.max_combo,
    WinCondition.SCORE_V2: lambda score: score.score,
}


@action
def start_scrim(world: World, match: Match, *, best_of: BestOf) -> None:
    """Let the plays of a match from now on give a point each, until somebody has won more than half of *best_of*.

    A point is the player's or team's with the largest sum of what the win condition counts, of those who passed; where
    the largest is shared it is nobody's. *best_of* is odd.
    """
    check_match(match, "start_scrim")
    if match.is_scrimming:
        raise Mistake(f"match {match.id} is scrimming; legal: end_scrim")
    if best_of % 2 == 0:
        raise Mistake(f"best_of: expected an odd number, since somebody must win; got {best_of}")
    put_match(world, replace(match, is_scrimming=True))
    world.put(Scrim(id=match.id, best_of=best_of))
    world.tell("scrim_started", match=match.id, text=f"best of {best_of}")


@action
def end_scrim(world: World, match: Match) -> None:
    """End the scrim of a match as it stands, without a winner."""
    check_match(match, "end_scrim")
    if not match.is_scrimming:
        raise Mistake(f"match {match.id} is not scrimming; legal: start_scrim")
    scrim = world.matches.scrims.get(match.id)
    _end(world, match.id)
    world.tell("scrim_ended", match=match.id, text=_standing(world, match, scrim) if scrim else "")


def count_for_scrim(world: World, match: Match, score: Score) -> None:
    """Keep a score that was played in a match, if it scrims."""
    scrim = world.matches.scrims.get(match.id)
    if scrim is not None:
        world.put(replace(scrim, scores=(*scrim.scores, score.id)))


def forget_scores(world: World, match: Match) -> None:
    """Let the scores of a play that has come to nothing count for no point."""
    scrim = world.matches.scrims.get(match.id)
    if scrim is not None:
        world.put(replace(scrim, scores=()))


def give_point(world: World, match: Match) -> None:
    """Give the point for a play; *match* is the match as it was when the last player had finished."""
    scrim = world.matches.scrims.get(match.id)
    if scrim is None:
        return
    winner = _winner(_totals(world, match, scrim))
    if winner is None:
        world.put(replace(scrim, scores=()))
        world.tell("scrim_point", match=match.id, text=f"nobody's; {_standing(world, match, scrim)}")
        return
    scrim = replace(scrim, scores=(), winners=(*scrim.winners, winner))
    world.put(scrim)
    player = None if is_team_match(match) else winner
    text = f"{_name(world, match, winner)}; {_standing(world, match, scrim)}"
    world.tell("scrim_point", match=match.id, player=player, text=text)
    if scrim.winners.count(winner) * 2 > scrim.best_of:
        _end(world, match.id)
        world.tell("scrim_ended", match=match.id, player=player, text=text)


def _end(world: World, match_id: int) -> None:
    match, scrim = world.matches.get(match_id), world.matches.scrims.get(match_id)
    if match is not None:
        put_match(world, replace(match, is_scrimming=False))
    if scrim is not None:
        world.remove(scrim)


def _totals(world: World, match: Match, scrim: Scrim) -> dict[int, float]:
    """Return what each side has reached: players who have finished, or their teams."""
    complete = [slot for slot in match.slots if slot.status == SlotStatus.COMPLETE]
    sides = {slot.player: slot.team if is_team_match(match) else slot.player for slot in complete}
    counted = _COUNTED[WinCondition(match.win_condition)]
    totals = {side: 0.0 for side in sides.values() if side is not None}
    for score in filter(None, map(world.scores.get, scrim.scores)):
        side = sides.get(score.userid)
        if side is not None and score.status != ScoreStatus.FAILED:
            totals[side] += counted(score)
    return totals


def _winner(totals: dict[int, float]) -> int | None:
    """Return the side that has reached most, None if several have, or nobody anything."""
    most = max(totals.values(), default=0)
    best = [side for side, total in totals.items() if total == most]
    return best[0] if most > 0 and len(best) == 1 else None


def _standing(world: World, match: Match, scrim: Scrim) -> str:
    """Return who has how many points, such as `red 2, blue 1`."""
    sides = [Team.RED, Team.BLUE] if is_team_match(match) else sorted({*sitting(match), *scrim.winners})
    points = sorted(sides, key=scrim.winners.count, reverse=True)
    return ", ".join(f"{_name(world, match, side)} {scrim.winners.count(side)}" for side in points)


def _name(world: World, match: Match, side: int) -> str:
    if is_team_match(match):
        return Team(side).word
    player = world.players.get(side)
    return player.name if player else f"player {side}"
