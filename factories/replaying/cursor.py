"""The cursor between and on the objects of an osu! beatmap, frame by frame."""

from __future__ import annotations

from math import cos, hypot, sin, tau
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from mockbancho.osu.beatmap_objects import Kind
from mockbancho.osu.replays import Frame

from ..chance import mix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .presses import Press
    from .targets import Target
    from .verdicts import Verdict

STEP: Final = 16
"""Milliseconds of real time between two frames."""
_SPINS: Final = 7.9 / 1000
"""Turns in a millisecond of real time, at which no spinner is left unfinished; the client counts 477 a minute at most."""
_ORBIT: Final = 70
_MIDDLE: Final = (256.0, 192.0)
_ASIDE: Final = 3.5
"""How far the cursor is from what it misses, in radii of a circle; a slider is followed from up to 2.4 of them."""
_SPREAD: Final = 0.3
"""How far from a circle's middle the cursor is at most, across and down, in radii."""
_FLICK: Final = 25
"""Milliseconds before and after a part of a slider at which the cursor is away from the ball."""
_KEYS: Final = (5, 10)
"""Keys as the client stores them: a keyboard's key presses the mouse button too."""
_LEAD: Final = 1000


class Visit(msgspec.Struct, frozen=True):
    """Where the cursor is from one time to another, for an object whose time is *at*; *hits* it, or does not."""

    start: float
    stop: float
    where: Callable[[float], tuple[float, float]]
    at: float
    hits: bool = True


class Hand(msgspec.Struct, frozen=True):
    """What decides how the cursor moves: a circle's radius, the tempo, bits to draw from.

    With Autopilot it *strays* not: it is on every object at its time, hit or not.
    """

    radius: float
    speed: float
    bits: int
    strays: bool

    def visits(self, targets: Sequence[Target], verdicts: Sequence[Verdict], presses: Iterable[Press]) -> list[Visit]:
        """Return where the cursor has to be, by time."""
        pressed = {press.number: press for press in presses}
        found: list[Visit] = []
        for number, target in enumerate(targets):
            press = pressed.get(number)
            found.append(self._on(target, verdicts[number], press) if press else self._missing(target))
        kept = _in_order(found)
        return kept if self.strays else _stretched(kept)

    def _missing(self, target: Target) -> Visit:
        point = _MIDDLE if target.kind is Kind.SPINNER else (target.x, target.y)
        if self.strays and target.kind is not Kind.SPINNER:
            point = self._beside(*point)
        return Visit(target.at, target.at, _resting(point), target.at, hits=False)

    def _on(self, target: Target, verdict: Verdict, press: Press) -> Visit:
        if target.kind is Kind.SPINNER:
            return Visit(target.at, press.until, self._spun(target.at), target.at)
        if target.kind is Kind.CIRCLE:
            return Visit(press.at - 1, press.at + 1, _resting(self._aimed(target, press.number)), target.at)
        flicks = [target.parts[nth] for nth in verdict.skipped if target.parts[nth] < press.until]
        return Visit(press.at - 1, press.until, lambda time: self._followed(target, flicks, time), target.at)

    def _aimed(self, target: Target, number: int) -> tuple[float, float]:
        """Return a point in a circle, in a stack between where it is shown and where the file has it."""
        bits = mix(self.bits ^ number)
        between = target.raised / 2
        far = max(0.0, min(_SPREAD, 0.6 - abs(between) / self.radius)) * self.radius / 0x8000
        return (
            target.x + between + ((bits & 0xFFFF) - 0x8000) * far,
            target.y + between + ((bits >> 16 & 0xFFFF) - 0x8000) * far,
        )

    def _spun(self, start: float) -> Callable[[float], tuple[float, float]]:
        turn = tau * _SPINS / self.speed

        def where(time: float) -> tuple[float, float]:
            angle = turn * (time - start)
            return _MIDDLE[0] + _ORBIT * cos(angle), _MIDDLE[1] + _ORBIT * sin(angle)

        return where

    def _followed(self, target: Target, flicks: Sequence[float], time: float) -> tuple[float, float]:
        """Return the ball's place, or one on the way away from it and back, around the parts that are missed."""
        x, y = target.ball(time)
        away = max((min(1.0, 2 - abs(time - part) / _FLICK) for part in flicks), default=0.0)
        if away <= 0:
            return x, y
        across, down = self._beside(x, y)
        return x + away * (across - x), y + away * (down - y)

    def _beside(self, x: float, y: float) -> tuple[float, float]:
        """Return a point off a circle, towards the middle, or away from it where that is too near."""
        across, down = _MIDDLE[0] - x, _MIDDLE[1] - y
        far = hypot(across, down)
        if far < 1:
            return x + _ASIDE * self.radius, y
        return x + across / far * _ASIDE * self.radius, y + down / far * _ASIDE * self.radius


def _in_order(visits: Iterable[Visit]) -> list[Visit]:
    """Return the visits without those of missed objects whose time is over when what is before them is hit late."""
    found: list[Visit] = []
    for visit in visits:
        if visit.hits or not found or found[-1].stop < visit.start:
            found.append(visit)
    return found


def _stretched(visits: Sequence[Visit]) -> list[Visit]:
    """Return visits that also are there at their objects' times, as far as the visits beside them leave room."""
    before = [float("-inf"), *(each.stop for each in visits[:-1])]
    after = [*(each.start for each in visits[1:]), float("inf")]
    return [
        replace(each, start=max(min(each.start, each.at), since + 1), stop=min(max(each.stop, each.at), until - 1))
        for each, since, until in zip(visits, before, after, strict=True)
    ]


def _resting(point: tuple[float, float]) -> Callable[[float], tuple[float, float]]:
    return lambda _: point


def moved(visits: Sequence[Visit], presses: Sequence[Press], step: int) -> list[Frame]:
    """Return the frames of a cursor that goes from visit to visit, and of the keys, which take turns."""
    held = {press.at: _KEYS[nth & 1] for nth, press in enumerate(presses)} | dict.fromkeys(
        (press.until for press in presses), 0
    )
    times = sorted({*_grid(visits, step), *held, *(int(time) for each in visits for time in (each.start, each.stop))})
    frames: list[Frame] = []
    keys, place = 0, 0
    for time in times:
        keys = held.get(time, keys)
        while place < len(visits) and visits[place].stop < time:
            place += 1
        x, y = _between(visits, place, time)
        frames.append(Frame(time, round(x, 2), round(y, 2), keys))
    return frames


def _grid(visits: Sequence[Visit], step: int) -> range:
    """Return the times of frames that come by themselves."""
    return range(min(0, int(visits[0].start) - _LEAD), int(visits[-1].stop) + _LEAD, step)


def _between(visits: Sequence[Visit], place: int, time: float) -> tuple[float, float]:
    """Return where the cursor is: on the visit at this place, or on its way there from the last one."""
    if place == len(visits):
        return visits[-1].where(visits[-1].stop)
    visit = visits[place]
    if time >= visit.start:
        return visit.where(time)
    x, y = visit.where(visit.start)
    if not place:
        return x, y
    last = visits[place - 1]
    a, b = last.where(last.stop)
    share = (time - last.stop) / (visit.start - last.stop)
    share = share * share * (3 - 2 * share)
    return a + (x - a) * share, b + (y - b) * share
