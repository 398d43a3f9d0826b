"""mania: a key per column, pressed and let go within the windows of the judgements that a score has."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mockbancho.osu.beatmap_objects import Kind
from mockbancho.osu.mods import Mods
from mockbancho.osu.replays import Frame

from ..chance import mix
from .places import missed_places, picked
from .windows import mania_windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mockbancho.records import Score

    from .targets import Target, Targets
    from .windows import Window

_WIDTH: Final = 512
_HELD: Final = 45
_INNER: Final = (0.3, 0.8)
"""The part of a window that is used; a hold's windows are a little wider than a note's."""


def play_mania(targets: Targets, score: Score, bits: int) -> tuple[list[Frame], bool]:
    """Return the frames of a score, and whether they have its very counts."""
    objects = targets.objects
    columns = _columns(targets, mirrored=bool(score.mods & Mods.MIRROR))
    windows = mania_windows(targets.od, score.mods)
    free = _missable(objects, columns, windows[-1].most)
    worths = _worths(objects, free, score, bits)
    presses = list(_presses(objects, columns, worths, windows, bits))
    met = [sum(each == worth for each in worths) for worth in range(6)]
    wanted = [score.ngeki, score.n300, score.nkatu, score.n100, score.n50, score.nmiss]
    return list(_held(presses)), met == wanted


def _columns(targets: Targets, *, mirrored: bool) -> list[int]:
    keys = max(1, round(targets.cs))
    found = [min(keys - 1, int(each.x * keys / _WIDTH)) for each in targets.objects]
    return [keys - 1 - column for column in found] if mirrored else found


def _missable(objects: Sequence[Target], columns: Sequence[int], window: float) -> list[bool]:
    """Return for each object whether it is over before the next of its column is hit, and is no hold."""
    following: dict[int, float] = {}
    found: list[bool] = []
    for each, column in zip(reversed(objects), reversed(columns), strict=True):
        found.append(each.kind is Kind.CIRCLE and following.get(column, float("inf")) - each.at > 2 * window)
        following[column] = each.at
    return found[::-1]


def _worths(objects: Sequence[Target], free: list[bool], score: Score, bits: int) -> list[int]:
    """Return what each object is worth: 0 for the best judgement, then 300, 200, 100, 50, and 5 for a miss."""
    worths = [0] * len(objects)
    missed = missed_places(free, score.nmiss, score.max_combo, bits)
    missed |= picked((n for n in range(len(objects)) if n not in missed), score.nmiss - len(missed), bits)
    for number in missed:
        worths[number] = 5
    roomy = [number for number, is_free in enumerate(free) if is_free]
    others = [number for number in range(len(objects)) if not free[number]]
    for worth, count in ((4, score.n50), (3, score.n100), (2, score.nkatu), (1, score.n300)):
        left = count
        for numbers in (roomy, others):
            found = picked((number for number in numbers if not worths[number]), left, bits ^ worth)
            left -= len(found)
            for number in found:
                worths[number] = worth
    return worths


def _presses(
    objects: Sequence[Target], columns: Sequence[int], worths: Sequence[int], windows: Sequence[Window], bits: int
) -> Iterator[tuple[int, int, int]]:
    """Yield column, press and release of what is hit."""
    taken: defaultdict[int, int] = defaultdict(lambda: -(1 << 40))
    following = _following(objects, columns)
    for number, (each, column) in enumerate(zip(objects, columns, strict=True)):
        if worths[number] == 5:
            continue
        drawn = mix(bits ^ number << 8)
        window = windows[worths[number]]
        least, most = _INNER if worths[number] else (0.0, 1.0)
        error = window.least + (window.most - window.least) * (least + (most - least) * (drawn & 0xFF) / 0x100)
        early, late = round(each.at - error), round(each.at + error)
        at = early if drawn >> 8 & 1 and early > taken[column] + 2 else max(late, taken[column] + 2)
        until = round(each.end) if each.kind is Kind.HOLD else min(at + _HELD, round((at + following[number]) / 2))
        taken[column] = max(at + 1, until)
        yield column, at, taken[column]


def _following(objects: Sequence[Target], columns: Sequence[int]) -> list[float]:
    """Return for each object when the next one of its column comes."""
    times: dict[int, float] = {}
    found: list[float] = []
    for each, column in zip(reversed(objects), reversed(columns), strict=True):
        found.append(times.get(column, each.end + 1000))
        times[column] = each.at
    return found[::-1]


def _held(presses: Sequence[tuple[int, int, int]]) -> Iterator[Frame]:
    """Yield a frame whenever a key goes down or up; keys are bits of the cursor's x."""
    changes: defaultdict[int, int] = defaultdict(int)
    for column, at, until in presses:
        changes[at] ^= 1 << column
        changes[until] ^= 1 << column
    keys = 0
    for time in sorted(changes):
        keys ^= changes[time]
        yield Frame(time, keys, 0, 0)
