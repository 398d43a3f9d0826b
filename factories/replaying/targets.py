"""What a replay has to hit: the objects of a `.osu` file that mockbancho wrote, with all that decides a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from mockbancho.osu.beatmap_lines import lines_of, sections_of
from mockbancho.osu.beatmap_objects import Kind
from mockbancho.osu.beatmap_timing import Timing

from .paths import Path

if TYPE_CHECKING:
    from mockbancho.osu.beatmap_lines import Line

HEIGHT: Final = 384
"""Of the playfield, in osu!'s pixels."""
LAST_CHECK: Final = 36
"""Milliseconds before a slider's end at which stable looks whether it is still followed."""
_NEAR_END: Final = 10
"""Milliseconds before the end of a slide in which there is no tick."""


class Target(msgspec.Struct, frozen=True):
    """One object, times in ms. *sound* has the bits of its hit sound; *raised* says how far stacking has moved it.

    Of a slider: *path*, *slides*, *ticks* in a slide (as distances), and *parts*, the times at which its ticks, repeats
    and its end are judged, the end's last.
    """

    kind: Kind
    at: float
    end: float
    x: float
    y: float
    sound: int = 0
    path: Path | None = None
    slides: int = 1
    ticks: tuple[float, ...] = ()
    parts: tuple[float, ...] = ()
    raised: float = 0

    @property
    def tail(self) -> tuple[float, float]:
        """Where the object ends."""
        return self.ball(self.end)

    @property
    def combo(self) -> int:
        """What the object adds to the combo in osu!."""
        return 1 + len(self.parts)

    def ball(self, time: float) -> tuple[float, float]:
        """Return where a slider's ball is; before its start and after its end it rests."""
        if self.path is None or self.end <= self.at:
            return self.x, self.y
        progress = max(0.0, min(1.0, (time - self.at) / (self.end - self.at))) * self.slides
        slide = min(int(progress), self.slides - 1)
        share = progress - slide
        x, y = self.path.at((1 - share if slide & 1 else share) * self.path.length)
        return x - self.raised, y - self.raised

    def turned(self) -> Target:
        """Return the object upside down, as Hard Rock shows it."""
        return replace(self, y=HEIGHT - self.y, path=self.path and self.path.turned(HEIGHT))


class Targets(msgspec.Struct, frozen=True):
    """The objects in their order, and the beatmap's figures; *leniency* is that of stacking, as a share of the preempt."""

    mode: int
    cs: float
    od: float
    ar: float
    leniency: float
    objects: list[Target]


def read_targets(content: bytes) -> Targets:
    """Return what there is to hit in a file that `mapping` wrote."""
    sections = sections_of(lines_of(content.decode()))
    figures = dict(line.pair() for line in (*sections["General"], *sections["Difficulty"]))
    sliders = _Sliders(
        float(figures["SliderMultiplier"]), float(figures["SliderTickRate"]), Timing(sections["TimingPoints"])
    )
    objects = [_target(line, sliders) for line in sections["HitObjects"]]
    return Targets(
        mode=int(figures["Mode"]),
        cs=float(figures["CircleSize"]),
        od=float(figures["OverallDifficulty"]),
        ar=float(figures["ApproachRate"]),
        leniency=float(figures["StackLeniency"]),
        objects=sorted(objects, key=lambda each: each.at),
    )


class _Sliders(msgspec.Struct, frozen=True):
    """What decides how fast a slider is, and where its ticks are."""

    multiplier: float
    tick_rate: float
    timing: Timing

    def read(self, fields: list[str], at: float) -> Target:
        """Return a slider."""
        x, y, sound, slides, length = (
            float(fields[0]),
            float(fields[1]),
            int(fields[4]),
            int(fields[6]),
            float(fields[7]),
        )
        letter, *rest = fields[5].split("|")
        points = [(x, y), *((float(across), float(down)) for across, _, down in (each.partition(":") for each in rest))]
        beat_pixels = 100 * self.multiplier * self.timing.speed_at(at)
        speed = beat_pixels / self.timing.beat_at(at)
        ticks = _ticks(length, beat_pixels / self.tick_rate, speed)
        lasts = length / speed
        parts = _parts(at, lasts, slides, [tick / length for tick in ticks])
        path = Path(letter, points, length)
        return Target(Kind.SLIDER, at, at + slides * lasts, x, y, sound, path, slides, tuple(ticks), tuple(parts))


def _ticks(length: float, apart: float, speed: float) -> list[float]:
    """Return the distances of a slide's ticks."""
    limit = length - speed * _NEAR_END
    return [nth * apart for nth in range(1, int(length / apart) + 1) if nth * apart < limit]


def _parts(at: float, lasts: float, slides: int, shares: list[float]) -> list[float]:
    found: list[float] = []
    for slide in range(slides):
        begins = at + slide * lasts
        found += [begins + lasts * share for share in (sorted(1 - each for each in shares) if slide & 1 else shares)]
        found.append(begins + lasts)
    end = found.pop()
    return [*found, max(at + slides * lasts / 2, end - LAST_CHECK)]


def _target(line: Line, sliders: _Sliders) -> Target:
    fields = line.fields()
    x, y, at, bits, sound = float(fields[0]), float(fields[1]), float(fields[2]), int(fields[3]), int(fields[4])
    if bits & Kind.SLIDER:
        return sliders.read(fields, at)
    if bits & Kind.CIRCLE:
        return Target(Kind.CIRCLE, at, at, x, y, sound)
    kind = Kind.SPINNER if bits & Kind.SPINNER else Kind.HOLD
    return Target(kind, at, float(fields[5].partition(":")[0]), x, y, sound)
