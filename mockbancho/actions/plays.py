"""Playing: a beatmap from its first second to its last, and the score that comes of it."""

from __future__ import annotations

from typing import Any, Unpack

import msgspec
from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.actions.agenda import follow_up, later
from mockbancho.actions.presence import session_for
from mockbancho.actions.scores import create_score
from mockbancho.actions.statuses import IDLE, about, shown_mode
from mockbancho.actions.submissions import note, submit_now
from mockbancho.actions.underway import FINISH, drop_play
from mockbancho.errors import Mistake
from mockbancho.factories import Count, Percent, Play, ScoreColumns, check_score
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.players import Action
from mockbancho.records import Beatmap, Player, Score, Session
from mockbancho.world.world import World


@action
def play_beatmap(
    world: World,
    player: Player,
    beatmap: Beatmap | None = None,
    *,
    mods: Mods = Mods(0),  # noqa: B008  # it never changes
    mode: GameMode | None = None,
    accuracy: Percent | None = None,
    passed: bool | None = None,
) -> None:
    """Let a player play a beatmap: their status says so until it is over, then they idle and have a score.

    It lasts as long as the beatmap at the speed of the mods, or until the player fails midway. How well they do follows
    from what they passed lately, unless an accuracy (percent) is given or it is said whether they pass. Without a
    beatmap, they choose one that suits them, in the mode of their status.
    """
    from mockbancho.actions.attempts import choose_beatmap, score_to_come  # nobody plays in many a world

    session = session_for(world, player, "play_beatmap")
    play = Play(mode=mode, mods=int(mods), accuracy=accuracy, passed=passed is not False)
    check_score(play, {})
    if beatmap is None:
        beatmap, play = choose_beatmap(world, player, play, shown_mode(session))
    score = score_to_come(world, player, beatmap, play, drawn=accuracy is None and passed is None)
    playing = {**about(beatmap), "action": Action.PLAYING.value, "mode": score.mode, "mods": score.mods}
    world.put(replace(session, **playing))
    left = {"player": player.id, "login_time": session.login_time, "score": msgspec.to_builtins(score)}
    later(world, score.time_elapsed / 1000, FINISH, **left)
    world.tell("play_started", player=player.id, beatmap=beatmap.id)


@follow_up
def play_over(world: World, *, player: int, login_time: float, score: dict[str, Any]) -> None:
    """End a play with its score, unless the player does something else by now.

    bancho.py: the score of a beatmap that was updated meanwhile is refused.
    """
    row, session, played = world.players.get(player), world.sessions.get(player), msgspec.convert(score, Score)
    if row is None or session is None or session.login_time != login_time or not _is_played(session, played.map_md5):
        return
    world.put(replace(session, **IDLE))
    if world.beatmaps.with_md5(played.map_md5) is None:
        world.tell("play_quit", player=player)
    else:
        submit_now(world, row, played)


def _is_played(session: Session, md5: str) -> bool:
    return session.action == Action.PLAYING and session.map_md5 == md5


@action
def submit_score(
    world: World,
    player: Player,
    beatmap: Beatmap | None = None,
    *,
    accuracy: Percent | None = None,
    mods: Mods | None = None,
    misses: Count | None = None,
    combo: Count | None = None,
    passed: bool = True,
    mode: GameMode | None = None,
    **columns: Unpack[ScoreColumns],
) -> Score:
    """Submit a score of a player who is online, now; what they were playing is over with it.

    It is made as `create_score` makes one. Beatmap, mode and mods are those of the player's status, if they play and
    these are not given.
    """
    session = session_for(world, player, "submit_score")
    if "play_time" in columns:
        raise Mistake("play_time: it is submitted now; create.score makes scores of the past")
    if session.action == Action.PLAYING:
        beatmap, mods, mode = _as_shown(world, session, beatmap, mods, mode)
        drop_play(world, player.id)
        world.put(replace(session, **IDLE))
    played = Play(mode=mode, mods=int(mods or 0), accuracy=accuracy, misses=misses, combo=combo, passed=passed)
    score = create_score(world, player, beatmap, **msgspec.structs.asdict(played), **columns)
    note(world, player, score)
    return score


def _as_shown(
    world: World, session: Session, beatmap: Beatmap | None, mods: Mods | None, mode: GameMode | None
) -> tuple[Beatmap | None, Mods | None, GameMode | None]:
    """Return what is played, where it is not given: what the status shows."""
    shown = world.beatmaps.with_md5(session.map_md5)
    if shown is None or mods is not None or mode is not None or beatmap not in (None, shown):
        return beatmap or shown, mods, mode
    return shown, Mods(session.mods), shown_mode(session)
