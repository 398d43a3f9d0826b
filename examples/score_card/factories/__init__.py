"""This project's own factories: what the card shows, without asking a server."""

from __future__ import annotations

from typing import Any


def score(**changes: Any) -> dict[str, Any]:  # noqa: ANN401  # members of every type
    """Return a score as get_player_scores lists it."""
    beatmap = {"title": "Paper Lanterns", "version": "Dawn"}
    return {"grade": "S", "acc": 98.7, "pp": 187.654, "beatmap": beatmap, **changes}
