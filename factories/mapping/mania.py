"""Mania: columns, chords and holds; no column is hit twice in a row if another one is free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.osu.objects import Objects

from .chart import CIRCLE, CLAP, FINISH, HOLD, Chart
from .grid import QUARTER, slots
from .song import HALF, PULSE

if TYPE_CHECKING:
    from .grid import Slot
    from .song import Bar, Song

_MOST_KEYS: Final = 10
_HOLDS: Final = (HALF, PULSE, PULSE, HALF + QUARTER, PULSE + HALF, PULSE * 2, HALF, PULSE)
"""Ticks that a hold lasts."""


def keys_of(cs: float) -> int:
    """Return the columns that a circle size stands for."""
    return max(1, min(_MOST_KEYS, round(cs)))


def chart_mania(song: Song) -> Chart:
    """Return the objects of a mania beatmap."""
    hands = _Hands(song)
    for bar in song.bars:
        if not bar.spin:
            hands.fill(bar)
    hands.close()
    return Chart(hands.lines, Objects(len(hands.lines), hands.combo), 1.4)


class _Hands:
    """Until when each column is held, and which were hit last."""

    def __init__(self, song: Song) -> None:
        self.song = song
        self.lines: list[str] = []
        self.combo = 0
        self.keys = keys = keys_of(song.recipe.cs)
        self.places = tuple(int((column + 0.5) * 512 / keys) for column in range(keys))
        self.strides = tuple(stride for stride in range(1, max(2, keys)) if _coprime(stride, keys))
        self.free = [0] * keys
        self.last = 0
        """Columns hit in the slot before, a bit each."""

    def fill(self, bar: Bar) -> None:
        """Add the notes of a bar."""
        energy = bar.energy
        for slot in slots(bar, 0.8 + 10.5 * energy, self.song.pulse):
            self.chord(bar, slot, energy)

    def chord(self, bar: Bar, slot: Slot, energy: float) -> None:
        """Add what is hit at once: more of it on the pulse, and the higher the energy."""
        tick, rank, bits = slot
        rich = energy * (1 + 0.35 * energy) * (2.2 - 0.5 * rank) * (self.keys + 2) / 6
        many = 1 + int(rich * (bits & 0xFF) / 256 + 0.28)
        sound = CLAP if tick - bar.start in (12, 36) else 0
        if bar.opens and tick == bar.start:
            many, sound = min(self.keys - 1, many + 1) or 1, FINISH
        hit = 0
        holds = rank < 3 and (bits >> 16 & 0xFF) < 36
        for column in self.columns(bits, many, tick, energy > 0.6 + (bits >> 20 & 0xF) / 40):
            hit |= 1 << column
            self.add(column, tick, sound, _HOLDS[bits >> 24 & 7] if holds and tick + 24 <= bar.limit else 0)
            holds = holds and bool(bits & 0x2000)
        self.last = hit

    def columns(self, bits: int, many: int, tick: int, jacks: bool) -> list[int]:
        """Return free columns, those that were not just hit first."""
        keys, last, free = self.keys, self.last, self.free
        column, stride = (bits >> 8 & 0xFF) % keys, self.strides[(bits >> 27 & 0x1F) % len(self.strides)]
        fresh: list[int] = []
        again: list[int] = []
        for _ in range(keys):
            if free[column] <= tick:
                (again if last >> column & 1 else fresh).append(column)
            column = (column + stride) % keys
        if jacks:
            return (fresh + again)[:many]
        return fresh[:many] or again[:1]

    def add(self, column: int, tick: int, sound: int, length: int) -> None:
        """Add a note, or a hold if it has a length."""
        at, place = self.song.at(tick), self.places[column]
        if not length:
            self.lines.append(f"{place},192,{at},{CIRCLE},{sound},0:0:0:0:")
            self.combo += 1
            self.free[column] = tick + 1
            return
        end = self.song.at(tick + length)
        self.lines.append(f"{place},192,{at},{HOLD},{sound},{end}:0:0:0:0:")
        self.combo += 1 + (end - at) // 100
        self.free[column] = tick + length + QUARTER

    def close(self) -> None:
        """End on the beat, with one note."""
        end = self.song.end
        free = [column for column in range(self.keys) if self.free[column] <= end]
        self.add(free[self.song.root % len(free)], end, FINISH, 0)


def _coprime(stride: int, keys: int) -> bool:
    while keys:
        stride, keys = keys, stride % keys
    return stride == 1
