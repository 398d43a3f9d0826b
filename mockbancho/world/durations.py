"""Durations and moments as people write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from mockbancho.clock import SECOND, from_datetime
from mockbancho.errors import Mistake

Duration = float | int | str
"""Seconds as a number, or text such as `90s`, `1m30s`, `2h` or `100ms`."""

_UNITS: Final = {"d": 86_400 * SECOND, "h": 3600 * SECOND, "m": 60 * SECOND, "s": SECOND, "ms": SECOND // 1000}
_PART: Final = re.compile(r"(\d+(?:\.\d+)?)(ms|[dhms])")
_LONGEST: Final = 100 * 365 * 86_400 * SECOND
_TOO_LONG: Final = _LONGEST + 1
_MOST_CHARACTERS: Final = 60


def micros_of(given: object) -> int:
    """Return a duration in microseconds; raises `Mistake` for one below 0, over a hundred years, or that is none."""
    if isinstance(given, int | float) and not isinstance(given, bool):
        found = round(given * SECOND) if -1 <= given <= _LONGEST else _TOO_LONG  # also what is no number at all
    elif isinstance(given, str):
        found = _written(given)
    else:
        raise Mistake(f"a duration is a number of seconds, or such as '90s', '1m30s' or '2h'; got {given!r}")
    if 0 <= found <= _LONGEST:
        return found
    raise Mistake(f"a duration is from 0 seconds to 100 years; got {given!r}")


def _written(text: str) -> int:
    parts = _PART.findall(text[:_MOST_CHARACTERS])
    units = [unit for _, unit in parts]
    in_order = sorted(units, key=list(_UNITS).index) == units and len(set(units)) == len(units)
    if not parts or "".join(number + unit for number, unit in parts) != text.replace(" ", "") or not in_order:
        raise Mistake(
            f"a duration is such as '90s', '1m30s', '2h' or '100ms', its units from large to small; got {text!r}"
        )
    return round(min(sum(float(number) * _UNITS[unit] for number, unit in parts), _TOO_LONG))


def moment_of(given: object) -> int:
    """Return a moment in microseconds since the Unix epoch: a datetime (naive is UTC), or its ISO text."""
    if isinstance(given, str):
        try:
            given = datetime.fromisoformat(given)
        except ValueError:
            raise Mistake(f"a moment is a datetime, or text such as '2024-07-01T12:05:00'; got {given!r}") from None
    if not isinstance(given, datetime):
        raise Mistake(f"a moment is a datetime, or text such as '2024-07-01T12:05:00'; got {given!r}")
    return from_datetime(given.astimezone(UTC).replace(tzinfo=None) if given.tzinfo else given)


def told(micros: int) -> str:
    """Return a duration as text, such as `1m30s`; parts below a millisecond are cut."""
    left, parts = micros, list[str]()
    for unit, size in _UNITS.items():
        number, left = divmod(left, size)
        if number:
            parts.append(f"{number}{unit}")
    return "".join(parts) or "0s"
