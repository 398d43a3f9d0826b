"""The hit objects of a `.osu` file: their kinds, and when they start and end."""

from __future__ import annotations

import re
from enum import IntFlag
from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from mockbancho.osu.beatmap_lines import Line
    from mockbancho.osu.beatmap_timing import Timing

MOST_OBJECTS: Final = 100_000
MOST_JUDGEMENTS: Final = 1_000_000
"""Slider ticks and repeats included; an engine would need minutes for more."""
LONGEST: Final = 6 * 3_600_000
"""From the first object's start to the last one's end, in ms."""
_LONGEST_TOGETHER: Final = 4 * LONGEST
"""Sliders and spinners, which may overlap."""
_FARTHEST: Final = 131_072
"""The largest coordinate, and the longest slider, that the client takes."""
_MOST_SLIDES: Final = 9000
"""The largest number of slides that the client takes."""
_POINT: Final = r"-?\d{1,6}(\.\d{1,15})?:-?\d{1,6}(\.\d{1,15})?"
_CURVE: Final = re.compile(rf"[BCLP]\d?(\|[BCLP]\d?)*(\|{_POINT})(\|({_POINT}|[BCLP]\d?))*", re.ASCII)


class Kind(IntFlag):
    """The bits of an object's type that say what it is; the others are about combos and colours."""

    CIRCLE = 1
    SLIDER = 2
    SPINNER = 8
    HOLD = 128


class HitObject(msgspec.Struct, frozen=True, gc=False):
    """One object; times in ms. *judgements*: what there is to hit in it."""

    kind: Kind
    start: float
    end: float
    judgements: float = 1


class Sliders(msgspec.Struct, frozen=True):
    """What decides how long a slider takes: the section [Difficulty], and the timing."""

    multiplier: float
    tick_rate: float
    timing: Timing

    def read(self, line: Line, fields: list[str], start: float) -> HitObject:
        """Read a slider."""
        if len(fields) < 8:
            raise line.mistake("slider", "eight fields, among them curve, slides and length")
        if not _CURVE.fullmatch(fields[5]):
            raise line.mistake("slider's curve", "a letter of BCLP and points, as in 'B|100:50|200:50'", fields[5])
        slides = max(1, line.whole(fields[6], "slider's slides", most=_MOST_SLIDES))
        length = line.real(fields[7], "slider's length", _FARTHEST)
        if length <= 0:
            raise line.mistake("slider's length", "more than 0", fields[7])
        _check_samples(line, [*"".join(fields[9:10]).split("|"), *fields[10:11]])
        beats = length / (100 * self.multiplier * self.timing.speed_at(start))
        judgements = 1 + slides * (1 + beats * self.tick_rate)
        return HitObject(Kind.SLIDER, start, start + slides * beats * self.timing.beat_at(start), judgements)


def read_objects(lines: list[Line], sliders: Sliders) -> list[HitObject]:
    """Return the objects in order of their start; raises `Mistake` for what the client could not play."""
    if not lines:
        raise Mistake("[HitObjects]: expected objects to hit, found none")
    if len(lines) > MOST_OBJECTS:
        raise Mistake(f"[HitObjects]: expected at most {MOST_OBJECTS} objects, found {len(lines)}")
    found = sorted((_object(line, sliders) for line in lines), key=lambda each: each.start)
    _check_sizes(found)
    return found


def end_of(objects: list[HitObject]) -> float:
    """Return when the last object ends."""
    return max(each.end for each in objects)


def _object(line: Line, sliders: Sliders) -> HitObject:
    fields = line.fields()
    if len(fields) < 5:
        raise line.mistake("object", "at least x, y, time, type and hit sound")
    for field, what in zip(fields, ("object's x", "object's y"), strict=False):
        line.real(field, what, _FARTHEST)
    start = line.real(fields[2], "object's time")
    bits = line.whole(fields[3], "object's type", 0)
    line.whole(fields[4], "object's hit sound", 0)
    if bits & Kind.CIRCLE:
        _check_samples(line, fields[5:6])
        return HitObject(Kind.CIRCLE, start, start)
    if bits & Kind.SLIDER:
        return sliders.read(line, fields, start)
    if bits & (Kind.SPINNER | Kind.HOLD):
        return _lasting(line, fields, start, Kind.SPINNER if bits & Kind.SPINNER else Kind.HOLD)
    raise line.mistake("object's type", "a circle (1), slider (2), spinner (8) or hold (128)", fields[3])


def _lasting(line: Line, fields: list[str], start: float, kind: Kind) -> HitObject:
    """Read a spinner or hold, whose sixth field begins with its end."""
    name = kind.name.lower() if kind.name else ""
    if len(fields) < 6 or not fields[5]:
        raise line.mistake(name, "its end in the sixth field")
    text, colon, sample = fields[5].partition(":") if kind == Kind.HOLD else (fields[5], "", "")
    _check_samples(line, [sample] if colon else fields[6:7])
    end = line.real(text, f"{name}'s end")
    if end < start:
        raise line.mistake(f"{name}'s end", f"at least its start, {fields[2]}", text)
    return HitObject(kind, start, end)


def _check_samples(line: Line, found: list[str]) -> None:
    """Refuse hit samples, where there are any, that are not sets, index and volume before the file's name."""
    for sample in filter(None, found):
        numbers = sample.split(":")[:4]
        if len(numbers) < 2:
            raise line.mistake("hit sample", "at least two sets, as in '0:0:0:0:'", sample)
        for text in numbers:
            line.whole(text, "hit sample")


def _check_sizes(objects: list[HitObject]) -> None:
    """Refuse what would keep an engine busy for minutes."""
    lasts = end_of(objects) - objects[0].start
    if lasts > LONGEST:
        raise Mistake(f"[HitObjects]: expected at most 6 hours from first to last, found {lasts / 3_600_000:.1f}")
    together = sum(each.end - each.start for each in objects if each.kind != Kind.HOLD)
    if together > _LONGEST_TOGETHER:
        raise Mistake(
            f"[HitObjects]: expected at most 24 hours of sliders and spinners, found {together / 3_600_000:.1f}"
        )
    judgements = sum(each.judgements for each in objects)
    if judgements > MOST_JUDGEMENTS:
        raise Mistake(
            f"[HitObjects]: expected at most {MOST_JUDGEMENTS} judgements with slider ticks, found {judgements:.0f}"
        )
