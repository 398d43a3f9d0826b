"""When there is something to hit in osu! and catch: circles, bursts, streams and sliders on the grid of a song."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from ..chance import mix
from .song import BAR, HALF, PULSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .song import Bar, Song

Note = tuple[int, int, int, int, int]
"""Tick, ticks of one slide, slides (0: a circle, -1: a spinner), place in its stream (0: in none; negative: in a burst
of three), bits to draw from."""
QUARTER: Final = 3
THIRD: Final = 4
_UNIT: Final = 1 / (1 << 18)
_WORD: Final = 0xFFFF


class Manner(msgspec.Struct, frozen=True, gc=False):
    """How likely each figure is, 0 to 1, at one energy."""

    stream: float
    burst: float
    half: float
    slider: float
    short: float
    long: float
    rest: float
    doze: float


def notes(song: Song) -> Iterator[tuple[Bar, list[Note]]]:
    """Yield each bar with what begins in it; the very last object is not among it."""
    free = 0
    manners: dict[float, Manner] = {}
    for bar in song.bars:
        if bar.spin:
            yield bar, [(bar.start, bar.spin, -1, 0, bar.own)]
            free = bar.start + BAR * 2
            continue
        manner = manners.get(bar.energy)
        if manner is None:
            manner = manners[bar.energy] = manner_of(bar.energy, song.pulse)
        found, free = _fill(bar, manner, max(free, bar.start))
        yield bar, found


def manner_of(energy: float, pulse: float) -> Manner:
    """Return what mappers do at an energy: the faster the song, the later come halves and quarters."""
    quarters = _clamp((pulse / 4 - 150 + 125 * energy) / 40)
    halves = _clamp((pulse / 2 - 330 + 520 * energy) / 130)
    return Manner(
        stream=quarters * (0.05 + 0.3 * _clamp((energy - 0.3) / 0.6)),
        burst=0.36 * quarters,
        half=0.9 * halves,
        slider=0.58 - 0.3 * _clamp(energy),
        short=0.1 + 0.45 * halves,
        long=_clamp(1 - 2 * halves) * 0.6,
        rest=_clamp((0.2 - energy) / 0.15) * 0.97,
        doze=_clamp((0.08 - energy) / 0.08) * 0.8,
    )


def _clamp(share: float) -> float:
    return 0.0 if share < 0 else 1.0 if share > 1 else share


def _fill(bar: Bar, manner: Manner, free: int) -> tuple[list[Note], int]:
    """Return what begins in a bar, and the tick from which something may begin again."""
    found: list[Note] = []
    tick = bar.start + -(-(free - bar.start) // HALF) * HALF
    stop = min(bar.start + BAR, bar.limit + 1)
    streams = tuple(_draw(bar, 64 + part) < manner.stream for part in (0, 1))
    run = 0
    while tick < stop:
        slot = (tick - bar.start) // HALF
        if streams[slot >> 2] and tick + QUARTER <= bar.limit:
            bits = mix(bar.own + slot)
            found += ((tick, 0, 0, run, bits), (tick + QUARTER, 0, 0, run + 1, bits))
            run += 2
            tick += HALF
        else:
            run = 0
            tick = _figure(found, bar, manner, tick)
    return found, tick


def _draw(bar: Bar, field: int) -> float:
    """Return a number from 0 to below 1, much the same in bars that sound the same."""
    return ((mix(bar.rhythm + field) & _WORD) * 3 + (mix(bar.own + field) & _WORD)) * _UNIT


def _figure(found: list[Note], bar: Bar, manner: Manner, tick: int) -> int:
    """Add what begins at a tick; return where to go on."""
    slot = (tick - bar.start) // HALF
    shared, own = mix(bar.rhythm + slot), mix(bar.own + slot)
    drawn = ((shared & _WORD) * 3 + (own & _WORD)) * _UNIT
    if slot & 1:
        if drawn < manner.half:
            found.append((tick, 0, 0, 0, own))
        return tick + HALF
    if (slot & 2 and drawn < manner.rest) or (slot == 4 and drawn < manner.doze):
        return tick + PULSE
    if drawn > 1 - manner.burst and tick + 2 * THIRD <= bar.limit:
        step = QUARTER if bar.rhythm >> 58 & 15 else THIRD
        found += ((tick, 0, 0, 0, own), (tick + step, 0, 0, -1, own), (tick + 2 * step, 0, 0, -2, own))
        return tick + PULSE
    if (shared >> 16 & _WORD) < manner.slider * 65536:
        length, slides = _slider(manner, (shared >> 32 & _WORD) / 65536, shared >> 48 & 7)
        if tick + length * slides <= bar.limit:
            found.append((tick, length, slides, 0, own))
            return tick + length * slides + HALF
    found.append((tick, 0, 0, 0, own))
    return tick + HALF


def _slider(manner: Manner, drawn: float, eighth: int) -> tuple[int, int]:
    """Return the ticks of one slide, and how many slides."""
    if drawn < manner.long:
        return (PULSE, 2) if eighth == 0 else (PULSE * 2, 1)
    if drawn > 1 - manner.short:
        return (HALF, 2) if eighth == 0 else (HALF, 1)
    return (HALF, 2) if eighth == 1 else (HALF * 3, 1) if eighth == 2 and manner.half > 0.3 else (PULSE, 1)
