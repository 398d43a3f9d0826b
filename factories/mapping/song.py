"""A song as its mapper hears it: a pulse, bars, sections that come back, and where nothing is to be hit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from ..chance import mix

if TYPE_CHECKING:
    from mockbancho.records import BeatmapRecipe

PULSE: Final = 12
"""Ticks of a pulse: half a pulse is 6, a quarter 3, a third 4."""
HALF: Final = 6
BAR: Final = 48
SPIN: Final = 84
"""Ticks of a spinner: two bars without the last pulse, or the last two for beginners."""
_SHORT_SPIN: Final = 72
_CALM: Final = 0.3
"""Below this energy, beginners play."""
INTRO, VERSE, BUILD, CHORUS, BRIDGE, OUTRO = range(6)
_ENERGY: Final = {INTRO: 0.8, VERSE: 0.9, BUILD: 0.94, CHORUS: 1.0, BRIDGE: 0.84, OUTRO: 0.86}
VELOCITY: Final = {INTRO: 0.8, VERSE: 1.0, BUILD: 1.0, CHORUS: 1.0, BRIDGE: 0.8, OUTRO: 0.8}
"""How fast sliders are in each kind of section, where the ruleset has it; numbers whose inverse is short."""
_CYCLE: Final = (VERSE, VERSE, BUILD, CHORUS, CHORUS, BRIDGE)
_SHORT_CYCLE: Final = (VERSE, CHORUS, BRIDGE, CHORUS)
_BREAK: Final = 7200
"""Milliseconds without objects that make a break of five seconds."""


class Bar(msgspec.Struct, frozen=True, gc=False):
    """Four pulses from tick *start*; nothing in it goes on beyond tick *limit*.

    *rhythm* is the same in bars that sound the same, *own* is not. *spin* is how many ticks a spinner lasts that is all there is.
    """

    start: int
    limit: int
    kind: int
    energy: float
    rhythm: int
    own: int
    opens: bool
    spin: int


class Song(msgspec.Struct, frozen=True):
    """The grid and the sections of one beatmap. Ticks count from the first object."""

    recipe: BeatmapRecipe
    root: int
    pulse: float
    first: int
    end: int
    bars: tuple[Bar, ...]
    sections: tuple[tuple[int, int], ...]
    """The tick at which each begins, and its kind."""
    breaks: tuple[tuple[int, int], ...]
    """Ticks between which nothing is to be hit."""

    def at(self, tick: int) -> int:
        """Return the millisecond of a tick."""
        return self.first + int(tick * self.pulse / PULSE + 0.5)

    @property
    def beat(self) -> float:
        """Milliseconds of a beat, as the bpm says; a pulse is that, or a half, a double and so on."""
        return 60000 / self.recipe.bpm


def hear(recipe: BeatmapRecipe, strength: float, slowest: float) -> Song:
    """Return the song of a recipe; *slowest* is the longest pulse in milliseconds, the shortest is half of it."""
    root = mix(mix(recipe.bits & ((1 << 64) - 1)) ^ (recipe.mode + 1))
    pulse = pulse_of(recipe.bpm, slowest)
    first = 900 + root % 1400
    end = _last_tick(recipe.total_length, pulse)
    kinds = _form(-(-end // BAR), root, 16 if pulse < 250 else 8)
    silent = _silences(kinds, pulse) if recipe.total_length >= 75 else ()
    bars = _bars(root, kinds, silent, strength, end)
    starts = [number for number, kind in enumerate(kinds) if not number or kinds[number - 1] != kind]
    return Song(
        recipe=recipe,
        root=root,
        pulse=pulse,
        first=first,
        end=end,
        bars=bars,
        sections=tuple((number * BAR, kinds[number]) for number in starts),
        breaks=tuple((begin * BAR, stop * BAR) for begin, stop in silent),
    )


def pulse_of(bpm: float, slowest: float) -> float:
    """Return milliseconds of what feet tap to: the beat, halved or doubled until it is in reach."""
    pulse = 60000 / bpm
    while pulse >= slowest:
        pulse /= 2
    while pulse < slowest / 2:
        pulse *= 2
    return pulse


def _last_tick(seconds: int, pulse: float) -> int:
    """Return the tick at which the last object ends, so that the whole lasts so many seconds and a part of one.

    The beginning of a bar if there is one in that second, else of a pulse.
    """
    fitting = (
        tick
        for step in (BAR, 24, PULSE)
        for tick in _near(seconds * 1000 * PULSE / pulse, step)
        if seconds * 1000 <= int(tick * pulse / PULSE + 0.5) < seconds * 1000 + 1000
    )
    return next(fitting)


def _near(tick: float, step: int) -> range:
    """Return the whole steps about a tick."""
    first = int(tick) // step * step
    return range(max(step, first - step), first + 5 * step, step)


def _form(bars: int, root: int, phrase: int) -> list[int]:
    """Return the kind of section that each bar belongs to, by phrases of so many bars, or of four in short songs."""
    phrase = phrase if bars >= 2.5 * phrase else 4
    count = -(-bars // phrase)
    cycle = _CYCLE if count >= 8 else _SHORT_CYCLE
    shift = root >> 20 & 1
    inner = [cycle[(number + shift) % len(cycle)] for number in range(max(0, count - 2))]
    kinds = {1: [CHORUS], 2: [VERSE, CHORUS]}.get(count, [INTRO, *inner, OUTRO if bars % phrase else CHORUS])
    if CHORUS not in kinds:
        kinds[-2] = CHORUS
    return [kinds[number // phrase] for number in range(bars)]


def _silences(kinds: list[int], pulse: float) -> tuple[tuple[int, int], ...]:
    """Return the bars, from and to, in which players rest: after a chorus, not more often than each forty seconds."""
    length = -(-_BREAK // int(4 * pulse))
    found: list[tuple[int, int]] = []
    rested = 0
    for number in range(8, len(kinds) - 12):
        after_chorus = kinds[number - 1] == CHORUS and kinds[number] != CHORUS
        if after_chorus and (number - rested) * 4 * pulse >= 40000:
            found.append((number, number + length))
            rested = number + length
    return tuple(found)


def _bars(
    root: int, kinds: list[int], silent: tuple[tuple[int, int], ...], strength: float, end: int
) -> tuple[Bar, ...]:
    quiet = {number for begin, stop in silent for number in range(begin, stop)}
    spun = _spinners(root, kinds, quiet, end)
    walls = sorted({end, *(begin * BAR for begin, _ in silent), *(number * BAR for number in spun)})
    bars: list[Bar] = []
    wall = 0
    for number, kind in enumerate(kinds):
        if number in quiet or number - 1 in spun:
            continue
        while walls[wall] <= number * BAR and wall + 1 < len(walls):
            wall += 1
        bars.append(
            Bar(
                start=number * BAR,
                limit=walls[wall] - HALF,
                kind=kind,
                energy=strength * _ENERGY[kind],
                rhythm=mix(root ^ mix(kind << 8 | (7 if number % 8 == 7 else number % 4))),
                own=mix(root + number),
                opens=not number or kinds[number - 1] != kind,
                spin=(SPIN if strength > _CALM else _SHORT_SPIN) if number in spun else 0,
            )
        )
    return tuple(bars)


def _spinners(root: int, kinds: list[int], quiet: set[int], end: int) -> set[int]:
    """Return the bars that are all spinner, with the bar behind them: at the end of some sections."""
    found: set[int] = set()
    for number in range(10, min(len(kinds) - 2, end // BAR - 3)):
        ends = kinds[number + 1] != kinds[number + 2] or number + 2 in quiet
        if ends and not {number, number + 1} & quiet and mix(root ^ 77 + number) % 100 < 30:
            found.add(number)
    return found
