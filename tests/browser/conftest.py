"""A real Chromium, and a server whose forks it looks at: each test has a world of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.dashboard import Dashboard, opened
from tests.serving import Serving, serving

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium; for no longer than a module, since its event loop would be in the way of others."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing = "no Chromium is installed (Debian: apt install chromium), so nobody can look at the dashboard"
        pytest.fail(missing) if os.environ.get("MOCKBANCHO_NEEDS_BROWSER") else pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def finals() -> Iterator[Serving]:
    """A server of the tournament's finals."""
    with serving(None, "tournament_finals", "--quiet") as server:
        yield server


@pytest.fixture
def control(finals: Serving) -> Iterator[httpx.Client]:
    """The control API of a fork that stands at 1m50s, in the middle of the first beatmap."""
    with httpx.Client(timeout=30) as client:
        fork = client.post(f"{finals.url}/_mock/worlds", json={}).json()
        client.base_url = httpx.URL(f"{fork['control']}/")
        client.post("clock/pause", json={}).raise_for_status()
        client.post("clock/seek", json={"to": "1m50s"}).raise_for_status()
        yield client
        client.delete(f"{finals.url}/_mock/worlds/{fork['name']}").raise_for_status()


@pytest.fixture
def dashboard(browser: Browser, control: httpx.Client) -> Iterator[Dashboard]:
    """The fork's dashboard, opened and live."""
    with opened(browser, str(control.base_url)) as page:
        yield page
