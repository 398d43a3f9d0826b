"""The beatmaps of a world: sets with a spread of difficulties, each with a recipe for its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.osu.beatmaps import GIVES_PP, HAS_LEADERBOARD, BeatmapStatus
from mockbancho.osu.modes import GameMode
from mockbancho.osu.scoring import Figures
from mockbancho.records import Beatmap, BeatmapRecipe, Beatmapset

from ..beatmaps import BeatmapColumns, draw_beatmap, draw_beatmapset, filename_of
from ..chance import Chance
from ..mapped_beatmaps import map_beatmap
from ..moments import YEAR, moment_before
from ..names import nth_name
from ..playing.curves import between
from ..playing.demands import Playable
from .people import LONGEST_AGO

if TYPE_CHECKING:
    from mockbancho.osu.objects import Objects

FIRST_SET: Final = 1001
"""The id of the first set; a beatmap's id is ten times its set's, and its place there."""
_STATUSES: Final = {
    BeatmapStatus.RANKED: 70,
    BeatmapStatus.APPROVED: 6,
    BeatmapStatus.LOVED: 8,
    BeatmapStatus.QUALIFIED: 4,
    BeatmapStatus.PENDING: 7,
    BeatmapStatus.UPDATE_AVAILABLE: 3,
    BeatmapStatus.NOT_SUBMITTED: 2,
}
_RULESETS: Final = {GameMode.OSU: 55, GameMode.TAIKO: 14, GameMode.CATCH: 12, GameMode.MANIA: 19}
_HARDEST: Final = {
    GameMode.OSU: (4.0, 9.2),
    GameMode.TAIKO: (3.2, 7.4),
    GameMode.CATCH: (3.0, 7.6),
    GameMode.MANIA: (2.6, 7.0),
}
"""Between how many stars the hardest of a set is."""
_LENGTHS: Final = (56, 78, 86, 90, 98, 110, 130, 155, 185, 225, 330)
"""Seconds, in tenths of all sets: many are as long as a song is on television."""
_SETTLED: Final = (LONGEST_AGO // 365 + 1, 11)
"""How many years ago beatmaps that are played were changed last: before anybody joined."""
_GUESTS: Final = 0.15
"""How many difficulties are made by somebody else than the mapper of the set."""


class Song(msgspec.Struct, frozen=True):
    """A beatmap, the recipe of its file and the file, if it has one, and what it is to those who play it."""

    beatmap: Beatmap
    recipe: BeatmapRecipe | None
    content: bytes | None
    playable: Playable


def draw_set(
    seed: int, number: int, *, now: int, engine: str, status: BeatmapStatus | None = None
) -> tuple[Beatmapset, list[Song]]:
    """Return the set of this ordinal, and its beatmaps from the easiest to the hardest; a *status* of None is drawn.

    The first set is a ranked one for osu!, so that the smallest world has something to play.
    """
    set_id = FIRST_SET + number
    chance = Chance(seed, "spread", number)
    if status is None:
        status = chance.weighted("status", _STATUSES) if number else BeatmapStatus.RANKED
    mode = chance.weighted("mode", _RULESETS) if number else GameMode.OSU
    seconds = int(between(_LENGTHS, chance.unit("length")))
    given: BeatmapColumns = {"mode": mode, "status": status, "total_length": seconds}
    if status > BeatmapStatus.PENDING:
        given["last_update"] = moment_before(now, int(chance.real("settled", *_SETTLED) * YEAR))
    beatmaps = [
        _draw(seed, number, place, stars=stars, columns=given, now=now, engine=engine)
        for place, stars in enumerate(_spread(chance, mode))
    ]
    return draw_beatmapset(seed, number, id=set_id, now=now), beatmaps


def _spread(chance: Chance, mode: GameMode) -> list[float]:
    """Return the stars of the difficulties: the hardest, and easier ones in steps of about one down to easy."""
    low, high = _HARDEST[mode]
    stars = chance.bell("hardest", low, high)
    step = chance.real("step", 0.8, 1.2)
    most = chance.between("size", 2, 6)
    return sorted(each for nth in range(most) if (each := round(stars - nth * step, 2)) >= 1.2)


def _draw(seed: int, number: int, place: int, *, stars: float, columns: BeatmapColumns, now: int, engine: str) -> Song:
    set_id, key = FIRST_SET + number, (number, place)
    drawn = draw_beatmap(seed, key, id=10 * set_id + place, set_id=set_id, now=now, stars=stars, song=number, **columns)
    chance = Chance(seed, "guest", key)
    if chance.happens("guest", _GUESTS):
        guest = nth_name(seed, chance.between("name", 0, 199))
        version = f"{guest}'s {drawn.version}"
        drawn = msgspec.structs.replace(drawn, version=version, filename=filename_of(drawn, version))
    cs = {"cs": drawn.cs} if drawn.mode == GameMode.MANIA else {}
    beatmap, recipe, mapped = map_beatmap(seed, key, drawn, engine=engine, **cs)
    playable = playable_of(beatmap, recipe, mapped.objects, Chance(seed, "fame", number))
    return Song(beatmap, recipe, mapped.content, playable)


def playable_of(beatmap: Beatmap, recipe: BeatmapRecipe, objects: Objects, fame: Chance) -> Playable:
    """Return what a beatmap is to those who play it; few sets are famous, and one without a leaderboard is not."""
    known = fame.unit("fame")
    weight = 1 + int(7 * known * known * known * known)
    return Playable(
        md5=beatmap.md5,
        mode=beatmap.mode,
        stars=recipe.level,
        objects=objects,
        figures=Figures(recipe.cs, recipe.od, recipe.hp, beatmap.total_length),
        weight=4 * weight if beatmap.status in HAS_LEADERBOARD else 1 if beatmap.status > 0 else 0,
        gives_pp=beatmap.status in GIVES_PP,
    )
