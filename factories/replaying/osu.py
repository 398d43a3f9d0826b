"""osu!: a play that has exactly the counts of a score, under stable's rules: windows, note lock, sliders, spinners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.osu.mods import Mods, speed_of

from .courses import Counts, Course
from .cursor import STEP, Hand, moved
from .presses import timed
from .stacks import placed
from .verdicts import decide
from .windows import circle_radius, osu_windows

if TYPE_CHECKING:
    from mockbancho.osu.replays import Frame
    from mockbancho.records import Score

    from .targets import Targets
    from .verdicts import Verdict


def play_osu(targets: Targets, score: Score, bits: int) -> tuple[list[Frame], bool]:
    """Return the frames of a score, and whether they have its very counts."""
    windows = osu_windows(targets.od, score.mods)
    objects = placed(targets, score.mods)
    course = Course(objects, windows, bits)
    counts = _counts(score, len(objects))
    verdicts = decide(course, counts)
    presses = timed(course, verdicts, windows)
    hand = Hand(
        circle_radius(targets.cs, score.mods),
        speed_of(score.mods),
        bits,
        strays=not score.mods & Mods.AUTOPILOT,
    )
    visits = hand.visits(objects, verdicts, presses)
    frames = moved(visits, presses, round(STEP * hand.speed))
    return frames, _told(verdicts) == (score.n300, score.n100, score.n50, score.nmiss)


def _counts(score: Score, objects: int) -> Counts:
    """Return the counts as far as there are objects for them; what no count tells of is hit best."""
    nmiss = min(score.nmiss, objects)
    n50 = min(score.n50, objects - nmiss)
    n100 = min(score.n100, objects - nmiss - n50)
    return Counts(objects - nmiss - n50 - n100, n100, n50, nmiss, score.max_combo)


def _told(verdicts: list[Verdict]) -> tuple[int, ...]:
    worths = [each.worth for each in verdicts]
    return tuple(worths.count(worth) for worth in (300, 100, 50, 0))
