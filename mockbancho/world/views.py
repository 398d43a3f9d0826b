"""A world's rows to read and assert on: by id or by name, in order, typed, never to write to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from mockbancho.errors import NoSuchRow, nearest
from mockbancho.osu.modes import GameMode
from mockbancho.records import Beatmap, Beatmapset, Clan, Match, Player, Pool, Score, Session, Stats
from mockbancho.world.collation import fold, safe_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.world.world import World

R = TypeVar("R")
Mode = GameMode | int | str
"""A game mode, its number, or its word such as `osu_relax`."""


class View(Generic[R]):
    """All rows of one kind, ascending by primary key, as they are at the moment of looking."""

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
        world = self._world()
        with world.lock:
            return self._by_name(world, key) if isinstance(key, str) else self._by_id(world, key)

    def __getitem__(self, key: int | str) -> R:
        """Return the row with this id or name; raises `NoSuchRow` that names the nearest."""
        found = self.get(key)
        if found is None:
            hint = nearest(key, self._names()) if isinstance(key, str) else ""
            raise NoSuchRow(f"no {self._noun} {key!r}{hint}")
        return found

    def __contains__(self, key: int | str | R) -> bool:
        """Whether there is a row with this id or name; or, given a row, whether there is one now that is equal to it."""
        if isinstance(key, self._kind):
            return self._world().current(key) == key
        return isinstance(key, (int, str)) and self.get(key) is not None

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


class PlayersView(View[Player]):
    """Players by id, or by name as the API finds them."""

    def _by_id(self, world: World, key: int) -> Player | None:
        return world.players.get(key)

    def _by_name(self, world: World, key: str) -> Player | None:
        return world.players.named(safe_name(key))


class BeatmapsView(View[Beatmap]):
    """Beatmaps by id, or by md5."""

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

    def of(self, player: Player | int | str, mode: Mode = GameMode.OSU) -> Stats:
        """Return a player's stats in a mode; raises `NoSuchRow` where there is no row."""
        found = self.find(player, mode)
        if found is None:
            raise NoSuchRow(f"no stats of {_shown(player)} in {GameMode.of(mode).word}")
        return found

    def find(self, player: Player | int | str, mode: Mode = GameMode.OSU) -> Stats | None:
        """Return a player's stats in a mode, or None where there is no row."""
        world = self._world()
        with world.lock:
            return world.stats.get(_player_id(world, player), GameMode.of(mode))


class ScoresView(View[Score]):
    """Scores by id, by player, or by beatmap."""

    def _by_id(self, world: World, key: int) -> Score | None:
        return world.scores.get(key)

    def of(self, player: Player | int | str, mode: Mode | None = None) -> list[Score]:
        """Return all scores of a player, oldest id first; of one *mode* newest first."""
        world = self._world()
        with world.lock:
            scores = world.scores.of_player(_player_id(world, player))
            if mode is None:
                return list(scores.by_id)
            return list(world.scores.of_player_in(_player_id(world, player), GameMode.of(mode)).recent)

    def on(self, beatmap: Beatmap | int | str) -> list[Score]:
        """Return all scores on a beatmap, given as row, id or md5, oldest id first."""
        world = self._world()
        with world.lock:
            return list(world.scores.on_beatmap(_md5(world, beatmap)).by_id)


def _shown(player: Player | int | str) -> str:
    return f"player {player.id}, {player.name!r}," if isinstance(player, Player) else f"player {player!r}"


def _player_id(world: World, player: Player | int | str) -> int:
    """Return the id of a player given as row, id or name; raises `NoSuchRow`."""
    if isinstance(player, int):
        return player
    return player.id if isinstance(player, Player) else PlayersView(lambda: world, Player, "player")[player].id


def _md5(world: World, beatmap: Beatmap | int | str) -> str:
    """Return the md5 of a beatmap given as row, id or md5; raises `NoSuchRow`."""
    if isinstance(beatmap, str):
        return beatmap
    view = BeatmapsView(lambda: world, Beatmap, "beatmap")
    return view[beatmap.id if isinstance(beatmap, Beatmap) else beatmap].md5


class Views:
    """Every kind of row, one attribute each."""

    def __init__(self, world: Callable[[], World]) -> None:
        """Take where to find the world."""
        self.players = PlayersView(world, Player, "player")
        self.stats = StatsView(world, Stats, "stats")
        self.clans = ClansView(world, Clan, "clan")
        self.beatmapsets: View[Beatmapset] = View(world, Beatmapset, "beatmapset")
        self.beatmaps = BeatmapsView(world, Beatmap, "beatmap")
        self.scores = ScoresView(world, Score, "score")
        self.sessions = SessionsView(world, Session, "session")
        self.matches: View[Match] = View(world, Match, "match")
        self.pools: View[Pool] = View(world, Pool, "pool")
