"""A provider for Faker: names, titles and tags of osu!, from our own words."""

from __future__ import annotations

from faker.providers import BaseProvider

from .names import nth_name
from .words import ARTISTS, TAGS, TITLE_ENDINGS, TITLE_OPENINGS


class OsuProvider(BaseProvider):
    """`fake.osu_name()`, `fake.osu_title()`, …; draws from the Faker that it is added to."""

    def osu_name(self) -> str:
        """Return a player's name that bancho.py would register; two calls may return the same."""
        return nth_name(0, self.random_int(0, 16_383))

    def osu_artist(self) -> str:
        """Return the name of an artist."""
        return str(self.random_element(ARTISTS))

    def osu_title(self) -> str:
        """Return the title of a song."""
        return f"{self.random_element(TITLE_OPENINGS)} {self.random_element(TITLE_ENDINGS)}"

    def osu_tags(self, count: int = 5) -> str:
        """Return so many tags of a beatmap, as one text."""
        return " ".join(str(self.random_element(TAGS)) for _ in range(count))
