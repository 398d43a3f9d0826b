"""The words of multiplayer."""

from __future__ import annotations

from typing import Final

from mockbancho.osu.mods import Mods
from mockbancho.osu.words import WordEnum

SLOTS: Final = 16
"""Slots of a match, by index 0 to 15."""
MATCH_IDS: Final = range(64)
"""Places for matches; 0 exists but cannot be asked for."""
SPEED_MODS: Final = (Mods.DOUBLETIME | Mods.NIGHTCORE | Mods.HALFTIME).value
"""Mods that are always the same for all players of a match."""


class SlotStatus(WordEnum):
    """The state of one slot; only `NOT_READY` to `COMPLETE` have a player."""

    OPEN = 1
    LOCKED = 2
    NOT_READY = 4
    READY = 8
    NO_MAP = 16
    PLAYING = 32
    COMPLETE = 64
    QUIT = 128


class Team(WordEnum):
    """The team of a slot."""

    NEUTRAL = 0
    BLUE = 1
    RED = 2


class TeamType(WordEnum):
    """How the players of a match compete."""

    HEAD_TO_HEAD = 0
    TAG_CO_OP = 1
    TEAM_VS = 2
    TAG_TEAM_VS = 3

    @property
    def has_teams(self) -> bool:
        """Whether players are blue or red."""
        return self in (TeamType.TEAM_VS, TeamType.TAG_TEAM_VS)

    def team_in(self, slot: int) -> Team:
        """Return the team of whoever takes a slot: red and blue by turns, neutral where there are no teams."""
        if not self.has_teams:
            return Team.NEUTRAL
        return Team.RED if slot % 2 == 0 else Team.BLUE


class WinCondition(WordEnum):
    """What decides a match."""

    SCORE = 0
    ACCURACY = 1
    COMBO = 2
    SCORE_V2 = 3
