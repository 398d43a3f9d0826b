from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

import pytest

from mockbancho.world.files.reading import read_rows
from mockbancho.world.world import World
from tests.api.asking import Asker

RECORDED: Final = Path(__file__).parent.parent / "conformance" / "world.json"


@pytest.fixture(scope="session")
def recorded_world() -> World:
    """The world that the real servers were asked about; tests get forks of it."""
    contents = read_rows(RECORDED.read_bytes(), RECORDED.name)
    return World.build(contents.rows, now=contents.now)


@pytest.fixture
def ask(recorded_world: World) -> Asker:
    """Who asks a fork of the recorded world."""
    return Asker(recorded_world.fork())


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    """What mockbancho logs, whatever another test has set up."""
    logger = logging.getLogger("mockbancho")
    monkeypatch.setattr(logger, "propagate", True)
    monkeypatch.setattr(logger, "disabled", False)
    caplog.set_level(logging.WARNING, logger="mockbancho")
    return caplog
