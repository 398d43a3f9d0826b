"""A world's rows to read and assert on: by id or by name, in order, typed, never to write to."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar

from mockbancho.errors import Mistake, NoSuchRow, nearest
from mockbancho.osu.beatmaps import BeatmapStatus
from mockbancho.osu.modes import GameMode
from mockbancho.records import Beatmap, Beatmapset, Clan, Match, Player, Pool, Score, Session, Stats
from mockbancho.world.collation import fold, safe_name
from mockbancho.world.files.expectations import shortened
from mockbancho.world.origins import current_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mockbancho.world.world import World

R = TypeVar("R")
Mode = GameMode | int | str
"""A game mode, its number, or its word such as `osu_relax`."""
Status = BeatmapStatus | int | str
"""A beatmap's status, its number, or its word such as `loved`."""
_LEADERBOARDS: Final = tuple(status for status in BeatmapStatus if status.has_leaderboard)
BOT: Final = 1
"""bancho.py: the id of its bot."""


class View(Generic[R]):
    """All rows of one kind, ascending by primary key, as they are at the moment of looking."""

    _goes_by: ClassVar[str] = "id or name"
    _keys: ClassVar[tuple[type, ...]] = (int, str)

    def __init__(self, world: Callable[[], World], kind: type[R], noun: str) -> None:
        """Take where to find the world, the kind of row, and what to call one in errors."""
        self._world = world
        self._kind = kind
        self._noun = noun

    def __iter__(self) -> Iterator[R]:
        """Iterate over the rows that there are now."""
        world = self._world()
        with world.lock:
            return iter(list(world.rows(self._kind)))

    def __len__(self) -> int:
        """Return how many rows there are now."""
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        """Tell how many rows of what these are."""
        return f"<{len(self)} {self._noun} rows>"

    def get(self, key: int | str) -> R | None:
        """Return the row with this id, or with this name if the kind has names, or None."""
        __tracebackhide__ = True  # a failing test shows its own line, not ours
        self._check(key)
        world = self._world()
        with world.lock:
            return self._by_name(world, key) if isinstance(key, str) else self._by_id(world, key)

    def _check(self, key: object) -> None:
        """Refuse what rows of this kind do not go by."""
        __tracebackhide__ = True
        if isinstance(key, bool) or not isinstance(key, self._keys):
            hint = "; bancho.fresh(row) has it as it is now" if isinstance(key, self._kind) else ""
            given = type(key).__name__ if hint else f"{type(key).__name__} {shortened(key)}"
            raise Mistake(f"a {self._noun} row is found by {self._goes_by}, not by {given}{hint}")

    def __getitem__(self, key: int | str) -> R:
        """Return the row with this id or name; raises `NoSuchRow` that names the nearest."""
        __tracebackhide__ = True
        found = self.get(key)
        if found is None:
            hint = nearest(key, self._names()) if isinstance(key, str) else ""
            raise NoSuchRow(f"no {self._noun} {key!r}{hint}")
        return found

    def __contains__(self, key: int | str | R) -> bool:
        """Whether there is a row with this id or name; or, given a row, whether there is one now that is equal to it."""
        __tracebackhide__ = True
        return self._world().current(key) == key if isinstance(key, self._kind) else self.get(key) is not None  # type: ignore[arg-type]  # a row was ruled out

    def _by_id(self, world: World, key: int) -> R | None:
        return next((row for row in world.rows(self._kind) if getattr(row, "id", None) == key), None)

    def _by_name(self, world: World, key: str) -> R | None:
        wanted = fold(key)
        return next((row for row in world.rows(self._kind) if wanted in map(fold, self._names_of(row))), None)

    def _names_of(self, row: R) -> tuple[str, ...]:
        name = getattr(row, "name", None)
        return () if name is None else (name,)

    def _names(self) -> Iterator[str]:
        for row in self:
            yield from self._names_of(row)


class NamelessView(View[R]):
    """Rows that have no names."""

    _goes_by = "id"
    _keys = (int,)


class PlayersView(View[Player]):
    """Players by id, or by name as the API finds them."""

    def any(self, *, country: str | None = None, online: bool | None = None) -> Player:
        """Return a player whom others can see, the bot aside, always the same by the world's seed.

        Only one from a *country*, and only one who is *online*, or offline, if told. Raises `NoSuchRow` if there is
        none.
        """
        __tracebackhide__ = True
        world = self._world()
        with world.lock:
            fitting = (
                row
                for row in world.players.rows
                if row.id != BOT
                and not row.is_restricted
                and country in (None, row.country)
                and online in (None, world.sessions.get(row.id) is not None)
            )
            found = _pick(world.seed, fitting, lambda row: row.safe_name)
        if found is None:
            told = {"country": country, "online": online}
            raise NoSuchRow(f"no player who can be seen{_told(told)}")
        return found

    def _by_id(self, world: World, key: int) -> Player | None:
        return world.players.get(key)

    def _by_name(self, world: World, key: str) -> Player | None:
        return world.players.named(safe_name(key))


class BeatmapsView(View[Beatmap]):
    """Beatmaps by id, or by md5."""

    _goes_by = "id or md5"

    def any(self, *, mode: Mode | None = None, status: Status | None = None) -> Beatmap:
        """Return a beatmap, always the same by the world's seed.

        With a leaderboard, unless a *status* is told; made for the ruleset of a *mode*, if told. Raises `NoSuchRow` if
        there is none.
        """
        __tracebackhide__ = True
        ruleset = None if mode is None else GameMode.of(mode).ruleset
        statuses = _LEADERBOARDS if status is None else (BeatmapStatus.of(status),)
        world = self._world()
        with world.lock:
            fitting = (row for row in world.beatmaps.rows if ruleset in (None, row.mode) and row.status in statuses)
            found = _pick(world.seed, fitting, lambda row: row.md5)
        if found is None:
            told = {"mode": ruleset and ruleset.word, "status": " or ".join(each.word for each in statuses)}
            raise NoSuchRow(f"no beatmap{_told(told)}")
        return found

    def _by_id(self, world: World, key: int) -> Beatmap | None:
        return world.beatmaps.get(key)

    def _by_name(self, world: World, key: str) -> Beatmap | None:
        return world.beatmaps.with_md5(key)


class ClansView(View[Clan]):
    """Clans by id, by name or by tag."""

    def _names_of(self, row: Clan) -> tuple[str, ...]:
        return row.name, row.tag


class SessionsView(View[Session]):
    """Sessions of players who are online, by the player's id or name; the bot's is implied."""

    def _by_id(self, world: World, key: int) -> Session | None:
        return world.sessions.get(key)

    def _by_name(self, world: World, key: str) -> Session | None:
        player = world.players.named(safe_name(key))
        return None if player is None else world.sessions.get(player.id)


class StatsView(View[Stats]):
    """Stats by player and mode."""

    _goes_by = "player and mode, as in stats.of(player, mode)"
    _keys = ()

    def of(self, player: Player | int | str, mode: Mode = GameMode.OSU) -> Stats:
        """Return a player's stats in a mode; raises `NoSuchRow` where there is no row."""
        __tracebackhide__ = True
        found = self.find(player, mode)
        if found is None:
            raise NoSuchRow(f"no stats of {_shown(player)} in {GameMode.of(mode).word}")
        return found

    def find(self, player: Player | int | str, mode: Mode = GameMode.OSU) -> Stats | None:
        """Return a player's stats in a mode, or None where there is no row."""
        __tracebackhide__ = True
        world = self._world()
        with world.lock:
            return world.stats.get(_player_id(world, player), GameMode.of(mode))


class ScoresView(NamelessView[Score]):
    """Scores by id, by player, or by beatmap."""

    def _by_id(self, world: World, key: int) -> Score | None:
        return world.scores.get(key)

    def of(self, player: Player | int | str, mode: Mode | None = None) -> list[Score]:
        """Return all scores of a player, oldest id first; of one *mode* newest first."""
        __tracebackhide__ = True
        world = self._world()
        with world.lock:
            scores = world.scores.of_player(_player_id(world, player))
            if mode is None:
                return list(scores.by_id)
            return list(world.scores.of_player_in(_player_id(world, player), GameMode.of(mode)).recent)

    def on(self, beatmap: Beatmap | int | str) -> list[Score]:
        """Return all scores on a beatmap, given as row, id or md5, oldest id first."""
        __tracebackhide__ = True
        world = self._world()
        with world.lock:
            return list(world.scores.on_beatmap(_md5(world, beatmap)).by_id)


def _shown(player: Player | int | str) -> str:
    return f"player {player.id}, {player.name!r}," if isinstance(player, Player) else f"player {player!r}"


def _player_id(world: World, player: Player | int | str) -> int:
    """Return the id of a player given as row, id or name; raises `NoSuchRow` for a name or row of nobody here."""
    __tracebackhide__ = True
    if isinstance(player, Player):
        return current_row(world, player).id
    if isinstance(player, int) and not isinstance(player, bool):
        return player
    return PlayersView(lambda: world, Player, "player")[player].id


def _md5(world: World, beatmap: Beatmap | int | str) -> str:
    """Return the md5 of a beatmap given as row, id or md5; raises `NoSuchRow`."""
    __tracebackhide__ = True
    if isinstance(beatmap, str):
        return beatmap
    if isinstance(beatmap, Beatmap):
        return current_row(world, beatmap).md5
    return BeatmapsView(lambda: world, Beatmap, "beatmap")[beatmap].md5


def _pick(seed: int, rows: Iterable[R], name_of: Callable[[R], str]) -> R | None:
    """Return the row whose name and the seed give the largest digest: one more row moves the pick to none but itself."""
    return max(rows, key=lambda row: blake2b(f"{seed} {name_of(row)}".encode(), digest_size=8).digest(), default=None)


def _told(conditions: Mapping[str, object]) -> str:
    """Return conditions in words, without those that are None."""
    words = ", ".join(f"{name} {value}" for name, value in conditions.items() if value is not None)
    return f" with {words}" if words else ""


class Views:
    """Every kind of row, one attribute each."""

    def __init__(self, world: Callable[[], World]) -> None:
        """Take where to find the world."""
        self.players = PlayersView(world, Player, "player")
        self.stats = StatsView(world, Stats, "stats")
        self.clans = ClansView(world, Clan, "clan")
        self.beatmapsets: View[Beatmapset] = NamelessView(world, Beatmapset, "beatmapset")
        self.beatmaps = BeatmapsView(world, Beatmap, "beatmap")
        self.scores = ScoresView(world, Score, "score")
        self.sessions = SessionsView(world, Session, "session")
        self.matches: View[Match] = View(world, Match, "match")
        self.pools: View[Pool] = View(world, Pool, "pool")
