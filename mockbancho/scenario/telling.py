"""Events and states of a world as lines that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.clock import to_datetime
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import letters_of
from mockbancho.osu.players import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.records import Session
    from mockbancho.world.events import Event
    from mockbancho.world.world import World


def told_event(world: World, event: Event) -> str:
    """Return an event as a line: `player online: Aika`."""
    about = ", ".join(_about(world, event))
    kind = event.kind.replace("_", " ")
    return f"{kind}: {about}" if about else kind


def _about(world: World, event: Event) -> Iterator[str]:
    for player_id in (event.player, event.other):
        if player_id is not None:
            yield name_of(world, player_id)
    if event.match is not None:
        match = world.matches.get(event.match)
        yield f"match {event.match}{f' {match.name}' if match else ''}"
    if event.beatmap is not None:
        beatmap = world.beatmaps.get(event.beatmap)
        yield f"{beatmap.artist} - {beatmap.title} [{beatmap.version}]" if beatmap else f"beatmap {event.beatmap}"
    if event.score is not None:
        score = world.scores.get(event.score)
        yield f"{score.acc:.2f} %, {score.pp:.0f}pp, {score.grade.value}" if score else f"score {event.score}"
    if event.text:
        yield event.text


def name_of(world: World, player_id: int) -> str:
    """Return the name of a player."""
    player = world.players.get(player_id)
    return player.name if player else f"player {player_id}"


def told_session(session: Session) -> str:
    """Return what an online player is doing: `Playing Artist - Title [Version] +HDDT`."""
    doing = Action(session.action).word.replace("_", " ") if session.action in list(Action) else str(session.action)
    mods = f" +{letters_of(session.mods)}" if session.mods else ""
    mode = f" ({GameMode(session.mode).word})" if session.mode and session.mode in list(GameMode) else ""
    return f"{doing} {session.info_text}{mods}{mode}".strip()


def clock_of(micros: int) -> str:
    """Return so many microseconds as hours, minutes and seconds."""
    seconds = micros // 1_000_000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def moment_of(world: World) -> str:
    """Return a world's time."""
    return f"{to_datetime(world.now):%Y-%m-%d %H:%M:%S}"
