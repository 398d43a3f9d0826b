"""What is still to come, what is left of allowances, and what is counted: rows, so that a fork carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mockbancho.records import CastMember, Due, Ordinal, Quota
from mockbancho.world.hashed import Hashed
from mockbancho.world.ordered import Ordered
from mockbancho.world.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


R = TypeVar("R")


def _when(row: Due) -> tuple[int, int]:
    return row.due, row.order


class Schedule(Store):
    """The agenda, in order of time, the quotas, by name, the ordinals, by kind, and the cast, by name."""

    __slots__ = ("agenda", "cast", "ordinals", "quotas")

    def __init__(
        self,
        agenda: Iterable[Due] = (),
        quotas: Iterable[Quota] = (),
        ordinals: Iterable[Ordinal] = (),
        cast: Iterable[CastMember] = (),
    ) -> None:
        """Take all rows at once."""
        self.agenda = Ordered.of(_when, agenda)
        self.quotas = Hashed.of({row.name: row for row in quotas})
        self.ordinals = Hashed.of({row.kind: row for row in ordinals})
        self.cast = Hashed.of({row.name: row for row in cast})

    def put(self, row: Due | Quota | Ordinal | CastMember) -> None:
        """Add a row, or replace the one due at the same time and order, of the same name, or of the same kind."""
        if isinstance(row, Due):
            self.agenda = self.agenda.insert(row)
        elif isinstance(row, Quota):
            self.quotas = self.quotas.put(row.name, row)
        elif isinstance(row, CastMember):
            self.cast = self.cast.put(row.name, row)
        else:
            self.ordinals = self.ordinals.put(row.kind, row)

    def remove(self, row: Due | Quota | Ordinal | CastMember) -> None:
        """Remove a row."""
        if isinstance(row, Due):
            self.agenda = self.agenda.remove(row)
        elif isinstance(row, Quota):
            self.quotas = self.quotas.remove(row.name)
        elif isinstance(row, CastMember):
            self.cast = self.cast.remove(row.name)
        else:
            self.ordinals = self.ordinals.remove(row.kind)

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
