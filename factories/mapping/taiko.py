"""Taiko: dons and kats whose colours change in patterns, now and then a drumroll or a denden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.osu.objects import Objects

from .chart import CIRCLE, CLAP, FINISH, NEW_COMBO, SLIDER, SPINNER, WHISTLE, Chart, slider_multiplier
from .grid import slots
from .song import BAR, PULSE

if TYPE_CHECKING:
    from .song import Bar, Song

_KAT: Final = (CLAP, CLAP, WHISTLE, CLAP)
"""Either sound makes a kat; mappers mostly clap."""


def chart_taiko(song: Song) -> Chart:
    """Return the objects of a taiko beatmap."""
    drum = _Drum(song)
    for bar in song.bars:
        if bar.spin:
            drum.spin(bar.start, bar.spin)
        else:
            drum.fill(bar)
    drum.note(song.end, 0, big=True)
    return Chart(drum.lines, Objects(drum.notes, drum.notes), drum.multiplier)


class _Drum:
    """What was drummed so far, and the colour of the last note."""

    def __init__(self, song: Song) -> None:
        self.song = song
        self.lines: list[str] = []
        self.notes = 0
        self.kat = 0
        self.multiplier = slider_multiplier(140, song.pulse, song.beat)
        self.pixels = self.multiplier * 100 * song.pulse / song.beat / PULSE

    def fill(self, bar: Bar) -> None:
        """Add the notes of a bar; the last bar of some phrases ends with a drumroll."""
        rate = 0.45 + 11.8 * bar.energy
        found = slots(bar, rate, self.song.pulse)
        rolls = bar.start + 36 if bar.start // BAR % 8 == 7 and bar.rhythm & 3 == 0 else -1
        for tick, rank, bits in found:
            if tick == rolls and tick + 9 <= bar.limit:
                self.roll(tick)
                return
            opens = bar.opens and tick == bar.start
            self.turn(rank, bits, rate)
            self.note(tick, self.kat and _KAT[bits >> 14 & 3], big=opens or (rank == 0 and bits & 0xFFFF < 1200))

    def turn(self, rank: int, bits: int, rate: float) -> None:
        """Take the next colour: on the pulse mostly don, in between the other one or not."""
        drawn = (bits & 0x3FFF) + (bits >> 21 & 0x3FF)
        if rank == 0 or (rank == 1 and rate < 5):
            self.kat = int(drawn < 6600)
        elif drawn < (7400 if rate > 3 else 4500):
            self.kat = 1 - self.kat

    def note(self, tick: int, sound: int, *, big: bool) -> None:
        """Add a don or a kat."""
        kind = CIRCLE if self.notes else CIRCLE | NEW_COMBO
        self.lines.append(f"256,192,{self.song.at(tick)},{kind},{sound | FINISH if big else sound},0:0:0:0:")
        self.notes += 1

    def roll(self, tick: int) -> None:
        """Add a drumroll of half a pulse."""
        pixels = round(self.pixels * 6, 4)
        tail = 256 + int(pixels)
        self.lines.append(f"256,192,{self.song.at(tick)},{SLIDER},0,L|{tail}:192,1,{pixels!r},0|0,0:0|0:0,0:0:0:0:")

    def spin(self, tick: int, length: int) -> None:
        """Add a denden."""
        at = self.song.at
        self.lines.append(f"256,192,{at(tick)},{SPINNER | NEW_COMBO},0,{at(tick + length)},0:0:0:0:")
