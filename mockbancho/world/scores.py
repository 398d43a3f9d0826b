"""Scores: by id; per player in order of pp, of time and of how often a beatmap was played; per beatmap likewise."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import msgspec

from mockbancho.osu.modes import GameMode
from mockbancho.osu.scores import ScoreStatus
from mockbancho.world.collation import fold
from mockbancho.world.hashed import Hashed
from mockbancho.world.ordered import Ordered
from mockbancho.world.store import Store
from mockbancho.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mockbancho.records import Score

T = TypeVar("T")
_LAST: Final = datetime(9999, 1, 1)  # noqa: DTZ001  # bancho.py's datetimes are naive UTC
"""A moment after all others; what is left until then orders newest first."""
_BEST: Final = ScoreStatus.BEST.value


class Played(msgspec.Struct, frozen=True, gc=False):
    """How often a player played a beatmap in one mode; *first* is the id of the oldest of these scores."""

    plays: int
    first: int
    map_md5: str
    mode: int


def _by_id(row: Score) -> int:
    return row.id


def _newest(row: Score) -> tuple[object, int]:
    return _LAST - row.play_time, row.id


def _by_pp(row: Score) -> tuple[float, int]:
    return -row.pp, row.id


def _by_score(row: Score) -> tuple[int, int]:
    return -row.score, row.id


def _by_beatmap(row: Score) -> tuple[str, int]:
    return row.map_md5, row.id


def _most_played(row: Played) -> tuple[int, int]:
    return -row.plays, row.first


def _ranking(mode: int) -> Callable[[Score], tuple[float, int]]:
    """Return what orders a beatmap's scores. bancho.py: pp in Relax and Autopilot, score elsewhere."""
    return _by_pp if mode >= GameMode.OSU_RELAX else _by_score


class PlayerMode(msgspec.Struct, frozen=True, gc=False):
    """A player's scores in one mode: *recent* and *on_beatmaps* are all of them, *best* those of status best."""

    recent: Ordered[Score] = Ordered(_newest)
    best: Ordered[Score] = Ordered(_by_pp)
    on_beatmaps: Ordered[Score] = Ordered(_by_beatmap)
    most_played: Ordered[Played] = Ordered(_most_played)

    def on(self, map_md5: str) -> list[Score]:
        """Return the scores on one beatmap, oldest first."""
        start, stop = self._span(map_md5)
        return list(self.on_beatmaps.page(start, stop - start))

    def with_score(self, row: Score) -> PlayerMode:
        """Return these scores and one more."""
        before = self._played(row.map_md5)
        best = self.best.insert(row) if row.status == _BEST else self.best
        added = PlayerMode(self.recent.insert(row), best, self.on_beatmaps.insert(row), self.most_played)
        return added._recounted(before, row.map_md5)

    def with_exchanged(self, old: Score, new: Score) -> PlayerMode:
        """Return these scores with one exchanged for another of the same id and beatmap."""
        return PlayerMode(
            self.recent.exchange(old, new),
            _exchanged(self.best, old, new),
            self.on_beatmaps.insert(new),
            self.most_played,
        )

    def without(self, row: Score) -> PlayerMode:
        """Return these scores without one of them."""
        before = self._played(row.map_md5)
        rest = PlayerMode(
            self.recent.remove(row), self.best.remove(row), self.on_beatmaps.remove(row), self.most_played
        )
        return rest._recounted(before, row.map_md5)

    def _span(self, map_md5: str) -> tuple[int, int]:
        return self.on_beatmaps.position((map_md5, -1)), self.on_beatmaps.position((map_md5, 1 << 63))

    def _played(self, map_md5: str) -> Played | None:
        start, stop = self._span(map_md5)
        if start == stop:
            return None
        first = self.on_beatmaps.page(start, 1)[0]
        return Played(stop - start, first.id, first.map_md5, first.mode)

    def _recounted(self, before: Played | None, map_md5: str) -> PlayerMode:
        after = self._played(map_md5)
        counted = self.most_played.remove(before) if before else self.most_played
        return msgspec.structs.replace(self, most_played=counted.insert(after) if after else counted)


def _exchanged(index: Ordered[Score], old: Score, new: Score) -> Ordered[Score]:
    """Return an index of scores of status best with one exchanged, wherever the two belong."""
    if old.status == new.status == _BEST:
        return index.exchange(old, new)
    rest = index.remove(old) if old.status == _BEST else index
    return rest.insert(new) if new.status == _BEST else rest


class BeatmapMode(msgspec.Struct, frozen=True, gc=False):
    """The scores of status best on one beatmap in one mode."""

    best: Ordered[Score]
    recent: Ordered[Score] = Ordered(_newest)


class OfPlayer(msgspec.Struct, frozen=True, gc=False):
    """All scores of one player."""

    by_id: Ordered[Score] = Ordered(_by_id)
    modes: dict[int, PlayerMode] = {}


class OnBeatmap(msgspec.Struct, frozen=True, gc=False):
    """All scores on one beatmap."""

    by_id: Ordered[Score] = Ordered(_by_id)
    modes: dict[int, BeatmapMode] = {}


class Filed(Generic[T]):
    """Scores that belong together; their index is made when it is first asked for, which for most of them is never."""

    __slots__ = ("_index", "_make", "_rows")

    def __init__(self, rows: list[Score], make: Callable[[list[Score]], T], index: T | None = None) -> None:
        """Take the scores in order of id and what makes their index, or the index itself."""
        self._rows = rows
        self._make = make
        self._index = index

    @property
    def index(self) -> T:
        """The index; two threads that ask at once make the same."""
        rows = self._rows  # first: whoever has made the index forgets them after it
        if self._index is None:
            self._index = self._make(rows)
            self._rows = []
        return self._index


_NOBODY: Final = OfPlayer()
_NOTHING: Final = OnBeatmap()
_NO_SCORES: Final = PlayerMode()


class Scores(Store):
    """The rows of `scores` with their indexes."""

    __slots__ = ("beatmaps", "players", "rows")

    def __init__(self, rows: Iterable[Score] = ()) -> None:
        """Take all rows at once."""
        self.rows = Table.of((row.id, row) for row in rows)
        players: dict[int, list[Score]] = {}
        beatmaps: dict[str, list[Score]] = {}
        for row in self.rows:
            players.setdefault(row.userid, []).append(row)
            beatmaps.setdefault(row.map_md5, []).append(row)
        self.players = Table.of((player, Filed(found, _of_player)) for player, found in players.items())
        self.beatmaps = Hashed.of({md5: Filed(found, _on_beatmap) for md5, found in _folded(beatmaps).items()})

    def get(self, score_id: int) -> Score | None:
        """Return the score with this id, or None."""
        return self.rows.get(score_id)

    def of_player(self, player_id: int) -> OfPlayer:
        """Return all scores of a player."""
        found = self.players.get(player_id)
        return found.index if found else _NOBODY

    def of_player_in(self, player_id: int, mode: int) -> PlayerMode:
        """Return the scores of a player in a mode."""
        return self.of_player(player_id).modes.get(mode) or _NO_SCORES

    def on_beatmap(self, map_md5: str) -> OnBeatmap:
        """Return all scores on a beatmap; md5s are compared as the database does, so letter case does not matter."""
        found = self.beatmaps.get(fold(map_md5))
        return found.index if found else _NOTHING

    def on_beatmap_in(self, map_md5: str, mode: int) -> BeatmapMode:
        """Return the scores of status best on a beatmap in a mode."""
        return self.on_beatmap(map_md5).modes.get(mode) or BeatmapMode(Ordered(_ranking(mode)))

    def put(self, row: Score) -> None:
        """Add a score, or replace the one with the same id."""
        old = self.rows.get(row.id)
        if old is not None and (old.userid, old.map_md5, old.mode) == (row.userid, row.map_md5, row.mode):
            self._exchange(old, row)
            return
        self.remove(row.id)
        self.rows = self.rows.put(row.id, row)
        of_player = self.of_player(row.userid)
        mode = (of_player.modes.get(row.mode) or _NO_SCORES).with_score(row)
        filed = OfPlayer(of_player.by_id.insert(row), {**of_player.modes, row.mode: mode})
        self._file_player(row.userid, filed)
        on_beatmap = self.on_beatmap(row.map_md5)
        modes = on_beatmap.modes
        if row.status == _BEST:
            best = self.on_beatmap_in(row.map_md5, row.mode)
            modes = {**modes, row.mode: BeatmapMode(best.best.insert(row), best.recent.insert(row))}
        self._file_beatmap(row.map_md5, OnBeatmap(on_beatmap.by_id.insert(row), modes))

    def _exchange(self, old: Score, new: Score) -> None:
        """Replace a score by one of the same player, beatmap and mode."""
        self.rows = self.rows.put(new.id, new)
        of_player = self.of_player(new.userid)
        mode = of_player.modes[new.mode].with_exchanged(old, new)
        filed = OfPlayer(of_player.by_id.insert(new), {**of_player.modes, new.mode: mode})
        self._file_player(new.userid, filed)
        on_beatmap = self.on_beatmap(new.map_md5)
        best = self.on_beatmap_in(new.map_md5, new.mode)
        both = BeatmapMode(_exchanged(best.best, old, new), _exchanged(best.recent, old, new))
        modes = {**on_beatmap.modes, new.mode: both}
        self._file_beatmap(new.map_md5, OnBeatmap(on_beatmap.by_id.insert(new), modes))

    def remove(self, score_id: int) -> None:
        """Remove a score."""
        old = self.rows.get(score_id)
        if old is None:
            return
        self.rows = self.rows.remove(score_id)
        of_player = self.of_player(old.userid)
        modes: dict[int, Any] = {**of_player.modes, old.mode: of_player.modes[old.mode].without(old)}
        self._file_player(old.userid, OfPlayer(of_player.by_id.remove(old), modes))
        on_beatmap = self.on_beatmap(old.map_md5)
        modes = dict(on_beatmap.modes)
        if old.status == _BEST:
            best = modes[old.mode]
            modes[old.mode] = BeatmapMode(best.best.remove(old), best.recent.remove(old))
        self._file_beatmap(old.map_md5, OnBeatmap(on_beatmap.by_id.remove(old), modes))

    def _file_player(self, player_id: int, index: OfPlayer) -> None:
        self.players = self.players.put(player_id, Filed([], _of_player, index))

    def _file_beatmap(self, map_md5: str, index: OnBeatmap) -> None:
        self.beatmaps = self.beatmaps.put(fold(map_md5), Filed([], _on_beatmap, index))


def _folded(beatmaps: dict[str, list[Score]]) -> dict[str, list[Score]]:
    """Return scores by md5 as the database compares them; few worlds have md5s that differ in letter case alone."""
    folded: dict[str, list[Score]] = {}
    for md5, rows in beatmaps.items():
        folded.setdefault(fold(md5), []).extend(rows)
    for rows in folded.values():
        rows.sort(key=_by_id)
    return folded


def _by_mode(rows: list[Score]) -> dict[int, list[Score]]:
    modes: dict[int, list[Score]] = {}
    for row in rows:
        modes.setdefault(row.mode, []).append(row)
    return modes


def _of_player(rows: list[Score]) -> OfPlayer:
    """Return the index of one player's scores, which are in order of id."""
    return OfPlayer(Ordered.of(_by_id, rows), {mode: _player_mode(found) for mode, found in _by_mode(rows).items()})


def _player_mode(rows: list[Score]) -> PlayerMode:
    counts: dict[str, int] = {}
    firsts: dict[str, int] = {}
    for row in rows:
        counts[row.map_md5] = counts.get(row.map_md5, 0) + 1
        firsts.setdefault(row.map_md5, row.id)
    return PlayerMode(
        Ordered.of(_newest, rows),
        Ordered.of(_by_pp, (row for row in rows if row.status == _BEST)),
        Ordered.of(_by_beatmap, rows),
        Ordered.of(_most_played, (Played(plays, firsts[md5], md5, rows[0].mode) for md5, plays in counts.items())),
    )


def _on_beatmap(rows: list[Score]) -> OnBeatmap:
    """Return the index of one beatmap's scores, which are in order of id."""
    best = _by_mode([row for row in rows if row.status == _BEST])
    return OnBeatmap(
        Ordered.of(_by_id, rows),
        {
            mode: BeatmapMode(Ordered.of(_ranking(mode), found), Ordered.of(_newest, found))
            for mode, found in best.items()
        },
    )
