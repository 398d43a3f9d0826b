"""The `.osu` files of a world's beatmaps: kept, or written anew from their recipes."""

from __future__ import annotations

import logging
from functools import lru_cache
from hashlib import md5
from typing import TYPE_CHECKING

from mockbancho.osu.accuracy import column
from mockbancho.osu.engines import engine_of
from mockbancho.osu.pp import LARGEST_PP

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.osu.engine import Calculator
    from mockbancho.records import Beatmap, BeatmapRecipe, Score
    from mockbancho.world.world import World

_log = logging.getLogger("mockbancho")


def file_of(world: World, beatmap: Beatmap) -> bytes | None:
    """Return the file of a beatmap, or None if it has none.

    A recipe whose file has another md5 than the beatmap is one of another version of mockbancho, or of what the beatmap
    was before: then there is no file either.
    """
    kept = world.attachments.beatmap_files.get(beatmap.id)
    if kept is not None:
        return kept.content
    recipe = world.attachments.recipes.get(beatmap.id)
    if recipe is None:
        return None
    content, digest = _written(recipe)
    if digest == beatmap.md5:
        return content
    _hint(beatmap.id, beatmap.md5, digest)
    return None


def pp_by_files(world: World, engine: str) -> Callable[[Score], float | None]:
    """Return what gives the pp of a world's scores by their beatmaps' files, rounded; None for those without a file."""
    calculators: dict[tuple[str, int, int], Calculator | None] = {}

    def calculator_of(md5: str, mode: int, mods: int) -> Calculator | None:
        key = md5, mode, mods
        if key not in calculators:
            beatmap = world.beatmaps.with_md5(md5)
            content = beatmap and file_of(world, beatmap)
            calculators[key] = engine_of(engine).calculator(content, mode, mods) if content else None
        return calculators[key]

    def pp_of(score: Score) -> float | None:
        calculate = calculator_of(score.map_md5, score.mode, score.mods)
        if calculate is None:
            return None
        counts = (score.n300, score.n100, score.n50, score.ngeki, score.nkatu, score.nmiss)
        return column(min(LARGEST_PP, calculate(*counts, score.max_combo)))

    return pp_of


def digest_of(content: bytes) -> str:
    """Return the md5 of a file, as the server knows the beatmap by."""
    return md5(content, usedforsecurity=False).hexdigest()


@lru_cache(maxsize=64)
def _written(recipe: BeatmapRecipe) -> tuple[bytes, str]:
    from .mapping import write_beatmap  # many a world is never asked for a file

    content = write_beatmap(recipe).content
    return content, digest_of(content)


@lru_cache(maxsize=1024)
def _hint(beatmap_id: int, wanted: str, found: str) -> None:
    """Say once that a recipe does not give the file that a beatmap had."""
    _log.warning(
        "beatmap %d has no file: its recipe now gives one with the md5 %s, not %s; make the world anew to have it again",
        beatmap_id,
        found,
        wanted,
    )
