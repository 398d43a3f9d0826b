"""Beatmaps with a file: one that is written for them from a recipe, or a user's own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from mockbancho.errors import Mistake
from mockbancho.osu.accuracy import column
from mockbancho.osu.beatmap_files import read_beatmap_file
from mockbancho.osu.engines import DEFAULT
from mockbancho.osu.modes import GameMode
from mockbancho.osu.pp import objects_in_file, stars_of_file
from mockbancho.records import Beatmap, BeatmapFile, BeatmapRecipe
from mockbancho.world.osu_files import OsuFile

from .beatmap_files import digest_of
from .beatmaps import FIRST_ID, BeatmapColumns, draw_beatmap, keyed_beatmap
from .chance import Chance, Key
from .keys import next_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Unpack

    from mockbancho.osu.beatmap_files import BeatmapText
    from mockbancho.records import Row
    from mockbancho.world.world import World

    from .mapping import Mapped

_RULESETS: Final = frozenset(mode.value for mode in GameMode if mode.ruleset is mode)
"""The modes that a beatmap can be made for."""
_KEYS: Final = frozenset(range(1, 11))
"""How many keys a mania beatmap can have."""
_FILELESS: Final = ("md5", "max_combo")
"""Columns that no file is written for: a beatmap for which they are given has none."""
_FIGURES: Final = ("cs", "ar", "od", "hp")
_WRITTEN: Final = {"total_length": (10, 1200), "bpm": (30, 400), **dict.fromkeys(_FIGURES, (0, 10))}
"""What a file that is written can have, from and to."""
_FROM_FILE: Final = ("stars", "mode", "md5", "max_combo", "total_length", "bpm", *_FIGURES)
"""What a user's own file says, so that nothing else can."""
_WITHOUT: Final = "give file=False for a beatmap without one"
_TEXTS: Final = {"artist": 128, "title": 128, "version": 128, "creator": 19}
"""How much of a text the column holds."""


def new_beatmap_rows(
    world: World,
    *,
    set_id: int,
    id: int | None = None,  # noqa: A002  # as the column
    stars: float | None = None,
    file: OsuFile | None = None,
    **columns: Unpack[BeatmapColumns],
) -> Iterator[Row]:
    """Yield a beatmap for a world, and after it its file or the recipe of it; put nowhere yet.

    *file* is a user's own, empty for a beatmap without one. Without it one is written, if it can have the columns that
    are given. Raises `Mistake` for stars that cannot be reached, and for columns that contradict the file.
    """
    if file:
        yield from _from_file(world, file, id, set_id, {"stars": stars, **columns})
        return
    check_columns(columns, is_written=file is None)
    key, beatmap = keyed_beatmap(world, id, set_id=set_id, stars=stars, columns=columns)
    if file is not None or not can_be_mapped(columns):
        yield beatmap
        return
    figures: dict[str, Any] = {name: round(value, 2) for name, value in columns.items() if name in _FIGURES}  # type: ignore[call-overload]  # these are numbers
    if beatmap.mode == GameMode.MANIA:
        figures["cs"] = beatmap.cs
    mapped, recipe, _ = map_beatmap(world.seed, key, beatmap, stars=stars, engine=world.pp_engine, **figures)
    yield from (mapped, recipe)


def check_columns(columns: Mapping[str, Any], *, is_written: bool) -> None:
    """Refuse what no beatmap has, and for a file that is to be written what no file can have."""
    mode = GameMode.of(columns.get("mode", GameMode.OSU))
    if mode not in _RULESETS:
        words = ", ".join(each.word for each in GameMode if each in _RULESETS)
        raise Mistake(f"mode: a beatmap is made for one of {words}; {mode.word} is how it may be played")
    for name in _TEXTS:
        if any(character < " " for character in columns.get(name, "")):
            raise Mistake(f"{name}: expected one line of text, got {columns[name]!r}")
    for name in _WRITTEN:
        if columns.get(name, 0) < 0:
            raise Mistake(f"{name}: expected at least 0, got {columns[name]:g}")
    if is_written and can_be_mapped(columns):
        _check_written(columns, mode)


def _check_written(columns: Mapping[str, Any], mode: GameMode) -> None:
    """Refuse what no file that is written can have."""
    for name, (low, high) in _WRITTEN.items():
        if not low <= columns.get(name, low) <= high:
            raise Mistake(f"{name}: a file that is written has {low} to {high}, got {columns[name]:g}; {_WITHOUT}")
    if mode is GameMode.MANIA and columns.get("cs", 4) not in _KEYS:
        raise Mistake(f"cs: in mania it is the number of keys, 1 to {max(_KEYS)}, got {columns['cs']:g}; {_WITHOUT}")


def can_be_mapped(columns: Mapping[str, Any]) -> bool:
    """Whether a file can be written for a beatmap with these columns; no file has a given md5 or combo."""
    return not any(name in columns for name in _FILELESS)


def map_beatmap(
    seed: int, key: Key, beatmap: Beatmap, *, stars: float | None = None, engine: str = DEFAULT, **given: float
) -> tuple[Beatmap, BeatmapRecipe, Mapped]:
    """Return a beatmap with the numbers of its file, the recipe that the file is written from, and the file.

    *stars* are reached as near as a file can have them, as the pp *engine* of this name measures; without them the file
    is about as hard as the beatmap says. *given* are figures, such as cs, that the file must have. Raises `Mistake` for
    stars that no file of this length and speed has.
    """
    from .mapping import draw_recipe, tuned, write_beatmap  # only for beatmaps with files

    recipe = draw_recipe(
        Chance(seed, "mapping", key),
        id=beatmap.id,
        set_id=beatmap.set_id,
        mode=beatmap.mode,
        level=beatmap.diff,
        artist=beatmap.artist,
        title=beatmap.title,
        version=beatmap.version,
        creator=beatmap.creator,
        total_length=beatmap.total_length,
        bpm=beatmap.bpm,
        **given,
    )
    measured = partial(stars_of_file, engine=engine)
    if stars is not None:
        recipe = tuned(recipe, stars, measured)
    mapped = write_beatmap(recipe)
    found = replace(
        beatmap,
        md5=digest_of(mapped.content),
        total_length=mapped.total_length,
        max_combo=mapped.objects.max_combo,
        diff=column(measured(mapped.content, beatmap.mode)),
        cs=recipe.cs,
        ar=recipe.ar,
        od=recipe.od,
        hp=recipe.hp,
    )
    return found, recipe, mapped


def _from_file(
    world: World, file: OsuFile, given_id: int | None, set_id: int, columns: Mapping[str, Any]
) -> Iterator[Row]:
    text = read_beatmap_file(file)
    for name in _FROM_FILE:
        if columns.get(name) is not None:
            raise Mistake(f"{name}: the file says what it is; leave it out")
    same = world.beatmaps.with_md5(text.md5)
    if same is not None:
        raise Mistake(f"file: beatmap {same.id} has this file already")
    number = _free_id(world, text) if given_id is None else given_id
    found = _columns(text, file, world.pp_engine)
    stars = found.pop("stars")
    given: dict[str, Any] = {**found, **{name: value for name, value in columns.items() if name != "stars"}}
    yield draw_beatmap(world.seed, ("id", number), id=number, set_id=set_id, now=world.now, stars=stars, **given)
    yield BeatmapFile(id=number, content=bytes(file))


def _free_id(world: World, text: BeatmapText) -> int:
    """Return the id that the file says, or the next one if it says none or that is taken."""
    own = text.id
    is_free = own is not None and own >= FIRST_ID and world.beatmaps.get(own) is None
    return own if own is not None and is_free else next_id(world.beatmaps.rows, FIRST_ID)


def _columns(text: BeatmapText, file: OsuFile, engine: str) -> dict[str, Any]:
    return {
        **{name: getattr(text, name)[:most] for name, most in _TEXTS.items()},
        "mode": text.mode,
        "md5": text.md5,
        "max_combo": objects_in_file(file, text.mode).max_combo,
        "total_length": text.total_length,
        "bpm": round(text.bpm, 2),
        "stars": column(stars_of_file(file, text.mode, engine=engine)),
        **{name: round(getattr(text, name), 2) for name in _FIGURES},
    }
