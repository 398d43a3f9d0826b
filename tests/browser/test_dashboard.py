"""What the dashboard shows and does, in a real browser."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, expect

from mockbancho.world.events import EVENTS
from tests.browser.dashboard import Dashboard, opened
from tests.serving import serving


def test_it_loads_from_its_own_host_without_a_word_in_the_console(dashboard: Dashboard) -> None:
    dashboard.page.wait_for_load_state()

    assert dashboard.said == []
    assert {urlsplit(url).netloc for url in dashboard.asked} == {urlsplit(dashboard.page.url).netloc}
    expect(dashboard.page.locator("#scenario-title")).to_have_text("Tournament finals")
    expect(dashboard.page.locator("#now")).to_have_text("12:01:50")
    expect(dashboard.match("RED vs BLU: Finals").get_by_role("listitem")).to_have_count(16)


def test_it_knows_every_kind_of_event(dashboard: Dashboard) -> None:
    known = dashboard.page.evaluate("import('./kinds.js').then(({ KINDS }) => KINDS)")

    assert sorted(known) == sorted(EVENTS)


def test_it_moves_with_the_scenario(dashboard: Dashboard, control: httpx.Client) -> None:
    finals = dashboard.match("RED vs BLU: Finals")
    expect(finals.get_by_text("playing", exact=True).first).to_be_visible()

    control.post("clock/run_until", json={"event": "match_finished"}).raise_for_status()

    expect(finals.get_by_text("in the lobby", exact=True)).to_be_visible()
    expect(dashboard.elapsed).to_have_text("2:50")
    expect(dashboard.panel("Events").get_by_text("match finished: match 4 RED vs BLU: Finals")).to_be_visible()


def test_play_lets_the_time_run_and_pause_stops_it(dashboard: Dashboard) -> None:
    dashboard.page.locator("[name=speed][value='60']").check()
    dashboard.page.get_by_role("button", name="Play", exact=True).click()
    expect(dashboard.match("RED vs BLU: Finals").get_by_text("in the lobby", exact=True)).to_be_visible()

    dashboard.page.get_by_role("button", name="Pause", exact=True).click()

    expect(dashboard.page.locator("#mode")).to_contain_text("Paused")


def test_the_bar_scrubs_back_by_keyboard_and_by_mouse(dashboard: Dashboard) -> None:
    finals = dashboard.match("RED vs BLU: Finals")

    dashboard.scrub_bar.press("Home")
    expect(dashboard.elapsed).to_have_text("0:00")
    expect(finals).to_have_count(0)
    dashboard.scrub_bar.press("ArrowRight")
    expect(dashboard.elapsed).to_have_text("0:05")

    place = dashboard.scrub_bar.bounding_box()
    assert place is not None
    dashboard.page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(dashboard.elapsed).to_have_text("6:30")
    expect(finals).to_be_visible()


def test_an_action_is_done_by_its_form(dashboard: Dashboard) -> None:
    actions, online = dashboard.panel("Actions"), dashboard.panel("Online")
    expect(online.get_by_title("Aika", exact=True)).to_be_visible()

    actions.get_by_label("Search the actions").fill("log out")
    actions.get_by_text("Go offline").click()
    actions.get_by_label("Player").fill("Aikka")
    actions.get_by_role("button", name="Do it").click()
    expect(actions.get_by_role("alert").filter(visible=True)).to_contain_text("did you mean 'Aika'?")
    actions.get_by_label("Player").fill("Aika")
    actions.get_by_role("button", name="Do it").click()

    expect(actions.get_by_role("status")).to_contain_text("player offline: Aika")
    expect(online.get_by_title("Aika", exact=True)).to_have_count(0)


def test_a_fault_is_added_shown_switched_off_and_on(dashboard: Dashboard, control: httpx.Client) -> None:
    faults = dashboard.panel("Faults")
    switch = faults.get_by_role("switch")

    faults.get_by_role("button", name="60 a minute").click()
    faults.get_by_role("button", name="Add the fault").click()
    expect(switch).to_be_checked()
    expect(faults.get_by_text("every endpoint, 60 requests per 1m")).to_be_visible()
    switch.uncheck()
    expect(faults.get_by_text("switched off")).to_be_visible()
    assert control.get("faults").json() == []

    switch.check()
    expect(faults.get_by_text("hit 0 of 0 requests")).to_be_visible()
    assert [(fault["quota"], fault["per"]) for fault in control.get("faults").json()] == [(60, "1m")]


def test_a_call_is_explained_and_can_be_made_again(dashboard: Dashboard, control: httpx.Client) -> None:
    journal = dashboard.panel("Journal")
    base = control.get("../../worlds").json()[-1]["url"]
    httpx.get(f"{base}/get_player_info?id=999999&scope=all")

    journal.get_by_text("/get_player_info?id=999999&scope=all", exact=True).click()

    expect(journal.locator("pre")).to_contain_text("GET /get_player_info?id=999999&scope=all\n404: ")
    expect(journal.locator("code")).to_have_text(f"curl --globoff '{base}/get_player_info?id=999999&scope=all'")


def test_a_rank_that_changes_says_so(dashboard: Dashboard, control: httpx.Client) -> None:
    board = dashboard.panel("Leaderboard")
    second = board.get_by_role("row").nth(2)
    name = second.locator(".name").get_attribute("title")
    expect(second.get_by_text("up 1")).to_have_count(0)

    score = {"player": name, "beatmap": 1172819, "pp": 2000.0}
    control.post("actions/submit_score", json=score).raise_for_status()

    first = board.get_by_role("row").nth(1)
    expect(first.locator(".name")).to_have_attribute("title", str(name))
    expect(first.get_by_text("up 1")).to_be_attached()


def test_names_are_never_markup(dashboard: Dashboard, control: httpx.Client) -> None:
    name = "<img src=x onerror=alert(1)>"

    control.post("actions/create_match", json={"host": "Rita", "name": name}).raise_for_status()

    expect(dashboard.match(name)).to_be_visible()
    expect(dashboard.page.locator("img[src=x]")).to_have_count(0)
    assert dashboard.said == []


def test_a_scenario_takes_the_place_of_another(dashboard: Dashboard) -> None:
    dashboard.page.get_by_role("button", name="Load Quiet evening").click()

    expect(dashboard.page.locator("#scenario-title")).to_have_text("Quiet evening")
    expect(dashboard.page.locator("#length")).to_have_text(" / 18:05")
    expect(dashboard.match("RED vs BLU: Finals")).to_have_count(0)


def test_a_fork_is_made_opened_and_deleted(dashboard: Dashboard) -> None:
    worlds = dashboard.panel("Worlds")

    worlds.get_by_label("Name of the fork").fill("rehearsal")
    worlds.get_by_role("button", name="Fork this world").click()
    worlds.get_by_role("link", name="Open rehearsal").click()
    expect(dashboard.page.get_by_role("banner")).to_contain_text("world rehearsal")
    expect(dashboard.elapsed).to_have_text("1:50")

    worlds.get_by_role("button", name="Delete rehearsal").click()
    expect(worlds.get_by_role("heading", name="rehearsal")).to_have_count(0)


def test_without_a_stream_it_asks_again_and_again(browser: Browser, control: httpx.Client) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/events/stream", lambda route: route.fulfill(status=503))
        page.goto(str(control.base_url))
        expect(page.locator("#connection")).to_have_text("Asking every 2 s")

        control.post("clock/seek", json={"to": "3m"}).raise_for_status()

        expect(page.locator("#elapsed")).to_have_text("3:00")


def test_it_survives_a_restart_of_the_server(browser: Browser) -> None:
    with serving(None, "--still", "--quiet") as first, opened(browser, f"{first.url}/_mock/") as dashboard:
        banner = dashboard.page.get_by_role("alert").filter(has_text="The server does not answer.")
        expect(banner).to_be_hidden()
        first.process.terminate()
        expect(banner).to_be_visible()

        with serving(None, "quiet_evening", "--quiet", "--port", str(first.address[1])):
            expect(dashboard.page.locator("#connection")).to_have_text("Live")
            expect(banner).to_be_hidden()
            expect(dashboard.page.locator("#scenario-title")).to_have_text("Quiet evening")
