"""Grades and score statuses."""

from __future__ import annotations

from enum import StrEnum

from mockbancho.osu.words import WordEnum


class Grade(StrEnum):
    """A grade as bancho.py stores it, worst first; `X` is what the client shows as SS, `H` is the silver one."""

    N = "N"
    F = "F"
    D = "D"
    C = "C"
    B = "B"
    A = "A"
    S = "S"
    SH = "SH"
    X = "X"
    XH = "XH"

    @property
    def rank(self) -> int:
        """The grade's place in the order, 0 for `N` to 9 for `XH`."""
        return list(Grade).index(self)


class ScoreStatus(WordEnum):
    """What became of a score; `BEST` is the player's best on that beatmap and mode."""

    FAILED = 0
    SUBMITTED = 1
    BEST = 2
