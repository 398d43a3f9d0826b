"""Whole worlds: people, beatmaps and years of play that agree with each other, from a seed and a few numbers."""

from __future__ import annotations

from .generation import generate
from .plan import Plan, Progress, plan_of

__all__ = ["Plan", "Progress", "generate", "plan_of"]
