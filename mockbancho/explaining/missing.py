"""Rows that were not found: what is there instead, and what is near."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from mockbancho.explaining.explained import Hint
from mockbancho.explaining.near import SHOWN, beatmap_of, listed, nearest_ids, nearest_players, player_of
from mockbancho.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mockbancho.explaining.asking import Asked
    from mockbancho.explaining.explained import Reason


def missing(asked: Asked) -> Iterator[Reason]:
    """Yield why something was not found, by what the answer says is missing."""
    yield from _BY_TEXT[asked.answer.reason](asked)


def is_missing(asked: Asked) -> bool:
    """Whether the answer says that something was not found."""
    return asked.answer.reason in _BY_TEXT


def _first(asked: Asked, *names: str) -> Any:  # noqa: ANN401  # a number, or None where a parameter may be left out
    """Return the parameter that an endpoint has of these."""
    return next(asked.values[name] for name in names if name in asked.values)


def _player(asked: Asked) -> Iterator[Reason]:
    values = asked.values
    wanted = _first(asked, "id", "player_id")
    if wanted is not None:
        yield from _no_id(asked, "player", wanted, asked.world.players.rows)
        return
    name: str = values["name"]
    yield f"no player is called {name!r}"
    for player in nearest_players(asked.world, name):
        yield Hint(asked.request.changed(name=player.name).target, player_of(player))
    if name.isdecimal() and asked.world.players.get(int(name)) is not None:
        yield Hint(asked.request.changed(name=None, id=name).target, f"{name} is an id")


def _beatmap(asked: Asked) -> Iterator[Reason]:
    world = asked.world
    wanted: int | None = _first(asked, "id", "map_id")
    row = world.beatmaps.with_md5(asked.values["md5"]) if wanted is None else world.beatmaps.get(wanted)
    if row is not None:
        yield f"{beatmap_of(row)} has a row, but its set {row.set_id} has none, so this endpoint does not know it"
        return
    if wanted is None:
        yield f"no beatmap has the md5 {asked.values['md5']}; a beatmap that is edited gets another one"
        return
    yield from _no_id(asked, "beatmap", wanted, world.beatmaps.rows)
    for each in list(world.beatmaps.by_set.get(wanted) or ())[:SHOWN]:
        yield Hint(asked.request.changed(id=each.id).target, f"{wanted} is a set; {beatmap_of(each)} is of it")


def _file(asked: Asked) -> Iterator[Reason]:
    row = asked.world.beatmaps.get(_first(asked, "id"))
    kept = None if row is None else asked.world.attachments.beatmap_files.get(row.id)
    if row is not None and kept is not None:
        yield f"the file of {beatmap_of(row)} has another md5 than the beatmap, so it is that of another version"
    elif row is not None:
        yield f"{beatmap_of(row)} has no .osu file"
    for other, _ in chain(asked.world.attachments.recipes.items(), asked.world.attachments.beatmap_files.items()):
        yield Hint(asked.request.changed(id=other).target, f"beatmap {other} has one")
        return


def _replay(asked: Asked) -> Iterator[Reason]:
    score = asked.world.scores.get(asked.values["id"])
    if score is None:
        yield from _score(asked)
    elif not score.status:
        yield f"score {score.id} is of a player who failed: such plays have no replay"
    else:
        yield f"score {score.id} has no replay stored, and none can be built without a beatmap that mockbancho made"


def _score(asked: Asked) -> Iterator[Reason]:
    wanted: int = _first(asked, "id", "score_id")
    if asked.world.scores.get(wanted) is None:
        yield from _no_id(asked, "score", wanted, asked.world.scores.rows)
    else:
        yield f"score {wanted} exists, but its player or its beatmap has no row"


def _clan(asked: Asked) -> Iterator[Reason]:
    yield from _no_id(asked, "clan", _first(asked, "id", "clan_id"), asked.world.clans.rows)


def _match(asked: Asked) -> Iterator[Reason]:
    yield from _no_id(asked, "match", asked.values["id"], asked.world.matches.rows)


def _pool(asked: Asked) -> Iterator[Reason]:
    yield from _no_id(asked, "pool", asked.values["id"], asked.world.pools.rows)


def _creator(asked: Asked) -> Iterator[Reason]:
    pool = asked.world.pools.get(asked.values["id"])
    creator = None if pool is None else asked.world.players.get(pool.created_by)
    if creator is None:
        yield f"pool {asked.values['id']} exists, but its creator has no row"
    else:
        yield f"pool {asked.values['id']} exists, but {player_of(creator)}, who made it, is offline: then it is hidden"


def _status(asked: Asked) -> Iterator[Reason]:
    player = asked.world.players.get(asked.values["player_id"])
    if player is None:
        yield from _player(asked)
    else:
        yield f"{player_of(player)} is offline"


def _stats(asked: Asked) -> Iterator[Reason]:
    wanted, mode = asked.values["player_id"], asked.values["mode"]
    modes = [row.mode for row in asked.world.stats.of(wanted)]
    if modes:
        yield f"player {wanted} has no stats in mode {mode}; they have some in {listed(modes)}"
    else:
        yield from _player(asked)


def _no_id(asked: Asked, kind: str, wanted: int, rows: Table[Any] | Iterable[Any]) -> Iterator[Reason]:
    """Yield that no row has an id, and the requests for those next to it."""
    ids = (key for key, _ in rows.items()) if isinstance(rows, Table) else (row.id for row in rows)
    near = nearest_ids(wanted, ids)
    yield f"no {kind} has the id {wanted}" + ("" if near else f"; there is no {kind} at all")
    names = [parameter.name for parameter in asked.endpoint.parameters]
    for each in near:
        if "id" in names:
            yield Hint(asked.request.changed(id=each).target, f"{kind} {each} exists")
        else:
            path = asked.request.path.replace(f"/{wanted}", f"/{each}", 1)
            yield Hint(asked.request.moved(path).target, f"{kind} {each} exists")


_BY_TEXT: Final[dict[str, Callable[[Asked], Iterator[Reason]]]] = {
    "Player not found.": _player,
    "Map not found.": _beatmap,
    "Beatmap not found.": _beatmap,
    "Beatmap file could not be fetched.": _file,
    "Replay not found.": _replay,
    "Score not found.": _score,
    "Clan not found.": _clan,
    "Match not found.": _match,
    "Pool not found.": _pool,
    "Pool creator not found.": _creator,
    "Player status not found.": _status,
    "Player stats not found.": _stats,
}
"""By the words of the answer."""
