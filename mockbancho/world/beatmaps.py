"""Beatmaps and their sets: by id, by md5, by set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.world.hashed import Hashed
from mockbancho.world.ordered import Ordered
from mockbancho.world.store import Store
from mockbancho.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.records import Beatmap, Beatmapset


def _by_server(row: Beatmap) -> tuple[str, int]:
    return row.server, row.id


class Beatmaps(Store):
    """The rows of `maps` and `mapsets` with their indexes.

    bancho.py knows a beatmap through its set: one whose set has no row is *setless*, and unknown to most of the API.
    """

    __slots__ = ("by_md5", "by_server", "by_set", "rows", "setless", "sets")

    def __init__(self, rows: Iterable[Beatmap] = (), sets: Iterable[Beatmapset] = ()) -> None:
        """Take all rows at once."""
        self.rows = Table.of((row.id, row) for row in rows)
        self.sets = Table.of((row.id, row) for row in sets)
        self.by_md5 = Hashed.of({row.md5: row for row in self.rows})
        self.by_server = Ordered.of(_by_server, self.rows)
        members: dict[int, list[Beatmap]] = {}
        for row in self.rows:
            members.setdefault(row.set_id, []).append(row)
        self.by_set = Table.of((set_id, Ordered.of(_by_server, found)) for set_id, found in members.items())
        self.setless: Table[Beatmap] = Table.of((row.id, row) for row in self.rows if row.set_id not in self.sets)

    def get(self, beatmap_id: int) -> Beatmap | None:
        """Return the beatmap with this id, or None."""
        return self.rows.get(beatmap_id)

    def with_md5(self, md5: str) -> Beatmap | None:
        """Return the beatmap whose file has this md5, or None."""
        return self.by_md5.get(md5)

    def known(self, row: Beatmap | None) -> Beatmap | None:
        """Return the beatmap if its set has a row, or None."""
        return None if row is None or row.id in self.setless else row

    def put(self, row: Beatmap) -> None:
        """Add a beatmap, or replace the one with the same id."""
        old = self.rows.get(row.id)
        if old is not None and (old.md5, old.set_id, old.server) != (row.md5, row.set_id, row.server):
            self.remove(row.id)
        self.rows = self.rows.put(row.id, row)
        self.by_md5 = self.by_md5.put(row.md5, row)
        self.by_server = self.by_server.insert(row)
        members = self.by_set.get(row.set_id) or Ordered(_by_server)
        self.by_set = self.by_set.put(row.set_id, members.insert(row))
        if row.set_id not in self.sets:
            self.setless = self.setless.put(row.id, row)

    def remove(self, beatmap_id: int) -> None:
        """Remove a beatmap."""
        old = self.rows.get(beatmap_id)
        if old is None:
            return
        self.rows = self.rows.remove(beatmap_id)
        if self.by_md5.get(old.md5) is old:  # another may have taken it meanwhile: two that swap
            self.by_md5 = self.by_md5.remove(old.md5)
        self.by_server = self.by_server.remove(old)
        self.by_set = self.by_set.put(old.set_id, (self.by_set.get(old.set_id) or Ordered(_by_server)).remove(old))
        self.setless = self.setless.remove(beatmap_id)

    def put_set(self, row: Beatmapset) -> None:
        """Add a set, or replace the one with the same id."""
        self.sets = self.sets.put(row.id, row)
        for beatmap in self.by_set.get(row.id) or ():
            self.setless = self.setless.remove(beatmap.id)

    def remove_set(self, set_id: int) -> None:
        """Remove a set; its beatmaps stay, setless."""
        self.sets = self.sets.remove(set_id)
        for beatmap in self.by_set.get(set_id) or ():
            self.setless = self.setless.put(beatmap.id, beatmap)
