"""Making multiplayer matches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from mockbancho.actions.action import action
from mockbancho.errors import Mistake
from mockbancho.factories import MatchColumns, new_match
from mockbancho.records import Beatmap, Match, Player
from mockbancho.world.world import World


@action
def create_match(
    world: World,
    *,
    host: Player,
    name: str | None = None,
    beatmap: Beatmap | None = None,
    players: Sequence[Player] = (),
    **columns: Unpack[MatchColumns],
) -> Match:
    """Open a match, in its lobby: the host and the other players take slots and are not ready.

    All must be online, and in no other match. It gets the lowest free place from 1 on.
    """
    others = [player for player in players if player.id != host.id]
    for player in (host, *others):
        _check_free(world, player)
    try:
        match = new_match(world, players=[host, *others], name=name, beatmap=beatmap, **columns)
    except Mistake as error:
        raise Mistake(f"create_match: {error}") from None
    world.put(match)
    return match


def _check_free(world: World, player: Player) -> None:
    """Refuse a player who is offline or in a match."""
    who = f"player {player.id}, {player.name!r},"
    if world.sessions.get(player.id) is None:
        raise Mistake(f"create_match: {who} is offline; put them online first, as create_session does")
    for match in world.matches.rows:
        if any(slot.player == player.id for slot in match.slots):
            raise Mistake(f"create_match: {who} is in match {match.id} already")
