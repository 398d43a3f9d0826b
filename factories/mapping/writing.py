"""From a recipe to its file: the same one on every machine, each time it is asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.errors import Mistake
from mockbancho.osu.objects import Objects

from .catch import chart_catch
from .mania import chart_mania
from .osu import chart_osu
from .song import hear
from .strength import strength_of
from .taiko import chart_taiko
from .text import text_of

if TYPE_CHECKING:
    from mockbancho.records import BeatmapRecipe

_MAPPERS: Final = (chart_osu, chart_taiko, chart_catch, chart_mania)
_SLOWEST_BPM: Final = 10
_FASTEST_BPM: Final = 1000
SLOWEST: Final = (480.0, 280.0, 480.0, 240.0)
"""The longest pulse that each ruleset is mapped to, in milliseconds."""


class Mapped(msgspec.Struct, frozen=True):
    """A beatmap's file, what there is to hit in it, and its seconds from the first object to the end of the last."""

    content: bytes
    objects: Objects
    total_length: int


@lru_cache(maxsize=64)
def write_beatmap(recipe: BeatmapRecipe) -> Mapped:
    """Return the file of a recipe and what is in it; the same recipe gives the same bytes everywhere."""
    _check(recipe)
    slowest = SLOWEST[recipe.mode]
    song = hear(recipe, strength_of(recipe, slowest), slowest)
    chart = _MAPPERS[recipe.mode](song)
    return Mapped(
        content=text_of(song, chart),
        objects=chart.objects,
        total_length=(song.at(song.end) - song.at(0)) // 1000,
    )


def _check(recipe: BeatmapRecipe) -> None:
    if not (_SLOWEST_BPM <= recipe.bpm <= _FASTEST_BPM and recipe.total_length >= 1):
        raise Mistake(
            f"beatmap {recipe.id}: expected {_SLOWEST_BPM} to {_FASTEST_BPM} bpm and a second or more; "
            f"got {recipe.bpm:g} bpm, {recipe.total_length} seconds"
        )
