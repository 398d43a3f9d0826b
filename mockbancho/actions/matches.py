"""Making multiplayer matches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from mockbancho.actions.action import action
from mockbancho.factories import MatchColumns, check_matchless, new_match
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
    check_matchless(world, [host, *others])
    match = new_match(world, players=[host, *others], name=name, beatmap=beatmap, **columns)
    world.put(match)
    return match
