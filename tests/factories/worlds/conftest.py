from __future__ import annotations

import pytest

from tests.factories.worlds.given import Rows, sound_world


@pytest.fixture(scope="session")
def sound() -> Rows:
    """A generated world of forty players and twenty-five sets of beatmaps; nobody changes it."""
    return Rows(sound_world())
