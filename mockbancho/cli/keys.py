"""API keys of a world's players, for who wants to be let in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.osu.players import BOT_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.world.world import World

SHOWN: Final = 10
"""Keys that are listed."""


def give_key(world: World) -> None:
    """Give the first player who is not restricted an API key, if they have none: in the default world that is User."""
    from mockbancho.actions.verbs import find_verb  # a server that only answers does without

    player = next((row for row in world.players.rows if row.id != BOT_ID and not row.is_restricted), None)
    if player is not None and player.api_key is None:
        find_verb("create_api_key")(world, player)


def keys_of(world: World) -> Iterator[str]:
    """Yield the lines that list players with their API keys."""
    owners = [row for row in world.players.rows if row.api_key]
    yield "API keys, sent as the header 'Authorization: KEY' or 'Authorization: Bearer KEY':"
    for owner in owners[:SHOWN]:
        note = ", restricted" if owner.is_restricted else ""
        yield f"  {owner.api_key}  {owner.name} (player {owner.id}{note})"
    if len(owners) > SHOWN:
        yield f"  and {len(owners) - SHOWN} more"
    if not owners:
        yield "  none: there is nobody to give one"
