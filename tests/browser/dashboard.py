"""The dashboard in a browser, with the words by which tests speak of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

AXE = files("axe_playwright_python").joinpath("axe.min.js")


class Dashboard:
    """A page that shows a world, what its console said, and what it asked for."""

    def __init__(self, page: Page) -> None:
        """Take a page that has not been opened yet."""
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, url: str) -> None:
        """Open it, and wait until every part shows something."""
        self.page.goto(url)
        expect(self.page.locator("#connection")).to_have_text("Live")
        expect(self.page.locator("[aria-busy]")).to_have_count(0)

    def panel(self, title: str) -> Locator:
        """Return a part of the page by its heading."""
        return self.page.get_by_role("region", name=title, exact=True)

    @property
    def elapsed(self) -> Locator:
        """How far the scenario is."""
        return self.page.locator("#elapsed")

    @property
    def scrub_bar(self) -> Locator:
        """The slider over the timeline."""
        return self.page.get_by_role("slider", name="Position in the timeline")

    def match(self, name: str) -> Locator:
        """Return a match's board."""
        return (
            self.panel("Matches")
            .get_by_role("article")
            .filter(has=self.page.get_by_role("heading", name=name, exact=True))
        )

    def violations(self) -> list[tuple[str, list[str]]]:
        """Return the rules of axe-core that the page breaks, each with where."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[dict[str, Any]] = self.page.evaluate("axe.run().then(result => result.violations)")
        return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]


@contextmanager
def opened(browser: Browser, url: str, **looks: Any) -> Iterator[Dashboard]:  # noqa: ANN401  # options of `new_page`
    """Open the dashboard at an address, in a window that looks as told."""
    looks.setdefault("viewport", {"width": 1280, "height": 900})
    with browser.new_context(reduced_motion="reduce", **looks) as context:
        context.set_default_timeout(10_000)
        found = Dashboard(context.new_page())
        found.open(url)
        yield found
