"""The journal: the requests that the fake API answered, and whether they are those that were to come."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta, Struct

from mockbancho.control.declared import route
from mockbancho.control.told_calls import CallTold, told_call
from mockbancho.errors import Mistake, VerificationError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.control.asked import Asked
    from mockbancho.verification.selection import Selection
    from mockbancho.world.journal import Call


class JournalQuery(Struct, forbid_unknown_fields=True):
    """Which calls: of an *endpoint*, with a *status*, whose *path* has a text in it, answered from a *source*, hit by a *fault*.

    Those *after* a number, oldest first; without one, the last of them.
    """

    endpoint: str | None = None
    status: int | None = None
    path: str | None = None
    source: str | None = None
    fault: str | None = None
    after: Annotated[int, Meta(ge=0)] | None = None
    limit: Annotated[int, Meta(ge=1, le=10_000)] = 100


class Calls(Struct):
    """Calls, oldest first, and the number of the last that there was at all."""

    calls: list[CallTold]
    last: int


class Forgotten(Struct):
    """How many calls were forgotten."""

    forgotten: int


class Wanted(Struct, forbid_unknown_fields=True):
    """Which calls: of an *endpoint*, with *where* as parameters, answered with a *status*, in the *last* time.

    How many of them: exactly so many *times*, *at_least*, *at_most*, or *never*; at least one if nothing is said.
    """

    endpoint: str
    where: dict[str, Any] = {}
    status: int | None = None
    last: int | float | str | None = None
    times: Annotated[int, Meta(ge=0)] | None = None
    at_least: Annotated[int, Meta(ge=0)] | None = None
    at_most: Annotated[int, Meta(ge=0)] | None = None
    never: bool = False


class Verdict(Struct):
    """Whether it is so; if not, *message* tells what was called instead. *calls* is how many fit."""

    ok: bool
    calls: int
    message: str = ""


@route("GET", "/journal", query=JournalQuery, answers=Calls)
def journal(asked: Asked) -> Calls:
    """List the requests that the fake API answered."""
    query: JournalQuery = asked.query
    found = list(_fitting(asked, query))
    kept = islice(found, query.limit) if query.after is not None else found[-query.limit :]
    base = asked.base + asked.served.prefix
    return Calls([told_call(base, call) for call in kept], asked.bancho.journal.count)


def _fitting(asked: Asked, query: JournalQuery) -> Iterator[Call]:
    for call in asked.bancho.journal:
        if (
            call.number > (query.after or 0)
            and query.endpoint in (None, call.endpoint)
            and query.status in (None, call.status)
            and (query.path is None or query.path in call.target)
            and query.source in (None, call.source.value, call.source.name.lower())
            and (query.fault is None or query.fault in call.fault)
        ):
            yield call


@route("DELETE", "/journal", answers=Forgotten)
def forget(asked: Asked) -> Forgotten:
    """Forget the calls up to now; the next one's number goes on."""
    count = len(asked.bancho.journal)
    asked.bancho.journal.forget()
    asked.served.changes += 1
    return Forgotten(count)


@route("POST", "/verify", takes=Wanted, answers=Verdict)
def verify(asked: Asked) -> Verdict:
    """Tell whether the fake API was called as expected; arguments are compared as the API reads them."""
    wanted: Wanted = asked.body
    calls = asked.bancho.calls
    selection: Selection = (
        getattr(calls, wanted.endpoint)(**wanted.where) if _is_name(wanted) else calls.unknown(_path(wanted))
    )
    if wanted.status is not None:
        selection = selection.with_status(wanted.status)
    if wanted.last is not None:
        selection = selection.last(wanted.last)
    try:
        _expect(selection, wanted)
    except VerificationError as error:
        return Verdict(ok=False, calls=len(selection), message=str(error))
    return Verdict(ok=True, calls=len(selection))


def _is_name(wanted: Wanted) -> bool:
    """Whether an endpoint is named, not `unknown`, which are the calls that no endpoint answered."""
    if wanted.endpoint.startswith("_"):
        raise Mistake(f"endpoint: no endpoint is called {wanted.endpoint!r}")
    return wanted.endpoint != "unknown"


def _path(wanted: Wanted) -> str | None:
    """Return the path of calls that no endpoint answered, if one is told."""
    for name, value in wanted.where.items():
        if name != "path" or not isinstance(value, str):
            raise Mistake(f"where: for unknown calls it has a path alone, as text, not {name!r}")
    return wanted.where.get("path")


def _expect(selection: Selection, wanted: Wanted) -> None:
    if wanted.never:
        selection.never()
    if wanted.times is not None:
        selection.times(wanted.times)
    if wanted.at_most is not None:
        selection.at_most(wanted.at_most)
    says_nothing = not wanted.never and wanted.times is None and wanted.at_most is None
    if wanted.at_least is not None or says_nothing:
        selection.at_least(1 if wanted.at_least is None else wanted.at_least)
