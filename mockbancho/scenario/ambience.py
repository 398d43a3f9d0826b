"""Ambient life: players come, play, go away from their keyboard, join lobbies and leave, as long as nobody stops them.

One entry of the agenda does a few seconds of it and puts itself there again, so forks and `seek` carry it on. What
happens depends on the seed, the entry's ordinal and who is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.actions.agenda import follow_up, put_due
from mockbancho.actions.verbs import VERBS
from mockbancho.clock import SECOND
from mockbancho.errors import Mistake
from mockbancho.factories import Chance
from mockbancho.osu.matches import SLOTS
from mockbancho.osu.players import BOT_ID, Action
from mockbancho.world.selectors import idle_players

if TYPE_CHECKING:
    from mockbancho.records import Match, Player
    from mockbancho.scenario.model import Ambience
    from mockbancho.world.world import World

EVERY: Final = 5 * SECOND
_MOST_AT_ONCE: Final = 10
"""How many come online in one entry, at most."""
_TRIES: Final = 30
_PLAYERS_TO_A_MATCH: Final = 8
"""So many players online for each match that is open."""


def live(world: World, ambience: Ambience) -> None:
    """Let a world be lively from now on; what somebody was at before ends within some minutes."""
    chance = Chance(world.seed, "ambient", "start")
    seated = {slot.player: match.id for match in world.matches.rows for slot in match.slots if slot.player is not None}
    for session in world.sessions.visible:
        at = world.now + chance.between(f"rests {session.id}", 5, 150) * SECOND
        if session.action != Action.IDLE and session.id not in seated:
            put_due(world, at, "rest", player=session.id, since=session.login_time, action=session.action)
    for match in world.matches.rows:
        if match.in_progress:
            seconds = chance.between(f"ends {match.id}", 20, 120)
            put_due(world, world.now + seconds * SECOND, "end_play", match=match.id, seed=match.seed)
    put_due(
        world,
        world.now,
        "ambient_life",
        players_online=ambience.players_online,
        plays_per_minute=ambience.plays_per_minute,
        nth=0,
    )


@follow_up
def rest(world: World, *, player: int, since: float, action: int) -> None:
    """Let a player idle who still does what they did."""
    session = world.sessions.get(player)
    if session is not None and (session.login_time, session.action) == (since, action):
        _do(world, "set_status", player=player, action=Action.IDLE.word)


@follow_up
def end_play(world: World, *, match: int, seed: int) -> None:
    """Let the players of a match finish who still play."""
    found = world.matches.get(match)
    if found is not None and found.in_progress and found.seed == seed:
        for player in _players_in(found):
            _do(world, "finish_play", player=player)


@follow_up
def ambient_life(world: World, *, players_online: int, plays_per_minute: float, nth: int) -> None:
    """Let a few seconds of life happen, and more of it a few seconds later."""
    put_due(
        world,
        world.now + EVERY,
        "ambient_life",
        players_online=players_online,
        plays_per_minute=plays_per_minute,
        nth=nth + 1,
    )
    chance = Chance(world.seed, "ambient", nth)
    _come_and_go(world, chance, players_online)
    _play(world, chance, plays_per_minute * EVERY / (60 * SECOND))
    _drift_off(world, chance)
    _gather(world, chance)


def _come_and_go(world: World, chance: Chance, wanted: int) -> None:
    """Let players come until about as many are online as wanted, and now and then one go."""
    there = len(world.sessions.visible)
    swing = wanted * (85 + chance.between("swing", 0, 30)) // 100
    for nth in range(min(_MOST_AT_ONCE, max(0, swing - there))):
        player = _somebody_offline(world, chance, nth)
        if player is not None and chance.happens(f"comes {nth}", 0.5):
            _do(world, "go_online", player=player.id)
    idle = list(idle_players(world))
    if idle and (there > swing or chance.happens("goes", 0.04)):
        _do(world, "go_offline", player=chance.pick("who goes", idle, _key).id)


def _somebody_offline(world: World, chance: Chance, nth: int) -> Player | None:
    """Return a player who may come online; large worlds are not searched from end to end."""
    count = len(world.players.rows)
    for attempt in range(_TRIES if count else 0):
        place = chance.bits(f"who comes {nth}", attempt + 1) % count
        player = world.players.rows.page(place, 1)[0]
        if player.id != BOT_ID and not player.is_restricted and world.sessions.get(player.id) is None:
            return player
    return None


def _play(world: World, chance: Chance, rate: float) -> None:
    """Let as many begin to play as the rate says, on average."""
    count = int(rate) + chance.happens("one more", rate - int(rate))
    for nth in range(count):
        idle = list(idle_players(world))
        if not idle:
            return
        _do(world, "play_beatmap", player=chance.pick(f"who plays {nth}", idle, _key).id)


def _drift_off(world: World, chance: Chance) -> None:
    """Let somebody go away from the keyboard, or come back to it."""
    if chance.happens("drifts", 0.06):
        idle = list(idle_players(world))
        if idle:
            _do(world, "set_status", player=chance.pick("who drifts", idle, _key).id, action=Action.AFK.word)
    away = [session for session in world.sessions.visible if session.action in (Action.AFK, Action.LOBBY)]
    if away and chance.happens("returns", 0.25):
        who = chance.pick("who returns", away, lambda session: session.id)
        _do(world, "set_status", player=who.id, action=Action.IDLE.word)


def _gather(world: World, chance: Chance) -> None:
    """Let players open matches, join them, start them, and leave."""
    matches = [match for match in world.matches.rows if match.id]
    idle = list(idle_players(world))
    room = len(world.sessions.visible) // _PLAYERS_TO_A_MATCH
    if len(matches) < room and idle and chance.happens("opens", 0.1):
        _do(world, "create_match", host=chance.pick("who opens", idle, _key).id, beatmap="any_osu")
    waiting = [match for match in matches if not match.in_progress]
    if not waiting:
        return
    match = chance.pick("match", waiting, lambda each: each.id)
    there = _players_in(match)
    if idle and len(there) < SLOTS // 2 and chance.happens("joins", 0.35):
        _do(world, "join_match", match=match.id, player=chance.pick("who joins", idle, _key).id)
    elif len(there) > 1 and chance.happens("starts", 0.2):
        _do(world, "start_match", match=match.id)
    elif chance.happens("leaves", 0.1):
        _do(world, "leave_match", player=chance.pick("who leaves", there))


def _players_in(match: Match) -> list[int]:
    return [slot.player for slot in match.slots if slot.player is not None]


def _key(player: Player) -> int:
    return player.id


def _do(world: World, verb: str, **arguments: object) -> None:
    """Do an action if it can be done now; life goes on if not."""
    try:
        VERBS[verb].do(verb, world, (), dict(arguments))
    except Mistake:
        return
