"""The matches, as a board."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from mockbancho.control.declared import route
from mockbancho.control.naming import BeatmapName, Named, beatmap_name, letters, mode_word, named, word_of
from mockbancho.osu.matches import SlotStatus, Team, TeamType, WinCondition

if TYPE_CHECKING:
    from mockbancho.control.asked import Asked
    from mockbancho.records import Match, Slot
    from mockbancho.world.world import World


class SlotShown(Struct):
    """One of the sixteen places of a match."""

    status: str
    team: str
    player: Named | None
    mods: str
    loaded: bool
    skipped: bool


class Points(Struct):
    """How a scrim stands: the points of each team or player, by name."""

    best_of: int
    of: dict[str, int]


class MatchShown(Struct):
    """A match; *points* are those of its scrim, if one is being played."""

    id: int
    name: str
    host: Named
    referees: list[Named]
    in_progress: bool
    is_scrimming: bool
    win_condition: str
    team_type: str
    freemods: bool
    mods: str
    mode_word: str
    beatmap: BeatmapName | None
    slots: list[SlotShown]
    points: Points | None


@route("GET", "/matches", answers=list[MatchShown])
def matches(asked: Asked) -> list[MatchShown]:
    """List the matches with their sixteen slots."""
    world = asked.bancho.world
    with world.lock:
        return [_shown(world, match) for match in world.matches.rows]


def _shown(world: World, match: Match) -> MatchShown:
    return MatchShown(
        id=match.id,
        name=match.name,
        host=named(world, match.host),
        referees=[named(world, referee) for referee in match.referees],
        in_progress=match.in_progress,
        is_scrimming=match.is_scrimming,
        win_condition=word_of(WinCondition, match.win_condition),
        team_type=word_of(TeamType, match.team_type),
        freemods=match.freemods,
        mods=letters(match.mods),
        mode_word=mode_word(match.mode),
        beatmap=beatmap_name(world.beatmaps.get(match.map_id)),
        slots=[_slot(world, slot) for slot in match.slots],
        points=_points(world, match),
    )


def _slot(world: World, slot: Slot) -> SlotShown:
    player = None if slot.player is None else named(world, slot.player)
    status, team = word_of(SlotStatus, slot.status), word_of(Team, slot.team)
    return SlotShown(status, team, player, letters(slot.mods), slot.loaded, slot.skipped)


def _points(world: World, match: Match) -> Points | None:
    """Return how the match's scrim stands; whoever plays and has none yet has 0."""
    scrim = world.matches.scrims.get(match.id) if match.is_scrimming else None
    if scrim is None:
        return None
    has_teams = match.team_type in list(TeamType) and TeamType(match.team_type).has_teams
    playing = (Team.RED, Team.BLUE) if has_teams else (slot.player for slot in match.slots if slot.player)
    won = Counter(scrim.winners)
    sides = dict.fromkeys([*(int(side) for side in playing), *won])
    return Points(
        scrim.best_of,
        {word_of(Team, side) if has_teams else named(world, side).name: won[side] for side in sides},
    )
