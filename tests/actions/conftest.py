"""A server of its own for each test."""

import pytest

from mockbancho import Bancho


@pytest.fixture
def bancho() -> Bancho:
    """An empty world, seed 7, that nothing listens for."""
    return Bancho(seed=7)
