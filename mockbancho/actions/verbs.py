"""All actions: importing this module declares every one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.actions import (
    beatmaps,
    clans,
    faults,
    friends,
    match_mods,
    match_plays,
    match_rules,
    matches,
    players,
    plays,
    pools,
    profiles,
    scores,
    scrims,
    sessions,
    slots,
    standing,
)
from mockbancho.actions.action import ACTIONS
from mockbancho.errors import Mistake, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockbancho.actions.action import Action

MODULES: Final = (
    players,
    clans,
    beatmaps,
    scores,
    matches,
    pools,
    sessions,
    plays,
    standing,
    profiles,
    friends,
    slots,
    match_mods,
    match_rules,
    match_plays,
    scrims,
    faults,
)
VERBS: Final[Mapping[str, Action]] = ACTIONS


def find_verb(name: str) -> Action:
    """Return the action of this name; raises `Mistake` that names the nearest."""
    found = VERBS.get(name)
    if found is None:
        raise Mistake(f"there is no action {name!r}{nearest(name, VERBS) or '.'} Known: {', '.join(VERBS)}")
    return found
