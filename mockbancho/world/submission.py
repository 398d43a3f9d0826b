"""Submitting a score: what follows from it. The only code that derives one row's figures from others'.

Source: bancho.py's own rules (FACTS, "Rules of the real server"): stats are incremented, only pp and accuracy are
computed anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from mockbancho.osu.accuracy import Hits, column
from mockbancho.osu.beatmaps import GIVES_PP, HAS_LEADERBOARD
from mockbancho.osu.scores import Grade, ScoreStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.records import Beatmap, Score, Stats
    from mockbancho.world.world import World

_DECAY: Final = 0.95
_BONUS: Final = 416.6667
_BONUS_DECAY: Final = 0.9994
COUNTERS: Final = {
    Grade.XH: "xh_count",
    Grade.X: "x_count",
    Grade.SH: "sh_count",
    Grade.S: "s_count",
    Grade.A: "a_count",
}
"""The grades that stats count."""


def submit(world: World, score: Score) -> Score:
    """Put a score into a world with all that follows from it, and return it with the status that it got.

    A score of status failed stays failed; any other passed, and is the best if it beats the player's old best by pp.
    A player without stats in the mode, and a beatmap without a row, get none.
    """
    with world.change():
        old = previous_best(world, score)
        row = replace(score, status=_status(score, old))
        if old is not None and row.status == ScoreStatus.BEST:
            world.put(replace(old, status=ScoreStatus.SUBMITTED.value))
        world.put(row)
        beatmap = world.beatmaps.with_md5(row.map_md5)
        _count_for_player(world, row, old, beatmap)
        _count_for_beatmap(world, row, beatmap)
        return row


def previous_best(world: World, score: Score) -> Score | None:
    """Return the best score so far of a score's player, on its beatmap in its mode, or None."""
    scores = world.scores.of_player_in(score.userid, score.mode).on(score.map_md5)
    return next((each for each in scores if each.status == ScoreStatus.BEST and each.id != score.id), None)


def _status(score: Score, old: Score | None) -> int:
    if score.status == ScoreStatus.FAILED:
        return ScoreStatus.FAILED.value
    is_best = old is None or score.pp > old.pp
    return (ScoreStatus.BEST if is_best else ScoreStatus.SUBMITTED).value


def _count_for_player(world: World, score: Score, old: Score | None, beatmap: Beatmap | None) -> None:
    stats = world.stats.get(score.userid, score.mode)
    if stats is None:
        return
    counted = _played(stats, score)
    if score.status != ScoreStatus.FAILED and beatmap and beatmap.status in HAS_LEADERBOARD:
        counted = replace(counted, max_combo=max(stats.max_combo, score.max_combo))
        if beatmap.status in GIVES_PP and score.status == ScoreStatus.BEST:
            counted = _weighed(world, _bettered(counted, score, old))
    world.put(counted)


def _played(stats: Stats, score: Score) -> Stats:
    """Return the stats after one more play, whatever became of it."""
    hits = Hits(score.n300, score.n100, score.n50, score.ngeki, score.nkatu, score.nmiss)
    return replace(
        stats,
        plays=stats.plays + 1,
        playtime=stats.playtime + score.time_elapsed // 1000,
        tscore=stats.tscore + score.score,
        total_hits=stats.total_hits + hits.total(score.mode),
    )


def _bettered(stats: Stats, score: Score, old: Score | None) -> Stats:
    """Return the stats after a new best, which counts in place of the old one."""
    counts: dict[str, Any] = {"rscore": stats.rscore + score.score - (old.score if old else 0)}
    for each, step in ((score, 1), (old, -1)):
        counter = COUNTERS.get(each.grade) if each else None
        if counter:
            counts[counter] = max(0, counts.get(counter, getattr(stats, counter)) + step)
    return replace(stats, **counts)


def _weighed(world: World, stats: Stats) -> Stats:
    """Return the stats with pp and accuracy by the player's best scores."""
    best = best_scores(world, stats.id, stats.mode)
    return replace(
        stats,
        pp=weighted_pp(score.pp for score in best),
        acc=weighted_accuracy(score.acc for score in best),
    )


def best_scores(world: World, player_id: int, mode: int) -> list[Score]:
    """Return a player's best scores on ranked and approved beatmaps, most pp first."""
    found = (
        (score, world.beatmaps.with_md5(score.map_md5)) for score in world.scores.of_player_in(player_id, mode).best
    )
    return [score for score, beatmap in found if beatmap and beatmap.status in GIVES_PP]


def weighted_pp(best: Iterable[float]) -> int:
    """Return a player's pp by those of the best scores, largest first."""
    total, weight, count = 0.0, 1.0, 0
    for pp in best:
        total += pp * weight
        weight *= _DECAY
        count += 1
    return round(total + _BONUS * (1 - _BONUS_DECAY**count))


def weighted_accuracy(best: Iterable[float]) -> float:
    """Return a player's accuracy in percent by those of the best scores, most pp first; 0 without any."""
    total, weight = 0.0, 1.0
    for accuracy in best:
        total += accuracy * weight
        weight *= _DECAY
    return column(total * 100 / (20 * (1 - weight)) / 100) if weight < 1 else 0.0


def _count_for_beatmap(world: World, score: Score, beatmap: Beatmap | None) -> None:
    """Count the play of a beatmap. bancho.py: those of restricted players are not counted."""
    player = world.players.get(score.userid)
    if beatmap is None or (player and player.is_restricted):
        return
    passed = score.status != ScoreStatus.FAILED
    world.put(replace(beatmap, plays=beatmap.plays + 1, passes=beatmap.passes + int(passed)))
