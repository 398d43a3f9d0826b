"""All routes: importing this module declares every one, in the order in which they are documented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.control import (
    actions,
    checkpoints,
    clocks,
    documents,
    events,
    explanations,
    faults,
    forks,
    journal,
    leaderboards,
    matches,
    players,
    scenarios,
    snapshots,
    states,
    timelines,
)
from mockbancho.control.declared import ROUTES
from mockbancho.control.front import CONTROL
from mockbancho.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockbancho.control.declared import Route

MODULES: Final = (
    states,
    players,
    matches,
    leaderboards,
    timelines,
    clocks,
    actions,
    events,
    journal,
    explanations,
    faults,
    scenarios,
    checkpoints,
    snapshots,
    forks,
    documents,
)
"""The nouns, in the order of the documentation."""
STREAM: Final = "text/event-stream"
ROUTES.sort(key=lambda route: [module.__name__ for module in MODULES].index(route.function.__module__))
ALL: Final[Sequence[Route]] = ROUTES


def unknown_path(path: str) -> str:
    """Return the sentence for a path that there is not."""
    return f"there is nothing at {CONTROL}{path[:100]}{nearest(path, (each.path for each in ALL))}"
