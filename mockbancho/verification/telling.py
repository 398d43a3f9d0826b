"""Calls as lines that people read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from mockbancho.clock import DAY, to_datetime
from mockbancho.verification.lines import aligned, cut, times_of
from mockbancho.verification.unknown import is_unknown, told_unknown
from mockbancho.world.journal import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mockbancho.api.app import Api
    from mockbancho.verification.wanted import Difference, Narrowed
    from mockbancho.world.journal import Call

ROWS: Final = 20
"""Rows of the longest table."""
LONGEST: Final = 300
"""Characters of the longest line below a table."""
_FEW: Final = 8
_HEAD: Final = ("", "#", "clock", "request", "status")


def told_calls(wanted: Narrowed, calls: Sequence[Call]) -> Iterator[str]:
    """Yield a table of the calls that come into question, and in what the nearest differs if none is wanted.

    `*` marks those that are wanted, or else `>` the nearest.
    """
    differing = {call.number: wanted.differences(call) for call in calls}
    found = {number for number, differences in differing.items() if not differences}
    nearest = min(reversed(differing), key=lambda number: len(differing[number]))  # of several the latest
    yield from _table(calls, differing, "*" if found else ">", found or {nearest})
    if not found:
        told = "; ".join(each.told for each in differing[nearest])
        yield cut(f"nearest: call {nearest}, but {told}", LONGEST)


def _table(
    calls: Sequence[Call], differing: Mapping[int, list[Difference]], mark: str, marked: set[int]
) -> Iterator[str]:
    """Yield the table; of many calls those that are marked, and the first of the others."""
    spare = max(0, ROWS - len(marked))
    others = [call.number for call in calls if call.number not in marked][:spare]
    shown = [call for call in calls if call.number in {*marked, *others}][:ROWS]
    clock = "%m-%d %H:%M:%S" if len({call.at // DAY for call in calls}) > 1 else "%H:%M:%S"
    rows = [
        (mark if call.number in marked else "", *_row(call, clock), ", ".join(d.about for d in differing[call.number]))
        for call in shown
    ]
    yield from aligned([(*_HEAD, "differs in" if any(differing.values()) else ""), *rows])
    if len(shown) < len(calls):
        yield f"   … and {len(calls) - len(shown)} more"


def _row(call: Call, clock: str) -> tuple[str, ...]:
    return (str(call.number), f"{to_datetime(call.at):{clock}}", cut(f"{call.method} {call.target}"), str(call.status))


def told_others(api: Api, calls: Iterable[Call]) -> Iterator[str]:
    """Yield what was called, for a test that waited for something else."""
    calls = list(calls)
    if not calls:
        yield "nothing was called"
        return
    counted = Counter(call.endpoint for call in calls if call.endpoint)
    parts = [f"{name} {times_of(number)}" for name, number in counted.most_common(_FEW)]
    more = [f"{len(counted) - _FEW} more endpoints"] if len(counted) > _FEW else []
    if parts:
        yield f"what was called: {', '.join(parts + more)}"
    for line in told_unknown(api, calls)[:_FEW]:
        yield f"what no endpoint has: {line}"
    beside = sum(1 for call in calls if not call.endpoint and not is_unknown(call))
    if beside:
        yield f"beside the API: {times_of(beside)}"


def told_source(call: Call) -> str:
    """Return what is special about where an answer came from, or nothing."""
    if call.fault:
        return f"fault: {call.fault}"
    if call.source in (Source.WORLD, Source.ROUTE, Source.BESIDE):
        return call.reason if call.status >= 400 else ""  # HTTP
    return f"{call.source}: {call.reason}" if call.reason else call.source.value
