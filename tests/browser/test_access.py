"""That everybody can use the dashboard: by keyboard, with a screen reader, on a phone and on a wall."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.dashboard import Dashboard, opened

PICTURES = Path(__file__).parents[2] / "build" / "dashboard"
"""Where pictures of the page are kept; `make screenshots` copies them into the docs."""
CONTROLS = """() => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  const groups = new Set();
  return [...all].filter((each) => {
    if (each.disabled || !each.checkVisibility()) return false;
    if (each.type !== "radio") return true;
    return !groups.has(each.name) && groups.add(each.name);
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, control: httpx.Client, scheme: Literal["light", "dark"]) -> None:
    lively(control)

    with opened(browser, str(control.base_url), color_scheme=scheme) as dashboard:
        dashboard.panel("Journal").locator("summary").first.click()
        dashboard.panel("Actions").locator("summary").first.click()
        expect(dashboard.panel("Journal").locator("pre")).to_contain_text("GET /")
        found = dashboard.violations()

    assert found == []


@pytest.mark.parametrize("width", [360, 768, 2560])
def test_it_fits_every_screen(browser: Browser, control: httpx.Client, width: int) -> None:
    lively(control)
    long = "W" * 15
    control.post("actions/create_player", json={"name": long, "online": True}).raise_for_status()
    control.post("actions/create_match", json={"host": long, "name": long * 10}).raise_for_status()

    with opened(browser, str(control.base_url), viewport={"width": width, "height": 900}) as dashboard:
        beyond = dashboard.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert beyond == 0


@pytest.mark.parametrize(
    ("name", "width", "scheme"), [("light", 1440, "light"), ("dark", 1440, "dark"), ("phone", 360, "light")]
)
def test_its_picture_is_taken(
    browser: Browser, control: httpx.Client, name: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    lively(control)
    picture = PICTURES / f"dashboard-{name}.png"

    with opened(
        browser, str(control.base_url), color_scheme=scheme, viewport={"width": width, "height": 1080}
    ) as dashboard:
        expect(dashboard.page.locator("#online-list img").nth(4)).to_have_js_property("naturalWidth", 256)
        dashboard.page.screenshot(path=picture)

    assert picture.read_bytes()[16:24] == width.to_bytes(4) + (1080).to_bytes(4)


def test_the_keyboard_reaches_every_control(dashboard: Dashboard) -> None:
    page = dashboard.page
    reached: list[bool] = page.evaluate(
        f"() => {{ window.wanted = ({CONTROLS})(); return window.wanted.map(() => false); }}"
    )

    for _ in range(len(reached) + 5):
        page.keyboard.press("Tab")
        page.evaluate(
            "document.activeElement.reached = getComputedStyle(document.activeElement).outlineStyle !== 'none'"
        )

    missed = page.evaluate(
        "window.wanted.filter(each => !each.reached && !(each.type === 'radio' && "
        "document.querySelector(`[name=${each.name}]:checked`)?.reached)).map(each => each.outerHTML.slice(0, 120))"
    )
    assert len(reached) > 80
    assert missed == []


def test_the_first_tab_skips_to_the_clock(dashboard: Dashboard) -> None:
    dashboard.page.keyboard.press("Tab")
    expect(dashboard.page.get_by_role("link", name="Skip to the clock")).to_be_focused()
    dashboard.page.keyboard.press("Enter")
    dashboard.page.keyboard.press("Tab")

    expect(dashboard.page.get_by_role("button", name="Back to the start")).to_be_focused()


def test_the_theme_that_was_chosen_stays(dashboard: Dashboard) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = dashboard.page.evaluate(ground)

    dashboard.page.get_by_role("button", name="Use dark colours").click()
    dark = dashboard.page.evaluate(ground)
    dashboard.open(dashboard.page.url)

    assert light != dark
    assert dashboard.page.evaluate(ground) == dark


def lively(control: httpx.Client) -> None:
    """Let something go wrong, and somebody ask."""
    base = next(
        each["url"]
        for each in control.get("../../worlds").json()
        if str(control.base_url).endswith(f"/{each['name']}/")
    )
    control.post("faults", json={"endpoint": "get_player_scores", "status": 503, "every": 2}).raise_for_status()
    control.post(
        "faults", json={"endpoint": "get_map_*", "latency": "100ms..300ms", "during": "1m..3m"}
    ).raise_for_status()
    for path in (
        "/get_player_count",
        "/get_player_info?id=3&scope=all",
        "/get_player_status?name=Aika",
        "/get_match?id=4",
        "/get_player_scores?name=Aika&scope=recent",
        "/get_player_scores?name=Ben&scope=recent",
        "/get_leaderboard?mode=0&sort=pp&limit=5&page=2",
        "/get_player_info?id=999999",
    ):
        httpx.get(base + path)
