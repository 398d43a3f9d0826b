"""What happened: events by number, and as they come."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import msgspec
from msgspec import Meta, Struct
from starlette.responses import StreamingResponse

from mockbancho import clock
from mockbancho.api.wire import WIRE
from mockbancho.control.declared import route
from mockbancho.control.naming import iso, seconds
from mockbancho.control.states import state_of
from mockbancho.control.told_calls import told_call
from mockbancho.errors import Busy
from mockbancho.scenario.telling import told_event

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from starlette.types import Receive, Scope, Send

    from mockbancho.bancho import Bancho
    from mockbancho.control.asked import Asked

MOST: Final = 64
"""Listeners at once."""
FRAME: Final = 0.1
"""Seconds between two looks."""
STILL_HERE: Final = 15.0
"""Seconds after which a comment is sent if nothing else is, so that nobody takes the connection for dead."""
BURST: Final = 1_000
"""Events that one look sends; what happened before the last so many is left out, and the state tells of it."""


class EventTold(Struct):
    """Something that happened: ids of what it is about, and *told* is a sentence with names."""

    number: int
    at: str
    elapsed: float
    kind: str
    player: int | None
    other: int | None
    beatmap: int | None
    score: int | None
    match: int | None
    text: str
    told: str


class EventsQuery(Struct, forbid_unknown_fields=True):
    """Those *after* a number, oldest first."""

    after: Annotated[int, Meta(ge=0)] = 0
    limit: Annotated[int, Meta(ge=1, le=10_000)] = 100


class Events(Struct):
    """Events, and the number of the last that happened at all."""

    events: list[EventTold]
    last: int


class StreamQuery(Struct, forbid_unknown_fields=True):
    """The number after which to begin; without it, with what happens from now on. `Last-Event-ID` says the same."""

    after: Annotated[int, Meta(ge=0)] | None = None


@route("GET", "/events", query=EventsQuery, answers=Events)
def events(asked: Asked) -> Events:
    """List what happened after an event, oldest first; what is long ago is forgotten."""
    query: EventsQuery = asked.query
    with asked.bancho.world.lock:
        found = told_events(asked.bancho, query.after, query.limit)
        return Events(found, asked.bancho.world.events.count)


@route("GET", "/events/stream", query=StreamQuery, sends="text/event-stream")
def follow(asked: Asked) -> StreamingResponse:
    """Follow what happens, as server-sent events.

    Each event is sent under its kind with its number as id. `state` comes first and whenever the clock is set or the
    world becomes another one, `call` for each request that the fake API answers. A client that connects again with
    `Last-Event-ID` misses nothing.
    """
    if asked.worlds.listeners >= MOST:
        raise Busy(f"{MOST} listeners follow already; close one")
    given = asked.headers.get("last-event-id", "")
    after = int(given) if given.isdecimal() and len(given) < 19 else asked.query.after
    return _Stream(_counted(asked, after), media_type="text/event-stream", headers={"x-accel-buffering": "no"})


class _Stream(StreamingResponse):
    """An answer without an end, which goes down with its connection when the server stops."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what comes, until the client or the server leaves."""
        wire: Any = scope.get("extensions", {}).get(WIRE)
        if hasattr(wire, "is_holding"):
            wire.is_holding = True  # the server does not wait for what never ends
        try:
            await super().__call__(scope, receive, send)
        finally:
            if hasattr(wire, "is_holding"):
                wire.is_holding = False


def told_events(bancho: Bancho, after: int, limit: int | None = None) -> list[EventTold]:
    """Return the events after a number, as they are told; the caller holds the world's lock."""
    world, began = bancho.world, bancho.director.began
    return [
        EventTold(
            number=event.number,
            at=iso(event.at),
            elapsed=seconds(event.at - began),
            kind=event.kind,
            player=event.player,
            other=event.other,
            beatmap=event.beatmap,
            score=event.score,
            match=event.match,
            text=event.text,
            told=told_event(world, event),
        )
        for event in world.events.after(after)[:limit]
    ]


async def _counted(asked: Asked, after: int | None) -> AsyncIterator[bytes]:
    asked.worlds.listeners += 1
    try:
        yield b"retry: 1000\n\n"
        last = clock.monotonic()
        following = _Following(asked, after)
        while not asked.served.is_gone:
            piece = b"".join(following.news())
            if not piece and clock.monotonic() - last > STILL_HERE:
                piece = b": still here\n\n"
            if piece:
                last = clock.monotonic()
                yield piece
            await asyncio.sleep(FRAME)
    finally:
        asked.worlds.listeners -= 1


class _Seen(NamedTuple):
    """What of a clock a listener knows."""

    changes: int
    rewinds: int
    mode: str
    speed: float


class _Following:
    """One listener: what it has been told."""

    def __init__(self, asked: Asked, after: int | None) -> None:
        self._served, self._base = asked.served, asked.base
        bancho = asked.bancho
        self._events = bancho.world.events.count if after is None else after
        self._calls = bancho.journal.count
        self._seen: _Seen | None = None
        self._rewinds = asked.served.rewinds

    def news(self) -> Iterator[bytes]:
        """Yield what has happened since the last look."""
        self._served.touch()
        bancho = self._served.bancho
        with bancho.world.lock:
            yield from self._state()
            count = bancho.world.events.count
            for event in told_events(bancho, self._events) if count > self._events else ():
                yield _message(event.kind, event, event.number)
            self._events = count
        if bancho.journal.count != self._calls:
            known, self._calls = self._calls, bancho.journal.count
            for call in bancho.journal:
                if call.number > known:
                    yield _message("call", told_call(self._base + self._served.prefix, call))

    def _state(self) -> Iterator[bytes]:
        """Yield the state if the clock is another one than was told, or the world is."""
        served, count = self._served, self._served.bancho.world.events.count
        director = served.bancho.director
        is_another = served.rewinds != self._rewinds or count < self._events
        is_burst = count - self._events > BURST
        seen = _Seen(served.changes, served.rewinds, director.mode.value, director.speed)
        if is_another or is_burst or seen != self._seen:
            yield _message("state", state_of(served))
        if is_another:
            self._events = count  # what listeners know is not so any more; they begin anew from the state
        elif is_burst:
            self._events = count - BURST
        self._seen, self._rewinds = seen, served.rewinds


def _message(kind: str, content: Any, number: int | None = None) -> bytes:  # noqa: ANN401  # what is sent as JSON
    head = b"" if number is None else b"id: %d\n" % number
    return b"%sevent: %s\ndata: %s\n\n" % (head, kind.encode(), msgspec.json.encode(content))
