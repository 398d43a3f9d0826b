"""When a world begins whose file does not say so: one second after the last thing that happened in it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from mockbancho.clock import SECOND, START, from_datetime
from mockbancho.records import Beatmap, Beatmapset, Clan, Favourite, Player, Pool, Score, Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.records import Row

_HAPPENED: Final[dict[type, tuple[str, ...]]] = {
    Player: ("creation_time", "latest_activity"),
    Clan: ("created_at",),
    Beatmapset: ("last_osuapi_check",),
    Beatmap: ("last_update",),
    Score: ("play_time",),
    Pool: ("created_at",),
    Favourite: ("created_at",),
    Session: ("login_time",),
}
"""The columns that say when something happened; `silence_end` and `donor_end` say when something will."""
_NEVER: Final = (2**31 - 1) * SECOND
"""bancho.py: from the end of 32-bit time on a moment means "never", as the bot's login and the checks of frozen sets do."""


def beginning(rows: Iterable[Row]) -> int:
    """Return the microsecond at which a world of these rows begins, `START` if nothing happened in it."""
    return max(_moments(rows), default=START - SECOND) + SECOND


def _moments(rows: Iterable[Row]) -> Iterable[int]:
    for row in rows:
        for name in _HAPPENED.get(type(row), ()):
            moment = _micros(getattr(row, name))
            if 0 < moment < _NEVER:
                yield moment


def _micros(moment: datetime | float) -> int:
    """Return a datetime, or Unix seconds, as microseconds."""
    if isinstance(moment, datetime):
        return from_datetime(moment)
    return round(min(moment, _NEVER) * SECOND)
