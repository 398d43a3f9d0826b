"""Why a request is answered as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from mockbancho.control.declared import route
from mockbancho.errors import Mistake, NotThere
from mockbancho.explaining.explained import Hint, Listed

if TYPE_CHECKING:
    from mockbancho.control.asked import Asked
    from mockbancho.world.journal import Call


class ExplainQuery(Struct, forbid_unknown_fields=True):
    """A *path* with its query, percent-encoded, or the number of a *call* of the journal."""

    path: str | None = None
    call: int | None = None
    method: str = "GET"


class Explanation(Struct):
    """What the answer is and why; *lists* are how lists came to be, *instead* are requests that find more."""

    request: str
    status: int
    says: str
    why: tuple[str, ...]
    lists: tuple[Listed, ...]
    instead: tuple[Hint, ...]
    text: str


@route("GET", "/explain", query=ExplainQuery, answers=Explanation, heavy=True)
def explain(asked: Asked) -> Explanation:
    """Tell why a request is answered as it is now: what a list left out, who is hidden, what to ask instead."""
    query: ExplainQuery = asked.query
    if (query.path is None) == (query.call is None):
        raise Mistake("explain: give either a path or the number of a call")
    subject = _call(asked, query.call) if query.call is not None else str(query.path)
    found = asked.bancho.explain(subject, method=query.method)
    return Explanation(found.request, found.status, found.says, found.why, found.lists, found.instead, found.text)


def _call(asked: Asked, number: int) -> Call:
    for call in asked.bancho.journal:
        if call.number == number:
            return call
    raise NotThere(f"the journal has no call {number}; it remembers the last {len(asked.bancho.journal)}")
