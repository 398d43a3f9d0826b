"""What to ask next: first what the user named, then what the answers lead to."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.learning.bodies import body_of, member, number, numbered, objects
from mockbancho.learning.questions import Question, ask
from mockbancho.osu.modes import USED_MODES, GameMode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.learning.questions import Reply

PAGE: Final = 100
"""Rows that the real server lists at most."""
FIRST_ID: Final = 3
"""The first player's id that can be asked for; the bot, 1, answers to its name alone."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asks to be recorded.

    Players are ids or names. *depth* is how many steps away the players of leaderboards and of beatmaps' scores are
    recorded too; *limit* is how many rows of each list are asked for, *top* of each leaderboard.
    """

    players: tuple[str, ...] = ()
    beatmaps: tuple[int, ...] = ()
    scores: tuple[int, ...] = ()
    leaderboards: tuple[GameMode, ...] = ()
    clans: tuple[int, ...] = ()
    matches: tuple[int, ...] = ()
    pools: tuple[int, ...] = ()
    depth: int = 0
    limit: int = PAGE
    top: int = 50
    avatars: bool = False


class Step(msgspec.Struct, frozen=True):
    """A question, how many steps away from it players are still followed, and whether the user named its subject."""

    question: Question
    hops: int
    is_named: bool = False


class Crawl:
    """The questions that are still to be asked, in order; each is asked once."""

    def __init__(self, wanted: Wanted) -> None:
        """Begin with what is named."""
        self._wanted = wanted
        self._left: deque[Step] = deque()
        self._known: set[Question] = set()
        self._players: set[int] = set()
        self._beatmaps: set[int] = set()
        self.done = 0
        self._followers: dict[str, Callable[[Step, object], None]] = {
            "get_player_info": self._from_info,
            "get_player_scores": self._from_scores,
            "get_player_most_played": self._from_most_played,
            "get_map_info": self._from_beatmap,
            "get_map_scores": self._from_beatmap_scores,
            "get_leaderboard": self._from_leaderboard,
            "get_score_info": self._from_score,
            "get_match": self._from_match,
        }
        for question in _named(wanted):
            self._add(question, wanted.depth, is_named=True)

    @property
    def total(self) -> int:
        """How many questions are known by now, asked or not."""
        return len(self._known)

    def __iter__(self) -> Iterator[Step]:
        """Yield what to ask, as long as there is something."""
        while self._left:
            yield self._left.popleft()
            self.done += 1

    def learn(self, step: Step, reply: Reply) -> None:
        """Add the questions that an answer leads to."""
        follow = self._followers.get(step.question.endpoint)
        if follow is not None:
            follow(step, body_of(reply))

    def _add(self, question: Question, hops: int, *, is_named: bool = False) -> None:
        if question not in self._known:
            self._known.add(question)
            self._left.append(Step(question, hops, is_named))

    def _from_info(self, step: Step, body: object) -> None:
        """Ask everything else about a player."""
        info = member(body, "player", "info")
        player_id = number(info, "id")
        if player_id is None or player_id in self._players:
            return
        self._players.add(player_id)
        who: dict[str, Any] = {"id": player_id} if player_id >= FIRST_ID else {"name": step.question.given("name")}
        self._add(ask("get_player_status", **who), step.hops)
        for mode, stats in numbered(body, "player", "stats").items():
            if number(stats, "plays"):
                for scope in ("best", "recent"):
                    self._add(
                        ask("get_player_scores", **who, scope=scope, mode=mode, limit=self._wanted.limit), step.hops
                    )
                self._add(ask("get_player_most_played", **who, mode=mode, limit=self._wanted.limit), step.hops)
        self._clan(number(info, "clan_id"), step)
        if self._wanted.avatars:
            self._add(ask("avatar", f"/{player_id}"), step.hops)

    def _from_scores(self, step: Step, body: object) -> None:
        """Ask for the first score in full, as an example of what lists leave out; beatmaps are told whole here."""
        rows = objects(body, "scores")
        self._beatmaps.update(filter(None, (number(member(row, "beatmap"), "id") for row in rows)))
        if rows and step.question.given("scope") == "best":
            self._add(ask("get_score_info", id=number(rows[0], "id")), step.hops)

    def _from_most_played(self, step: Step, body: object) -> None:
        """Ask for beatmaps that nothing else told of: here they lack most of their columns."""
        for row in objects(body, "maps"):
            self._beatmap(number(row, "id"), step)

    def _from_beatmap(self, step: Step, body: object) -> None:
        """Ask for the scores on a beatmap that was named, in every mode that it can be played in."""
        beatmap = member(body, "map")
        beatmap_id, ruleset = number(beatmap, "id"), number(beatmap, "mode")
        if beatmap_id is None:
            return
        self._beatmaps.add(beatmap_id)
        for mode in USED_MODES if step.is_named else ():
            if not ruleset or mode % 4 == ruleset:
                scores = ask("get_map_scores", id=beatmap_id, scope="best", mode=int(mode), limit=self._wanted.limit)
                self._add(scores, step.hops)

    def _from_beatmap_scores(self, step: Step, body: object) -> None:
        for row in objects(body, "scores"):
            self._player(number(row, "userid"), step)
            self._clan(number(row, "clan_id"), step)

    def _from_leaderboard(self, step: Step, body: object) -> None:
        for row in objects(body, "leaderboard"):
            self._player(number(row, "player_id"), step)
            self._clan(number(row, "clan_id"), step)

    def _from_score(self, step: Step, body: object) -> None:
        """Ask for the beatmap and the player of a score that was named."""
        score = member(body, "score")
        if step.is_named and isinstance(score.get("map_md5"), str):
            self._add(ask("get_map_info", md5=score["map_md5"]), step.hops)
            self._player(number(score, "userid"), step)

    def _from_match(self, step: Step, body: object) -> None:
        self._beatmap(number(member(body, "match", "map"), "id"), step)

    def _beatmap(self, beatmap_id: int | None, step: Step) -> None:
        if beatmap_id is not None and beatmap_id >= FIRST_ID and beatmap_id not in self._beatmaps:
            self._beatmaps.add(beatmap_id)
            self._add(ask("get_map_info", id=beatmap_id), step.hops)

    def _player(self, player_id: int | None, step: Step) -> None:
        """Follow a player, unless that is a step too far."""
        if player_id is not None and player_id >= FIRST_ID and step.hops > 0 and player_id not in self._players:
            self._add(ask("get_player_info", id=player_id, scope="all"), step.hops - 1)

    def _clan(self, clan_id: int | None, step: Step) -> None:
        """Ask for a clan that is seen anywhere: no other answer tells its owner."""
        if clan_id:
            self._add(ask("get_clan", id=clan_id), step.hops)


def _named(wanted: Wanted) -> Iterator[Question]:
    """Yield the questions about what the user named, in the order of the options."""
    yield ask("get_player_count")
    for mode in wanted.leaderboards:
        for offset in range(0, wanted.top, PAGE):
            limit = min(PAGE, wanted.top - offset)
            yield ask("get_leaderboard", sort="pp", mode=int(mode), limit=limit, offset=offset or None)
    for player in wanted.players:
        who = {"id": player} if player.isdecimal() else {"name": player}
        yield ask("get_player_info", **who, scope="all")
    yield from (ask("get_map_info", id=beatmap) for beatmap in wanted.beatmaps)
    yield from (ask("get_score_info", id=score) for score in wanted.scores)
    yield from (ask("get_clan", id=clan) for clan in wanted.clans)
    yield from (ask("get_match", id=match) for match in wanted.matches)
    yield from (ask("get_mappool", id=pool) for pool in wanted.pools)
