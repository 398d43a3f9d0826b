"""The files of a world: beatmaps' `.osu` files, replays, avatars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.records import Avatar, BeatmapFile, BeatmapRecipe, ReplayFrames
from mockbancho.world.hashed import Hashed
from mockbancho.world.store import Store
from mockbancho.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDINGS: Final = ("png", "jpg", "jpeg", "gif")
"""Those that the file of an avatar may have."""


class Attachments(Store):
    """Files by the id of what they belong to, avatars by name."""

    __slots__ = ("avatars", "beatmap_files", "recipes", "replays")

    def __init__(
        self,
        beatmap_files: Iterable[BeatmapFile] = (),
        replays: Iterable[ReplayFrames] = (),
        avatars: Iterable[Avatar] = (),
        recipes: Iterable[BeatmapRecipe] = (),
    ) -> None:
        """Take all files at once, and the recipes of those that are written when they are asked for."""
        self.recipes = Table.of((row.id, row) for row in recipes)
        self.beatmap_files = Table.of((row.id, row) for row in beatmap_files)
        self.replays = Table.of((row.id, row) for row in replays)
        self.avatars = Hashed.of({row.name: row for row in avatars})

    def avatar_of(self, player_id: int) -> Avatar | None:
        """Return a player's avatar, or the world's default one, or None."""
        names = [f"{owner}.{ending}" for owner in (player_id, "default") for ending in ENDINGS]
        return next((found for name in names if (found := self.avatars.get(name))), None)

    def all_avatars(self) -> Iterator[Avatar]:
        """Iterate over all avatars, by name."""
        for name in sorted(self.avatars):
            found = self.avatars.get(name)
            if found is not None:
                yield found

    def put(self, row: BeatmapFile | BeatmapRecipe | ReplayFrames | Avatar) -> None:
        """Add a file, or replace it."""
        if isinstance(row, BeatmapFile):
            self.beatmap_files = self.beatmap_files.put(row.id, row)
        elif isinstance(row, BeatmapRecipe):
            self.recipes = self.recipes.put(row.id, row)
        elif isinstance(row, ReplayFrames):
            self.replays = self.replays.put(row.id, row)
        else:
            self.avatars = self.avatars.put(row.name, row)

    def remove(self, row: BeatmapFile | BeatmapRecipe | ReplayFrames | Avatar) -> None:
        """Remove a file."""
        if isinstance(row, BeatmapFile):
            self.beatmap_files = self.beatmap_files.remove(row.id)
        elif isinstance(row, BeatmapRecipe):
            self.recipes = self.recipes.remove(row.id)
        elif isinstance(row, ReplayFrames):
            self.replays = self.replays.remove(row.id)
        else:
            self.avatars = self.avatars.remove(row.name)
