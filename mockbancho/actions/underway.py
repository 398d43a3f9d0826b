"""Plays under way: what players are in the middle of, which stands on the agenda until it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mockbancho.records import Due
    from mockbancho.world.world import World

FINISH: Final = "play_over"
"""The follow-up that ends a play; it takes the id of the *player*."""


def play_of(world: World, player_id: int) -> Due | None:
    """Return what a player is in the middle of, or None."""
    plays = (due for due in world.schedule.agenda if due.action == FINISH)
    return next((due for due in plays if dict(due.arguments)["player"] == player_id), None)


def quit_play(world: World, player_id: int) -> None:
    """End what a player is in the middle of, if anything, without a score."""
    if drop_play(world, player_id):
        world.tell("play_quit", player=player_id)


def drop_play(world: World, player_id: int) -> bool:
    """Take what a player is in the middle of from the agenda; return whether there was anything."""
    play = play_of(world, player_id)
    if play is not None:
        world.remove(play)
    return play is not None
