"""Game modes as bancho.py numbers them: a ruleset (number % 4), plus 4 with Relax, plus 8 with Autopilot."""

from __future__ import annotations

from mockbancho.osu.words import WordEnum


class GameMode(WordEnum):
    """One of the twelve numbers; 7, 9, 10 and 11 exist in the numbering alone and are refused by the API."""

    OSU = 0
    TAIKO = 1
    CATCH = 2
    MANIA = 3
    OSU_RELAX = 4
    TAIKO_RELAX = 5
    CATCH_RELAX = 6
    MANIA_RELAX = 7
    OSU_AUTOPILOT = 8
    TAIKO_AUTOPILOT = 9
    CATCH_AUTOPILOT = 10
    MANIA_AUTOPILOT = 11

    @property
    def ruleset(self) -> GameMode:
        """The mode without Relax or Autopilot."""
        return GameMode(self % 4)

    @property
    def is_used(self) -> bool:
        """Whether players can have stats and scores in this mode."""
        return self not in UNUSED_MODES

    @property
    def short(self) -> str:
        """bancho.py's own spelling, such as `rx!std`."""
        family = ("vn", "rx", "ap")[self // 4]
        return f"{family}!{('std', 'taiko', 'catch', 'mania')[self % 4]}"


UNUSED_MODES = frozenset(
    {GameMode.MANIA_RELAX, GameMode.TAIKO_AUTOPILOT, GameMode.CATCH_AUTOPILOT, GameMode.MANIA_AUTOPILOT}
)
USED_MODES = tuple(mode for mode in GameMode if mode not in UNUSED_MODES)
