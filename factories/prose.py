"""Free text: userpages, by Faker's stock providers. Faker promises no equal text across its releases."""

from __future__ import annotations

from functools import cached_property

from faker import Faker

from .chance import Chance, Key
from .provider import OsuProvider

_STOCK = ["faker.providers.lorem"]


class Prose:
    """Texts for things of one seed; the same for the same thing, whatever was asked before."""

    def __init__(self, seed: int) -> None:
        """Take the seed."""
        self._seed = seed

    @cached_property
    def _faker(self) -> Faker:
        faker = Faker(use_weighting=False, providers=_STOCK)
        faker.add_provider(OsuProvider)
        return faker

    def userpage(self, key: Key) -> str:
        """Return what the player of this key wrote about themselves, of at most 2048 characters."""
        self._faker.seed_instance(Chance(self._seed, "userpage", key).bits("text"))
        return "\n\n".join(self._faker.paragraphs(nb=2))[:2048]
