"""What plays of a beatmap are worth, or would be."""

from __future__ import annotations

import re
from hashlib import md5
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from mockbancho.api.endpoint import keyed
from mockbancho.api.fragments import encode
from mockbancho.errors import BadRequest, Mistake, UpstreamCrash
from mockbancho.osu.accuracy import column
from mockbancho.osu.engine import Difficulty, PartialPlay, Performance
from mockbancho.osu.engines import engine_of
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.osu.engine import PpEngine
    from mockbancho.records import Player
    from mockbancho.world.world import World

MODS_END: Final = 2**32
"""The first number that is no mods: the real server's engine takes 32 bits."""
COUNTS_END: Final = 2**64
"""The first number that is no count of hits, and no combo."""
_EXPONENT: Final = re.compile(rb"(?<=\d)e(?=\d)")
"""bancho.py: what is written before the exponent of a number from 1e16 on has a plus sign. Nothing else here matches."""


class PpQuery(Struct, frozen=True, gc=False):
    """Which beatmap, and what is known of the plays on it."""

    id: int | None
    nkatu: int | None
    ngeki: int | None
    n100: int | None
    n50: int | None
    misses: int
    mods: int
    mode: int
    combo: int | None
    acc: tuple[float, ...]

    @property
    def has_hits(self) -> bool:
        """Whether any hits are given, 0 included; misses alone are none."""
        return any(count is not None for count in (self.nkatu, self.ngeki, self.n100, self.n50))

    def plays(self) -> list[PartialPlay]:
        """Return the plays that are asked about: one of these hits, or one for each accuracy.

        bancho.py: if any hits are given, those that are not are 0, and the accuracies are ignored.
        """
        if not self.has_hits:
            return [PartialPlay(accuracy=accuracy, nmiss=self.misses, combo=self.combo) for accuracy in self.acc]
        nkatu, ngeki, n100, n50 = (count or 0 for count in (self.nkatu, self.ngeki, self.n100, self.n50))
        return [PartialPlay(nkatu=nkatu, ngeki=ngeki, n100=n100, n50=n50, nmiss=self.misses, combo=self.combo)]


class Entry(Struct, frozen=True):
    """What one play is worth; *accuracy* is null where hits were given."""

    performance: Performance
    difficulty: Difficulty
    accuracy: float | None


@keyed("calculate_pp", PpQuery)
def calculate_pp(world: World, owner: Player, query: PpQuery, write: Writer) -> bytes:  # noqa: ARG001  # anybody's key does
    """Calculate what plays of a beatmap are worth, and how hard it is.

    Shape: a list with an entry for each accuracy; one entry alone if any of ngeki, nkatu, n100 and n50 is given. Only
    pp is rounded; parts that the ruleset or the engine has not are null.
    Errors: 400 no such beatmap, no file of it, a file that cannot be read.
    """
    content = _file(world, query.id)
    if write.crashes:
        _crash_like_the_engine(query)
    try:
        entries = _entries(engine_of(world.pp_engine), content, query)
    except Mistake as mistake:
        if write.crashes:
            raise UpstreamCrash("the pp engine cannot read this beatmap file") from None
        raise BadRequest(f"Beatmap file cannot be read: {mistake}") from None
    return _EXPONENT.sub(b"e+", encode(entries[0] if query.has_hits else entries))


def _file(world: World, beatmap_id: int | None) -> bytes:
    """Return a beatmap's file; one with another md5 is that of another version."""
    from mockbancho.factories import file_of  # many a server is never asked for pp

    if beatmap_id is None:
        raise UpstreamCrash("a beatmap without an id is looked for")
    beatmap = world.beatmaps.known(world.beatmaps.get(beatmap_id))
    if beatmap is None:
        raise BadRequest("Beatmap not found.")
    content = file_of(world, beatmap)
    if content is None or md5(content, usedforsecurity=False).hexdigest() != beatmap.md5:
        raise BadRequest("Beatmap file could not be fetched.")
    return content


def _crash_like_the_engine(query: PpQuery) -> None:
    """Raise `UpstreamCrash` for numbers that the real server passes on although its engine takes none such.

    bancho.py: negative mods become 32 bits only where Double Time is added to Nightcore.
    """
    if not 0 <= query.mode < len(GameMode):
        raise UpstreamCrash("there is no such mode")
    least = 1 - MODS_END if query.mods & Mods.NIGHTCORE else 0
    if not least <= query.mods < MODS_END:
        raise UpstreamCrash("the pp engine takes mods of 32 bits")
    counts = (query.nkatu, query.ngeki, query.n100, query.n50, query.misses, query.combo)
    if any(count is not None and not 0 <= count < COUNTS_END for count in counts):
        raise UpstreamCrash("the pp engine takes neither negative counts nor those of more than 64 bits")


def _entries(engine: PpEngine, content: bytes, query: PpQuery) -> list[Entry]:
    difficulty = engine.difficulty(content, query.mode, query.mods)
    plays = query.plays()
    worth = [engine.performance(content, query.mode, query.mods, play) for play in plays]
    return [
        Entry(replace(found, pp=column(found.pp)), difficulty, play.accuracy)
        for found, play in zip(worth, plays, strict=True)
    ]
