"""Beatmaps' files from nothing but a recipe: all four rulesets, as hard as wanted, playable."""

from __future__ import annotations

from .recipes import draw_recipe
from .tuning import tuned
from .writing import Mapped, write_beatmap

__all__ = ["Mapped", "draw_recipe", "tuned", "write_beatmap"]
