"""Questions about scores: a player's, and a beatmap's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.osu.beatmaps import BeatmapStatus
from mockbancho.osu.mods import ModsFilter, letters_of
from mockbancho.osu.scores import ScoreStatus
from mockbancho.world.queries.players import mode_name
from mockbancho.world.queries.question import Filter, Question, chain

if TYPE_CHECKING:
    from mockbancho.records import Score
    from mockbancho.world.world import World

_FAILED = ScoreStatus.FAILED.value
_WITH_PP = frozenset(status.value for status in BeatmapStatus if status.gives_pp)
_WITH_PP_OR_LOVED = _WITH_PP | {BeatmapStatus.LOVED.value}


def best_of_player(
    world: World, player_id: int, mode: int, mods: ModsFilter | None, *, include_loved: bool
) -> Question[Score]:
    """Ask for a player's best scores on ranked and approved (and loved) beatmaps, most pp first."""
    beatmap = world.beatmaps.by_md5.lookup
    statuses = _WITH_PP_OR_LOVED if include_loved else _WITH_PP

    def counts(row: Score) -> bool:
        found = beatmap(row.map_md5)
        return found is not None and found.status in statuses

    best = world.scores.of_player_in(player_id, mode).best
    words = "ranked, approved or loved" if include_loved else "ranked or approved"
    return Question(
        f"scores of player {player_id}",
        best,
        best.key,
        chain(
            _in_mode(mode),
            _IS_BEST,
            _with_mods(mods),
            Filter("the beatmap has a row", lambda row: beatmap(row.map_md5) is not None, free=True),
            Filter(f"the beatmap is {words}", counts),
        ),
        lambda: world.scores.of_player(player_id).by_id,
    )


def recent_of_player(
    world: World, player_id: int, mode: int, mods: ModsFilter | None, *, include_failed: bool
) -> Question[Score]:
    """Ask for all of a player's scores, newest first."""
    beatmap = world.beatmaps.by_md5.lookup
    recent = world.scores.of_player_in(player_id, mode).recent
    return Question(
        f"scores of player {player_id}",
        recent,
        recent.key,
        chain(
            _in_mode(mode),
            _with_mods(mods),
            None if include_failed else Filter("the player passed", lambda row: row.status != _FAILED),
            Filter("the beatmap has a row", lambda row: beatmap(row.map_md5) is not None),
        ),
        lambda: world.scores.of_player(player_id).by_id,
    )


def on_beatmap(
    world: World, map_md5: str, mode: int, mods: ModsFilter | None, *, newest_first: bool
) -> Question[Score]:
    """Ask for the players' best scores on a beatmap, best or newest first."""
    player_of = world.players.rows.lookup

    def is_visible(row: Score) -> bool:
        player = player_of(row.userid)
        return player is not None and not player.is_restricted

    found = world.scores.on_beatmap_in(map_md5, mode)
    index = found.recent if newest_first else found.best
    return Question(
        f"scores on the beatmap {map_md5}",
        index,
        index.key,
        chain(
            _in_mode(mode),
            _IS_BEST,
            _with_mods(mods),
            Filter("the player has a row", lambda row: player_of(row.userid) is not None, free=True),
            Filter("the player is not restricted", is_visible),
        ),
        lambda: world.scores.on_beatmap(map_md5).by_id,
    )


_IS_BEST: Filter[Score] = Filter(
    "the score is the player's best there", lambda row: row.status == ScoreStatus.BEST, free=True
)


def _in_mode(mode: int) -> Filter[Score]:
    return Filter(f"the mode is {mode_name(mode)}", lambda row: row.mode == mode, free=True)


def _with_mods(mods: ModsFilter | None) -> Filter[Score] | None:
    if mods is None or mods.admits_all:
        return None
    wanted = mods.mods
    words = f"the mods have {'any' if mods.any_of else 'all'} of {letters_of(wanted)}"
    if mods.any_of:
        return Filter(words, lambda row: row.mods & wanted != 0)
    return Filter(words, lambda row: row.mods & wanted == wanted)
