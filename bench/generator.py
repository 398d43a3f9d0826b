"""Made-up worlds of any size: plain rows, the same for the same plan, and alike at every size.

A larger world has more players and more beatmaps, not more scores for each of them, unless the plan says so. A player's
scores are spread over all ids, as they are on a server where everybody plays at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from mockbancho.osu.matches import SLOTS, SlotStatus
from mockbancho.osu.scores import Grade, ScoreStatus
from mockbancho.records import (
    Beatmap,
    Beatmapset,
    Clan,
    Match,
    Player,
    Pool,
    PoolBeatmap,
    ReplayFrames,
    Row,
    Score,
    Session,
    Slot,
    Stats,
)
from mockbancho.world.world import World

FIRST_PLAYER: Final = 3
COUNTRIES: Final = ("jp", "de", "us", "fr", "kr", "br", "pl", "gb", "ca", "au")
STATS_MODES: Final = (0, 1, 2, 3, 4, 5, 6, 8)
PLAYED_MODES: Final = (0, 4)
"""Modes in which everybody's stats are above 0; the other rows are there and empty, as bancho.py makes them."""
CLAN_SIZE: Final = 5
MODS: Final = (0, 8, 64, 24, 72, 16)
"""Mods of scores, in turn; nobody uses Flashlight."""
UNUSED_MODS: Final = "FL"
DAY_ONE: Final = datetime(2023, 1, 1)  # noqa: DTZ001  # bancho.py's datetimes are naive UTC
UNIX: Final = 1_700_000_000
FRAMES: Final = bytes(range(256)) * 8
REPLAYS: Final = 200
"""The first so many scores have a replay."""


class Plan(NamedTuple):
    """How large a world is; *best* is the share of a player's scores that are their best on the beatmap."""

    players: int
    scores_each: int
    beatmaps: int
    best: float = 0.8

    @property
    def scores(self) -> int:
        """How many scores there are."""
        return self.players * self.scores_each

    @property
    def bests(self) -> int:
        """How many beatmaps each player has a best score on."""
        return min(self.beatmaps, round(self.scores_each * self.best))

    def player_ids(self) -> range:
        """Return the ids of the players."""
        return range(FIRST_PLAYER, FIRST_PLAYER + self.players)

    def beatmap_ids(self) -> range:
        """Return the ids of the beatmaps."""
        return range(1, self.beatmaps + 1)


DENSE: Final = Plan(players=120, scores_each=100, beatmaps=100, best=1.0)
"""Lists of 100 scores, for players and beatmaps alike."""


def alike(scores: int) -> Plan:
    """Return a plan of so many scores: 40 for each player, 20 on each beatmap."""
    return Plan(players=scores // 40, scores_each=40, beatmaps=max(50, scores // 20))


def sixty(scores: int) -> Plan:
    """Return a plan of so many scores that sixty players share."""
    return Plan(players=60, scores_each=scores // 60, beatmaps=max(50, scores // 20))


def build(plan: Plan) -> World:
    """Return the world of a plan."""
    return World.build(rows(plan))


def rows(plan: Plan) -> Iterator[Row]:
    """Yield all rows of a plan."""
    draw = Random(7).random
    yield from _players(plan)
    yield from _beatmaps(plan, draw)
    yield from _clans(plan)
    yield from _scores(plan, draw)
    yield from _stats(plan, draw)
    yield from (session(player_id) for player_id in online(plan))
    yield from (match(plan, number) for number in range(1, 4))
    yield Pool(id=1, name="Finals", created_at=DAY_ONE, created_by=FIRST_PLAYER)
    yield from (PoolBeatmap(map_id=n, pool_id=1, mods=8, slot=n) for n in range(1, 21))
    yield from (ReplayFrames(id=n, content=FRAMES) for n in range(1, REPLAYS + 1))


def md5(number: int) -> str:
    """Return a beatmap's md5, with its digits spread as hashes are."""
    return f"{number * 0x9E3779B97F4A7C15F39CC0605CEDC835 & (1 << 128) - 1:032x}"


def online(plan: Plan) -> range:
    """Return the ids of the players who are online: every third."""
    return range(FIRST_PLAYER, FIRST_PLAYER + plan.players, 3)


def session(player_id: int) -> Session:
    """Put a player online, playing beatmap 1."""
    return Session(id=player_id, login_time=UNIX + 0.25, action=2, info_text="Artist - Title", map_md5=md5(1), map_id=1)


def match(plan: Plan, number: int) -> Match:
    """Make a match of eight players."""
    ids = online(plan)[:8]
    slots = [Slot(player=player_id, status=SlotStatus.PLAYING) for player_id in ids]
    return Match(
        id=number,
        name=f"Match {number}",
        host=ids[0],
        map_id=1,
        map_md5=md5(1),
        map_name="Artist - Title",
        slots=(*slots, *[Slot()] * (SLOTS - len(slots))),
    )


def score(plan: Plan, number: int, draw: float) -> Score:
    """Make the score with this id, from a number between 0 and 1."""
    k, place = divmod(number - 1, plan.players)
    best = k < plan.bests
    beatmap = _scattered(place * plan.bests + (k if best else k - plan.bests), plan.beatmaps)
    return Score(
        id=number,
        map_md5=md5(beatmap + 1),
        score=int(draw * 900_000) + 100_000,
        pp=round(draw * 400 + 1, 3),
        acc=round(90 + draw * 10, 3),
        max_combo=int(draw * 700) + 100,
        mods=MODS[k % len(MODS)],
        n300=400,
        n100=int(draw * 60) + 10,
        n50=4,
        nmiss=2,
        ngeki=80,
        nkatu=12,
        grade=Grade.A,
        status=ScoreStatus.BEST.value if best else k & 1,
        mode=0,
        play_time=DAY_ONE + timedelta(seconds=number * 20),
        time_elapsed=90_000,
        client_flags=0,
        userid=FIRST_PLAYER + place,
        perfect=0,
        online_checksum=f"{number:032x}",
    )


def _scattered(number: int, count: int) -> int:
    """Return a place below *count*, so that neighbours do not stay neighbours; different for *count* numbers in a row."""
    return number * 7919 % count


def _players(plan: Plan) -> Iterator[Player]:
    yield Player(id=1, name="BanchoBot", safe_name="banchobot", priv=31879, latest_activity=UNIX)
    for place, player_id in enumerate(plan.player_ids()):
        name = f"Player {player_id:06d}"
        yield Player(
            id=player_id,
            name=name,
            safe_name=name.lower().replace(" ", "_"),
            priv=3,
            country=COUNTRIES[place % len(COUNTRIES) if place & 1 else 0],
            creation_time=UNIX,
            latest_activity=UNIX + 100_000 + place,
            clan_id=place // CLAN_SIZE + 1,
            clan_priv=3 if place % CLAN_SIZE == 0 else 1,
        )


def _clans(plan: Plan) -> Iterator[Clan]:
    for place, owner in enumerate(plan.player_ids()[::CLAN_SIZE], 1):
        yield Clan(id=place, name=f"Clan {place:06d}", tag=f"C{place % 10_000:04d}", owner=owner, created_at=DAY_ONE)


def _beatmaps(plan: Plan, draw: Callable[[], float]) -> Iterator[Beatmapset | Beatmap]:
    for number in plan.beatmap_ids():
        if number % 4 == 1:
            yield Beatmapset(id=number // 4 + 1, last_osuapi_check=DAY_ONE)
        yield Beatmap(
            id=number,
            set_id=(number - 1) // 4 + 1,
            status=2,
            md5=md5(number),
            artist="Some Artist",
            title=f"Title {number:06d}",
            version="Insane",
            creator="Some Mapper",
            filename=f"Some Artist - Title {number:06d} (Some Mapper) [Insane].osu",
            last_update=DAY_ONE,
            total_length=90,
            max_combo=900,
            bpm=180.0,
            cs=4.0,
            ar=9.0,
            od=8.0,
            hp=5.0,
            diff=round(2 + draw() * 6, 3),
        )


def _scores(plan: Plan, draw: Callable[[], float]) -> Iterator[Score]:
    for number in range(1, plan.scores + 1):
        yield score(plan, number, draw())


def _stats(plan: Plan, draw: Callable[[], float]) -> Iterator[Stats]:
    for player_id in plan.player_ids():
        for mode in STATS_MODES:
            yield stats(player_id, mode, draw()) if mode in PLAYED_MODES else Stats(id=player_id, mode=mode)


def stats(player_id: int, mode: int, draw: float) -> Stats:
    """Make a stats row with something in every column that leaderboards are ordered by."""
    return Stats(
        id=player_id,
        mode=mode,
        tscore=int(draw * 9e9) + 10**9,
        rscore=int(draw * 8e9) + 10**9,
        pp=int(draw * 9_000) + 1_000,
        plays=int(draw * 900) + 100,
        playtime=int(draw * 90_000) + 10_000,
        acc=round(90 + draw * 10, 3),
        max_combo=900,
        total_hits=123_456,
        s_count=10,
        a_count=20,
    )
