"""Coming and going, and what a player's status says meanwhile."""

from __future__ import annotations

from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.actions.presence import check_legal, part, session_for
from mockbancho.actions.statuses import IDLE, ON_BEATMAP, about, chosen, preferred_mode, shown_mode, title_of
from mockbancho.actions.underway import quit_play
from mockbancho.clock import SECOND
from mockbancho.errors import Mistake
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.players import Action, Privileges
from mockbancho.records import Beatmap, Player, Session
from mockbancho.world.world import World


@action
def go_online(world: World, player: Player, *, mode: GameMode | None = None) -> None:
    """Log a player in, in the mode that they prefer unless told; they idle until another action says otherwise.

    A restricted player is online without being seen. The first time verifies a player.
    """
    check_legal(world, player, "go_online")
    shown = preferred_mode(player) if mode is None else mode
    world.put(replace(player, priv=_verified(player), latest_activity=world.now // SECOND))
    world.put(Session(id=player.id, login_time=world.now / SECOND, **chosen(shown, 0)))
    world.tell("player_online", player=player.id)


def _verified(player: Player) -> int:
    """Return the privileges after a login. bancho.py: it verifies everybody who is not restricted."""
    return player.priv if player.is_restricted else int(player.priv | Privileges.VERIFIED)


@action
def go_offline(world: World, player: Player) -> None:
    """Log a player out: they leave their match, and a play ends without a score."""
    session = session_for(world, player, "go_offline")
    quit_play(world, player.id)
    part(world, player)
    world.remove(session)
    world.put(replace(world.current(player) or player, latest_activity=world.now // SECOND))
    world.tell("player_offline", player=player.id)


@action
def set_status(
    world: World,
    player: Player,
    action: Action,
    *,
    beatmap: Beatmap | None = None,
    info_text: str | None = None,
    mode: GameMode | None = None,
    mods: Mods | None = None,
) -> None:
    """Let a player's status show something else; a play ends without a score.

    What is not given stays if both the old and the new action are about a beatmap, such as `playing` and `paused`, and
    is empty otherwise; the text is the beatmap's title. The mode stays always.
    """
    session = session_for(world, player, "set_status")
    quit_play(world, player.id)
    before = session if {session.action, action} <= ON_BEATMAP else replace(session, **IDLE, mods=0)
    columns = about(beatmap) if beatmap else {}
    columns |= {} if info_text is None else {"info_text": info_text}
    columns |= chosen(shown_mode(session) if mode is None else mode, before.mods if mods is None else mods)
    world.put(replace(before, **{**columns, "action": action.value}))
    world.tell("status_changed", player=player.id, beatmap=beatmap.id if beatmap else None, text=action.word)


@action
def watch(world: World, player: Player, target: Player) -> None:
    """Let a player watch another, as what they play right now; their status stays so until it is changed."""
    session = session_for(world, player, "watch")
    watched = world.sessions.get(target.id)
    if target.id == player.id:
        raise Mistake(f"target: {player.name!r} cannot watch themselves")
    if watched is None:
        raise Mistake(f"target: player {target.id}, {target.name!r}, is offline; nobody can watch them")
    beatmap = world.beatmaps.with_md5(watched.map_md5)
    world.put(
        replace(
            session,
            action=Action.WATCHING.value,
            info_text=f"{target.name} play {title_of(beatmap)}" if beatmap else "",
            map_md5=watched.map_md5,
            map_id=watched.map_id,
            **chosen(shown_mode(watched).ruleset, 0),  # bancho.py: these mods are the watcher's own
        )
    )
    world.tell("status_changed", player=player.id, other=target.id, text=Action.WATCHING.word)
