"""Files that include others: what they are together, and where it ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from mockbancho.errors import Mistake
from mockbancho.scenario.model import Scenario, WorldSpec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_FILES: Final = 50


class Inclusion:
    """How a file came to be read: the files *around* it, and the variables that they have *given* it."""

    def __init__(
        self,
        around: tuple[Path, ...] = (),
        given: Mapping[str, object] | None = None,
        opened: list[Path] | None = None,
    ) -> None:
        """Take the files around, and the variables; *opened* lists all files that were read for one scenario."""
        self.around = around
        self.given = given or {}
        self._opened = [] if opened is None else opened

    def within(self, path: Path) -> Inclusion:
        """Return the same for what stands in a file that is opened now."""
        self._opened.append(path)
        return Inclusion((*self.around, path.resolve()), self.given, self._opened)

    def of(self, path: Path, given: Mapping[str, object]) -> Inclusion:
        """Return the same for a file that is to be included; raises `Mistake` where that would not end."""
        if path.resolve() in self.around:
            chain = [each.name for each in (*self.around[self.around.index(path.resolve()) :], path)]
            raise Mistake(f"a file includes itself: {' → '.join(chain)}")
        if len(self._opened) >= MOST_FILES:
            raise Mistake(f"a scenario is made of at most {MOST_FILES} files")
        return Inclusion(self.around, given, self._opened)


def joined(own: Scenario, included: Sequence[Scenario]) -> Scenario:
    """Return a scenario with what it includes before its own; what it does not say is said by those."""
    parts = [*included, own]
    return replace(
        own,
        seed=next((part.seed for part in reversed(parts) if part.seed is not None), None),
        world=next((_placed(part, own) for part in reversed(parts) if part.world != WorldSpec()), own.world),
        ambient=next((part.ambient for part in reversed(parts) if part.ambient is not None), None),
        cast=tuple(entry for part in parts for entry in part.cast),
        timeline=tuple(step for part in parts for step in part.timeline),
        faults=tuple(entry for part in parts for entry in part.faults),
        routes=tuple(entry for part in parts for entry in part.routes),
        reshape=tuple(entry for part in parts for entry in part.reshape),
        expect=tuple(each for part in parts for each in part.expect),
    )


def _placed(part: Scenario, own: Scenario) -> WorldSpec:
    """Return a scenario's world; a file stands beside the scenario that names it."""
    if part.world.file is None or part is own:
        return part.world
    return replace(part.world, file=str(Path(part.file).parent.resolve() / part.world.file))
