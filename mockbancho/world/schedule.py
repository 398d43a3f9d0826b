"""What is still to come, and what is left of allowances: rows, so that a fork carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.records import Due, Quota
from mockbancho.world.hashed import Hashed
from mockbancho.world.ordered import Ordered
from mockbancho.world.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _when(row: Due) -> tuple[int, int]:
    return row.due, row.order


class Schedule(Store):
    """The agenda, in order of time, and the quotas, by name."""

    __slots__ = ("agenda", "quotas")

    def __init__(self, agenda: Iterable[Due] = (), quotas: Iterable[Quota] = ()) -> None:
        """Take all rows at once."""
        self.agenda = Ordered.of(_when, agenda)
        self.quotas = Hashed.of({row.name: row for row in quotas})

    def put(self, row: Due | Quota) -> None:
        """Add a row, or replace the one due at the same time and order, or of the same name."""
        if isinstance(row, Due):
            self.agenda = self.agenda.insert(row)
        else:
            self.quotas = self.quotas.put(row.name, row)

    def remove(self, row: Due | Quota) -> None:
        """Remove a row."""
        if isinstance(row, Due):
            self.agenda = self.agenda.remove(row)
        else:
            self.quotas = self.quotas.remove(row.name)

    def all_quotas(self) -> Iterator[Quota]:
        """Iterate over all quotas, by name."""
        for name in sorted(self.quotas):
            found = self.quotas.get(name)
            if found is not None:
                yield found
