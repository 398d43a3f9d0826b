"""What each answer teaches: a function per endpoint, from its body to rows in the making."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.learning.bodies import body_of, member, number, numbered, objects
from mockbancho.learning.columns import columns_of
from mockbancho.learning.gathered import Gathered
from mockbancho.learning.multiplayer import match_lesson, pool_lesson
from mockbancho.learning.sightings import see_beatmap, see_clan, see_player
from mockbancho.osu.players import ClanRank
from mockbancho.records import Clan, Player, Score, Session, Stats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockbancho.learning.bodies import Object
    from mockbancho.learning.questions import Question, Reply


def gather(answers: Mapping[Question, Reply]) -> Gathered:
    """Return what a server's answers teach."""
    known = Gathered()
    for question, reply in answers.items():
        if question.endpoint == "avatar":
            _avatar(known, question, reply)
        elif question.endpoint in LESSONS:
            LESSONS[question.endpoint](known, question, body_of(reply))
    return known


def _avatar(known: Gathered, question: Question, reply: Reply) -> None:
    if reply.status == 200 and reply.body:
        known.avatars[int(question.path.strip("/"))] = reply.body


def _player_count(known: Gathered, question: Question, body: object) -> None:  # noqa: ARG001  # as all lessons
    known.total = number(member(body, "counts"), "total")


def _player_info(known: Gathered, question: Question, body: object) -> None:  # noqa: ARG001  # as all lessons
    player_id = see_player(known, member(body, "player", "info"))
    if player_id is None:
        return
    for mode, stats in numbered(body, "player", "stats").items():
        known.see(Stats, (player_id, mode), stats | {"id": player_id, "mode": mode})


def _player_status(known: Gathered, question: Question, body: object) -> None:
    player_id = _asked_player(known, question)
    status = member(body, "player_status")
    if player_id is None or not status:
        return
    if status.get("online") is not True:
        known.offline.add(player_id)
        known.see(Player, (player_id,), {"latest_activity": status.get("last_seen")})
        return
    beatmap = member(status, "status", "beatmap")
    place = {"map_md5": see_beatmap(known, beatmap) or "", "map_id": number(beatmap, "id") or 0}
    told = member(status, "status") | place | {"id": player_id, "login_time": status.get("login_time")}
    known.see(Session, (player_id,), told)


def _player_scores(known: Gathered, question: Question, body: object) -> None:
    player = member(body, "player")
    player_id, mode = number(player, "id"), int(question.given("mode") or 0)
    if player_id is None:
        return
    see_player(known, player, clan=see_clan(known, member(player, "clan")))
    rows = objects(body, "scores")
    for row in rows:
        md5, score_id = see_beatmap(known, member(row, "beatmap")), number(row, "id")
        if md5 is not None and score_id is not None:
            known.see(Score, (score_id,), row | {"map_md5": md5, "userid": player_id})
    if question.given("scope") == "recent":
        _recent(known, (player_id, mode), rows, int(question.given("limit") or 0))


def _recent(known: Gathered, where: tuple[int, int], rows: list[Object], limit: int) -> None:
    """Note whether these are all scores of a player, and how old the oldest is if they are not."""
    if len(rows) < limit:
        known.complete.add(where)
        return
    last = columns_of(Score, {"play_time": rows[-1].get("play_time")})
    if last:
        known.oldest[where] = last["play_time"]


def _most_played(known: Gathered, question: Question, body: object) -> None:
    player_id, mode = _asked_player(known, question), int(question.given("mode") or 0)
    if player_id is None:
        return
    played = known.played.setdefault((player_id, mode), {})
    for row in objects(body, "maps"):
        md5, plays = see_beatmap(known, row), number(row, "plays")
        if md5 is not None and plays is not None:
            played[md5] = plays


def _asked_player(known: Gathered, question: Question) -> int | None:
    """Return the id of the player that a question is about."""
    given = question.given("id")
    if given is not None:
        return int(given)
    name = _safe(question.given("name") or "")
    rows = known.rows[Player].items()
    return next((player_id for (player_id,), row in rows if _safe(row.get("name", "")) == name), None)


def _safe(name: str) -> str:
    return name.lower().replace(" ", "_")


def _map_info(known: Gathered, question: Question, body: object) -> None:  # noqa: ARG001  # as all lessons
    see_beatmap(known, member(body, "map"))


def _map_scores(known: Gathered, question: Question, body: object) -> None:  # noqa: ARG001  # as all lessons
    for row in objects(body, "scores"):
        player = {"id": row.get("userid"), "name": row.get("player_name"), "country": row.get("player_country")}
        told = {name: value for name, value in player.items() if value is not None}
        if see_player(known, told, clan=see_clan(known, row, prefix="clan_")) is not None:
            known.nameless.append(columns_of(Score, row))


def _score_info(known: Gathered, question: Question, body: object) -> None:
    score_id, score = int(question.given("id") or 0), member(body, "score")
    if score:
        known.see(Score, (score_id,), score | {"id": score_id})  # 4.3.2 sends no id


def _leaderboard(known: Gathered, question: Question, body: object) -> None:
    mode = int(question.given("mode") or 0)
    for row in objects(body, "leaderboard"):
        player = {name.removeprefix("player_"): row[name] for name in ("player_id", "name", "country") if name in row}
        player_id = see_player(known, player, clan=see_clan(known, row, prefix="clan_"))
        if player_id is not None:
            known.see(Stats, (player_id, mode), row | {"id": player_id, "mode": mode})


def _clan_info(known: Gathered, question: Question, body: object) -> None:  # noqa: ARG001  # as all lessons
    owner = number(member(body, "owner"), "id")
    told = member(body)
    clan_id = see_clan(known, told) if told else 0
    if not clan_id:
        return
    if owner is not None:
        known.see(Clan, (clan_id,), {"owner": owner})
    for row in (*objects(body, "members"), member(body, "owner")):
        player_id = see_player(known, row)
        if player_id is not None:
            rank = _RANKS.get(str(row.get("rank")), ClanRank.MEMBER)
            known.suppose(Player, (player_id,), {"clan_id": clan_id, "clan_priv": rank.value})


_RANKS: Final = {rank.name.title(): rank for rank in ClanRank}


LESSONS: Final[dict[str, Callable[[Gathered, Question, object], None]]] = {
    "get_player_count": _player_count,
    "get_player_info": _player_info,
    "get_player_status": _player_status,
    "get_player_scores": _player_scores,
    "get_player_most_played": _most_played,
    "get_map_info": _map_info,
    "get_map_scores": _map_scores,
    "get_score_info": _score_info,
    "get_leaderboard": _leaderboard,
    "get_clan": _clan_info,
    "get_match": match_lesson,
    "get_mappool": pool_lesson,
}
