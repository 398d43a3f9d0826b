"""A browser, the site in it, and the server that it asks."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.server import World, serving

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(ROOT / "evening.yaml", tmp_path_factory.mktemp("server") / "url") as url:
        yield url


@pytest.fixture
def world(server: str) -> Iterator[World]:
    world = World(server)
    yield world
    world.delete()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("there is no Chromium on this machine; on Debian: apt install chromium")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=found) as browser:
        yield browser


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    files = partial(Quiet, directory=str(ROOT / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), files) as serving_files:
        thread = threading.Thread(target=serving_files.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{serving_files.server_port}"
        serving_files.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser, site: str, world: World) -> Iterator[Page]:
    """A page of the site that asks the test's own world; nothing may go wrong in its scripts."""
    config = f'export const API = "{world.url}";\nexport const POLL_MS = 50;\n'
    with browser.new_context(base_url=site) as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route("**/config.js", lambda route: route.fulfill(body=config, content_type="text/javascript"))
        yield page
    assert errors == []
