"""Making beatmapsets and beatmaps."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Unpack

from msgspec import Meta

from mockbancho.actions.action import action
from mockbancho.errors import Mistake
from mockbancho.factories import BeatmapColumns, new_beatmap, new_beatmapset
from mockbancho.records import Beatmap, Beatmapset
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
    if id is not None and world.beatmaps.sets.get(id):
        raise Mistake(f"create_beatmapset: id: beatmapset {id} exists already")
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
    **columns: Unpack[BeatmapColumns],
) -> Beatmap:
    """Make a beatmap, ranked unless told, in a set of its own unless one is given.

    What is not given is drawn; in a set that has beatmaps, the song is theirs.
    """
    if id is not None and world.beatmaps.get(id):
        raise Mistake(f"create_beatmap: id: beatmap {id} exists already")
    same = world.beatmaps.with_md5(columns["md5"]) if "md5" in columns else None
    if same is not None:
        raise Mistake(f"create_beatmap: md5: beatmap {same.id} has this md5")
    if beatmapset is None:
        beatmapset = create_beatmapset(world, server=columns.get("server", "osu!"))
    row = new_beatmap(world, id=id, set_id=beatmapset.id, stars=stars, **columns)
    world.put(row)
    return row
