"""Userpages: what players wrote about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from mockbancho.records import Player


def with_userpage(seed: int, player: Player) -> Player:
    """Return a player with a text of their own as userpage."""
    from .prose import Prose  # Faker takes longer to import than a small world to make

    return replace(player, userpage_content=Prose(seed).userpage(player.safe_name))
