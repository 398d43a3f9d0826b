"""What is odd about a scenario that was played to its end, although no step of it failed."""

from __future__ import annotations

from itertools import count, takewhile
from typing import TYPE_CHECKING

from mockbancho.scenario.steps import SKIPPED, shift_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.scenario.model import Scenario, Step
    from mockbancho.world.world import World


def remarks(scenario: Scenario, world: World, start: int) -> Iterator[str]:
    """Yield a line for each repeated step that could not be done a single time.

    The scenario was played in the world to its end, from a start in microseconds.
    """
    skipped = [event.text for event in world.events if event.kind == SKIPPED]
    for step in scenario.timeline:
        begins = f"{step.place}: "
        reasons = [text.removeprefix(begins) for text in skipped if text.startswith(begins)]
        if reasons and len(reasons) >= _times(world, step, start, scenario.length):
            yield f"{step.place}: done in none of {len(reasons)} times; the last was {reasons[-1]}"


def _times(world: World, step: Step, start: int, length: int) -> int:
    """Return how often a repeated step has come up by the end."""
    every = step.every or 1
    last = length if step.until is None else min(length, step.until)
    sure = max(0, (last - step.jitter - step.at) // every)
    nearly = takewhile(lambda at: at - step.jitter <= length, (step.at + nth * every for nth in count(sure + 1)))
    until = length + step.jitter if step.until is None else step.until
    more = [at for at in nearly if at <= until]
    come = [at for at in more if at + shift_of(world, step.place.path, start + at, step.jitter) <= length]
    return 1 + sure + len(come)
