"""osu!: circles that flow and jump, streams, and sliders that never leave the playfield."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.osu.objects import Objects

from .chart import (
    CIRCLE,
    CLAP,
    FINISH,
    NEW_COMBO,
    SLIDER,
    SPINNER,
    WHISTLE,
    Chart,
    edges_of,
    slider_multiplier,
    ticks_of,
)
from .rhythm import notes
from .shapes import LINE, SHAPES
from .song import BAR, PULSE, VELOCITY
from .turns import DIRECTIONS, SWERVES

if TYPE_CHECKING:
    from .rhythm import Note
    from .shapes import Shape
    from .song import Bar, Song

_LEFT, _RIGHT, _TOP, _BOTTOM = 28, 484, 28, 356
"""Where heads and tails are; the playfield goes a little further."""
_INNER_LEFT, _INNER_RIGHT, _INNER_TOP, _INNER_BOTTOM = 130, 382, 110, 274
"""Out of here, turns lead back to the middle."""
_TURNS: Final = ((30, 29, 30, 28), (26, 25, 26, 26), (21, 22, 21, 20), (16, 15, 17, 16), (11, 9, 13, 10), (7, 5, 9, 6))
"""Back and forth, stars, triangles, squares, bends, flow: turns from jump to jump, in 64ths."""
_LONGEST: Final = 250
"""Pixels; a slider that would be longer goes there and back."""


def chart_osu(song: Song) -> Chart:
    """Return the objects of an osu! beatmap."""
    pen = _Pen(song)
    for bar, found in notes(song):
        pen.begin(bar)
        for note in found:
            pen.draw(note)
    pen.close()
    return Chart(pen.lines, Objects(len(pen.lines), pen.combo), pen.multiplier)


class _Pen:
    """Where the last object was, and where it was heading."""

    def __init__(self, song: Song) -> None:
        bits = song.root
        self.song = song
        self.lines: list[str] = []
        self.combo = 0
        self.x: float = 120 + bits % 272
        self.y: float = 100 + (bits >> 12) % 184
        self.way = bits >> 30 & 63
        self.ended = 0
        self.fresh = NEW_COMBO
        self.bend = 1
        self.step = song.pulse / PULSE
        recipe = song.recipe
        self.size = (54.4 - 4.48 * max(0.0, min(7.0, recipe.cs))) / 36.48
        self.multiplier = slider_multiplier(song.pulse * (0.15 + 0.06 * min(8.0, recipe.level)), song.pulse, song.beat)
        self.pixels = self.multiplier * 100 * song.pulse / song.beat / PULSE

    def begin(self, bar: Bar) -> None:
        """Take up the manner of a bar."""
        self.bar = bar
        energy = bar.energy
        self.jump = (0.08 + 1.3 * energy + 0.95 * energy * energy) * self.size
        self.flow = (0.18 + 0.3 * energy + 0.6 * energy * energy) * self.size
        self.stacks = not bar.rhythm >> 44 & 3 and energy < 0.7
        self.velocity = VELOCITY[bar.kind]
        bold = int(energy * 7 + (bar.rhythm >> 40 & 7) / 2 - 1.5)
        self.turns = _TURNS[5 - max(0, min(5, bold))]
        self.bend = 1 if bar.own & 1 << 40 else -1
        if bar.opens or energy > 0.25 or not bar.start // BAR & 1:
            self.fresh = NEW_COMBO

    def draw(self, note: Note) -> None:
        """Place one object."""
        tick, length, slides, run, bits = note
        if slides < 0:
            self.spin(tick, tick + length)
        elif slides:
            self.slide(tick, length, slides, bits)
        else:
            self.circle(tick, run, bits)

    def circle(self, tick: int, run: int, bits: int) -> None:
        if run < 0 and self.stacks:
            pass
        elif run:
            self.go(self.flow * (tick - self.ended) * self.step, self.bend * (2 + (bits >> 48 & 1)))
        else:
            self.leap(tick, bits)
        self.lines.append(
            f"{int(self.x)},{int(self.y)},{self.song.at(tick)},{CIRCLE | self.fresh},{self.sound(tick)},0:0:0:0:"
        )
        self.combo += 1
        self.ended = tick
        self.fresh = 0

    def leap(self, tick: int, bits: int) -> None:
        """Go where the next object begins: as far as the time since the last one allows."""
        time = (tick - self.ended) * self.step
        half = self.song.pulse / 2
        far = self.jump * (time if time < half else half + (time - half) * 0.35)
        self.go(far if far < 330 else 330.0, self.bend * self.turns[bits >> 52 & 3])

    def go(self, far: float, turn: int) -> None:
        """Move by a distance, turned by so much, or by the nearest turn that stays in the playfield."""
        x, y = self.x, self.y
        if not (_INNER_LEFT < x < _INNER_RIGHT and _INNER_TOP < y < _INNER_BOTTOM):
            turn = self.inward(turn)
        bend = self.bend
        for swerve in SWERVES:
            way = (self.way + turn + swerve * bend) & 63
            across, down = DIRECTIONS[way]
            there, below = x + far * across, y + far * down
            if _LEFT <= there <= _RIGHT and _TOP <= below <= _BOTTOM:
                self.x, self.y, self.way = there, below, way
                return
            self.bend = -bend
        self.x, self.y = 512 - x, 384 - y

    def inward(self, turn: int) -> int:
        """Return the same turn to the side on which the middle is."""
        across, down = DIRECTIONS[self.way]
        self.bend = 1 if across * (192 - self.y) - down * (256 - self.x) > 0 else -1
        return abs(turn) * self.bend

    def slide(self, tick: int, length: int, slides: int, bits: int) -> None:
        self.leap(tick, bits)
        while self.pixels * length > _LONGEST and not length & 1:
            length, slides = length // 2, slides * 2
        pixels = round(self.pixels * length * self.velocity, 4)
        x, y = int(self.x), int(self.y)
        letter, points, way = self.path(SHAPES[bits >> 56 & 7], pixels, self.bend * (3 + (bits >> 60 & 7)))
        path = "|".join([letter, *(f"{across}:{down}" for across, down in points)])
        self.lines.append(
            f"{x},{y},{self.song.at(tick)},{SLIDER | self.fresh},{self.sound(tick)},"
            f"{path},{slides},{pixels!r},{edges_of(slides)},0:0:0:0:"
        )
        if slides & 1:
            self.x, self.y = points[-1]
            self.way = way & 63
        else:
            self.way = way + 32 & 63
        self.combo += 1 + slides * (ticks_of(length, self.song.pulse, self.song.beat) + 1)
        self.ended = tick + length * slides
        self.fresh = 0

    def path(self, shape: Shape, pixels: float, turn: int) -> tuple[str, list[tuple[int, int]], int]:
        """Return control points that are all in the playfield: the shape, turned as little as need be."""
        for letter, points, bent in (shape, LINE):
            mirror = self.bend
            for swerve in SWERVES:
                way = self.way + turn + swerve * self.bend & 63
                found = self.turned(points, pixels, way, mirror)
                if found:
                    return letter, found, way + bent * mirror
        across = 1 if self.x < 256 else -1
        return "L", [(int(self.x + across * pixels), int(self.y))], 16 - 16 * across

    def turned(
        self, points: tuple[tuple[float, float], ...], pixels: float, way: int, mirror: int
    ) -> list[tuple[int, int]]:
        """Return points in a direction, or none if one of them is outside."""
        across, down = DIRECTIONS[way]
        found: list[tuple[int, int]] = []
        for along, aside in points:
            side = aside * mirror
            x = self.x + pixels * (along * across - side * down)
            y = self.y + pixels * (along * down + side * across)
            if not (_LEFT <= x <= _RIGHT and _TOP <= y <= _BOTTOM):
                return []
            found.append((int(x + 0.5), int(y + 0.5)))
        return found

    def spin(self, tick: int, until: int) -> None:
        at = self.song.at
        self.lines.append(f"256,192,{at(tick)},{SPINNER | NEW_COMBO},{FINISH},{at(until)},0:0:0:0:")
        self.combo += 1
        self.ended = until
        self.x, self.y = 256.0, 192.0
        self.fresh = NEW_COMBO

    def sound(self, tick: int) -> int:
        """Return the hit sound of a tick: claps on the second and fourth pulse, a cymbal where a section opens."""
        place = tick - self.bar.start
        if not place:
            return FINISH if self.bar.opens else WHISTLE
        return CLAP if place in (12, 36) else 0

    def close(self) -> None:
        """End the beatmap: on the beat, with a circle or a spinner."""
        end = self.song.end
        self.fresh = NEW_COMBO
        self.circle(end, 0, self.song.root)
