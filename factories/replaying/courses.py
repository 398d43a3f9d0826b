"""The objects of an osu! beatmap, as far as a play is decided on them: which can be missed, dropped or slipped on."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.osu.beatmap_objects import Kind

from ..chance import mix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .targets import Target
    from .windows import Window

_ROOM: Final = 60
"""Milliseconds before and after a part of a slider that is missed while the parts beside it are not."""
_DROP: Final = 40
"""Milliseconds between a slider's last part and its end, if the end alone is dropped."""


class Counts(msgspec.Struct, frozen=True):
    """What a score says of a play."""

    n300: int
    n100: int
    n50: int
    nmiss: int
    combo: int


class Course:
    """The objects, and where misses and slips can be: what can be decided of them is decided here."""

    def __init__(self, targets: Sequence[Target], windows: tuple[Window, Window, Window], bits: int) -> None:
        """Take the objects, the windows of 300, 100 and 50, and bits to draw from."""
        self.targets = targets
        self.bits = bits
        self._late = windows[0].most
        self._over = windows[2].most + 6
        following = chain((each.at for each in targets[1:]), [float("inf")])
        self._alone = [
            max(each.end, each.at + self._over) <= at + self._late for each, at in zip(targets, following, strict=True)
        ]
        self.owners: list[int] = []
        self.firsts: list[int] = []
        for number, each in enumerate(targets):
            self.firsts.append(len(self.owners))
            self.owners += [number] * each.combo
        self.circles = [number for number, each in enumerate(targets) if each.kind is Kind.CIRCLE]
        self.sliders = [number for number, each in enumerate(targets) if each.kind is Kind.SLIDER]

    def shuffled(self, numbers: Iterable[int], field: int) -> list[int]:
        """Return objects in an order of chance."""
        return sorted(numbers, key=lambda each: mix(self.bits ^ mix(field << 32 | each)))

    def can_miss(self, number: int) -> bool:
        """Whether the object after this one can be hit although this one is missed: until then it is locked."""
        return self._alone[number]

    def can_drop(self, number: int) -> bool:
        """Whether a slider can be let go of between its last part and its end."""
        target = self.targets[number]
        last = max((target.at + self._late, *target.parts[:-1]))
        return target.kind is Kind.SLIDER and target.parts[-1] - last >= _DROP

    def ends_in(self, number: int, start: int, stop: int) -> bool:
        """Whether an object's end is between two places of the combo."""
        return start < self.firsts[number] + self.targets[number].combo <= stop

    def slips(self, number: int) -> Iterator[int]:
        """Yield the parts of a slider that can be missed alone, which breaks the combo: a tick, a repeat, or 0, the head."""
        target = self.targets[number]
        times = (target.at + self._late, *target.parts)
        for nth in range(1, len(times) - 1):
            if times[nth] - times[nth - 1] >= _ROOM and times[nth + 1] - times[nth] >= _ROOM:
                yield nth
        if target.parts and target.parts[0] - target.at >= self._over + _ROOM:
            yield 0
