"""Multiplayer matches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict

from mockbancho.errors import Mistake
from mockbancho.osu.matches import MATCH_IDS, SLOTS, SlotStatus, TeamType, WinCondition
from mockbancho.osu.modes import GameMode
from mockbancho.records import EMPTY_SLOTS, Match, Slot

from .chance import Chance, Key
from .words import POOL_STAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from mockbancho.records import Beatmap, Player
    from mockbancho.world.world import World

_LARGEST_SEED: Final = 2**31 - 1


_WORDS: Final = {"mode": GameMode, "win_condition": WinCondition, "team_type": TeamType}


class MatchColumns(TypedDict, total=False):
    """What of a match can be given; what is not given is drawn, or empty."""

    mode: GameMode
    mods: int
    win_condition: WinCondition
    team_type: TeamType
    freemods: bool


def draw_match(
    seed: int,
    key: Key,
    *,
    id: int,  # noqa: A002  # as the column
    players: Sequence[Player],
    name: str | None = None,
    beatmap: Beatmap | None = None,
    **columns: Unpack[MatchColumns],
) -> Match:
    """Return a match in its lobby; the first of the *players* is the host, and all have a slot in this order."""
    chance = Chance(seed, "match", key)
    given: dict[str, Any] = {"seed": chance.between("seed", 0, _LARGEST_SEED), **chosen_beatmap(beatmap), **columns}
    given |= {name: int(kind.of(given[name])) for name, kind in _WORDS.items() if name in given}
    slots = _slots(players, TeamType(given.get("team_type", TeamType.HEAD_TO_HEAD)))
    return Match(id=id, name=name or _name(chance, players[0]), host=players[0].id, slots=slots, **given)


def _name(chance: Chance, host: Player) -> str:
    return chance.pick("name", (f"{host.name}'s game", f"{host.name}'s lobby", *POOL_STAGES))


def chosen_beatmap(beatmap: Beatmap | None) -> dict[str, Any]:
    """Return what a match says of its beatmap; without one, that the host is choosing."""
    if beatmap is None:
        return {"map_id": -1, "map_md5": "", "map_name": ""}
    title = f"{beatmap.artist} - {beatmap.title} [{beatmap.version}]"
    return {"map_id": beatmap.id, "map_md5": beatmap.md5, "map_name": title, "mode": beatmap.mode}


def _slots(players: Sequence[Player], team_type: TeamType) -> tuple[Slot, ...]:
    taken = tuple(taken_slot(place, player, team_type) for place, player in enumerate(players))
    return taken + EMPTY_SLOTS[len(taken) :]


def taken_slot(place: int, player: Player, team_type: TeamType) -> Slot:
    """Return a slot as it is when a player has just taken it."""
    return Slot(player=player.id, status=SlotStatus.NOT_READY.value, team=team_type.team_in(place).value)


def new_match(
    world: World,
    *,
    players: Sequence[Player],
    id: int | None = None,  # noqa: A002  # as the column
    name: str | None = None,
    beatmap: Beatmap | None = None,
    **columns: Unpack[MatchColumns],
) -> Match:
    """Return a match for a world, in the lowest free place from 1 on; put nowhere yet.

    Raises `Mistake` if there is none, or if there are too many players.
    """
    place = _free_place(world) if id is None else id
    if not 1 <= len(players) <= SLOTS:
        raise Mistake(f"players: a match holds 1 to {SLOTS}, got {len(players)}")
    return draw_match(
        world.seed, name or ("id", place), id=place, players=players, name=name, beatmap=beatmap, **columns
    )


def _free_place(world: World) -> int:
    for place in MATCH_IDS[1:]:
        if world.matches.get(place) is None:
            return place
    raise Mistake(f"all {len(MATCH_IDS) - 1} places for matches are taken; close one")
