"""Relationships between players."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mockbancho.records import Relationship

from .chance import Chance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.records import Player


def draw_relationship(user1: int, user2: int, type: Literal["friend", "block"] = "friend") -> Relationship:  # noqa: A002  # as the column
    """Return what *user2* is to *user1*."""
    return Relationship(user1=user1, user2=user2, type=type)


def draw_friends(seed: int, player: Player, others: Iterable[Player], share: float = 0.1) -> list[Relationship]:
    """Return whom a player befriended among others, about this share of them; one more or less moves no other."""
    chance = Chance(seed, "friends", player.safe_name)
    return [
        draw_relationship(player.id, other.id)
        for other in others
        if other.id != player.id and chance.happens(other.safe_name, share)
    ]
