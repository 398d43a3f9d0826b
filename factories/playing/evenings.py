"""When people play: evenings and weekends where they live, with weeks in which they do not play at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from ..chance import mix
from ..moments import DAY
from .curves import between

if TYPE_CHECKING:
    from .people import Person

_HOUR: Final = 3600
_WEEKDAY: Final = (7.0, 14.5, 16.2, 17.0, 17.7, 18.4, 19.0, 19.6, 20.3, 21.0, 22.0, 25.5)
_WEEKEND: Final = (9.0, 12.0, 13.8, 15.2, 16.4, 17.3, 18.1, 18.9, 19.7, 20.6, 21.9, 27.0)
"""The hours at which sessions begin, in elevenths of them."""
_SIZES: Final = (5, 6, 8, 9, 11, 13, 15, 17, 20, 25, 41)
"""How many plays a session has, in tenths of all sessions."""
_DAYS: Final = (0.5, 0.46, 0.5, 0.52, 0.72, 1.0, 0.95)
"""How likely a day is played on, Monday first."""
_THURSDAY: Final = 3
"""The weekday of the first day of 1970."""
_TRIES: Final = 24
_LATELY: Final = 3 * DAY
_SESSIONS: Final = 0x51_7E55_1015
_WEEKS: Final = 0x3E_E4B5
_MONTHS: Final = 0x30_0745


class Session(msgspec.Struct, frozen=True, gc=False):
    """One sitting: what its plays are drawn from, when it begins (Unix seconds), and how many plays it has."""

    bits: int
    at: int
    size: int


def sessions_of(person: Person, plays: int, until: int) -> list[Session]:
    """Return sessions with so many plays in all, from joining to a Unix time, earliest first.

    A session depends on its ordinal alone, and so more plays are more sessions, in between the others; only the last
    one drawn is cut short. The first one drawn is the latest: it is in the last days.
    """
    found: list[Session] = []
    while plays > 0:
        bits = mix(person.root ^ mix(_SESSIONS + len(found)))
        size = min(plays, int(between(_SIZES, (bits & 0xFFFF) / 0x10000)))
        since = person.joined if found else max(person.joined, until - _LATELY)
        found.append(Session(bits, _beginning(person, bits, since, until), size))
        plays -= size
    return sorted(found, key=lambda session: (session.at, session.bits))


def _beginning(person: Person, bits: int, since: int, until: int) -> int:
    """Return when a session begins: on a day that is likely enough, if one is found, at an hour that is."""
    first, days = (since + person.offset) / DAY, (until - since) / DAY
    tried = since
    for _ in range(_TRIES):
        bits = mix(bits)
        day = int(first + days * ((bits & 0xFFFFFF) / 0x1000000))
        at = day * DAY + _second(person, day, bits >> 40) - person.offset
        if since < at < until:
            tried = at
            if (bits >> 24 & 0xFFFF) / 0x10000 < likelihood(person, day):
                break
    return tried


def _second(person: Person, day: int, bits: int) -> int:
    """Return the second of the local day at which a session begins."""
    hours = _WEEKEND if (day + _THURSDAY) % 7 >= 5 else _WEEKDAY
    return int(between(hours, (bits & 0xFFFFFF) / 0x1000000) * _HOUR) + person.late


def likelihood(person: Person, day: int) -> float:
    """Return how likely a person plays on a day (counted from 1970, where the person lives): 0 in weeks of absence."""
    week, weekday = divmod(day + _THURSDAY, 7)
    bits = mix(person.root ^ (_WEEKS + week))
    if bits & 7 < 2 or mix(person.root ^ (_MONTHS + week // 6)) & 7 < 2:
        return 0.0
    return _DAYS[weekday] * (0.4 + 0.6 * (bits >> 48) / 0x10000)
