"""Making a world: beatmaps, people, what they have played, and what they are doing now."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final, Protocol

from msgspec.structs import replace

from mockbancho.clock import SECOND, START
from mockbancho.osu.beatmaps import GIVES_PP, HAS_LEADERBOARD
from mockbancho.osu.engines import DEFAULT, engine_of
from mockbancho.osu.modes import USED_MODES
from mockbancho.osu.mods import read_mods
from mockbancho.records import Favourite, Stats
from mockbancho.world.plan import Plan, Progress, silent
from mockbancho.world.world import World

from ..chance import Chance
from ..moments import DAY, moment_before
from ..playing.catalogues import Catalogue
from ..playing.histories import draw_spells
from ..pools import draw_pool, pool_beatmaps
from .evening import draw_evening
from .people import BOT, Citizen, draw_citizen, draw_clans, draw_friendships
from .results import Results
from .songbook import draw_set

PICKS: Final = tuple(
    (read_mods(mods), slot)
    for mods, count in (("NM", 5), ("HD", 2), ("HR", 2), ("DT", 3), ("FL", 1))
    for slot in range(1, count + 1)
)
"""What a pool has: mods, and the place among the beatmaps with those."""
_MOST_POOLS: Final = 3
_NEWEST: Final = 28
"""Days ago when everybody had joined."""
_TO_A_POOL: Final = 20
"""So many players after one another have a pool."""
_LIKED: Final = 3
"""Plays from which on a beatmap is liked."""
_FAVOURITES: Final = 4

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from mockbancho.records import Beatmap, Beatmapset, Player, Row

    from ..playing.histories import Played
    from .songbook import Song


class Histories(Protocol):
    """What gives the plays of somebody in a world, earliest first."""

    def __call__(self, citizen: Citizen, catalogue: Catalogue, *, now: int) -> list[Played]:
        """Return them, all before *now* (microseconds)."""
        ...


def generate_world(
    plan: Plan, seed: int = 0, *, now: int = START, engine: str = DEFAULT, progress: Progress = silent
) -> World:
    """Return the world that a plan and a seed stand for, as it is at *now* (microseconds); all is laid before that.

    *engine* is the pp engine's name; *progress* is told what is made, how much of it is done, and how much there will
    be.
    """
    world = World.build(_rows(plan, seed, now=now, engine=engine, tell=progress), now=now, seed=seed)
    world.pp_engine = engine
    return world


def _rows(plan: Plan, seed: int, *, now: int, engine: str, tell: Progress) -> Iterator[Row]:
    sets: list[Beatmapset] = []
    songs: list[Song] = []
    for number in range(plan.beatmapsets):
        beatmapset, found = draw_set(seed, number, now=now, engine=engine)
        sets.append(beatmapset)
        songs += found
        tell("beatmapsets", number + 1, plan.beatmapsets)
    citizens = [draw_citizen(seed, number, plan.scores_per_player, now=now) for number in range(plan.players)]
    yield from sets
    yield from rows_of(seed, citizens, songs, now=now, engine=engine, tell=tell)


def rows_of(
    seed: int,
    citizens: Sequence[Citizen],
    songs: Sequence[Song],
    *,
    now: int,
    engine: str,
    tell: Progress = silent,
    history: Histories | None = None,
) -> Iterator[Row]:
    """Yield the rows of these people and beatmaps, and of all that follows from them.

    *history* gives what somebody has played, in order; without it that is `history_of`.
    """
    founders = {citizen.player.id for citizen in citizens if citizen.founds}
    clans, players = draw_clans(seed, [citizen.player for citizen in citizens], now=now, founders=founders)
    results = Results(songs, engine_of(engine))
    catalogue = Catalogue(song.playable for song in songs)
    lasts: dict[int, int] = {}
    latest: dict[int, Beatmap] = {}
    for done, (citizen, player) in enumerate(zip(citizens, players, strict=True), 1):
        plays = (history or history_of)(citizen, catalogue, now=now)
        yield from results.submit(player, citizen.person.root, plays)
        yield from _favourites(player, plays, results)
        lasts[player.id] = plays[-1].at if plays else player.creation_time
        preferred = next((each for each in reversed(plays) if each.mode == player.preferred_mode), None)
        if preferred:
            latest[player.id] = results.beatmap(preferred.beatmap.md5)
        tell("players", done, len(players))
    tell("scores", 0, 1)
    yield from results.numbered()
    tell("scores", 1, 1)
    beatmaps = [replace(song.beatmap, **results.counted(song.beatmap)) for song in songs]
    yield from beatmaps
    yield from (song.recipe for song in songs if song.recipe)
    yield from clans
    yield from draw_friendships(seed, players)
    ranked = [each for each in beatmaps if each.status in HAS_LEADERBOARD]
    playing = {citizen.player.id for citizen in citizens if citizen.plays_now}
    sessions, matches = draw_evening(seed, players, ranked, latest, now=now, playing=playing)
    yield from sessions
    yield from matches
    online = {session.id for session in sessions}
    active = {player.id: now // SECOND if player.id in online else lasts[player.id] for player in players}
    yield from (replace(player, latest_activity=active[player.id]) for player in players)
    yield from _pools(seed, players, online, beatmaps, now=now)
    if players:
        yield BOT
        yield from (Stats(id=BOT.id, mode=int(mode)) for mode in USED_MODES)


def history_of(citizen: Citizen, catalogue: Catalogue, *, now: int) -> list[Played]:
    """Return what somebody has played."""
    return draw_spells(citizen.person, catalogue, citizen.spells, now=now)


def _favourites(player: Player, history: Iterable[Played], results: Results) -> Iterator[Favourite]:
    """Yield the sets that a player marked: those of the beatmaps played most, when they were played last."""
    counts: dict[int, int] = {}
    lasts: dict[int, int] = {}
    for played in history:
        set_id = results.beatmap(played.beatmap.md5).set_id
        counts[set_id] = counts.get(set_id, 0) + 1
        lasts[set_id] = played.at
    liked = sorted(
        (set_id for set_id, count in counts.items() if count >= _LIKED), key=lambda each: (-counts[each], each)
    )
    for set_id in liked[:_FAVOURITES]:
        yield Favourite(userid=player.id, setid=set_id, created_at=lasts[set_id])


def _pools(
    seed: int, players: Sequence[Player], online: Container[int], beatmaps: Iterable[Beatmap], *, now: int
) -> Iterator[Row]:
    """Yield mappools by some of the players, of beatmaps that give pp.

    bancho.py: a pool is shown while its creator is online, so those make them who are.
    """
    counted = [each for each in beatmaps if each.mode == 0 and each.status in GIVES_PP]
    if len(counted) < len(PICKS):
        return
    for number in range(min(_MOST_POOLS, len(players) // _TO_A_POOL)):
        chance = Chance(seed, "pool of", number)
        block = players[_TO_A_POOL * number : _TO_A_POOL * (number + 1)]
        here = [player for player in block if player.id in online]
        creator = chance.pick("creator", here or block, attrgetter("safe_name"))
        made = moment_before(now, chance.between("age", 1, _NEWEST) * DAY)
        yield draw_pool(seed, number, id=number + 1, created_by=creator.id, created_at=made)
        picked = sorted(counted, key=lambda each: Chance(seed, f"picks {number}", each.md5).bits("place"))
        yield from pool_beatmaps(
            number + 1, ((each.id, mods, slot) for each, (mods, slot) in zip(picked, PICKS, strict=False))
        )
