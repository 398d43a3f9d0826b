"""Whole worlds: people, beatmaps and years of play that agree with each other, from a seed and a few numbers."""

from __future__ import annotations

from .default import default_world
from .generation import generate_world

__all__ = ["default_world", "generate_world"]
