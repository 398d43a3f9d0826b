"""Making beatmapsets and beatmaps."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Unpack

from msgspec import Meta

from mockbancho.actions.action import action
from mockbancho.factories import (
    BeatmapColumns,
    check_beatmap,
    check_new,
    check_new_md5,
    new_beatmap_rows,
    new_beatmapset,
)
from mockbancho.osu.beatmap_files import read_beatmap_file
from mockbancho.records import Beatmap, Beatmapset
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
    With `file=False`, or an `md5` or `max_combo`, which no file could be written for, the beatmap has none.
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
