"""Whether a world answers what was recorded as the server did, and if not, why."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.learning.bodies import is_list, is_object, member, number, objects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.learning.gathered import Gathered
    from mockbancho.learning.questions import Question, Reply

    Ask = Callable[[Question], tuple[int, Any]]

NOTHING: Final = object()
"""What stands where one side has no value."""
MOVED: Final = "the server told several values while it was asked"
_RANKS: Final = frozenset({"rank", "country_rank"})
_ORDERED_BY: Final = {
    ("get_player_scores", "best"): "pp",
    ("get_player_scores", "recent"): "play_time",
    ("get_player_most_played", None): "plays",
    ("get_leaderboard", None): "pp",
}
_RELAX: Final = 4
"""bancho.py: from this mode on the scores of a beatmap are ordered by pp."""


class Difference(msgspec.Struct, frozen=True):
    """A place in an answer where the server had *there* and the world has *here*; *why* is empty if nobody knows."""

    path: str
    there: object
    here: object
    why: str


def differences(question: Question, reply: Reply, ask: Ask, known: Gathered) -> list[Difference]:
    """Return where a world, asked by *ask*, answers otherwise than the server did."""
    status, here = ask(question)
    if status != reply.status:
        return [Difference("status", reply.status, status, _why(question, "status", known))]
    there = reply.json()
    ordered = _ordered_by(question)
    if ordered:
        here = _as_tied(there, here, ordered, limit=int(question.given("limit") or 0))
    found = different(_referees_sorted(question, there), _referees_sorted(question, here))
    return [Difference(path, one, other, _why(question, path, known)) for path, one, other in found]


def _why(question: Question, path: str, known: Gathered) -> str:
    """Return why an answer differs at a path, as far as it is known."""
    last = path.rpartition(".")[2]
    count = f"{known.total:,}" if known.total is not None else "an unknown number of"
    if last in _RANKS:
        return f"ranks count recorded players alone, and the server has {count} players"
    if question.endpoint == "get_player_count":
        return "players that were not recorded are not counted"
    if last in known.moved or (last in {"last_seen", "latest_activity"} and "latest_activity" in known.moved):
        return MOVED
    return ""


def _ordered_by(question: Question) -> str:
    """Return the column that a list is ordered by; rows that are equal in it stand in no order."""
    if question.endpoint == "get_map_scores":
        return "pp" if int(question.given("mode") or 0) >= _RELAX else "score"
    return _ORDERED_BY.get((question.endpoint, question.given("scope")), "")


def _as_tied(there: object, here: object, column: str, *, limit: int) -> object:
    """Return our answer with rows that tie in the server's order, where both have the same ones.

    The rows at the end of a list of *limit* rows may be any of those that tie there.
    """
    ours = here if is_object(here) else {}
    name = next((name for name, value in ours.items() if is_list(value)), "")
    theirs = there.get(name) if is_object(there) else None
    if not is_list(theirs) or len(theirs) != len(ours[name]):
        return here
    return ours | {name: list(_exchanged(theirs, ours[name], column, is_cut=len(theirs) == limit))}


def _exchanged(theirs: list[Any], ours: list[Any], column: str, *, is_cut: bool) -> Iterator[Any]:
    """Yield our rows, but theirs where a tie has the same rows, or as many at the end of the list."""
    at = 0
    for value, group in groupby(theirs, lambda row: member(row).get(column)):
        tied = list(group)
        rows = ours[at : at + len(tied)]
        at += len(tied)
        all_tie = value is not None and all(member(row).get(column) == value for row in rows)
        same = {msgspec.json.encode(row) for row in tied} == {msgspec.json.encode(row) for row in rows}
        yield from tied if all_tie and (same or (is_cut and at == len(theirs))) else rows


def _referees_sorted(question: Question, body: object) -> object:
    """Return an answer about a match with its referees in order. bancho.py: they stand in none."""
    match = member(body, "match")
    if question.endpoint != "get_match" or not match:
        return body
    refs = sorted(objects(match, "refs"), key=lambda row: number(row, "id") or 0)
    return member(body) | {"match": match | {"refs": refs}}


def different(there: object, here: object, path: str = "") -> Iterator[tuple[str, object, object]]:
    """Yield the places where two answers differ, with what stands there."""
    if is_object(there) and is_object(here):
        for name in dict.fromkeys([*there, *here]):
            yield from different(there.get(name, NOTHING), here.get(name, NOTHING), f"{path}.{name}".lstrip("."))
    elif is_list(there) and is_list(here):
        yield from different(_by_place(there), _by_place(here), path)
    elif there != here or type(there) is not type(here):
        yield path, there, here


def _by_place(rows: list[Any]) -> dict[str, Any]:
    return {str(place): row for place, row in enumerate(rows)}
