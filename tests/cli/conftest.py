from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mockbancho import generated

if TYPE_CHECKING:
    from mockbancho.world.world import World


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """No world is kept from another test: each command makes its own, as in a process of its own."""
    worlds: dict[object, World] = {}
    monkeypatch.setattr(generated, "_worlds", worlds)
