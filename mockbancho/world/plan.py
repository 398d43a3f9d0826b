"""How large a world is to be."""

from __future__ import annotations

from typing import Final, Protocol

import msgspec

from mockbancho.errors import Mistake

Span = tuple[int, int]
"""From and to, both included."""

PLAYERS: Final = 60
SCORES: Final[Span] = (20, 60)
MOST_PLAYERS: Final = 200_000
MOST_BEATMAPSETS: Final = 2_000
MOST_SCORES: Final = 1_000
"""A player who joined a month ago has no time for more."""
_BEATMAPSETS: Final = ((1_000, 40), (5_000, 120), (MOST_PLAYERS, 240))
"""Up to so many players, so many sets: steps, so that a player more changes no beatmap."""


class Progress(Protocol):
    """Who is told of long work."""

    def __call__(self, what: str, done: int, total: int, /) -> None:
        """Take note of what is being made, how much of it is done, and how much there will be."""
        ...


def silent(what: str, done: int, total: int, /) -> None:
    """Tell nobody."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How many players, not counting the bot, sets of beatmaps, and plays of each player there are."""

    players: int = PLAYERS
    beatmapsets: int = _BEATMAPSETS[0][1]
    scores_per_player: Span = SCORES


def plan_of(players: object = None, beatmapsets: object = None, scores_per_player: object = None) -> Plan:
    """Return the plan for what is given; None is the usual number.

    *scores_per_player* is a number, which all have, or a span: `(20, 60)` or `"20..60"`. Raises `Mistake` that names
    what can be.
    """
    people = PLAYERS if players is None else _count("players", players, MOST_PLAYERS)
    usual = next(sets for most, sets in _BEATMAPSETS if people <= most)
    sets = (usual if people else 0) if beatmapsets is None else _count("beatmapsets", beatmapsets, MOST_BEATMAPSETS)
    scores = (SCORES if sets else (0, 0)) if scores_per_player is None else _span(scores_per_player)
    if people and scores[1] and not sets:
        raise Mistake("scores_per_player: without beatmapsets there is nothing to play; give beatmapsets too")
    return Plan(players=people, beatmapsets=sets, scores_per_player=scores)


def _count(name: str, given: object, most: int) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= most:
        return given
    raise Mistake(f"{name} is a whole number from 0 to {most}, not {given!r}")


def _span(given: object) -> Span:
    low, high = _ends(given)
    if low > high:
        raise Mistake(f"scores_per_player: a span goes from the lower to the higher, not from {low} to {high}")
    return low, high


def _ends(given: object) -> Span:
    ends: list[object] = [given]
    if isinstance(given, str):
        ends = [int(end) if end.strip().isdecimal() else end for end in given.split("..")]
    elif isinstance(given, list | tuple):
        ends = list(given)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # each is checked
    counts = [end for end in ends if isinstance(end, int) and not isinstance(end, bool) and 0 <= end <= MOST_SCORES]
    if len(counts) == len(ends) and len(counts) in (1, 2):
        return counts[0], counts[-1]
    raise Mistake(
        f"scores_per_player is a whole number from 0 to {MOST_SCORES}, or a span such as '20..60', not {given!r}"
    )
