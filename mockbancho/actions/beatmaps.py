"""Making beatmapsets and beatmaps, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal, Unpack

from msgspec import Meta
from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.actions.statuses import title_of
from mockbancho.clock import to_datetime
from mockbancho.errors import Mistake
from mockbancho.factories import (
    BeatmapColumns,
    Chance,
    check_beatmap,
    check_new,
    check_new_md5,
    new_beatmap_rows,
    new_beatmapset,
)
from mockbancho.osu.accuracy import column
from mockbancho.osu.beatmap_files import read_beatmap_file
from mockbancho.osu.beatmaps import BeatmapStatus
from mockbancho.osu.pp import stars_of_file
from mockbancho.records import Beatmap, BeatmapRecipe, Beatmapset, Row
from mockbancho.world.osu_files import OsuFile
from mockbancho.world.world import World


@action
def create_beatmapset(
    world: World,
    *,
    id: int | None = None,  # noqa: A002  # as the column
    server: Literal["osu!", "private"] = "osu!",
    last_osuapi_check: datetime | None = None,
) -> Beatmapset:
    """Make a set for beatmaps; without one, most of bancho.py does not know a beatmap."""
    check_new(world, Beatmapset, id)
    row = new_beatmapset(world, id=id, server=server, last_osuapi_check=last_osuapi_check)
    world.put(row)
    return row


@action
def create_beatmap(
    world: World,
    *,
    beatmapset: Beatmapset | None = None,
    id: int | None = None,  # noqa: A002  # as the column
    stars: Annotated[float, Meta(ge=0, le=999)] | None = None,
    file: OsuFile | None = None,
    **columns: Unpack[BeatmapColumns],
) -> Beatmap:
    """Make a beatmap with a `.osu` file, ranked unless told, in a set of its own unless one is given.

    What is not given is drawn; in a set that has beatmaps, the song is theirs. The file is written to have the columns
    that are given and so many stars; `file` is one of your own instead, as path or bytes, and says what the columns are.
    The beatmap has none with `file=False`, and with an `md5` or `max_combo`, which no file can be written for.
    """
    check_beatmap(id)
    check_new(world, Beatmap, id)
    check_new_md5(world, columns.get("md5"))
    beatmapset = beatmapset or _set_for(world, file, columns.get("server", "osu!"))
    row, *others = new_beatmap_rows(world, id=id, set_id=beatmapset.id, stars=stars, file=file, **columns)
    for each in (row, *others):
        world.put(each)
    return row  # type: ignore[return-value]  # the beatmap comes first


def _set_for(world: World, file: OsuFile | None, server: Literal["osu!", "private"]) -> Beatmapset:
    """Return the set that a file says it is in, which is made if there is none; else a new one."""
    said = read_beatmap_file(file).set_id if file else None
    return (said and world.beatmaps.sets.get(said)) or create_beatmapset(world, id=said, server=server)


@action
def set_beatmap_status(world: World, beatmap: Beatmap, status: BeatmapStatus) -> None:
    """Rank a beatmap, or take its rank away; stats change with the next scores alone.

    bancho.py: a status that a nominator gave is kept, whatever osu! says: the beatmap is frozen.
    """
    if beatmap.status == status:
        raise Mistake(f"beatmap {beatmap.id}, {title_of(beatmap)}, is {status.word} already")
    world.put(replace(beatmap, status=status.value, frozen=1))
    world.tell("beatmap_status_changed", beatmap=beatmap.id, text=status.word)


@action
def update_beatmap(world: World, beatmap: Beatmap) -> None:
    """Let a beatmap's mapper change it: it has another md5 from now on, and nobody has played it.

    A file that is generated gets other patterns, one of your own an empty line more. Scores stay with the old md5.
    """
    blank = {"plays": 0, "passes": 0, "last_update": to_datetime(world.now).replace(microsecond=0)}
    for row in _edited(world, replace(beatmap, **blank)):
        world.put(row)
    world.tell("beatmap_updated", beatmap=beatmap.id, text=beatmap.md5)


def _edited(world: World, beatmap: Beatmap) -> Iterator[Row]:
    """Yield a beatmap after an edit that its md5 decides, and its file or the recipe of it."""
    chance = Chance(world.seed, "edit", beatmap.md5)
    recipe, file = world.attachments.recipes.get(beatmap.id), world.attachments.beatmap_files.get(beatmap.id)
    if file is not None:
        edited = file.content + b"\r\n"
        yield replace(beatmap, md5=read_beatmap_file(edited).md5)
        yield replace(file, content=edited)
    elif recipe is not None:
        yield from _remapped(world, beatmap, replace(recipe, bits=chance.bits("patterns") >> 1))
    else:
        yield replace(beatmap, md5=chance.md5("md5"))


def _remapped(world: World, beatmap: Beatmap, recipe: BeatmapRecipe) -> Iterator[Row]:
    """Yield a beatmap with the numbers of the file that a recipe gives, and the recipe."""
    from mockbancho.factories.mapping import write_beatmap  # in many a world nothing is edited

    mapped = write_beatmap(recipe)
    yield replace(
        beatmap,
        md5=read_beatmap_file(mapped.content).md5,
        total_length=mapped.total_length,
        max_combo=mapped.objects.max_combo,
        diff=column(stars_of_file(mapped.content, beatmap.mode, engine=world.pp_engine)),
    )
    yield recipe
