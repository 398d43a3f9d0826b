"""Who and what is seen in passing, in any answer: players, clans, beatmaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.learning.bodies import number
from mockbancho.records import Beatmap, Clan, Player

if TYPE_CHECKING:
    from mockbancho.learning.bodies import Object
    from mockbancho.learning.gathered import Gathered


def see_player(known: Gathered, told: Object, *, clan: int | None = None) -> int | None:
    """Take over who somebody is, and return their id; *clan* is the id of their clan, 0 if none was told."""
    player_id = number(told, "id")
    if player_id is None or not isinstance(told.get("name"), str):
        return player_id
    known.see(Player, (player_id,), told)
    if clan is not None:
        (known.see if clan else known.suppose)(Player, (player_id,), {"clan_id": clan})
    return player_id


def see_clan(known: Gathered, told: Object, *, prefix: str = "") -> int:
    """Take over id, name and tag of a clan, and return the id, 0 for none."""
    clan_id = number(told, f"{prefix}id")
    if clan_id:
        known.see(Clan, (clan_id,), {"id": clan_id, "name": told.get(f"{prefix}name"), "tag": told.get(f"{prefix}tag")})
    return clan_id or 0


def see_beatmap(known: Gathered, told: Object) -> str | None:
    """Take over a beatmap, and return its md5."""
    beatmap_id, md5 = number(told, "id"), told.get("md5")
    if beatmap_id is None or not isinstance(md5, str):
        return None
    without_plays = {name: value for name, value in told.items() if name != "plays" or "passes" in told}
    known.see(Beatmap, (beatmap_id,), without_plays)  # a most played beatmap has the player's plays, not its own
    return md5
