"""The scores that are played in matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.actions.seats import mode_of_match
from mockbancho.actions.statuses import chosen
from mockbancho.actions.submissions import submit_now
from mockbancho.errors import Mistake
from mockbancho.factories import Play, mode_of
from mockbancho.osu.modes import GameMode

if TYPE_CHECKING:
    from mockbancho.records import Beatmap, Match, Player, Score, Slot
    from mockbancho.world.world import World


def check_playable(world: World, match: Match) -> Beatmap:
    """Return the beatmap of a match; raises `Mistake` if it cannot be played."""
    if not match.map_md5:
        raise Mistake(f"match {match.id} has no beatmap; legal: change_beatmap")
    beatmap = world.beatmaps.with_md5(match.map_md5)
    if beatmap is None:
        raise Mistake(f"there is no beatmap with the md5 {match.map_md5} of match {match.id}; legal: change_beatmap")
    mode_of(beatmap, _play(match, 0))
    return beatmap


def submit_for_match(world: World, player: Player, match: Match, slot: Slot) -> Score | None:
    """Submit what a player has played in a match, as good as they are.

    bancho.py: the score of a beatmap that was updated meanwhile is refused; then there is none.
    """
    from mockbancho.actions.attempts import score_to_come  # nobody plays in many a world

    beatmap = world.beatmaps.with_md5(match.map_md5)
    if beatmap is None:
        return None
    played = score_to_come(world, player, beatmap, _play(match, slot.mods), drawn=True)
    return submit_now(world, player, played)


def _play(match: Match, mods: int) -> Play:
    """Return what is wanted of a play in a match."""
    columns = chosen(mode_of_match(match), match.mods | mods)
    return Play(mode=GameMode(columns["mode"]), mods=columns["mods"])
