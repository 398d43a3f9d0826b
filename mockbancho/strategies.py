"""Hypothesis strategies: worlds that a property is tried in, and that shrink to the smallest one that breaks it.

A world begins empty and is made by actions, so what breaks is told as the lines that make it, and
`bancho.save_scenario(path)` keeps it as a scenario file. Needs `pip install mockbancho[hypothesis]`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from mockbancho.actions.doors import PREFIX
from mockbancho.bancho import Bancho
from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

Deed = tuple[str, dict[str, object]]
"""An action and its arguments; rows are meant by their ids."""
_COUNTRIES: Final = ("xx", "jp", "us", "de", "br")
_MODES: Final = ("osu", "taiko", "catch", "mania")
_PLAYED: Final = (*_MODES, "osu_relax", "osu_autopilot")
_STATUSES: Final = ("ranked", "loved", "pending", "approved", "qualified")
_MODS: Final = ("NM", "HD", "HDDT", "EZ", "FL", "NF")
_FIRST_PLAYER: Final = 3
_FIRST_BEATMAP: Final = 1_000
_SEEDS: Final = 2**16


class DrawnBancho(Bancho):
    """A fake bancho.py over a world that hypothesis drew; its `repr` is the lines that make it."""

    deeds: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Tell what was done, line by line."""
        lines = [f"bancho = Bancho(players=0, seed={self.seed})", *self.deeds]
        return "\n".join(lines)


@st.composite
def worlds(
    draw: DrawFn,
    *,
    max_players: int = 4,
    max_beatmaps: int = 3,
    max_scores: int = 6,
    max_deeds: int = 6,
    contract: str = "any",
) -> DrawnBancho:
    """Draw a fake bancho.py whose world has few players, beatmaps and scores, some of them odd, and things going on.

    Sizes are the most of each; an action that is not legal in the world so far is left out. Players are restricted,
    silenced, donors, offline or none at all; beatmaps of any mode and status; passed and failed scores.
    """
    bancho = _empty(contract).fork()
    drawn = DrawnBancho(world=bancho.world, contract=contract)
    drawn.world.seed = draw(st.integers(0, _SEEDS))
    players = draw(st.lists(_players(), max_size=max_players))
    beatmaps = draw(st.lists(_beatmaps(), max_size=max_beatmaps))
    deeds: list[Deed] = [
        *(("create_player", {**each, "id": _FIRST_PLAYER + number}) for number, each in enumerate(players)),
        *(("create_beatmap", {**each, "id": _FIRST_BEATMAP + number}) for number, each in enumerate(beatmaps)),
    ]
    ids = [_FIRST_PLAYER + number for number in range(len(players))]
    of_beatmaps = [_FIRST_BEATMAP + number for number in range(len(beatmaps))]
    if ids and of_beatmaps:
        deeds += draw(st.lists(_scores(ids, of_beatmaps), max_size=max_scores))
    if ids:
        deeds += draw(st.lists(_deeds(ids, of_beatmaps), max_size=max_deeds))
    drawn.deeds = tuple(line for name, arguments in deeds if (line := _done(drawn, name, arguments)))
    return drawn


@cache
def _empty(contract: str) -> Bancho:
    return Bancho(players=0, contract=contract)


def _done(bancho: Bancho, name: str, arguments: dict[str, object]) -> str:
    """Do an action, and return the line that does it, or nothing if it is not legal now."""
    try:
        bancho.act(name, **arguments)
    except Mistake:
        return ""
    called = f"create.{name.removeprefix(PREFIX)}" if name.startswith(PREFIX) else name
    return f"bancho.{called}({', '.join(f'{key}={value!r}' for key, value in arguments.items())})"


def _players() -> SearchStrategy[dict[str, object]]:
    return _chosen(
        country=st.sampled_from(_COUNTRIES),
        restricted=st.just(True),
        unverified=st.just(True),
        donor=st.just(True),
        silenced=st.just(True),
        online=st.just(True),
        userpage=st.just(True),
    )


def _beatmaps() -> SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {"file": st.just(False)}, optional={"mode": st.sampled_from(_MODES), "status": st.sampled_from(_STATUSES)}
    )


def _scores(players: list[int], beatmaps: list[int]) -> SearchStrategy[Deed]:
    required: dict[str, SearchStrategy[Any]] = {
        "player": st.sampled_from(players),
        "beatmap": st.sampled_from(beatmaps),
    }
    optional: dict[str, SearchStrategy[Any]] = {
        "accuracy": st.sampled_from((100.0, 97.5, 80.0, 42.0)),
        "mods": st.sampled_from(_MODS),
        "passed": st.just(False),
        "mode": st.sampled_from(_PLAYED),
    }
    return st.tuples(st.just("create_score"), st.fixed_dictionaries(required, optional=optional))


def _deeds(players: list[int], beatmaps: list[int]) -> SearchStrategy[Deed]:
    """Draw something that a player does, or that happens to one."""
    player = st.sampled_from(players)
    kinds: list[SearchStrategy[Deed]] = [
        _deed("go_online", player=player),
        _deed("go_offline", player=player),
        _deed("restrict", player=player),
        _deed("befriend", player=player, other=player),
        _deed("set_status", player=player, action=st.sampled_from(("afk", "editing", "lobby"))),
        _deed("create_clan", owner=player),
    ]
    if beatmaps:
        kinds.append(_deed("set_beatmap_status", beatmap=st.sampled_from(beatmaps), status=st.sampled_from(_STATUSES)))
    return st.one_of(kinds)


def _deed(name: str, **arguments: SearchStrategy[Any]) -> SearchStrategy[Deed]:
    return st.tuples(st.just(name), st.fixed_dictionaries(arguments))


def _chosen(**optional: SearchStrategy[Any]) -> SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional=optional)
