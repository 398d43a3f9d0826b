"""Recipes for tests: what a test does not care about is drawn."""

from __future__ import annotations

from typing import Any

from mockbancho.factories import Chance
from mockbancho.factories.mapping import draw_recipe

from mockbancho.records import BeatmapRecipe

LEVELS = {0: 8.5, 1: 7.5, 2: 8.5, 3: 7.5}
"""How hard the hardest beatmaps of each mode are here."""
BPMS = (130.0, 144.5, 160.0, 172.0, 180.0, 187.3, 200.0, 222.22, 239.0)


def recipe(mode: int = 0, level: float = 4.0, key: int = 0, **given: Any) -> BeatmapRecipe:  # noqa: ANN401  # columns
    columns: dict[str, Any] = {
        "id": 75 + key,
        "set_id": 7 + key,
        "artist": "Blue Cartridge",
        "title": "Neon Alley",
        "version": "Insane",
        "creator": "Aika",
        "total_length": 60,
        "bpm": 180.0,
        **given,
    }
    return draw_recipe(Chance(7, "test", (mode, key)), mode=mode, level=level, **columns)


def spread(mode: int, count: int = 100) -> list[BeatmapRecipe]:
    """So many recipes over all levels, speeds and lengths."""
    return [
        recipe(
            mode,
            0.7 + (LEVELS[mode] - 0.7) * nth / count,
            nth,
            bpm=BPMS[nth % len(BPMS)],
            total_length=15 + nth * 37 % 110,
        )
        for nth in range(count)
    ]
