"""What is still to come, what is left of allowances, and what is counted: rows, so that a fork carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.records import Due, Ordinal, Quota
from mockbancho.world.hashed import Hashed
from mockbancho.world.ordered import Ordered
from mockbancho.world.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _when(row: Due) -> tuple[int, int]:
    return row.due, row.order


class Schedule(Store):
    """The agenda, in order of time, the quotas, by name, and the ordinals, by kind."""

    __slots__ = ("agenda", "ordinals", "quotas")

    def __init__(
        self, agenda: Iterable[Due] = (), quotas: Iterable[Quota] = (), ordinals: Iterable[Ordinal] = ()
    ) -> None:
        """Take all rows at once."""
        self.agenda = Ordered.of(_when, agenda)
        self.quotas = Hashed.of({row.name: row for row in quotas})
        self.ordinals = Hashed.of({row.kind: row for row in ordinals})

    def put(self, row: Due | Quota | Ordinal) -> None:
        """Add a row, or replace the one due at the same time and order, of the same name, or of the same kind."""
        if isinstance(row, Due):
            self.agenda = self.agenda.insert(row)
        elif isinstance(row, Quota):
            self.quotas = self.quotas.put(row.name, row)
        else:
            self.ordinals = self.ordinals.put(row.kind, row)

    def remove(self, row: Due | Quota | Ordinal) -> None:
        """Remove a row."""
        if isinstance(row, Due):
            self.agenda = self.agenda.remove(row)
        elif isinstance(row, Quota):
            self.quotas = self.quotas.remove(row.name)
        else:
            self.ordinals = self.ordinals.remove(row.kind)

    def all_quotas(self) -> Iterator[Quota]:
        """Iterate over all quotas, by name."""
        for name in sorted(self.quotas):
            found = self.quotas.get(name)
            if found is not None:
                yield found

    def all_ordinals(self) -> Iterator[Ordinal]:
        """Iterate over all ordinals, by kind."""
        for kind in sorted(self.ordinals):
            found = self.ordinals.get(kind)
            if found is not None:
                yield found
