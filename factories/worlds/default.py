"""The world that ships with mockbancho: what the documentation shows, and every condition that changes an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from mockbancho.clock import SECOND, START
from mockbancho.osu.beatmaps import BeatmapStatus
from mockbancho.osu.engines import DEFAULT
from mockbancho.osu.mods import Mods
from mockbancho.osu.objects import estimated_objects
from mockbancho.osu.scores import ScoreStatus
from mockbancho.osu.scoring import Figures
from mockbancho.records import Beatmap, Beatmapset, Score, Stats
from mockbancho.world.collation import safe_name
from mockbancho.world.plan import Progress, silent
from mockbancho.world.world import World

from ..api_keys import draw_api_key
from ..chance import Chance, mix
from ..moments import DAY
from ..players import PlayerTraits, draw_player
from ..playing.demands import Playable
from ..playing.histories import Played, Spell
from ..playing.plays import play
from .generation import history_of, rows_of
from .people import Citizen, citizen_of, draw_citizen
from .songbook import Song, draw_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.records import Row

    from ..playing.catalogues import Catalogue

SEED: Final = 7
PLAYERS: Final = 60
BEATMAPSETS: Final = 92
USER: Final = 3
"""The id of the player in the documentation's examples."""
SCORE: Final = 1731
"""The id of the score and the replay there."""
GOODBYE: Final = Beatmap(
    id=1172819,
    set_id=553906,
    status=2,
    md5="4a4bc3bdb6d951512db592994b08cfc7",
    artist="BLANKFIELD",
    title="Goodbye",
    version="Intense",
    creator="Kyubey",
    filename="BLANKFIELD - Goodbye (Kyubey) [Intense].osu",
    last_update=datetime(2017, 2, 25, 12, 56, 50),  # noqa: DTZ001  # bancho.py's datetimes are naive UTC
    total_length=289,
    max_combo=2516,
    bpm=258.0,
    cs=4.0,
    ar=10.0,
    od=10.0,
    hp=4.7,
    diff=8.538,
)
"""The beatmap there; it has no file."""
_COUNTRIES: Final = ("us", "nl", "jp", "de", "br", "pl", "kr", "gb", "fr", "au")
_SPAN: Final = (20, 140)
_STATUSES: Final = {73: BeatmapStatus.NOT_SUBMITTED}
"""Sets by their ordinal that are of a status which is seldom drawn."""
_ALL_ROUND: Final = (Spell(270, 0, 130), Spell(80, 3, 28), Spell(230, 4, 125))
_CAST: Final[dict[int, dict[str, Any]]] = {
    0: {"name": "User", "country": "nl", "donor": True, "spells": _ALL_ROUND, "talent": 6.6},
    1: {"name": "Kestrel", "country": "jp", "spells": (Spell(240, 0, 125), Spell(215, 4, 122), Spell(45, 8)), "talent": 6.1},
    2: {"name": "Mirelle", "country": "fr", "spells": (Spell(70, 1, 24), Spell(60, 2, 20), Spell(25, 5), Spell(25, 6)), "talent": 5.6},
    3: {"name": "Vanished", "restricted": True, "spells": (Spell(40),)},
    4: {"name": "NeverLoggedIn", "unverified": True, "spells": ()},
    5: {"name": "hushed", "silenced": True, "spells": (Spell(35),)},
    6: {"name": "Two Words", "donor": True, "spells": (Spell(80, 0), Spell(30, 4)), "talent": 5.2},
    7: {"name": "fresh_start", "spells": ()},
    8: {"name": "No Stats", "spells": ()},
    9: {"name": "[Bracket]", "staff": True, "spells": (Spell(45, 0),)},
    10: {"name": "Hy-phen", "spells": (Spell(45, 3),)},
    11: {"name": "さくら", "country": "jp", "spells": (Spell(45, 0),)},
    12: {"name": "Жанна", "country": "de", "spells": (Spell(45, 0),)},
    13: {"name": "Zoë", "country": "br", "spells": (Spell(50, 8),)},
}  # fmt: skip
"""Players by their ordinal: what they are called, what they are, when they played how much, and how good they come to be."""
_NO_STATS: Final = USER + 8
_VISITS: Final = {0: (0, 0, 0, 4, 4, 4), 1: (0, 0, 4, 8), 6: (0, 4), 9: (0,)}
"""Who played the documentation's beatmap, by ordinal, in which modes."""
_RECENTLY: Final = 2 * DAY
_PRIME: Final = 0.7
"""The cast have played in the last days, and had grown by then."""
_SKILL: Final = 7.6
_UNREADY: Final = 1.4
"""How many stars they were short of at first."""
_PAUSE: Final = 30


def default_world(*, now: int = START, engine: str = DEFAULT, progress: Progress = silent) -> World:
    """Return the default world, made anew; `Bancho()` has it as finished rows."""
    world = World.build(_rows(now, engine, progress), now=now, seed=SEED)
    world.pp_engine = engine
    return world


def _rows(now: int, engine: str, progress: Progress) -> Iterator[Row]:
    yield Beatmapset(id=GOODBYE.set_id, last_osuapi_check=GOODBYE.last_update)
    songs = [_GOODBYE]
    for number in range(BEATMAPSETS):
        beatmapset, found = draw_set(SEED, number, now=now, engine=engine, status=_STATUSES.get(number))
        yield beatmapset
        songs += found
        progress("beatmapsets", number + 1, BEATMAPSETS)
    citizens = [_citizen(number, now) for number in range(PLAYERS)]
    rows = list(rows_of(SEED, citizens, songs, now=now, engine=engine, tell=progress, history=_history))
    first = _first_score(rows)
    yield from (_edited(row, first - 1) for row in rows if not (isinstance(row, Stats) and row.id == _NO_STATS))


def _citizen(number: int, now: int) -> Citizen:
    """Return the player of an ordinal: one of the cast, or one drawn who lives in one of ten countries."""
    role = dict(_CAST.get(number, {}))
    spells, talent = role.pop("spells", None), role.pop("talent", None)
    country = role.pop("country", Chance(SEED, "default", number).pick("country", _COUNTRIES))
    drawn = draw_citizen(SEED, number, _SPAN, now=now, country=country)
    if not role:
        return drawn
    name = role.pop("name")
    age = Chance(SEED, "age", name).between("seconds", 260 * DAY, 620 * DAY)
    spells = drawn.spells if spells is None else spells
    traits: PlayerTraits = role  # type: ignore[assignment]  # what is left are traits
    player = draw_player(
        SEED,
        name,
        id=USER + number,
        name=name,
        now=now,
        traits=traits,
        country=country,
        creation_time=now // SECOND - age,
        api_key=draw_api_key(SEED, safe_name(name)) if number == 0 else None,
    )
    found = citizen_of(SEED, number, player, spells, talent)
    person = replace(
        found.person, quiet=min(found.person.quiet, _RECENTLY), prime=min(found.person.prime, int(_PRIME * age))
    )
    return replace(found, person=person, founds=player.id == USER, plays_now=player.id == USER)


_GOODBYE: Final = Song(
    GOODBYE,
    None,
    None,
    Playable(
        md5=GOODBYE.md5,
        mode=GOODBYE.mode,
        stars=GOODBYE.diff,
        objects=estimated_objects(GOODBYE.mode, GOODBYE.max_combo),
        figures=Figures(GOODBYE.cs, GOODBYE.od, GOODBYE.hp, GOODBYE.total_length),
        weight=0,
    ),
)


def _history(citizen: Citizen, catalogue: Catalogue, *, now: int) -> list[Played]:
    """Return what somebody has played, the documentation's beatmap included."""
    found = history_of(citizen, catalogue, now=now)
    modes = _VISITS.get(citizen.player.id - USER, ())
    at = _longest_pause(found) if modes else 0
    visits: list[Played] = []
    for nth, mode in enumerate(modes):
        mods = (0, Mods.RELAX.value, Mods.AUTOPILOT.value)[mode // 4]
        bits = mix(citizen.person.root ^ mix(nth))
        is_last = mode not in modes[nth + 1 :]
        skill = _SKILL if is_last else _SKILL - _UNREADY
        attempt = play(bits, _GOODBYE.playable, mode, mods, skill, passing=is_last)
        at += attempt.time_elapsed // 1000 + _PAUSE
        visits.append(Played(at, _GOODBYE.playable, mode, mods, attempt))
    return sorted([*found, *visits], key=attrgetter("at"))


def _longest_pause(history: Sequence[Played]) -> int:
    """Return when the longest time without a play begins."""
    return max(pairwise(played.at for played in history), key=lambda pair: pair[1] - pair[0])[0]


def _first_score(rows: Iterable[Row]) -> int:
    """Return the id of the first score with which User passed the documentation's, on an osu! beatmap that has a file."""
    mapped = {row.md5 for row in rows if isinstance(row, Beatmap) and row.mode == 0 and row.id != GOODBYE.id}
    scores = [row for row in rows if isinstance(row, Score)]
    fitting = (
        first
        for first in range(1, SCORE)
        if (found := scores[SCORE - first]).status != ScoreStatus.FAILED
        and (found.userid, found.mode) == (USER, 0)
        and found.map_md5 in mapped
    )
    return next(fitting)


def _edited(row: Row, later: int) -> Row:
    """Return a row as it is in the default world: scores have ids that much *later*."""
    return replace(row, id=row.id + later) if isinstance(row, Score) else row
