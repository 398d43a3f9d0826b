"""Whole worlds: people, beatmaps and years of play that agree with each other, from a seed and a few numbers."""

from __future__ import annotations

from .generation import generate

__all__ = ["generate"]
