"""taiko: dons and kats with the right keys, late ones in the wider window, misses not drummed or with the wrong colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.osu.beatmap_objects import Kind
from mockbancho.osu.replays import Frame

from ..chance import mix
from .places import missed_places, picked
from .windows import taiko_windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mockbancho.records import Score

    from .targets import Target, Targets
    from .windows import Window

_DONS: Final = (1, 4)
_KATS: Final = (2, 8)
_KAT: Final = 2 | 8
"""Hit sounds that make a kat: whistle and clap."""
_CLEAR: Final = 150
"""Milliseconds before the end of a drumroll or denden after which it is left alone: a note may follow."""
_HELD: Final = 28
_ROLLED: Final = 60
"""Milliseconds between two hits of a drumroll or denden."""
_APART: Final = 5
_CENTRE: Final = (320, 240)


def play_taiko(targets: Targets, score: Score, bits: int) -> tuple[list[Frame], bool]:
    """Return the frames of a score, and whether they have its very counts."""
    notes = [each for each in targets.objects if each.kind is Kind.CIRCLE]
    nmiss = min(score.nmiss, len(notes))
    missed = missed_places([True] * len(notes), nmiss, score.max_combo, bits)
    late = picked((n for n in range(len(notes)) if n not in missed), score.n100, bits)
    windows = taiko_windows(targets.od, score.mods)
    hits = [*_hits(notes, missed, late, windows, bits), *_rolls(targets.objects)]
    met = (len(notes) - len(late) - len(missed), len(late), len(missed))
    return list(_drummed(sorted(hits))), met == (score.n300, score.n100, score.nmiss)


def _hits(
    notes: Sequence[Target], missed: set[int], late: set[int], windows: tuple[Window, Window], bits: int
) -> Iterator[tuple[int, bool]]:
    """Yield when which colour is drummed for notes."""
    last = -(1 << 40)
    for number, note in enumerate(notes):
        is_kat = bool(note.sound & _KAT)
        if number in missed:
            if _is_alone(notes, number, 2 * windows[1].most + _APART):
                continue
            is_kat = not is_kat
        window = windows[number in late]
        drawn = mix(bits ^ number)
        error = window.least + (window.most - window.least) * (drawn & 0xFF) / 0x100
        early, behind = round(note.at - error), round(note.at + error)
        last = early if drawn >> 8 & 1 and early >= last + _APART else max(behind, last + _APART)
        yield last, is_kat


def _is_alone(notes: Sequence[Target], number: int, apart: float) -> bool:
    """Whether no other note is near; then one that is missed is not drummed at all."""
    beside = [*notes[max(0, number - 1) : number], *notes[number + 1 : number + 2]]
    return all(abs(each.at - notes[number].at) > apart for each in beside)


def _rolls(objects: Iterable[Target]) -> Iterator[tuple[int, bool]]:
    """Yield hits in drumrolls and dendens, which are no judgements; none near a note."""
    for each in objects:
        if each.kind is not Kind.CIRCLE:
            times = range(int(each.at), int(each.end - _CLEAR), _ROLLED)
            yield from ((time, bool(nth & 1) and each.kind is Kind.SPINNER) for nth, time in enumerate(times))


def _drummed(hits: Sequence[tuple[int, bool]]) -> Iterator[Frame]:
    """Yield the frames: hands take turns, and a key is up before the next is down."""
    for nth, (time, is_kat) in enumerate(hits):
        following = hits[nth + 1][0] if nth + 1 < len(hits) else time + 2 * _HELD
        yield Frame(time, *_CENTRE, (_KATS if is_kat else _DONS)[nth & 1])
        yield Frame(min(time + _HELD, following - 2), *_CENTRE, 0)
