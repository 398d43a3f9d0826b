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
    from mockbancho.records import Player, Score
    from mockbancho.world.world import World


def submit_now(world: World, player: Player, score: Score) -> Score:
    """Submit what a player has just played, under the next number, and note it; return it with the status that it got."""
    number = (world.scores.rows.last_key or 0) + 1
    moment = to_datetime(world.now).replace(microsecond=0)
    submitted = submit(world, replace(score, id=number, play_time=moment))
    note(world, player, submitted)
    return submitted


def note(world: World, player: Player, score: Score) -> None:
    """Note that a player has just submitted a score, and whether it failed or leads the beatmap's leaderboard."""
    world.put(replace(player, latest_activity=world.now // SECOND))
    beatmap = world.beatmaps.with_md5(score.map_md5)
    on = beatmap.id if beatmap else None
    world.tell("score_submitted", player=player.id, beatmap=on, score=score.id)
    if score.status == ScoreStatus.FAILED:
        world.tell("play_failed", player=player.id, beatmap=on, score=score.id)
    elif beatmap and beatmap.status in HAS_LEADERBOARD and _is_first(world, score):
        world.tell("first_place", player=player.id, beatmap=on, score=score.id)


def _is_first(world: World, score: Score) -> bool:
    """Whether a score leads its beatmap's leaderboard, on which restricted players are not."""
    found = on_beatmap(world, score.map_md5, score.mode, None, newest_first=False)
    return [row.id for row in found.page(0, 1)] == [score.id]
