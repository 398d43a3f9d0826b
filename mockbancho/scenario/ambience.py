"""Ambient life: players come, play, go away from their keyboard, join lobbies and leave, as long as nobody stops them.

One entry of the agenda does a few seconds of it and puts itself there again, so forks and `seek` carry it on. What
happens depends on the seed, the entry's ordinal and who is there. The cast, and the matches that it plays in, are left
alone: what they do is the timeline's.
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
from mockbancho.records import Match, Player
from mockbancho.world.references import REFERENCES
from mockbancho.world.selectors import idle_players

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.records import Session
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
    life = _Life(world, Chance(world.seed, "ambient", nth))
    life.come_and_go(players_online)
    life.play(plays_per_minute * EVERY / (60 * SECOND))
    life.drift_off()
    life.gather()


class _Life:
    """A few seconds of it."""

    def __init__(self, world: World, chance: Chance) -> None:
        self._world = world
        self._chance = chance
        self._cast = _cast_of(world, Player)
        self._matches_of_cast = _cast_of(world, Match)

    def come_and_go(self, wanted: int) -> None:
        """Let players come until about as many are online as wanted, and now and then one go."""
        there = len(self._world.sessions.visible)
        swing = wanted * (85 + self._chance.between("swing", 0, 30)) // 100
        for nth in range(min(_MOST_AT_ONCE, max(0, swing - there))):
            player = self._somebody_offline(nth)
            if player is not None and self._chance.happens(f"comes {nth}", 0.5):
                _do(self._world, "go_online", player=player)
        idle = self._idle()
        if idle and (there > swing or self._chance.happens("goes", 0.04)):
            _do(self._world, "go_offline", player=self._chance.pick("who goes", idle))

    def play(self, rate: float) -> None:
        """Let as many begin to play as the rate says, on average."""
        idle = self._idle()
        for nth in range(min(len(idle), int(rate) + self._chance.happens("one more", rate - int(rate)))):
            player = self._chance.pick(f"who plays {nth}", idle)
            idle.remove(player)
            _do(self._world, "play_beatmap", player=player)

    def drift_off(self) -> None:
        """Let somebody go away from the keyboard, or come back to it."""
        idle = self._idle() if self._chance.happens("drifts", 0.06) else []
        if idle:
            _do(self._world, "set_status", player=self._chance.pick("who drifts", idle), action=Action.AFK.word)
        away = [session.id for session in self._extras() if session.action in (Action.AFK, Action.LOBBY)]
        if away and self._chance.happens("returns", 0.25):
            _do(self._world, "set_status", player=self._chance.pick("who returns", away), action=Action.IDLE.word)

    def gather(self) -> None:
        """Let players open matches, join them, start them, and leave."""
        matches = [match for match in self._world.matches.rows if match.id and not self._is_of_cast(match)]
        idle = self._idle()
        room = len(self._world.sessions.visible) // _PLAYERS_TO_A_MATCH
        if len(matches) < room and idle and self._chance.happens("opens", 0.1):
            _do(self._world, "create_match", host=self._chance.pick("who opens", idle), beatmap="any_osu")
        waiting = [match for match in matches if not match.in_progress]
        if waiting:
            self._liven(self._chance.pick("match", waiting, lambda each: each.id), idle)

    def _liven(self, match: Match, idle: list[int]) -> None:
        there = _players_in(match)
        if idle and len(there) < SLOTS // 2 and self._chance.happens("joins", 0.35):
            _do(self._world, "join_match", match=match.id, player=self._chance.pick("who joins", idle))
        elif len(there) > 1 and self._chance.happens("starts", 0.2):
            _do(self._world, "start_match", match=match.id)
        elif there and self._chance.happens("leaves", 0.1):
            _do(self._world, "leave_match", player=self._chance.pick("who leaves", there))

    def _extras(self) -> Iterator[Session]:
        """Yield those who are online and in no cast."""
        return (session for session in self._world.sessions.visible if session.id not in self._cast)

    def _idle(self) -> list[int]:
        return [player.id for player in idle_players(self._world) if self._takes_part(player)]

    def _takes_part(self, player: Player) -> bool:
        """Whether a player may be moved: not one of the cast, and not one who has never played where others have."""
        players = self._world.scores.players
        has_played = not len(players) or player.id in players
        return has_played and not (player.is_restricted or player.id == BOT_ID or player.id in self._cast)

    def _somebody_offline(self, nth: int) -> int | None:
        """Return a player who may come online; large worlds are not searched from end to end."""
        rows = self._world.players.rows
        for attempt in range(_TRIES if len(rows) else 0):
            player = rows.page(self._chance.bits(f"who comes {nth}", attempt + 1) % len(rows), 1)[0]
            if self._takes_part(player) and self._world.sessions.get(player.id) is None:
                return player.id
        return None

    def _is_of_cast(self, match: Match) -> bool:
        return match.id in self._matches_of_cast or not self._cast.isdisjoint(_players_in(match))


def _cast_of(world: World, kind: type) -> frozenset[int]:
    """Return the ids of those of a kind that have a name in the timeline."""
    noun = REFERENCES[kind].noun
    return frozenset(member.id for member in world.schedule.all_cast() if member.noun == noun)


def _players_in(match: Match) -> list[int]:
    return [slot.player for slot in match.slots if slot.player is not None]


def _do(world: World, verb: str, **arguments: object) -> None:
    """Do an action if it can be done now; life goes on if not."""
    try:
        VERBS[verb].do(verb, world, (), arguments)
    except Mistake:
        return
