"""What happened to a server, in order: the calls that it received, between the events of its world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.clock import to_datetime
from mockbancho.scenario.telling import told_event
from mockbancho.verification.lines import aligned, cut
from mockbancho.verification.telling import told_source
from mockbancho.verification.unknown import is_unknown, told_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockbancho.api.app import Api
    from mockbancho.world.events import Event
    from mockbancho.world.journal import Call, Journal


def story_of(api: Api, *, events: int = 0, calls: int = 0) -> list[str]:
    """Return a line for each call and each event after the first *calls* and *events* of them, also calls of forks."""
    with api.world.lock:
        happened = api.world.events.after(events)
        told = list(_told(api, (call for call in api.journal if call.number > calls), happened))
    forgotten = api.journal.forgotten - calls
    before = [f"{forgotten} earlier calls are forgotten"] if forgotten > 0 else []
    of_forks = [line for journal in tuple(api.journal.forks) if len(journal) for line in _of_fork(api, journal)]
    return before + told + of_forks


def _of_fork(api: Api, journal: Journal) -> Iterator[str]:
    yield "calls of a fork:"
    yield from _told(api, journal, [])


def _told(api: Api, calls: Iterable[Call], events: list[Event]) -> Iterator[str]:
    rows = list(_rows(api, sorted(calls, key=lambda call: call.number), events))
    return aligned(rows) if rows else iter(())


def _rows(api: Api, calls: list[Call], events: list[Event]) -> Iterator[tuple[str, ...]]:
    place = 0
    for call in calls:
        while place < len(events) and events[place].number <= call.events:
            yield _of_event(api, events[place])
            place += 1
        yield _of_call(api, call)
    for event in events[place:]:
        yield _of_event(api, event)


def _of_event(api: Api, event: Event) -> tuple[str, ...]:
    return f"{to_datetime(event.at):%H:%M:%S}", "", "", cut(told_event(api.world, event))


def _of_call(api: Api, call: Call) -> tuple[str, ...]:
    return (
        f"{to_datetime(call.at):%H:%M:%S}",
        str(call.number),
        str(call.status),
        "  ".join(filter(None, [cut(f"{call.method} {call.target}"), _remark(api, call)])),
    )


def _remark(api: Api, call: Call) -> str:
    """Return what is special about a call, or nothing."""
    if is_unknown(call):
        return f"({'; '.join(filter(None, [call.source.value, told_path(api, call.path)]))})"
    ignored = f"ignores {', '.join(call.ignored)}" if call.ignored else ""
    remarks = "; ".join(filter(None, [cut(told_source(call)), ignored]))
    return f"({remarks})" if remarks else ""
