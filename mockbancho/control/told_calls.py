"""Calls of the journal as the control API shows them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from mockbancho.control.naming import iso

if TYPE_CHECKING:
    from mockbancho.world.journal import Call

_IN_PATHS = "/~!$&'()*+,;=:@-._"


class CallTold(Struct):
    """A request that the fake API answered, and what with; *curl* is a line that asks the same again."""

    number: int
    at: str
    method: str
    path: str
    query: str
    target: str
    endpoint: str | None
    parameters: dict[str, str]
    ignored: list[str]
    status: int
    source: str
    reason: str
    fault: str
    milliseconds: float
    curl: str


def told_call(base: str, call: Call) -> CallTold:
    """Return a call as it is shown; *base* is the address of the API that answered it."""
    return CallTold(
        number=call.number,
        at=iso(call.at),
        method=call.method,
        path=call.path,
        query=call.query.decode("latin-1"),
        target=call.target,
        endpoint=call.endpoint,
        parameters=call.parameters,
        ignored=list(call.ignored),
        status=call.status,
        source=call.source.value,
        reason=call.reason,
        fault=call.fault,
        milliseconds=round(call.seconds * 1000, 3),
        curl=_curl(base, call),
    )


def _curl(base: str, call: Call) -> str:
    query = f"?{quote(call.query, safe='%' + _IN_PATHS + '/?[]')}" if call.query else ""
    method = [] if call.method == "GET" else ["--head"] if call.method == "HEAD" else ["-X", call.method]
    return shlex.join(["curl", "--globoff", *method, f"{base}{quote(call.path, safe=_IN_PATHS)}{query}"])
