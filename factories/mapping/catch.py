"""Catch: fruits from side to side, dashes, droplets on the way, and showers of bananas."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mockbancho.osu.objects import Objects

from .chart import CIRCLE, CLAP, FINISH, NEW_COMBO, SLIDER, SPINNER, WHISTLE, Chart, edges_of, slider_multiplier
from .rhythm import notes
from .song import PULSE, VELOCITY
from .turns import DIRECTIONS

if TYPE_CHECKING:
    from .rhythm import Note
    from .song import Bar, Song

_LEFT, _RIGHT = 16, 496
_LEANS: Final = (0, 4, 7, 10, 13, 2, 5, 16)
"""How far a slider leans from the horizontal, in 64ths of a turn."""
_SAFE_LEAN: Final = 6
_LONGEST, _HIGHEST, _HALF_WIDTH = 200, 180, 235
"""Pixels; a slider that would be longer goes there and back."""
_LAST_TICK: Final = 36
"""Milliseconds before its end at which a slider's last tick is; droplets stop there."""


def chart_catch(song: Song) -> Chart:
    """Return the objects of a catch beatmap."""
    plate = _Plate(song)
    for bar, found in notes(song):
        plate.begin(bar)
        for note in found:
            plate.drop(note)
    plate.fruit(song.end, 0, song.root)
    judged = Objects(
        plate.fruits + plate.droplets + plate.tiny, plate.fruits + plate.droplets, plate.droplets, plate.tiny
    )
    return Chart(plate.lines, judged, plate.multiplier)


class _Plate:
    """Where the plate is after the last fruit, and which way it went."""

    def __init__(self, song: Song) -> None:
        self.song = song
        self.lines: list[str] = []
        self.fruits = self.droplets = self.tiny = 0
        self.x = 100.0 + song.root % 312
        self.side = 1
        self.ended = 0
        self.fresh = NEW_COMBO
        self.step = song.pulse / PULSE
        self.multiplier = slider_multiplier(
            song.pulse * (0.17 + 0.038 * min(9.0, song.recipe.level)), song.pulse, song.beat
        )
        self.pixels = self.multiplier * 100 * song.pulse / song.beat / PULSE

    def begin(self, bar: Bar) -> None:
        """Take up the manner of a bar."""
        self.bar = bar
        energy = bar.energy
        self.dash = 0.02 + 0.6 * energy + 1.3 * energy * energy
        self.walk = 0.04 + 0.25 * energy + 0.75 * energy * energy
        self.velocity = VELOCITY[bar.kind]
        self.fresh = NEW_COMBO

    def drop(self, note: Note) -> None:
        """Add a fruit, a slider or a shower."""
        tick, length, slides, run, bits = note
        if slides < 0:
            self.shower(tick, tick + length)
        elif slides:
            self.stream(tick, length, slides, bits)
        else:
            self.fruit(tick, run, bits)

    def fruit(self, tick: int, run: int, bits: int) -> None:
        """Add one fruit."""
        self.go(tick, run, bits)
        self.lines.append(f"{int(self.x)},192,{self.song.at(tick)},{CIRCLE | self.fresh},{self.sound(tick)},0:0:0:0:")
        self.fruits += 1
        self.ended = tick
        self.fresh = 0

    def go(self, tick: int, run: int, bits: int) -> None:
        """Move to where the next object falls; runs keep their side, jumps mostly change it."""
        time = (tick - self.ended) * self.step
        half = self.song.pulse / 2
        if run:
            far = self.walk * time
        else:
            time = time if time < half else half + (time - half) * 0.35
            far = self.dash * time * (0.6 + (bits >> 48 & 0xFF) / 320)
            if (bits >> 40 & 0xFF) < 150:
                self.side = -self.side
        far = far if far < 400 else 400.0
        there = self.x + far * self.side
        if not _LEFT <= there <= _RIGHT:
            self.side = -self.side
            there = self.x + far * self.side
        self.x = _LEFT if there < _LEFT else _RIGHT if there > _RIGHT else there

    def stream(self, tick: int, length: int, slides: int, bits: int) -> None:
        """Add a slider, which is fruits and droplets."""
        self.go(tick, 0, bits)
        while self.pixels * length > _LONGEST and not length & 1:
            length, slides = length // 2, slides * 2
        pixels = round(self.pixels * length * self.velocity, 4)
        x = int(self.x)
        tail, height = self.tail(x, pixels, _LEANS[bits >> 57 & 7])
        self.lines.append(
            f"{x},192,{self.song.at(tick)},{SLIDER | self.fresh},{self.sound(tick)},"
            f"L|{tail}:{192 - height},{slides},{pixels!r},{edges_of(slides)},0:0:0:0:"
        )
        self.count(tick, pixels, slides)
        if slides & 1:
            self.x = float(tail)
        self.ended = tick + length * slides
        self.fresh = 0

    def tail(self, x: int, pixels: float, lean: int) -> tuple[int, int]:
        """Return where a slider ends, from the left and above its head: on the side where there is room."""
        if pixels * DIRECTIONS[lean][1] > _HIGHEST or pixels * DIRECTIONS[lean][0] > _HALF_WIDTH:
            lean = _SAFE_LEAN
        across, up = DIRECTIONS[lean]
        if not _LEFT <= x + across * pixels * self.side <= _RIGHT:
            self.side = -self.side
        return int(x + across * pixels * self.side + 0.5), int(up * pixels)

    def count(self, tick: int, pixels: float, slides: int) -> None:
        """Count what falls out of a slider: fruits at the ends of slides, droplets each beat, tiny ones between."""
        falls = _falls(self.song.at(tick), pixels, slides, self.multiplier * 100 * self.velocity, self.song.beat)
        self.fruits += slides + 1
        self.droplets += len(falls) - slides - 2
        for since, until in pairwise(falls):
            self.tiny += _tiny_between(int(until) - int(since))

    def shower(self, tick: int, until: int) -> None:
        """Add a spinner, which is bananas: nobody has to catch them."""
        at = self.song.at
        self.lines.append(f"256,192,{at(tick)},{SPINNER | NEW_COMBO},{FINISH},{at(until)},0:0:0:0:")
        self.ended = until
        self.fresh = NEW_COMBO

    def sound(self, tick: int) -> int:
        """Return the hit sound of a tick."""
        place = tick - self.bar.start
        if not place:
            return FINISH if self.bar.opens else WHISTLE
        return CLAP if place in (12, 36) else 0


def _falls(start: int, pixels: float, slides: int, tick_pixels: float, beat: float) -> list[float]:
    """Return when a slider's fruits and droplets fall, and its last tick in front of its end."""
    lasts = pixels / (tick_pixels / beat)
    falls: list[float] = [start]
    for nth in range(slides):
        begins = start + nth * lasts
        shares: list[float] = []
        along = tick_pixels
        while along < pixels - tick_pixels / beat * 10:
            shares.append(along / pixels)
            along += tick_pixels
        falls += [begins + (1 - share if nth & 1 else share) * lasts for share in (shares[::-1] if nth & 1 else shares)]
        falls.append(begins + lasts)
    falls[-1:] = [max(start + slides * lasts / 2, start + slides * lasts - _LAST_TICK), start + slides * lasts]
    return falls


def _tiny_between(gap: int) -> int:
    """Return the tiny droplets in so many milliseconds: one less than the parts that are a tenth of a second at most."""
    if gap <= 80:
        return 0
    parts = 1
    while gap > 100 * parts:
        parts *= 2
    return parts - 1
