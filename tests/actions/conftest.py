"""A server of its own for each test."""

import pytest

from mockbancho import Bancho
from mockbancho.world.world import World


@pytest.fixture
def bancho() -> Bancho:
    """An empty world, seed 7, that nothing listens for."""
    return Bancho(world=World.build(seed=7))
