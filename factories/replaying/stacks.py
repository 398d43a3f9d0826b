"""Where objects are on the screen: Hard Rock turns them upside down, and those in one place are stacked.

Source: osu! wiki, Beatmapping/Stacking; the client stacks from the last object to the first, what it turned already.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from mockbancho.osu.beatmap_objects import Kind
from mockbancho.osu.mods import Mods

from .windows import circle_radius, difficulty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .targets import Target, Targets

_NEAR: Final = 3
"""Pixels; objects that are closer are in one place."""
_HEIGHT: Final = 0.1
"""By how much an object is up and to the left of the one below it, in radii."""


def placed(targets: Targets, mods: int) -> list[Target]:
    """Return the objects of an osu! beatmap where they are shown with mods."""
    turned = [each.turned() for each in targets.objects] if mods & Mods.HARDROCK else targets.objects
    step = _HEIGHT * circle_radius(targets.cs, mods)
    heights = _heights(turned, _preempt(difficulty(targets.ar, mods)) * targets.leniency)
    return [_raised(each, height * step) if height else each for each, height in zip(turned, heights, strict=True)]


def _raised(target: Target, by: float) -> Target:
    return replace(target, x=target.x - by, y=target.y - by, raised=by)


def _preempt(ar: float) -> float:
    """Return for how many milliseconds an object is seen before its time."""
    return 1800 - 120 * ar if ar < 5 else 1950 - 150 * ar


def _heights(targets: Sequence[Target], within: float) -> list[int]:
    """Return how many objects each one lies above; negative for those below a slider's end."""
    heights = [0] * len(targets)
    for top in range(len(targets) - 1, 0, -1):
        if heights[top] == 0 and targets[top].kind is not Kind.SPINNER:
            _stack(targets, heights, top, within)
    return heights


def _stack(targets: Sequence[Target], heights: list[int], top: int, within: float) -> None:
    """Raise what lies in the same place before an object, as long as it is not too long ago."""
    upper, is_circle = top, targets[top].kind is Kind.CIRCLE
    for number in range(top - 1, -1, -1):
        target, above = targets[number], targets[upper]
        if target.kind is Kind.SPINNER:
            continue
        if above.at - (target.end if is_circle else target.at) > within:
            return
        if is_circle and target.kind is Kind.SLIDER and _are_near(target.tail, above):
            _lower(targets, heights, number, upper)
            return
        if _are_near((target.x, target.y) if is_circle else target.tail, above):
            heights[number] = heights[upper] + 1
            upper = number


def _lower(targets: Sequence[Target], heights: list[int], slider: int, upper: int) -> None:
    """Put what lies at a slider's end below it, one below the other."""
    by = heights[upper] - heights[slider] + 1
    for number in range(slider + 1, upper + 1):
        if _are_near(targets[slider].tail, targets[number]):
            heights[number] -= by


def _are_near(point: tuple[float, float], target: Target) -> bool:
    return hypot(point[0] - target.x, point[1] - target.y) < _NEAR
