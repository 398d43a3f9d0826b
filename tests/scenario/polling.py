"""A client that asks everything again and again, and notes where two answers contradict each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from mockbancho.contract import get_contract
from mockbancho.osu.matches import SlotStatus
from mockbancho.osu.players import BOT_ID, Action, Privileges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho import Bancho

MATCHES = range(1, 64)
PLAYING = {Action.PLAYING, Action.MULTIPLAYING}
SEATED = {Action.MULTIPLAYER, Action.MULTIPLAYING}
LEADERS = 20
ALL = 100
"""Players whose status is asked for, at most."""


class Client:
    """What one client has seen of a server."""

    def __init__(self, bancho: Bancho) -> None:
        self._bancho = bancho
        self._scores = 0
        self._plays: dict[int, int] = {}
        self.endpoints: set[str] = set()
        """Those that were asked."""
        self.requests = 0

    def ask(self, endpoint: str, path: str = "", **query: int | str) -> tuple[int, Any]:
        """Return status and JSON, if it is JSON, of an endpoint's path."""
        self.endpoints.add(endpoint)
        self.requests += 1
        reply = self._bancho.get(f"{path or f'/{endpoint}'}?{urlencode(query)}")
        assert reply.status in (200, 400, 401, 404, 422, 501), (path or endpoint, query, reply.status, reply.text)
        is_json = reply.headers.get("content-type", "") == "application/json"
        return reply.status, reply.json() if is_json else None

    def contradictions(self) -> Iterator[str]:
        """Ask everything once, and yield what cannot be."""
        yield from self._online()
        yield from self._seats()
        yield from self._growth()
        yield from self._ranks()
        yield from self._plays_of_some()
        yield from self._things()
        self._others()

    def _ids(self) -> list[int]:
        """Return the ids of all players whom others see."""
        _, page = self.ask("v2_players", "/v2/players", page_size=100)
        pages = range(2, 2 + (page["meta"]["total"] - 1) // 100)
        more = [self.ask("v2_players", "/v2/players", page_size=100, page=nth)[1]["data"] for nth in pages]
        rows = [row for rows in (page["data"], *more) for row in rows]
        return [row["id"] for row in rows if row["id"] != BOT_ID and row["priv"] & Privileges.UNRESTRICTED]

    def status_of(self, player: int) -> dict[str, Any]:
        """Return what a player is doing."""
        _, answer = self.ask("get_player_status", id=player)
        return dict(answer.get("player_status", {}))

    def _online(self) -> Iterator[str]:
        """Who is online is counted, and the two versions of the API agree on what each does."""
        _, counts = self.ask("get_player_count")
        ids = self._ids()
        _, found = self.ask("search_players", q="a")
        if len(found["result"]) != found["results"]:
            yield f"search_players: {found['results']} results, {len(found['result'])} listed"
        statuses = {player: self.status_of(player) for player in ids[:ALL]}
        online = [player for player, status in statuses.items() if status.get("online")]
        if len(ids) <= ALL and counts["counts"]["online"] != len(online):
            yield f"{counts['counts']['online']} are counted as online, {len(online)} are"
        for player in online:
            _, second = self.ask("v2_player_status", f"/v2/players/{player}/status")
            first = statuses[player]["status"]
            for name in ("action", "info_text", "mode", "mods"):
                if first[name] != second["data"][name]:
                    yield f"player {player}: {name} is {first[name]!r} and {second['data'][name]!r}"
            if first["action"] in PLAYING and first["beatmap"] is None:
                yield f"player {player} plays nothing"

    def _seats(self) -> Iterator[str]:
        """Who sits in a match is online, in no other match, and shows it."""
        seated: dict[int, int] = {}
        for match_id in MATCHES:
            status, answer = self.ask("get_match", id=match_id)
            slots = answer["match"]["active_slots"].values() if status == 200 else ()
            for slot in slots:
                player = slot["player"]["id"]
                shown = self.status_of(player)
                if player in seated:
                    yield f"player {player} sits in matches {seated[player]} and {match_id}"
                seated[player] = match_id
                if not shown.get("online"):
                    yield f"player {player} sits in match {match_id}, and is offline"
                elif shown["status"]["action"] not in SEATED | {Action.AFK}:
                    yield f"player {player} sits in match {match_id}, and does {shown['status']['action']}"
                elif (slot["status"] == SlotStatus.PLAYING) != (shown["status"]["action"] == Action.MULTIPLAYING):
                    yield f"player {player}: slot {slot['status']}, status {shown['status']['action']}"
            if slots and answer["match"]["in_progress"] != any(slot["status"] == SlotStatus.PLAYING for slot in slots):
                yield f"match {match_id}: in progress is {answer['match']['in_progress']}"

    def _growth(self) -> Iterator[str]:
        """Scores only become more, and nothing was played after now."""
        _, answer = self.ask("v2_scores", "/v2/scores", page_size=1)
        total = answer["meta"]["total"]
        if total < self._scores:
            yield f"there were {self._scores} scores, now {total}"
        self._scores = total

    def _ranks(self) -> Iterator[str]:
        """Who leads is ranked so, one after the other, by pp."""
        _, answer = self.ask("get_leaderboard", mode=0, limit=LEADERS)
        leaders = answer["leaderboard"]
        if any(one["pp"] < other["pp"] for one, other in pairwise(leaders)):
            yield "the leaderboard is not in the order of pp"
        ranks = []
        for leader in leaders:
            _, player = self.ask("get_player_info", id=leader["player_id"], scope="all")
            stats = player["player"]["stats"]["0"]
            ranks.append((-leader["pp"], stats["rank"]))
            yield from (
                f"player {leader['player_id']}: {name} is {stats[name]} and {leader[name]}"
                for name in ("pp", "plays", "rscore", "acc")
                if stats[name] != leader[name]
            )
            yield from self._second_stats(leader["player_id"], stats)
            before = self._plays.get(leader["player_id"], 0)
            if stats["plays"] < before:
                yield f"player {leader['player_id']} had {before} plays, now {stats['plays']}"
            self._plays[leader["player_id"]] = stats["plays"]
        clear = [rank for pp, rank in sorted(ranks) if pp < ranks[-1][0]]  # with equal pp, any order is right
        if clear != list(range(1, len(clear) + 1)):
            yield f"ranks of the leaders: {ranks}"

    def _second_stats(self, player: int, stats: dict[str, Any]) -> Iterator[str]:
        _, second = self.ask("v2_player_mode_stats", f"/v2/players/{player}/stats/0")
        if second["data"]["plays"] != stats["plays"]:
            yield f"player {player}: {stats['plays']} and {second['data']['plays']} plays"

    def _plays_of_some(self) -> Iterator[str]:
        """Best scores are in the order of pp, recent ones in that of time, and each is the same wherever it is asked."""
        _, answer = self.ask("get_leaderboard", mode=0, limit=3)
        for leader in answer["leaderboard"]:
            player = leader["player_id"]
            _, best = self.ask("get_player_scores", id=player, scope="best")
            _, recent = self.ask("get_player_scores", id=player, scope="recent")
            if any(one["pp"] < other["pp"] for one, other in pairwise(best["scores"])):
                yield f"player {player}: best scores are not in the order of pp"
            if any(one["play_time"] < other["play_time"] for one, other in pairwise(recent["scores"])):
                yield f"player {player}: recent scores are not in the order of time"
            for score in recent["scores"][:2]:
                yield from self._score(score)
            self.ask("get_player_most_played", id=player)

    def _score(self, score: dict[str, Any]) -> Iterator[str]:
        _, single = self.ask("get_score_info", id=score["id"])
        _, second = self.ask("v2_score", f"/v2/scores/{score['id']}")
        for other in (single["score"], second["data"]):
            if (score["pp"], score["play_time"], score["grade"]) != (other["pp"], other["play_time"], other["grade"]):
                yield f"score {score['id']}: {score} and {other}"
        beatmap = score["beatmap"]
        _, found = self.ask("get_map_info", id=beatmap["id"])
        if (beatmap["md5"], beatmap["plays"]) != (found["map"]["md5"], found["map"]["plays"]):
            yield f"beatmap {beatmap['id']}: {beatmap['plays']} and {found['map']['plays']} plays"
        self.ask("v2_map", f"/v2/maps/{beatmap['id']}")
        _, ranking = self.ask("get_map_scores", id=beatmap["id"], scope="best")
        if any(one["score"] < other["score"] for one, other in pairwise(ranking["scores"])):
            yield f"beatmap {beatmap['id']}: scores are not in their order"
        players = [each["userid"] for each in ranking["scores"]]
        if len(set(players)) != len(players):
            yield f"beatmap {beatmap['id']}: a player is there twice"

    def _things(self) -> Iterator[str]:
        """Clans have their members, and members their clan."""
        _, clans = self.ask("v2_clans", "/v2/clans")
        for clan in clans["data"]:
            _, found = self.ask("get_clan", id=clan["id"])
            self.ask("v2_clan", f"/v2/clans/{clan['id']}")
            if found["owner"]["id"] not in {member["id"] for member in found["members"]}:
                yield f"clan {clan['id']}: the owner is no member"
            for member in found["members"][:3]:
                _, player = self.ask("v2_player", f"/v2/players/{member['id']}")
                if player["data"]["clan_id"] != clan["id"]:
                    yield f"player {member['id']} is in clans {clan['id']} and {player['data']['clan_id']}"

    def _others(self) -> None:
        """Ask what nothing else is compared with."""
        self.ask("get_mappool", id=1)
        self.ask("get_replay", id=1)
        self.ask("get_friends")
        self.ask("calculate_pp", token="none", beatmap=1)
        self.ask("v2_maps", "/v2/maps", page_size=1)
        self.ask("v2_player_stats", "/v2/players/3/stats")


def endpoints() -> set[str]:
    """Return all endpoints of the contract that a GET without authorization may ask."""
    return set(get_contract("any").endpoints) - {"set_avatar", "set_player_info"}
