"""Clans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.clock import START
from mockbancho.records import Clan
from mockbancho.world.collation import fold

from .chance import Chance, Key
from .keys import key_of, next_id
from .moments import DAY, moment_before
from .words import CLAN_TAILS, NOUNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mockbancho.world.world import World

_TAG_LENGTH: Final = 4


def draw_clan(
    seed: int,
    key: Key,
    *,
    id: int,  # noqa: A002  # as the column
    owner: int,
    now: int = START,
    name: str | None = None,
    tag: str | None = None,
    created_at: datetime | None = None,
    is_taken: Callable[[str], bool] | None = None,
) -> Clan:
    """Return the clan that this seed and key stand for; *is_taken* tells of names and tags that others have."""
    chance = Chance(seed, "clan", key)
    called = name or _first_free(_names(chance), is_taken)
    return Clan(
        id=id,
        name=called,
        tag=tag or _first_free(_tags(called), is_taken),
        owner=owner,
        created_at=created_at or moment_before(now, chance.between("age", 1, 900) * DAY),
    )


def _names(chance: Chance) -> list[str]:
    """Return names in the order in which this clan would have them, all of at most 16 characters."""
    pairs = [(noun, tail) for noun in NOUNS for tail in CLAN_TAILS]
    base = chance.bits("name")
    return [f"{noun} {tail}" for noun, tail in sorted(pairs, key=lambda pair: Chance(base, *pair).bits(""))]


def _tags(name: str) -> list[str]:
    """Return tags for a name: its beginning, else that with a number."""
    letters = "".join(character for character in name.upper() if character.isalnum())[:_TAG_LENGTH] or "CLAN"
    return [letters, *(f"{letters[:3]}{number}" for number in range(2, 1000))]


def _first_free(texts: list[str], is_taken: Callable[[str], bool] | None) -> str:
    return next((text for text in texts if is_taken is None or not is_taken(text)), texts[0])


def new_clan(
    world: World,
    *,
    owner: int,
    id: int | None = None,  # noqa: A002  # as the column
    name: str | None = None,
    tag: str | None = None,
    created_at: datetime | None = None,
) -> Clan:
    """Return a clan for a world, with a name and a tag that no other has; put nowhere yet."""
    taken = {fold(text) for clan in world.clans.rows for text in (clan.name, clan.tag)}
    return draw_clan(
        world.seed,
        key_of(world, "clan", name=name, id=id),
        id=next_id(world.clans.rows) if id is None else id,
        owner=owner,
        now=world.now,
        name=name,
        tag=tag,
        created_at=created_at,
        is_taken=lambda text: fold(text) in taken,
    )
