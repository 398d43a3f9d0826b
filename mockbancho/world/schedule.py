"""What is still to come, what goes wrong, what is left of allowances, and what is counted: rows, which a fork carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mockbancho.records import CastMember, Due, Fault, Ordinal, Quota
from mockbancho.world.hashed import Hashed
from mockbancho.world.ordered import Ordered
from mockbancho.world.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


R = TypeVar("R")


def _when(row: Due) -> tuple[int, int]:
    return row.due, row.order


def _number(row: Fault) -> int:
    return row.number


class Schedule(Store):
    """The agenda, in order of time, the faults, in order, quotas and cast by name, the ordinals by kind."""

    __slots__ = ("agenda", "cast", "faults", "ordinals", "quotas")

    def __init__(
        self,
        agenda: Iterable[Due] = (),
        quotas: Iterable[Quota] = (),
        ordinals: Iterable[Ordinal] = (),
        cast: Iterable[CastMember] = (),
        faults: Iterable[Fault] = (),
    ) -> None:
        """Take all rows at once."""
        self.agenda = Ordered.of(_when, agenda)
        self.quotas = Hashed.of({row.name: row for row in quotas})
        self.ordinals = Hashed.of({row.kind: row for row in ordinals})
        self.cast = Hashed.of({row.name: row for row in cast})
        self.faults = tuple(sorted(faults, key=_number))

    def put(self, row: Due | Quota | Ordinal | CastMember | Fault) -> None:
        """Add a row, or replace the one due at the same time and order, of the same name, or of the same kind."""
        if isinstance(row, Due):
            self.agenda = self.agenda.insert(row)
        elif isinstance(row, Quota):
            self.quotas = self.quotas.put(row.name, row)
        elif isinstance(row, CastMember):
            self.cast = self.cast.put(row.name, row)
        elif isinstance(row, Fault):
            others = (each for each in self.faults if each.name != row.name)
            self.faults = tuple(sorted((*others, row), key=_number))
        else:
            self.ordinals = self.ordinals.put(row.kind, row)

    def remove(self, row: Due | Quota | Ordinal | CastMember | Fault) -> None:
        """Remove a row."""
        if isinstance(row, Due):
            self.agenda = self.agenda.remove(row)
        elif isinstance(row, Quota):
            self.quotas = self.quotas.remove(row.name)
        elif isinstance(row, CastMember):
            self.cast = self.cast.remove(row.name)
        elif isinstance(row, Fault):
            self.faults = tuple(each for each in self.faults if each.name != row.name)
        else:
            self.ordinals = self.ordinals.remove(row.kind)

    def fault(self, name: str) -> Fault | None:
        """Return the fault of this name, or None."""
        return next((row for row in self.faults if row.name == name), None)

    def all_quotas(self) -> Iterator[Quota]:
        """Iterate over all quotas, by name."""
        return _sorted(self.quotas)

    def all_ordinals(self) -> Iterator[Ordinal]:
        """Iterate over all ordinals, by kind."""
        return _sorted(self.ordinals)

    def all_cast(self) -> Iterator[CastMember]:
        """Iterate over the cast, by name."""
        return _sorted(self.cast)


def _sorted(rows: Hashed[R]) -> Iterator[R]:
    for key in sorted(rows):
        found = rows.get(key)
        if found is not None:
            yield found
