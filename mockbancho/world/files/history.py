"""When a world begins whose file does not say so: one second after the last thing that happened in it."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from mockbancho.clock import SECOND, START, from_datetime, to_datetime
from mockbancho.records import Beatmap, Beatmapset, Clan, Favourite, Player, Pool, Score, Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
_NEVER: Final = 2**31 - 1
"""Unix seconds. bancho.py: a later moment stands for "never", as in the bot's login and the checks of frozen sets."""


def beginning(rows: Iterable[Row]) -> int:
    """Return the microsecond at which a world of these rows begins, `START` if nothing happened in it."""
    latest = (moment for kind, group in groupby(rows, type) for moment in _latest(kind, list(group)))
    return max(latest, default=START - SECOND) + SECOND


def _latest(kind: type, rows: Sequence[Row]) -> Iterator[int]:
    """Yield the latest moment of each column of rows of one kind."""
    for name in _HAPPENED.get(kind, ()):
        moments: list[Any] = list(map(attrgetter(name), rows))
        never = to_datetime(_NEVER * SECOND) if isinstance(moments[0], datetime) else _NEVER
        latest = max((moment for moment in moments if moment < never), default=0)
        micros = from_datetime(latest) if isinstance(latest, datetime) else round(latest * SECOND)
        if micros > 0:
            yield micros
