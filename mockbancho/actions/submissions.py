"""What follows from a score that is submitted now, besides the figures: activity, and events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from mockbancho.clock import SECOND, to_datetime
from mockbancho.osu.beatmaps import HAS_LEADERBOARD
from mockbancho.osu.scores import ScoreStatus
from mockbancho.world.queries.scores import on_beatmap
from mockbancho.world.submission import submit

if TYPE_CHECKING:
    from mockbancho.records import Score
    from mockbancho.world.world import World


def submit_now(world: World, score: Score) -> Score:
    """Submit a score that has been played, under the next number, and note it."""
    number = (world.scores.rows.last_key or 0) + 1
    moment = to_datetime(world.now).replace(microsecond=0)
    submitted = submit(world, replace(score, id=number, play_time=moment))
    note(world, submitted)
    return submitted


def note(world: World, score: Score) -> None:
    """Note that a player has just submitted a score, and whether it failed or leads the beatmap's leaderboard."""
    player, beatmap = world.players.get(score.userid), world.beatmaps.with_md5(score.map_md5)
    if player is not None:
        world.put(replace(player, latest_activity=world.now // SECOND))
    on = beatmap.id if beatmap else None
    world.tell("score_submitted", player=score.userid, beatmap=on, score=score.id)
    if score.status == ScoreStatus.FAILED:
        world.tell("play_failed", player=score.userid, beatmap=on, score=score.id)
    elif beatmap and beatmap.status in HAS_LEADERBOARD and _is_first(world, score):
        world.tell("first_place", player=score.userid, beatmap=on, score=score.id)


def _is_first(world: World, score: Score) -> bool:
    """Whether a score leads its beatmap's leaderboard, on which restricted players are not."""
    found = on_beatmap(world, score.map_md5, score.mode, None, newest_first=False)
    return [row.id for row in found.page(0, 1)] == [score.id]
