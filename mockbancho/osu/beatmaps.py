"""Beatmap statuses."""

from __future__ import annotations

from typing import Final

from mockbancho.osu.words import WordEnum


class BeatmapStatus(WordEnum):
    """A beatmap's ranked status, as bancho.py numbers it."""

    NOT_SUBMITTED = -1
    PENDING = 0
    UPDATE_AVAILABLE = 1
    RANKED = 2
    APPROVED = 3
    QUALIFIED = 4
    LOVED = 5

    @property
    def has_leaderboard(self) -> bool:
        """Whether scores on it are listed in the client."""
        return self.value in HAS_LEADERBOARD

    @property
    def gives_pp(self) -> bool:
        """Whether scores on it count for a player's pp and accuracy."""
        return self.value in GIVES_PP


HAS_LEADERBOARD: Final = frozenset(
    (BeatmapStatus.RANKED.value, BeatmapStatus.APPROVED.value, BeatmapStatus.LOVED.value)
)
"""The statuses of beatmaps whose scores are listed in the client: ranked, approved and loved."""
GIVES_PP: Final = frozenset((BeatmapStatus.RANKED.value, BeatmapStatus.APPROVED.value))
"""The statuses of beatmaps whose scores count for a player's pp: ranked and approved."""
