"""Beatmaps and their sets: with a file that is written from a recipe, or without one and an md5 of their own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict

from msgspec.structs import asdict

from mockbancho.clock import START
from mockbancho.osu.beatmaps import BeatmapStatus
from mockbancho.osu.modes import GameMode
from mockbancho.records import Beatmap, Beatmapset

from .chance import Chance, Key
from .keys import key_of, next_id
from .moments import DAY, moment_before
from .names import nth_name
from .words import ARTISTS, TITLE_ENDINGS, TITLE_OPENINGS

if TYPE_CHECKING:
    from typing import Unpack

    from mockbancho.world.world import World


FIRST_ID: Final = 3
"""bancho.py: its API refuses smaller ids of beatmaps."""
_VERSIONS: Final = ((2.0, "Easy"), (2.7, "Normal"), (4.0, "Hard"), (5.3, "Insane"), (6.5, "Expert"), (99.0, "Extra"))
_RULESET_VERSIONS: Final = {
    GameMode.TAIKO: {"Easy": "Kantan", "Normal": "Futsuu", "Hard": "Muzukashii", "Insane": "Oni", "Expert": "Inner Oni", "Extra": "Ura Oni"},
    GameMode.CATCH: {"Easy": "Cup", "Normal": "Salad", "Hard": "Platter", "Insane": "Rain", "Expert": "Overdose", "Extra": "Deluge"},
    GameMode.MANIA: {"Expert": "Another", "Extra": "Black Another"},
}  # fmt: skip


class BeatmapColumns(TypedDict, total=False):
    """Columns of `maps` that can be given; what is not given is drawn, or empty."""

    server: Literal["osu!", "private"]
    status: BeatmapStatus
    md5: str
    artist: str
    title: str
    version: str
    creator: str
    filename: str
    last_update: datetime
    total_length: int
    max_combo: int
    frozen: int
    plays: int
    passes: int
    mode: GameMode
    bpm: float
    cs: float
    ar: float
    od: float
    hp: float


def draw_beatmapset(
    seed: int,
    key: Key,
    *,
    id: int,  # noqa: A002  # as the column
    now: int = START,
    server: Literal["osu!", "private"] = "osu!",
    last_osuapi_check: datetime | None = None,
) -> Beatmapset:
    """Return the set that this seed and key stand for."""
    chance = Chance(seed, "beatmapset", key)
    checked = last_osuapi_check or moment_before(now, chance.between("check", 1, 20) * DAY)
    return Beatmapset(server=server, id=id, last_osuapi_check=checked)


def draw_beatmap(
    seed: int,
    key: Key,
    *,
    id: int,  # noqa: A002  # as the column
    set_id: int,
    now: int = START,
    stars: float | None = None,
    song: Key | None = None,
    **columns: Unpack[BeatmapColumns],
) -> Beatmap:
    """Return the beatmap that this seed and key stand for, of about so many *stars*; it has no file.

    Beatmaps of one *song*, which is the set's key, have the same artist, title, mapper and speed.
    """
    chance = Chance(seed, "beatmap", key)
    mode = GameMode.of(columns.get("mode", GameMode.OSU))
    difficulty = round(chance.bell("stars", 1.2, 7.6) if stars is None else stars, 3)
    drawn: dict[str, Any] = {
        **_song(Chance(seed, "song", key if song is None else song), seed, now),
        **_figures(chance, mode, difficulty),
        "status": BeatmapStatus.RANKED,
        "md5": chance.md5("md5"),
        **columns,
    }
    drawn.setdefault("version", _version(mode, difficulty, drawn["cs"]))
    drawn["max_combo"] = columns.get("max_combo", _max_combo(chance, mode, difficulty, drawn["total_length"]))
    drawn["filename"] = columns.get("filename", _filename(drawn))
    drawn["status"] = int(BeatmapStatus.of(drawn["status"]))
    drawn["mode"] = int(mode)
    return Beatmap(id=id, set_id=set_id, diff=difficulty, **drawn)


def _song(song: Chance, seed: int, now: int) -> dict[str, Any]:
    opening, ending = song.pick("opening", TITLE_OPENINGS), song.pick("ending", TITLE_ENDINGS)
    return {
        "artist": song.pick("artist", ARTISTS),
        "title": opening if song.happens("short title", 0.15) else f"{opening} {ending}",
        "creator": nth_name(seed, song.between("creator", 0, 199)),
        "bpm": float(song.between("bpm", 65, 115) * 2),
        "total_length": int(song.bell("length", 60, 280)),
        "last_update": moment_before(now, song.between("age", 30, 5 * 365) * DAY),
    }


def _figures(chance: Chance, mode: GameMode, stars: float) -> dict[str, float]:
    """Return circle size, approach rate, overall difficulty and drain, which rise with the stars; in mania cs is keys."""
    level = min(1.0, stars / 7.5)
    if mode.ruleset is GameMode.MANIA:
        keys = 7.0 if chance.happens("keys", 0.35) else 4.0
        return {"cs": keys, "ar": 5.0, "od": _tenths(7.6 + 0.6 * level), "hp": _tenths(7.6 + 0.6 * level)}
    return {
        "cs": _tenths(3.0 + 1.4 * level + chance.real("cs", -0.3, 0.3)),
        "ar": _tenths(4.0 + 5.6 * level + chance.real("ar", -0.4, 0.4)),
        "od": _tenths(3.0 + 6.2 * level + chance.real("od", -0.5, 0.5)),
        "hp": _tenths(3.0 + 3.0 * level + chance.real("hp", -0.8, 0.8)),
    }


def _tenths(figure: float) -> float:
    return round(max(0.0, min(10.0, figure)), 1)


def _version(mode: GameMode, stars: float, cs: float) -> str:
    """Return what mappers of the mode call a difficulty of so many stars; *cs* is the number of keys in mania."""
    name = next(name for most, name in _VERSIONS if stars < most or most == _VERSIONS[-1][0])
    called = _RULESET_VERSIONS.get(mode.ruleset, {}).get(name, name)
    return f"{cs:g}K {called}" if mode.ruleset is GameMode.MANIA else called


def _max_combo(chance: Chance, mode: GameMode, stars: float, seconds: int) -> int:
    """Return the combo of so many seconds, which is denser the harder it is, and densest in mania."""
    density = {GameMode.TAIKO: 1.2, GameMode.MANIA: 1.9}.get(mode, 1.0)
    return max(1, int(seconds * density * (1.2 + 0.7 * stars) * chance.real("density", 0.85, 1.15)))


def filename_of(beatmap: Beatmap, version: str) -> str:
    """Return the name that the file of a beatmap has as another version."""
    return _filename({**asdict(beatmap), "version": version})


def _filename(columns: dict[str, Any]) -> str:
    """Return the name of the file as the client writes it, without the characters that file names cannot have."""
    name = "{artist} - {title} ({creator}) [{version}].osu".format_map(columns)
    return "".join(character for character in name if character not in '\\/:*?"<>|' and character >= " ")[-256:]


def new_beatmapset(
    world: World,
    *,
    id: int | None = None,  # noqa: A002  # as the column
    server: Literal["osu!", "private"] = "osu!",
    last_osuapi_check: datetime | None = None,
) -> Beatmapset:
    """Return a set for a world; put nowhere yet."""
    number = next_id(world.beatmaps.sets) if id is None else id
    key = key_of(world, "beatmapset", id=id)
    return draw_beatmapset(
        world.seed, key, id=number, now=world.now, server=server, last_osuapi_check=last_osuapi_check
    )


def new_beatmap(
    world: World,
    *,
    id: int | None = None,  # noqa: A002  # as the column
    set_id: int,
    stars: float | None = None,
    **columns: Unpack[BeatmapColumns],
) -> Beatmap:
    """Return a beatmap without a file for a world; what its set's others say of the song, it says too. Put nowhere yet."""
    return keyed_beatmap(world, id, set_id=set_id, stars=stars, columns=columns)[1]


def keyed_beatmap(
    world: World, given_id: int | None, *, set_id: int, stars: float | None, columns: BeatmapColumns
) -> tuple[Key, Beatmap]:
    """Return what a new beatmap draws by, and the beatmap."""
    number = next_id(world.beatmaps.rows, FIRST_ID) if given_id is None else given_id
    key = key_of(world, "beatmap", id=given_id)
    sibling = next(iter(world.beatmaps.by_set.get(set_id) or ()), None)
    given: dict[str, Any] = {**(_song_of(sibling) if sibling else {}), **columns}
    return key, draw_beatmap(world.seed, key, id=number, set_id=set_id, now=world.now, stars=stars, **given)


def _song_of(beatmap: Beatmap) -> dict[str, Any]:
    shared = ("server", "status", "artist", "title", "creator", "last_update", "bpm", "total_length")
    return {column: getattr(beatmap, column) for column in shared}
