"""What players are called, and what they show and say of themselves."""

from __future__ import annotations

from typing import Annotated, Any, TypedDict, Unpack

from msgspec import Meta
from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.errors import Mistake
from mockbancho.factories import Name, check_new_name, check_player, country_of
from mockbancho.osu.modes import USED_MODES, GameMode
from mockbancho.records import Avatar, Player
from mockbancho.world.attachments import ENDINGS
from mockbancho.world.collation import safe_name
from mockbancho.world.pictures import Picture, ending_of
from mockbancho.world.world import World


class PlayerInfo(TypedDict, total=False):
    """Columns of `users` that players can change themselves."""

    name: Name
    country: str
    preferred_mode: GameMode
    play_style: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    userpage_content: str | None
    custom_badge_name: str | None
    custom_badge_icon: str | None


@action
def rename(world: World, player: Player, name: Name) -> None:
    """Give a player another name, which nobody else has; their own in other letters is fine."""
    check_player(None, name)
    if "_" in name and " " in name:
        raise Mistake(f"name: expected '_' or spaces, not both, got {name!r}")
    if name == player.name:
        raise Mistake(f"name: player {player.id} is called {name!r} already")
    if world.players.named(safe_name(name)) != player:
        check_new_name(world, name)
    world.put(replace(player, name=name, safe_name=safe_name(name)))
    world.tell("player_renamed", player=player.id, text=player.name)


@action
def set_avatar(world: World, player: Player, picture: Picture) -> None:
    """Give a player an avatar, a PNG or JPEG of at most 4 MiB, in place of the one they had.

    It is what the avatar host sends from now on: `/3`, `/3.png` and `/3.jpg` all name player 3's.
    """
    for old in ENDINGS:
        world.remove(Avatar(name=f"{player.id}.{old}", content=b""))
    ending = ending_of(picture) or ENDINGS[0]
    world.put(Avatar(name=f"{player.id}.{ending}", content=bytes(picture)))
    world.tell("avatar_changed", player=player.id, text=ending)


@action
def set_player_info(world: World, player: Player, **columns: Unpack[PlayerInfo]) -> Player:
    """Change what is given of a player's account, all of it or, if one thing is wrong, none; return the player.

    A new name is one that `rename` takes. Who moves to another country has a rank there.
    """
    if "name" in columns and columns["name"] != player.name:
        rename(world, player, columns["name"])
    before = world.current(player) or player
    after = replace(before, **_checked(columns))
    changed = [name for name in columns if getattr(after, name) != getattr(before, name)]
    if changed:
        world.put(after)
        world.tell("player_info_changed", player=player.id, text=", ".join(changed))
    return after


def _checked(columns: PlayerInfo) -> dict[str, Any]:
    """Return the columns beside the name as a row has them; raises `Mistake` for what bancho.py would not keep."""
    found: dict[str, Any] = {name: value for name, value in columns.items() if name != "name"}
    if "country" in columns:
        found["country"] = country_of(columns["country"])
    if "preferred_mode" in columns:
        mode = columns["preferred_mode"]
        if not mode.is_used:
            known = ", ".join(str(int(each)) for each in USED_MODES)
            raise Mistake(f"preferred_mode: {mode.word}, {int(mode)}, exists in the numbering alone; known: {known}")
        found["preferred_mode"] = int(mode)
    return found
