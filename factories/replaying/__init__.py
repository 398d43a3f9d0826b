"""Replays that hit and miss what their scores say, in all four rulesets."""

from __future__ import annotations

from .building import has_replay, replay_of

__all__ = ["has_replay", "replay_of"]
