from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.control.asking import Asker

if TYPE_CHECKING:
    from mockbancho import Bancho


@pytest.fixture
def control(bancho: Bancho) -> Asker:
    """The control API of the test's own server."""
    return Asker(bancho)
