"""The lists of v2: whole tables, narrowed by columns that the client names."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from mockbancho.world.collation import fold
from mockbancho.world.ordered import Ordered
from mockbancho.world.queries.question import Filter, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockbancho.records import Beatmap, Clan, Player, Score, Stats
    from mockbancho.world.queries.question import Index
    from mockbancho.world.world import World

R = TypeVar("R")
_id = attrgetter("id")
_server_and_id = attrgetter("server", "id")


def players(world: World, **columns: int | str | None) -> Question[Player]:
    """Ask for all players, restricted ones and the bot too, ascending by id."""
    rows: Index[Player] = world.players.rows
    clan_id = columns.get("clan_id")
    if clan_id:
        rows = Ordered.of(_id, world.players.in_clan(int(clan_id)))
    return Question("players", rows, _id, _equal(columns, "clan_id" if clan_id else ""), lambda: world.players.rows)


def stats_of(world: World, player_id: int) -> Question[Stats]:
    """Ask for a player's stats, ascending by mode; those of a deleted player too."""
    mode = attrgetter("mode")
    of_player = Filter[Any](f"the player is {player_id}", lambda row: row.id == player_id, free=True)
    found = Ordered.of(mode, world.stats.of(player_id))
    return Question("stats", found, mode, (of_player,), lambda: world.stats.rows)


def beatmaps(world: World, **columns: int | str | bool | None) -> Question[Beatmap]:
    """Ask for all beatmaps, ascending by server and id."""
    set_id = columns.get("set_id")
    index = world.beatmaps.by_server
    if isinstance(set_id, int):
        index = world.beatmaps.by_set.get(set_id) or Ordered(_server_and_id)
    return Question("beatmaps", index, _server_and_id, _equal(columns, "set_id"), lambda: world.beatmaps.rows)


def scores(world: World, *, map_md5: str | None, userid: int | None, **columns: int | None) -> Question[Score]:
    """Ask for all scores, ascending by id."""
    of_player = world.scores.rows if userid is None else world.scores.of_player(userid).by_id
    on_beatmap = world.scores.rows if map_md5 is None else world.scores.on_beatmap(map_md5).by_id
    index, held = (of_player, "userid") if len(of_player) < len(on_beatmap) else (on_beatmap, "map_md5")
    filters = _equal({"map_md5": map_md5, "userid": userid, **columns}, held)
    return Question("scores", index, _id, filters, lambda: world.scores.rows)


def clans(world: World) -> Question[Clan]:
    """Ask for all clans, ascending by id."""
    rows = world.clans.rows
    return Question("clans", rows, _id, (), lambda: rows)


def _equal(columns: Mapping[str, int | str | bool | None], held: str = "") -> tuple[Filter[Any], ...]:
    """Return a filter for every column that a value is given for; *held* is the column that the index is of."""
    given = ((name, value) for name, value in columns.items() if value is not None)
    return tuple(_column_equals(name, value, free=name == held) for name, value in given)


def _column_equals(name: str, value: int | str | bool, *, free: bool) -> Filter[Any]:
    """Return the filter for one column; text is compared as the database does."""
    column = attrgetter(name)
    words = f"{name} is {value!r}"
    if isinstance(value, str):
        wanted = fold(value)
        return Filter(words, lambda row: fold(column(row)) == wanted, free)
    return Filter(words, lambda row: column(row) == value, free)
