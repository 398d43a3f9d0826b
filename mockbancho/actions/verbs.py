"""All actions: importing this module declares every one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.actions import beatmaps, clans, matches, players, pools, scores
from mockbancho.actions.action import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockbancho.actions.action import Action

MODULES: Final = (players, clans, beatmaps, scores, matches, pools)
VERBS: Final[Mapping[str, Action]] = ACTIONS
