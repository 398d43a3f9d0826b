"""Judges of taiko, catch and mania replays, by the plain rules, from the `.osu` text and the frames alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tests.factories.replaying.osu_judge import Judge, Thing

EZ, HR, DT, HT = 2, 16, 64, 256
DON, KAT = 1 | 4, 2 | 8


class Shot(NamedTuple):
    """One frame of these rulesets: all whole numbers."""

    at: int
    x: int
    keys: int


def lines_of(text: str) -> list[list[str]]:
    """Return the fields of the objects."""
    return [line.split(",") for line in text.split("[HitObjects]")[1].splitlines() if line]


def figure(text: str, name: str) -> float:
    """Return a number of the section [Difficulty]."""
    return float(text.split(f"\n{name}:")[1].splitlines()[0])


def harder(value: float, mods: int, factor: float = 1.4) -> float:
    """Return a figure with Easy or Hard Rock."""
    return value / 2 if mods & EZ else min(10, value * factor) if mods & HR else value


def judge_taiko(text: str, shots: list[Shot], mods: int) -> tuple[int, int, int]:
    """Return 300s, 100s and misses: a press is for the first note that is not judged, and misses it with the wrong key."""
    od = harder(figure(text, "OverallDifficulty"), mods)
    great, good = int(50 - 3 * od), int(120 - 8 * od if od < 5 else 110 - 6 * od)
    notes = [(int(fields[2]), bool(int(fields[4]) & KAT)) for fields in lines_of(text) if int(fields[3]) & 1]
    found: Counter[int] = Counter()
    place = 0
    for at, is_kat in _drummed(shots):
        while place < len(notes) and notes[place][0] + good < at:
            found[0] += 1
            place += 1
        if place < len(notes) and at > notes[place][0] - good:
            error = abs(at - notes[place][0])
            found[0 if is_kat != notes[place][1] else 300 if error < great else 100] += 1
            place += 1
    return found[300], found[100], found[0] + len(notes) - place


def _drummed(shots: list[Shot]) -> Iterator[tuple[int, bool]]:
    for before, now in pairwise(shots):
        for key in (1, 2, 4, 8):
            if now.keys & key and not before.keys & key:
                yield now.at, bool(key & KAT)


def judge_mania(text: str, shots: list[Shot], mods: int) -> tuple[int, ...]:
    """Return the best ones, 300s, 200s, 100s, 50s and misses, by how a note or the head of a hold is hit."""
    od, keys = figure(text, "OverallDifficulty"), int(figure(text, "CircleSize"))
    factor = (1.4 if mods & EZ else 1 / 1.4 if mods & HR else 1) * (1.5 if mods & DT else 0.75 if mods & HT else 1)
    windows = [factor * end for end in (16.5, 64 - 3 * od, 97 - 3 * od, 127 - 3 * od, 151 - 3 * od)]
    found: Counter[int] = Counter()
    for column in range(keys):
        shown = keys - 1 - column if mods & 1 << 30 else column
        notes = [int(fields[2]) for fields in lines_of(text) if int(fields[0]) * keys // 512 == shown]
        presses = [now.at for old, now in pairwise(shots) if now.x >> column & 1 and not old.x >> column & 1]
        found.update(_worths(notes, presses, windows))
    return tuple(found[worth] for worth in range(6))


def _worths(notes: list[int], presses: list[int], windows: list[float]) -> Iterator[int]:
    place = 0
    for note in notes:
        while place < len(presses) and presses[place] < note - windows[-1]:
            place += 1
        if place < len(presses) and presses[place] <= note + windows[-1]:
            yield bisect_left(windows, abs(presses[place] - note))
            place += 1
        else:
            yield 5


def judge_catch(text: str, shots: list[Shot], mods: int) -> tuple[int, ...]:
    """Return caught fruits, droplets and tiny ones, tiny ones that were not, and what else was not."""
    cs = harder(figure(text, "CircleSize"), mods, 1.3)
    reach = 106.75 * (1 - 0.7 * (cs - 5) / 5) * 0.4
    found: Counter[tuple[str, bool]] = Counter()
    times = [shot.at for shot in shots]
    for thing in Judge(text, 0).things:
        for kind, at, x in _falls(thing):
            before = shots[bisect_right(times, at) - 1]
            found[kind, abs(before.x - x) <= reach] += 1
    caught = [found[kind, True] for kind in ("fruit", "droplet", "tiny")]
    return *caught, found["tiny", False], found["fruit", False] + found["droplet", False]


def _falls(thing: Thing) -> Iterator[tuple[str, float, float]]:
    """Yield what falls out of an object; the plain place of each, without the client's own sways."""
    if thing.kind == "circle":
        yield "fruit", thing.at, thing.x
    if thing.kind != "slider":
        return
    lap = (thing.end - thing.at) / thing.slides
    ends = [thing.at + lap * slide for slide in range(thing.slides + 1)]
    marks = [thing.at, *thing.checks, thing.end]
    for mark in [thing.at, *thing.checks[:-1], thing.end]:
        is_fruit = any(abs(mark - end) < 0.001 for end in ends)
        yield "fruit" if is_fruit else "droplet", mark, thing.ball(mark)[0]
    for since, until in pairwise(marks):
        gap = int(until) - int(since)
        parts = 1
        while gap > 80 and gap / parts > 100:
            parts *= 2
        for part in range(1, parts):
            yield "tiny", since + gap * part / parts, thing.ball(since + gap * part / parts)[0]
