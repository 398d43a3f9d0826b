"""The same world without who is who: names, clans, badges, userpages and avatars are exchanged, ids and numbers stay.

What replaces a name depends on the id and the seed alone: one person has one new name, in every recording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from mockbancho.factories import draw_clan, free_name, with_userpage
from mockbancho.records import Avatar, Beatmap, Clan, Match, Player, Pool, Session

if TYPE_CHECKING:
    from mockbancho.world.world import World

BADGE: Final = ("Badge", "fa-certificate")
"""The name and the icon of every badge."""


def anonymize(world: World, seed: int) -> None:
    """Exchange in a world whatever tells who somebody is. Mappers whom nothing but a beatmap names keep their name."""
    with world.change():
        renamed = _rename_players(world, seed)
        _rename_clans(world, seed)
        _rename_mappers(world, renamed)
        for avatar in list(world.rows(Avatar)):
            world.remove(avatar)
        for match in list(world.rows(Match)):
            world.put(replace(match, name=f"Match {match.id}"))
        for pool in list(world.rows(Pool)):
            world.put(replace(pool, name=f"Pool {pool.id}"))
        for session in list(world.rows(Session)):
            world.put(replace(session, info_text=_what_is_played(world, session)))


def _rename_players(world: World, seed: int) -> dict[str, str]:
    """Give all players new names, and return them by the old ones."""
    players = list(world.rows(Player))
    taken = {player.safe_name for player in players}
    renamed: dict[str, str] = {}
    for player in players:
        name = free_name(seed, ("player", player.id), lambda name: _safe(name) in taken)
        taken.add(_safe(name))
        renamed[player.name] = name
        world.put(_anonymous(replace(player, name=name, safe_name=_safe(name)), seed))
    return renamed


def _anonymous(player: Player, seed: int) -> Player:
    """Return a player with a badge and a userpage of nobody's, where there was one."""
    if player.custom_badge_name is not None or player.custom_badge_icon is not None:
        player = replace(player, custom_badge_name=BADGE[0], custom_badge_icon=BADGE[1])
    return with_userpage(seed, player) if player.userpage_content else player


def _safe(name: str) -> str:
    return name.lower().replace(" ", "_")


def _rename_clans(world: World, seed: int) -> None:
    clans = list(world.rows(Clan))
    taken = {text.casefold() for clan in clans for text in (clan.name, clan.tag)}

    def is_taken(text: str) -> bool:
        return text.casefold() in taken

    for clan in clans:
        new = draw_clan(seed, clan.id, id=clan.id, owner=clan.owner, is_taken=is_taken)
        taken |= {new.name.casefold(), new.tag.casefold()}
        world.put(replace(clan, name=new.name, tag=new.tag))


def _rename_mappers(world: World, renamed: dict[str, str]) -> None:
    """Exchange the creators of beatmaps who are players."""
    for beatmap in list(world.rows(Beatmap)):
        new = renamed.get(beatmap.creator)
        if new is not None:
            filename = beatmap.filename.replace(f"({beatmap.creator})", f"({new})")
            world.put(replace(beatmap, creator=new, filename=filename))


def _what_is_played(world: World, session: Session) -> str:
    """Return the text of a session if it names its beatmap; any other may name anybody."""
    beatmap = world.beatmaps.with_md5(session.map_md5)
    return session.info_text if beatmap and beatmap.title in session.info_text else ""
