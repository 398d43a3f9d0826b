"""Faults: what goes wrong with answers, from now on."""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.contract import ENDPOINT_NAMES
from mockbancho.errors import Mistake, nearest
from mockbancho.records import Breakage, Fault, Ordinal
from mockbancho.world.durations import Duration, micros_of, told
from mockbancho.world.faults import TOO_MANY_REQUESTS, forget
from mockbancho.world.latency import Latency, latency_of
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

_KIND: Final = "faults"
_PATTERN: Final = frozenset("*?[")
_MINUTE: Final = 60
_SAID: Final = (
    *("latency", "drip", "status", "retry_after", "quota", "per", "reply"),
    *("rate", "first", "nth", "every", "times"),
)
"""What the name of a fault that was given none says, as far as it was asked for."""
_TIMES: Final = frozenset(("drip", "retry_after", "per"))
_NOTHING: Final = Fault(name="", number=0)
_EFFECTS: Final = "latency, drip, status, quota or reply"


@action
def add_fault(
    world: World,
    endpoint: str = "*",
    *,
    latency: Latency | None = None,
    drip: Duration | None = None,
    status: int | None = None,
    body: str | None = None,
    retry_after: Duration | None = None,
    quota: int | None = None,
    per: Duration | None = None,
    reply: Breakage | None = None,
    rate: float | None = None,
    first: int | None = None,
    nth: int | None = None,
    every: int | None = None,
    times: int | None = None,
    during: str | None = None,
    where: dict[str, Any] | None = None,
    name: str | None = None,
) -> Fault:
    """Let something go wrong with answers from now on.

    *endpoint* is a name such as `get_map_scores`, a pattern such as `get_*`, a pattern of paths such as `/v1/*`, or `*`
    for every request; *where* are parameters that the request has. What goes wrong: *latency* (`200ms`, `100ms..2s`,
    `about 300ms`), *drip* (how long the body takes), *status* with the page of a proxy or your *body*, *retry_after*
    (later requests are refused as well until then), *quota* requests *per* minute or so (then 429), or a *reply* that
    is broken. When: by *rate*, for the *first* so many, the *nth* alone, *every* so many, at most so many *times*,
    *during* a time from now such as `1m..2m`. Faults of one *name* replace each other; one without is called what it does.
    """
    effects = (latency, drip, status, quota, reply)
    if all(effect is None for effect in effects):
        raise Mistake(f"a fault does something: give {_EFFECTS}")
    _check_endpoint(endpoint)
    _check_latency(latency)
    _check_effects(status=status, quota=quota, per=per, reply=reply, body=body, retry_after=retry_after)
    _check_counts(rate=rate, first=first, nth=nth, every=every, times=times)
    begins, ends = _span(during)
    fault = Fault(
        name=name or "",
        number=_next_number(world),
        endpoint=endpoint,
        where=tuple((key, _asked(key, value)) for key, value in (where or {}).items()),
        latency=_written(latency),
        drip=_micros("drip", drip),
        status=status,
        retry_after=_micros("retry_after", retry_after),
        quota=quota,
        per=0 if quota is None else _micros("per", _MINUTE if per is None else per),
        reply=reply,
        body=body,
        rate=1.0 if rate is None else rate,
        first=first,
        nth=nth,
        every=every,
        times=times,
        begins=world.now + begins,
        ends=None if ends is None else world.now + ends,
    )
    replaced = world.schedule.fault(fault.name)
    if replaced is not None:
        forget(world, replaced)
    if not fault.name:
        fault = replace(fault, name=_unused_name(world, fault))
    world.put(fault)
    world.tell("fault_added", text=fault.name)
    return fault


@action
def remove_fault(world: World, name: str) -> None:
    """Let a fault end."""
    found = world.schedule.fault(name)
    if found is None:
        known = [each.name for each in world.schedule.faults]
        more = f"; known: {', '.join(map(repr, known))}" if known else "; there are none"
        raise Mistake(f"there is no fault {name!r}{nearest(name, known) or more}")
    forget(world, found)
    world.tell("fault_removed", text=name)


@action
def clear_faults(world: World) -> None:
    """Let all faults end."""
    for each in world.schedule.faults:
        forget(world, each)
        world.tell("fault_removed", text=each.name)


def _check_endpoint(endpoint: str) -> None:
    if endpoint.startswith("/") or any(fnmatchcase(name, endpoint) for name in ENDPOINT_NAMES):
        return
    if _PATTERN & set(endpoint):
        raise Mistake(
            f"endpoint: {endpoint!r} fits none; known: {', '.join(ENDPOINT_NAMES)}, or a pattern of paths such as /v1/*"
        )
    more = (
        nearest(endpoint, ENDPOINT_NAMES)
        or f"; known: {', '.join(ENDPOINT_NAMES)}, or a pattern such as get_* or /v1/*"
    )
    raise Mistake(f"endpoint: there is no {endpoint!r}{more}")


def _check_effects(
    *,
    status: int | None,
    quota: int | None,
    per: Duration | None,
    reply: str | None,
    body: str | None,
    retry_after: Duration | None,
) -> None:
    """Refuse what no answer can be like, and what contradicts itself."""
    answers = status is not None or quota is not None
    for is_wrong, text in (
        (status is not None and not 200 <= status <= 599, f"status: expected 200 to 599, got {status}"),  # HTTP
        (quota is not None and quota < 0, f"quota: expected 0 or more requests, got {quota}"),
        (
            quota is not None and status not in (None, TOO_MANY_REQUESTS),
            "quota: one that is used up is a 429; leave status out",
        ),
        (
            reply is not None and answers,
            "reply: a fault either answers with a status or breaks the real answer; add two",
        ),
        (per is not None and quota is None, "per: this is for a quota, such as quota=60, per='1m'"),
        (per is not None and not _micros("per", per), "per: expected some time, such as '1m'; got none"),
        (body is not None and not answers, "body: this is for a status"),
        (
            retry_after is not None and status is None,
            "retry_after: this is for a status, such as 429 or 503; a quota says by itself when it is full again",
        ),
    ):
        if is_wrong:
            raise Mistake(text)


def _check_latency(given: Latency | None) -> None:
    try:
        latency_of(given or 0)
    except Mistake as mistake:
        raise Mistake(f"latency: {mistake}") from None


def _written(latency: Latency | None) -> str | None:
    """Return a latency as text."""
    if latency is None or isinstance(latency, str):
        return latency
    return f"{latency:.6f}".rstrip("0").rstrip(".") + "s"


def _check_counts(*, rate: float | None, **counts: int | None) -> None:
    if rate is not None and not 0 < rate <= 1:
        raise Mistake(f"rate: expected a share above 0 and at most 1, such as 0.3; got {rate:g}")
    for name, given in counts.items():
        if given is not None and given < 1:
            raise Mistake(f"{name}: expected 1 or more, got {given}")


def _span(during: str | None) -> tuple[int, int | None]:
    """Return from when to when, in microseconds from now: `1m..2m`, `30s..` or `..2m`."""
    if during is None:
        return 0, None
    start, dots, end = during.partition("..")
    if not dots:
        raise Mistake(f"during: expected a time from now, such as '1m..2m', '30s..' or '..2m'; got {during!r}")
    begins, ends = _micros("during", start.strip() or 0), _micros("during", end.strip()) if end.strip() else None
    if ends is not None and ends <= begins:
        raise Mistake(f"during: this ends before it begins: {during!r}")
    return begins, ends


def _micros(name: str, given: Duration | None) -> int:
    try:
        return 0 if given is None else micros_of(given)
    except Mistake as mistake:
        raise Mistake(f"{name}: {mistake}") from None


def _asked(name: str, value: object) -> str:
    """Return a parameter as a request spells it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | str):
        return str(value)
    raise Mistake(f"where: {name}: expected a number or text, got {type(value).__name__}")


def _unused_name(world: World, fault: Fault) -> str:
    """Return what a fault that was given no name says; its draws depend on that, not on what was added before."""
    said = " ".join([fault.endpoint, *(f"where.{key}={value}" for key, value in fault.where), *_said(fault)])
    names = (said if number == 1 else f"{said} ({number})" for number in count(1))
    return next(name for name in names if world.schedule.fault(name) is None)


def _said(fault: Fault) -> Iterator[str]:
    for column in _SAID:
        value = getattr(fault, column)
        if value != getattr(_NOTHING, column):
            yield f"{column}={told(value) if column in _TIMES else value}"


def _next_number(world: World) -> int:
    taken = world.schedule.ordinals.get(_KIND)
    number = 1 if taken is None else taken.taken + 1
    world.put(Ordinal(kind=_KIND, taken=number))
    return number
