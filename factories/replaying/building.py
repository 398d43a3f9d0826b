"""The replay of a score on a beatmap that mockbancho wrote: built when it is asked for, remembered within a bound."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from mockbancho.osu.modes import GameMode
from mockbancho.osu.replays import pack_frames
from mockbancho.osu.scores import ScoreStatus
from mockbancho.world.answers import Answers

from ..beatmap_files import file_of
from ..chance import Chance
from .catch import play_catch
from .mania import play_mania
from .osu import play_osu
from .taiko import play_taiko
from .targets import read_targets

if TYPE_CHECKING:
    from mockbancho.records import Beatmap, Score
    from mockbancho.world.world import World

_log = logging.getLogger("mockbancho")
_BUILT: Final = Answers()
_SEEDS: Final = 1 << 30
_OVERHEAD: Final = 200
"""Bytes that the key of a replay takes, about."""
_NEARLY: Final = (
    "the replay of score %d hits and misses nearly what the score says: on its beatmap, nobody could play just that"
)
_RULESETS: Final = {
    GameMode.OSU: play_osu,
    GameMode.TAIKO: play_taiko,
    GameMode.CATCH: play_catch,
    GameMode.MANIA: play_mania,
}


def has_replay(world: World, score: Score) -> bool:
    """Whether a replay is stored for a score, or else can be built: it passed, on a beatmap whose file is a recipe's."""
    stored = world.attachments.replays.get(score.id)
    if stored is not None:
        return stored.content is not None
    return _mapped(world, score) is not None


def replay_of(world: World, score: Score) -> bytes | None:
    """Return the frames with which a score was played, as the server stores them; None if none can be built.

    The same world, seed and score give the same bytes. They hit and miss what the score says; where no play could, they
    come as near as can be, and a line of the log says so.
    """
    beatmap = _mapped(world, score)
    file = beatmap and file_of(world, beatmap)
    if not file:
        return None
    key = _key(score, world.seed)
    found: bytes | None = _BUILT.by_question.get(key)
    if found is None:
        found = _built(file, score, Chance(world.seed, "replay", score.id))
        _BUILT.add(key, found, len(found) + _OVERHEAD)
    return found


def _mapped(world: World, score: Score) -> Beatmap | None:
    """Return the beatmap of a score that passed, if mockbancho writes its file."""
    if score.status not in (ScoreStatus.SUBMITTED, ScoreStatus.BEST):
        return None
    beatmap = world.beatmaps.with_md5(score.map_md5)
    if beatmap is None or beatmap.id in world.attachments.beatmap_files:
        return None
    return beatmap if beatmap.id in world.attachments.recipes else None


def _key(score: Score, seed: int) -> tuple[object, ...]:
    """Return all that a replay depends on."""
    counts = (score.n300, score.n100, score.n50, score.ngeki, score.nkatu, score.nmiss, score.max_combo)
    return seed, score.id, score.map_md5, score.mode, score.mods, counts


def _built(file: bytes, score: Score, chance: Chance) -> bytes:
    targets = read_targets(file)
    frames, is_exact = _RULESETS[GameMode(score.mode).ruleset](targets, score, chance.bits("play"))
    if not is_exact:
        _log.warning(_NEARLY, score.id)
    return pack_frames(frames, chance.bits("seed") % _SEEDS)
