"""Where a world contradicts itself: derived numbers that do not follow from its scores.

bancho.py's own database may hold such (a beatmap was ranked later, a table was edited); a generated world holds none.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from msgspec.structs import asdict

from mockbancho.osu.accuracy import Hits, accuracy, column
from mockbancho.osu.modes import GameMode
from mockbancho.osu.scores import ScoreStatus
from mockbancho.records import Beatmap, Player, Score, Stats
from mockbancho.world.replaying import in_order, tallied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.world.files.layout import RowSource

_MODES: Final = frozenset(map(int, GameMode))
_FAILED: Final = ScoreStatus.FAILED.value
_NOT_COUNTED: Final = ("id", "mode", "replay_views")
"""Columns of stats that do not follow from scores."""


def contradictions(world: RowSource, pp_of: Callable[[Score], float | None] | None = None) -> Iterator[str]:
    """Yield a line for each number that does not follow from the scores, in the order of the tables and their keys.

    A line begins with table and key: `stats 3 in mode 0: plays is 2, its scores give 3`. Judged are stats, the status and
    accuracy of scores, and how often beatmaps were played; with *pp_of* also the pp of each score.
    """
    scores = sorted(world.rows(Score), key=in_order)
    yield from _stats_and_statuses(world, scores)
    yield from _accuracies(scores)
    if pp_of is not None:
        yield from _pp(scores, pp_of)
    yield from _beatmaps(world, scores)


def _stats_and_statuses(world: RowSource, scores: list[Score]) -> Iterator[str]:
    ranked = {row.md5: row.status for row in world.rows(Beatmap)}
    rows = {(row.id, row.mode): row for row in world.rows(Stats)}
    played: dict[tuple[int, int], list[Score]] = {key: [] for key in rows}
    for score in scores:
        played.setdefault((score.userid, score.mode), []).append(score)
    for (player_id, mode), of_player in sorted(played.items(), key=lambda entry: entry[0]):
        if mode not in _MODES:
            continue  # nobody can ask for it
        tally = tallied(mode, of_player, ranked)
        yield from _wrong_stats(rows.get((player_id, mode)), tally.stats(player_id))
        yield from _wrong_statuses(of_player, tally.statuses)


def _wrong_stats(found: Stats | None, derived: Stats) -> Iterator[str]:
    if found is None:
        return  # remarked on elsewhere, or a player whom bancho.py would not serve
    wanted = asdict(derived)
    for name, value in asdict(found).items():
        if name not in _NOT_COUNTED and value != wanted[name]:
            yield f"stats {found.id} in mode {found.mode}: {name} is {value}, its scores give {wanted[name]}"


def _wrong_statuses(scores: list[Score], statuses: list[int]) -> Iterator[str]:
    for score, status in zip(scores, statuses, strict=True):
        if score.status != status:
            yield f"scores {score.id}: status is {score.status}, submitting it would give {status}"


def _accuracies(scores: list[Score]) -> Iterator[str]:
    for score in scores:
        if score.mode in _MODES:
            hits = Hits(score.n300, score.n100, score.n50, score.ngeki, score.nkatu, score.nmiss)
            wanted = column(accuracy(score.mode, hits, score.mods))
            if score.acc != wanted:
                yield f"scores {score.id}: acc is {score.acc}, its hits give {wanted}"


def _pp(scores: list[Score], pp_of: Callable[[Score], float | None]) -> Iterator[str]:
    for score in scores:
        wanted = pp_of(score)
        if wanted is not None and score.pp != wanted:
            yield f"scores {score.id}: pp is {score.pp}, the beatmap's file gives {wanted}"


def _beatmaps(world: RowSource, scores: list[Score]) -> Iterator[str]:
    """bancho.py: plays of restricted players are not counted."""
    restricted = {row.id for row in world.rows(Player) if row.is_restricted}
    plays: dict[str, int] = {}
    passes: dict[str, int] = {}
    for score in scores:
        if score.userid not in restricted:
            plays[score.map_md5] = plays.get(score.map_md5, 0) + 1
            passes[score.map_md5] = passes.get(score.map_md5, 0) + (score.status != _FAILED)
    for row in sorted(world.rows(Beatmap), key=attrgetter("id")):
        for name, counted in (("plays", plays), ("passes", passes)):
            value, wanted = getattr(row, name), counted.get(row.md5, 0)
            if value != wanted:
                yield f"maps {row.id}: {name} is {value}, its scores give {wanted}"
