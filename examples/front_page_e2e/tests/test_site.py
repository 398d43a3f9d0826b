"""What somebody sees who looks at the site while the evening goes on."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.server import World


def test_the_leaderboard_moves_when_somebody_is_overtaken(page: Page, world: World) -> None:
    names = page.locator("tbody a")
    page.goto("/index.html")
    expect(names).to_have_text(["Ben", "Aika"])

    world.seek("10m")

    expect(names).to_have_text(["Aika", "Ben"])


def test_a_player_comes_online_and_plays(page: Page, world: World) -> None:
    status = page.locator("#status")
    page.goto("/index.html")
    page.get_by_role("link", name="Aika").click()
    expect(page.get_by_role("heading")).to_have_text("Aika")
    expect(status).to_contain_text("last seen 20")

    world.seek("5m")
    expect(status).to_have_text("online")

    world.seek("7m")
    expect(status).to_have_text("plays Summit")


def test_a_first_play_gives_a_rank(page: Page, world: World) -> None:
    page.goto("/player.html?id=5")
    expect(page.locator("#rank")).to_have_text("not ranked")

    world.do("actions/go_online", {"player": "Mira"})
    world.do("actions/play_beatmap", {"player": "Mira", "beatmap": "Warm Up", "accuracy": 90, "passed": True})
    world.do("clock/run_until", {"event": "score_submitted"})

    expect(page.locator("#rank")).to_contain_text("#3 with ")


def test_an_outage_is_told_and_what_was_there_stays(page: Page, world: World) -> None:
    notice = page.get_by_role("status")
    page.goto("/index.html")
    expect(page.locator("tbody tr")).to_have_count(2)

    world.do("faults", {"endpoint": "get_leaderboard", "status": 503})

    expect(notice).to_have_text("The server does not answer.")
    expect(page.locator("tbody tr")).to_have_count(2)

    world.clear_faults()
    expect(notice).to_have_text("")


def test_nobody_of_that_number(page: Page) -> None:
    page.goto("/player.html?id=999")

    expect(page.get_by_role("status")).to_have_text("There is no such player.")
