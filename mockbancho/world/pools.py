"""Tournament pools and the beatmaps in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.world.ordered import Ordered
from mockbancho.world.store import Store
from mockbancho.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockbancho.records import Pool, PoolBeatmap


def _by_beatmap(row: PoolBeatmap) -> int:
    return row.map_id


class Pools(Store):
    """The rows of `tourney_pools` and `tourney_pool_maps`."""

    __slots__ = ("contents", "rows")

    def __init__(self, rows: Iterable[Pool] = (), beatmaps: Iterable[PoolBeatmap] = ()) -> None:
        """Take all rows at once."""
        self.rows = Table.of((row.id, row) for row in rows)
        contents: dict[int, list[PoolBeatmap]] = {}
        for row in beatmaps:
            contents.setdefault(row.pool_id, []).append(row)
        self.contents = Table.of((pool, Ordered.of(_by_beatmap, found)) for pool, found in contents.items())

    def get(self, pool_id: int) -> Pool | None:
        """Return the pool with this id, or None."""
        return self.rows.get(pool_id)

    def beatmaps_of(self, pool_id: int) -> Ordered[PoolBeatmap]:
        """Return what is in a pool, ascending by beatmap id."""
        return self.contents.get(pool_id) or Ordered(_by_beatmap)

    def all_beatmaps(self) -> Iterator[PoolBeatmap]:
        """Iterate over what is in all pools, ascending by pool and beatmap id."""
        for content in self.contents:
            yield from content

    def put(self, row: Pool) -> None:
        """Add a pool, or replace the one with the same id."""
        self.rows = self.rows.put(row.id, row)

    def remove(self, pool_id: int) -> None:
        """Remove a pool; what was in it stays, unreachable."""
        self.rows = self.rows.remove(pool_id)

    def put_beatmap(self, row: PoolBeatmap) -> None:
        """Add a beatmap to a pool, or replace it there."""
        self.contents = self.contents.put(row.pool_id, self.beatmaps_of(row.pool_id).insert(row))

    def remove_beatmap(self, row: PoolBeatmap) -> None:
        """Take a beatmap out of a pool."""
        self.contents = self.contents.put(row.pool_id, self.beatmaps_of(row.pool_id).remove(row))
