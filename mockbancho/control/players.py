"""Who is online, doing what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from mockbancho.control.declared import route
from mockbancho.control.naming import BeatmapName, beatmap_name, letters, mode_word, word_of
from mockbancho.osu.players import Action

if TYPE_CHECKING:
    from mockbancho.control.asked import Asked
    from mockbancho.records import Player, Session
    from mockbancho.world.world import World


class Online(Struct):
    """A player who is online, as others see them; *match* is the one in whose slots they are."""

    id: int
    name: str
    country: str
    action: int
    action_word: str
    info_text: str
    mode: int
    mode_word: str
    mods: str
    beatmap: BeatmapName | None
    login_time: float
    match: int | None
    clan: str | None


@route("GET", "/online", answers=list[Online])
def online(asked: Asked) -> list[Online]:
    """List who is online and what they are doing; neither the bot nor restricted players."""
    world = asked.bancho.world
    with world.lock:
        places = {slot.player: match.id for match in world.matches.rows for slot in match.slots if slot.player}
        found = ((session, world.players.get(session.id)) for session in world.sessions.visible)
        return [_online(world, session, player, places) for session, player in found if player is not None]


def _online(world: World, session: Session, player: Player, places: dict[int, int]) -> Online:
    clan = world.clans.get(player.clan_id) if player.clan_id else None
    beatmap = world.beatmaps.get(session.map_id) if session.map_id else None
    return Online(
        id=player.id,
        name=player.name,
        country=player.country,
        action=session.action,
        action_word=word_of(Action, session.action),
        info_text=session.info_text,
        mode=session.mode,
        mode_word=mode_word(session.mode),
        mods=letters(session.mods),
        beatmap=beatmap_name(beatmap),
        login_time=session.login_time,
        match=places.get(player.id),
        clan=clan.tag if clan else None,
    )
