"""The recordings of the real servers: their lines, how one is asked again, and when two answers are the same.

Two answers are the same when status, the API's own headers and the body's bytes are, except for orders that the real
server leaves open: rows of equal sort key come in any order, any of them may stand where a limit or offset cuts a tie,
and the referees of a match are a set.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import msgspec

HERE = Path(__file__).parent
WORLD = HERE / "world.json"
HOST = "api.bancho.test"
OWN_HEADERS = ("content-type", "content-disposition", "content-description", "allow", "location", "www-authenticate")


class Line(msgspec.Struct, frozen=True):
    """One recorded request and its answer; *text* is a JSON body, *base64* any other."""

    id: int
    tag: str
    method: str
    path: str
    status: int
    response_headers: dict[str, str]
    query: str = ""
    headers: dict[str, str] = {}
    body: str | None = None
    text: str | None = None
    base64: str | None = None
    unstable: bool = False

    @property
    def target(self) -> str:
        """The path and the query, as sent."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def has_figures(self) -> bool:
        """Whether the answer is of a pp engine."""
        return self.path.endswith("/calculate_pp") and self.status == 200

    @property
    def content(self) -> bytes:
        """The body's bytes."""
        return (self.text or "").encode() if self.base64 is None else base64.b64decode(self.base64)


class Found(msgspec.Struct, frozen=True):
    """An answer of ours; header names in lower case."""

    status: int
    headers: dict[str, str]
    content: bytes


Ask = Callable[[Line], Found]


def recorded(version: str) -> Iterator[Line]:
    """Yield the recorded lines of a version."""
    with (HERE / f"recorded-{version}.jsonl").open("rb") as lines:
        for text in lines:
            yield msgspec.json.decode(text, type=Line)


def difference(line: Line, found: Found) -> str | None:
    """Say what is wrong with our answer, None if nothing is."""
    if line.status != found.status:
        return f"status {line.status} expected, {found.status} found: {found.content[:200]!r}"
    for name in OWN_HEADERS:
        if line.response_headers.get(name) != found.headers.get(name):
            return f"{name}: {line.response_headers.get(name)!r} expected, {found.headers.get(name)!r} found"
    if line.content == found.content or (line.text and _same_but_for_ties(line, found)):
        return None
    return f"body {line.content[:400]!r} expected, {found.content[:400]!r} found"


def _same_but_for_ties(line: Line, found: Found) -> bool:
    theirs, ours = json.loads(line.content), json.loads(found.content)
    if line.path.endswith("get_match"):
        theirs["match"]["refs"].sort(key=lambda referee: referee["id"])
        return bool(theirs == ours)
    ordered = _order(line)
    if ordered is None or ordered[0] not in theirs:
        return False
    name, column, cuts_start = ordered
    rows = theirs.pop(name), ours.pop(name)
    return bool(theirs == ours) and _same_rows(*rows, column, cuts_start=cuts_start)


def _order(line: Line) -> tuple[str, str, bool] | None:
    """Return a list's name, the column that orders it, and whether an offset cuts its start."""
    asked = {name: values[-1] for name, values in parse_qs(line.query, keep_blank_values=True).items()}
    by_pp = int(float(asked.get("mode", "0") or 0)) >= 4
    newest_first = asked.get("scope") != "best"
    return {
        "get_player_scores": ("scores", "play_time" if newest_first else "pp", False),
        "get_map_scores": ("scores", "play_time" if newest_first else "pp" if by_pp else "score", False),
        "get_player_most_played": ("maps", "plays", False),
        "get_leaderboard": ("leaderboard", asked.get("sort", "pp"), asked.get("offset", "0") != "0"),
    }.get(line.path.rsplit("/", 1)[-1])


def _same_rows(theirs: list[Any], ours: list[Any], column: str, *, cuts_start: bool) -> bool:
    keys = [row[column] for row in theirs]
    if keys != [row[column] for row in ours]:
        return False
    cut = {keys[-1]} | ({keys[0]} if cuts_start else set()) if keys else set()
    return all(_tie(theirs, column, key, key in cut) == _tie(ours, column, key, key in cut) for key in set(keys))


def _tie(rows: list[Any], column: str, key: object, is_cut: bool) -> list[str]:  # a plain comparison
    """Return the rows of a tie in an order of their own; of one that is cut, only their columns in order."""
    return sorted(json.dumps(list(row) if is_cut else row) for row in rows if row[column] == key)
