"""The timing points of a `.osu` file: how long a beat is, how fast sliders are, and the beatmap's main bpm."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from mockbancho.osu.beatmap_lines import Line

MINUTE: Final = 60_000
_BEAT: Final = (6.0, 60_000.0)
"""The shortest and the longest beat that the client plays, in ms: 10,000 to 1 bpm."""
_SPEED: Final = (0.1, 10.0)
"""The slowest and the fastest sliders, as a factor."""
_UNINHERITED: Final = 6
"""The field that says whether a point sets the beat; older files do not have it, and all their points do."""


class Timing:
    """Know the beat and the slider speed at every time; times in ms."""

    def __init__(self, lines: list[Line]) -> None:
        """Read the section; raises `Mistake` for points that cannot be read, and if none sets the beat."""
        points = [_point(line) for line in lines]
        beats = {time: length for time, length, sets_beat in points if sets_beat}
        if not beats:
            raise Mistake("[TimingPoints]: expected a point that sets the beat (its seventh field is 1), found none")
        speeds = dict.fromkeys(beats, 1.0)
        speeds.update({time: _speed(length) for time, length, sets_beat in points if not sets_beat})
        self._beat_times, self._beats = _columns(beats)
        self._speed_times, self._speeds = _columns(speeds)

    def beat_at(self, time: float) -> float:
        """Return the length of a beat; before the first point it is that point's."""
        return self._beats[max(0, bisect_right(self._beat_times, time) - 1)]

    def speed_at(self, time: float) -> float:
        """Return the factor of the slider velocity."""
        place = bisect_right(self._speed_times, time) - 1
        return self._speeds[place] if place >= 0 else 1.0

    def main_bpm(self, end: float) -> float:
        """Return the bpm that lasts longest until the last object's end.

        As the client: the first point counts from 0, and beats that differ by less than a µs are one.
        """
        starts = [0.0, *self._beat_times[1:]]
        ends = [*self._beat_times[1:], end]
        lasts: defaultdict[float, float] = defaultdict(float)
        exact: dict[float, float] = {}
        for own, start, next_, length in zip(self._beat_times, starts, ends, self._beats, strict=True):
            lasts[round(length, 3)] += next_ - start if own <= end else 0
            exact.setdefault(round(length, 3), length)
        return MINUTE / exact[max(lasts, key=lasts.__getitem__)]


def _point(line: Line) -> tuple[float, float, bool]:
    """Return time, beat length (as it stands) and whether the point sets the beat."""
    fields = line.fields()
    if len(fields) < 2:
        raise line.mistake("timing point", "at least a time and a beat length")
    time, length = line.real(fields[0], "timing point's time"), line.real(fields[1], "timing point's beat length")
    sets_beat = len(fields) <= _UNINHERITED or fields[_UNINHERITED].strip() != "0"
    if sets_beat and length <= 0:
        raise line.mistake("timing point's beat length", "more than 0 ms", fields[1])
    return time, _within(length, _BEAT) if sets_beat else length, sets_beat


def _speed(length: float) -> float:
    """Return the factor that an inherited point writes as a negative percentage of the beat."""
    return _within(-100 / length, _SPEED) if length < 0 else 1.0


def _columns(points: dict[float, float]) -> tuple[list[float], list[float]]:
    ordered = sorted(points.items())
    return [time for time, _ in ordered], [value for _, value in ordered]


def _within(value: float, bounds: tuple[float, float]) -> float:
    return max(bounds[0], min(bounds[1], value))
