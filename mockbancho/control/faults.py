"""Faults: what goes wrong with answers, and switching it on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from mockbancho.control.declared import route
from mockbancho.control.naming import seconds
from mockbancho.errors import NotThere, nearest
from mockbancho.world.durations import told

if TYPE_CHECKING:
    from mockbancho.bancho import Bancho
    from mockbancho.control.asked import Asked
    from mockbancho.records import Fault


class FaultShown(Struct, rename={"begins": "from", "ends": "to"}):
    """A fault as it was asked for: durations as text, *from* and *to* in seconds after the start; *on* if it is now.

    *seen* counts the requests that it was about, *fired* those that it hit.
    """

    name: str
    number: int
    endpoint: str
    where: dict[str, str]
    latency: str | None
    drip: str | None
    status: int | None
    retry_after: str | None
    quota: int | None
    per: str | None
    reply: str | None
    body: str | None
    rate: float
    first: int | None
    nth: int | None
    every: int | None
    times: int | None
    begins: float
    ends: float | None
    on: bool
    seen: int
    fired: int


@route("GET", "/faults", answers=list[FaultShown])
def faults(asked: Asked) -> list[FaultShown]:
    """List what goes wrong with answers, oldest first."""
    with asked.bancho.world.lock:
        return [_shown(asked.bancho, fault) for fault in asked.bancho.faults]


@route("POST", "/faults", takes=dict, answers=FaultShown, status=201)
def add_fault(asked: Asked) -> FaultShown:
    """Let something go wrong with answers from now on: the arguments of the action `add_fault`."""
    with asked.bancho.world.lock:
        return _shown(asked.bancho, asked.bancho.act("add_fault", **asked.body))


@route("DELETE", "/faults", answers=list[FaultShown])
def clear_faults(asked: Asked) -> list[FaultShown]:
    """Let all faults end."""
    asked.bancho.faults.clear()
    return []


@route("DELETE", "/faults/{name}", answers=FaultShown)
def remove_fault(asked: Asked) -> FaultShown:
    """Let a fault end, and return what it was."""
    name, bancho = asked.path["name"], asked.bancho
    with bancho.world.lock:
        found = bancho.faults.get(name)
        if found is None:
            known = [each.name for each in bancho.faults]
            hint = nearest(name, known) or (f"; known: {', '.join(known)}" if known else "; there are none")
            raise NotThere(f"there is no fault {name!r}{hint}")
        bancho.faults.remove(name)
        return _shown(bancho, found)


def _shown(bancho: Bancho, fault: Fault) -> FaultShown:
    now, began = bancho.world.now, bancho.director.began
    return FaultShown(
        name=fault.name,
        number=fault.number,
        endpoint=fault.endpoint,
        where=dict(fault.where),
        latency=fault.latency,
        drip=_duration(fault.drip),
        status=fault.status,
        retry_after=_duration(fault.retry_after),
        quota=fault.quota,
        per=_duration(fault.per),
        reply=fault.reply,
        body=fault.body,
        rate=fault.rate,
        first=fault.first,
        nth=fault.nth,
        every=fault.every,
        times=fault.times,
        begins=seconds(max(0, fault.begins - began)),
        ends=None if fault.ends is None else seconds(fault.ends - began),
        on=fault.begins <= now and (fault.ends is None or now < fault.ends),
        seen=fault.seen,
        fired=fault.fired,
    )


def _duration(micros: int) -> str | None:
    return told(micros) if micros else None
