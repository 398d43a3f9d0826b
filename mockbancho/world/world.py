"""A world: all rows, their indexes, a clock's reading, and one lock."""

from __future__ import annotations

from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from mockbancho import clock
from mockbancho.errors import Mistake
from mockbancho.osu.engines import DEFAULT
from mockbancho.records import (
    Avatar,
    Beatmap,
    BeatmapFile,
    BeatmapRecipe,
    Beatmapset,
    CastMember,
    Clan,
    Due,
    Fault,
    Favourite,
    Match,
    Ordinal,
    Player,
    Pool,
    PoolBeatmap,
    Quota,
    Relationship,
    ReplayFrames,
    Row,
    Score,
    Scrim,
    Session,
    Stats,
)
from mockbancho.world.answers import Answers
from mockbancho.world.attachments import Attachments
from mockbancho.world.beatmaps import Beatmaps
from mockbancho.world.clans import Clans
from mockbancho.world.events import Events
from mockbancho.world.live import Matches, Sessions
from mockbancho.world.players import Players
from mockbancho.world.pools import Pools
from mockbancho.world.schedule import Schedule
from mockbancho.world.scores import Scores
from mockbancho.world.social import Social
from mockbancho.world.stats import StatsStore

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

R = TypeVar("R")
STORES: Final = (
    "players",
    "stats",
    "beatmaps",
    "scores",
    "clans",
    "sessions",
    "matches",
    "pools",
    "social",
    "attachments",
    "schedule",
    "events",
)


class World:
    """The state that the API answers from.

    Rows are read from the stores and written by `put` and `remove` alone. `fork` gives a world with the same rows that
    changes by itself. Whoever reads or writes more than one row holds `lock`, or uses `change`.
    """

    players: Players
    stats: StatsStore
    beatmaps: Beatmaps
    scores: Scores
    clans: Clans
    sessions: Sessions
    matches: Matches
    pools: Pools
    social: Social
    attachments: Attachments
    schedule: Schedule
    events: Events

    __slots__ = (*STORES, "answers", "lock", "now", "origin", "pp_engine", "seed")

    def __init__(self) -> None:
        """Make an empty world; `build` makes one of rows."""
        self.lock = RLock()
        self.now = clock.START
        self.seed = 0
        self.pp_engine = DEFAULT
        """What calculates the pp of scores that are made in this world, by its name."""
        self.answers = Answers()
        """What the API answered since the last change; another one after each change."""
        self.origin = object()
        """The same for all worlds that were forked from one."""

    @classmethod
    def build(cls, rows: Iterable[Row] = (), *, now: int = clock.START, seed: int = 0) -> World:
        """Return a world of these rows, given in any order.

        *now* is the clock's reading in microseconds since the Unix epoch. References between rows may dangle.
        """
        of: dict[type, list[Any]] = {kind: [] for kind in _KINDS}
        for row in rows:
            of[type(row)].append(row)
        world = cls()
        world.now, world.seed = now, seed
        world.players = Players(of[Player])
        world.stats = StatsStore(of[Stats], world.players.get)
        world.beatmaps = Beatmaps(of[Beatmap], of[Beatmapset])
        world.scores = Scores(of[Score])
        world.clans = Clans(of[Clan])
        world.sessions = Sessions(of[Session], world.players.get)
        world.matches = Matches(of[Match], of[Scrim])
        world.pools = Pools(of[Pool], of[PoolBeatmap])
        world.social = Social(of[Relationship], of[Favourite])
        world.attachments = Attachments(of[BeatmapFile], of[ReplayFrames], of[Avatar], of[BeatmapRecipe])
        world.schedule = Schedule(of[Due], of[Quota], of[Ordinal], of[CastMember], of[Fault])
        world.events = Events()
        return world

    def fork(self) -> World:
        """Return a world with the same rows, time and seed; from here on neither sees what the other does."""
        twin = World()
        with self.lock:
            twin.now, twin.seed, twin.pp_engine = self.now, self.seed, self.pp_engine
            twin.answers, twin.origin = self.answers, self.origin
            for name in STORES:
                setattr(twin, name, getattr(self, name).fork())
        return twin

    @contextmanager
    def change(self) -> Generator[None]:
        """Hold the lock for several changes that belong together; if one of them fails, none has happened."""
        with self.lock:
            before = self.fork()
            try:
                yield
            except BaseException:
                self.become(before)
                raise

    def become(self, other: World) -> None:
        """Take over the rows, time and seed of another world, which stays as it is."""
        twin = other.fork()
        with self.lock:
            self.now, self.seed, self.answers = twin.now, twin.seed, twin.answers
            self.pp_engine = twin.pp_engine
            for name in STORES:
                setattr(self, name, getattr(twin, name))

    def put(self, row: Row) -> None:
        """Add a row, or replace the one with the same primary key."""
        with self.lock:
            self.answers = Answers()
            _kind_of(row).put(self, row)

    def remove(self, row: Row) -> None:
        """Remove the row with this one's primary key, if there is one."""
        with self.lock:
            self.answers = Answers()
            _kind_of(row).remove(self, row)

    def tell(self, kind: str, **about: int | str | None) -> None:
        """Note an event: what happened now, and the ids of whom and what it is about (see `Event`)."""
        with self.lock:
            self.events.add(self.now, kind, **about)

    def save(self, path: Path) -> None:
        """Write the world as a world file, whole or not at all.

        Errors: `OSError` if the file cannot be written, `Mistake` for a float that JSON cannot hold.
        """
        from mockbancho.world.files.writing import save_file  # many a world is never saved

        with self.lock:
            still = self.fork()
        save_file(still, path)

    def current(self, row: R) -> R | None:
        """Return the row that has this one's primary key now, or None."""
        with self.lock:
            found: R | None = _kind_of(row).find(self, row)
            return found

    def rows(self, kind: type[R]) -> Iterator[R]:
        """Iterate over all rows of a kind, ascending by primary key."""
        return iter(_KINDS[kind].rows(self))

    def __repr__(self) -> str:
        """Tell the seed, the time, and how much there is of what is counted most."""
        moment = clock.to_datetime(self.now).isoformat(" ", "seconds")
        counts = f"{len(self.players.rows)} players, {len(self.beatmaps.rows)} beatmaps, {len(self.scores.rows)} scores"
        return f"<World with seed {self.seed} at {moment}: {counts}>"


class Kind(msgspec.Struct, frozen=True):
    """Where rows of one kind are put, removed, listed, and found by another's primary key."""

    put: Callable[[World, Any], None]
    remove: Callable[[World, Any], None]
    rows: Callable[[World], Iterable[Any]]
    find: Callable[[World, Any], Any]


def _kind_of(row: object) -> Kind:
    """Return where rows of this one's kind stand; raises `Mistake` for anything that is no row."""
    kind = _KINDS.get(type(row))
    if kind is None:
        raise Mistake(f"{row!r} is no row of a world; those are the records of mockbancho.records")
    return kind


def _put_player(world: World, row: Player) -> None:
    old = world.players.get(row.id)
    world.players.put(row)
    world.stats.refile(row.id, old, row)
    world.sessions.refile(row.id, row)


def _remove_player(world: World, row: Player) -> None:
    old = world.players.get(row.id)
    world.players.remove(row.id)
    world.stats.refile(row.id, old, None)
    world.sessions.refile(row.id, None)


def _put_attachment(world: World, row: BeatmapFile | BeatmapRecipe | ReplayFrames | Avatar) -> None:
    world.attachments.put(row)


def _remove_attachment(world: World, row: BeatmapFile | BeatmapRecipe | ReplayFrames | Avatar) -> None:
    world.attachments.remove(row)


_KINDS: Final[dict[type, Kind]] = {
    Player: Kind(
        _put_player,
        _remove_player,
        lambda world: world.players.rows,
        lambda world, row: world.players.get(row.id),
    ),
    Stats: Kind(
        lambda world, row: world.stats.put(row, world.players.get(row.id)),
        lambda world, row: world.stats.remove(row.id, row.mode, world.players.get(row.id)),
        lambda world: world.stats.rows,
        lambda world, row: world.stats.get(row.id, row.mode),
    ),
    Clan: Kind(
        lambda world, row: world.clans.put(row),
        lambda world, row: world.clans.remove(row.id),
        lambda world: world.clans.rows,
        lambda world, row: world.clans.get(row.id),
    ),
    Beatmapset: Kind(
        lambda world, row: world.beatmaps.put_set(row),
        lambda world, row: world.beatmaps.remove_set(row.id),
        lambda world: world.beatmaps.sets,
        lambda world, row: world.beatmaps.sets.get(row.id),
    ),
    Beatmap: Kind(
        lambda world, row: world.beatmaps.put(row),
        lambda world, row: world.beatmaps.remove(row.id),
        lambda world: world.beatmaps.by_server,
        lambda world, row: world.beatmaps.get(row.id),
    ),
    Score: Kind(
        lambda world, row: world.scores.put(row),
        lambda world, row: world.scores.remove(row.id),
        lambda world: world.scores.rows,
        lambda world, row: world.scores.get(row.id),
    ),
    Pool: Kind(
        lambda world, row: world.pools.put(row),
        lambda world, row: world.pools.remove(row.id),
        lambda world: world.pools.rows,
        lambda world, row: world.pools.get(row.id),
    ),
    PoolBeatmap: Kind(
        lambda world, row: world.pools.put_beatmap(row),
        lambda world, row: world.pools.remove_beatmap(row),
        lambda world: world.pools.all_beatmaps(),
        lambda world, row: world.pools.beatmaps_of(row.pool_id).same(row),
    ),
    Relationship: Kind(
        lambda world, row: world.social.put_relationship(row),
        lambda world, row: world.social.remove_relationship(row),
        lambda world: world.social.all_relationships(),
        lambda world, row: world.social.relationships_of(row.user1).same(row),
    ),
    Favourite: Kind(
        lambda world, row: world.social.put_favourite(row),
        lambda world, row: world.social.remove_favourite(row),
        lambda world: world.social.all_favourites(),
        lambda world, row: world.social.favourites_of(row.userid).same(row),
    ),
    Session: Kind(
        lambda world, row: world.sessions.put(row, world.players.get(row.id)),
        lambda world, row: world.sessions.remove(row.id),
        lambda world: world.sessions.rows,
        lambda world, row: world.sessions.get(row.id),
    ),
    Match: Kind(
        lambda world, row: world.matches.put(row),
        lambda world, row: world.matches.remove(row.id),
        lambda world: world.matches.rows,
        lambda world, row: world.matches.get(row.id),
    ),
    Scrim: Kind(
        lambda world, row: world.matches.put_scrim(row),
        lambda world, row: world.matches.remove_scrim(row.id),
        lambda world: world.matches.scrims,
        lambda world, row: world.matches.scrims.get(row.id),
    ),
    BeatmapFile: Kind(
        _put_attachment,
        _remove_attachment,
        lambda world: world.attachments.beatmap_files,
        lambda world, row: world.attachments.beatmap_files.get(row.id),
    ),
    BeatmapRecipe: Kind(
        _put_attachment,
        _remove_attachment,
        lambda world: world.attachments.recipes,
        lambda world, row: world.attachments.recipes.get(row.id),
    ),
    ReplayFrames: Kind(
        _put_attachment,
        _remove_attachment,
        lambda world: world.attachments.replays,
        lambda world, row: world.attachments.replays.get(row.id),
    ),
    Avatar: Kind(
        _put_attachment,
        _remove_attachment,
        lambda world: world.attachments.all_avatars(),
        lambda world, row: world.attachments.avatars.get(row.name),
    ),
    Due: Kind(
        lambda world, row: world.schedule.put(row),
        lambda world, row: world.schedule.remove(row),
        lambda world: world.schedule.agenda,
        lambda world, row: world.schedule.agenda.same(row),
    ),
    Quota: Kind(
        lambda world, row: world.schedule.put(row),
        lambda world, row: world.schedule.remove(row),
        lambda world: world.schedule.all_quotas(),
        lambda world, row: world.schedule.quotas.get(row.name),
    ),
    Ordinal: Kind(
        lambda world, row: world.schedule.put(row),
        lambda world, row: world.schedule.remove(row),
        lambda world: world.schedule.all_ordinals(),
        lambda world, row: world.schedule.ordinals.get(row.kind),
    ),
    CastMember: Kind(
        lambda world, row: world.schedule.put(row),
        lambda world, row: world.schedule.remove(row),
        lambda world: world.schedule.all_cast(),
        lambda world, row: world.schedule.cast.get(row.name),
    ),
    Fault: Kind(
        lambda world, row: world.schedule.put(row),
        lambda world, row: world.schedule.remove(row),
        lambda world: world.schedule.faults,
        lambda world, row: world.schedule.fault(row.name),
    ),
}
