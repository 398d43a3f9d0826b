"""Rows as the answers of the control API show them: by name, with words in place of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from mockbancho.clock import SECOND, to_datetime
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import letters_of
from mockbancho.scenario.telling import name_of

if TYPE_CHECKING:
    from mockbancho.osu.words import WordEnum
    from mockbancho.records import Beatmap
    from mockbancho.world.world import World


class Named(Struct):
    """A player, by id and name."""

    id: int
    name: str


class BeatmapName(Struct):
    """A beatmap, by what it is called."""

    id: int
    artist: str
    title: str
    version: str


def named(world: World, player_id: int) -> Named:
    """Return a player by name, also one who is deleted."""
    return Named(player_id, name_of(world, player_id))


def beatmap_name(beatmap: Beatmap | None) -> BeatmapName | None:
    """Return what a beatmap is called."""
    if beatmap is None:
        return None
    return BeatmapName(beatmap.id, beatmap.artist, beatmap.title, beatmap.version)


def word_of(kind: type[WordEnum], number: int) -> str:
    """Return the word of a number, or the number as text where there is no word."""
    return kind(number).word if number in list(kind) else str(number)


def mode_word(number: int) -> str:
    """Return the word of a game mode."""
    return word_of(GameMode, number)


def letters(mods: int) -> str:
    """Return mods as letters, such as `HDDT`; none are no text."""
    return letters_of(mods) if mods else ""


def iso(micros: int) -> str:
    """Return a moment as ISO text in UTC."""
    return f"{to_datetime(micros).isoformat()}Z"


def seconds(micros: int) -> float:
    """Return a duration in seconds."""
    return micros / SECOND
