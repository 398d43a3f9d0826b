import re
from html import unescape

import pytest

from mockbancho import Bancho
from mockbancho.api.app import Api
from mockbancho.contract import CONTRACTS
from mockbancho.transports.direct import call
from tests.api.asking import Asker, asking, in_every_contract, outcome
from tests.rows import clan, player

BROWSER = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")]


def links(page: str) -> list[str]:
    return [unescape(target) for target in re.findall(r'href="([^"]*)"', page)]


def endpoint_of(ask: Asker, target: str, contract: str) -> str | None:
    """Return which endpoint a link leads to, None for an avatar."""
    ask.send("GET", target, contract)
    return ask.last_call(contract).endpoint


@in_every_contract
def test_every_link_answers_in_the_recorded_world(contract: str, ask: Asker) -> None:
    page = ask.send("GET", "/", contract, headers=BROWSER)

    found = {target: ask.send("GET", target, contract).status for target in links(page.text)}

    assert found == dict.fromkeys(found, 200)
    assert len(found) > 10


@in_every_contract
def test_every_endpoint_is_named_and_linked_unless_it_needs_a_key(contract: str, ask: Asker) -> None:
    page = ask.send("GET", "/", contract, headers=BROWSER)

    endpoints = CONTRACTS[contract].endpoints.values()
    unnamed = [endpoint.name for endpoint in endpoints if f"<code>{endpoint.name}</code>" not in page.text]
    linked = {endpoint_of(ask, target, contract) for target in links(page.text)}
    assert unnamed == []
    assert linked == {endpoint.name for endpoint in endpoints if not endpoint.needs_key} | {None}


@pytest.mark.parametrize("contract", ["any", "4.3.2"])
def test_endpoints_that_need_a_key_say_so_and_how_they_are_asked(contract: str, ask: Asker) -> None:
    page = ask.send("GET", "/", contract, headers=BROWSER)

    assert "<code>/get_friends</code> <small>GET with an API key</small>" in page.text
    assert "<code>/set_avatar</code> <small>POST or PUT with an API key</small>" in page.text
    assert re.search(r"<code>/calculate_pp\?id=\d+</code> <small>GET with an API key</small>", page.text)


@in_every_contract
def test_the_page_is_html_and_names_the_contract_and_what_the_world_holds(contract: str, ask: Asker) -> None:
    page = ask.send("GET", "/", contract, headers=BROWSER)

    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.text.startswith("<!doctype html>")
    assert f"contract <strong>{contract}</strong>" in page.text
    assert "61 players" in page.text
    assert "233 scores" in page.text


def test_the_page_names_the_world_in_harmless_letters(ask: Asker) -> None:
    api = Api(ask.world, world_name="<b>&world.json")

    page = call(api, "GET", "/", headers=BROWSER)

    assert "&lt;b&gt;&amp;world.json" in page.text
    assert "<b>&world" not in page.text


@in_every_contract
@pytest.mark.parametrize("accept", [None, "*/*", "application/json", "application/json, text/plain, */*"])
def test_other_clients_get_the_real_answer(accept: str | None, contract: str, ask: Asker) -> None:
    headers = [("accept", accept)] if accept else []

    answer = ask.send("GET", "/", contract, headers=headers)

    assert outcome(answer) == (404, {"detail": "Not Found"})


@in_every_contract
@pytest.mark.parametrize("path", ["/nothing", "/v1", "/docs"])
def test_a_browser_gets_the_page_at_the_root_alone(path: str, contract: str, ask: Asker) -> None:
    answer = ask.send("GET", path, contract, headers=BROWSER)

    assert outcome(answer) == (404, {"detail": "Not Found"})


@in_every_contract
def test_a_browser_gets_json_from_an_endpoint(contract: str, ask: Asker) -> None:
    path = CONTRACTS[contract].prefixes[0] + "/get_player_count"

    answer = ask.send("GET", path, contract, headers=BROWSER)

    assert answer.headers["content-type"] == "application/json"


@in_every_contract
@pytest.mark.parametrize("rows", [pytest.param((), id="empty"), pytest.param((clan(1), player(3)), id="nearly empty")])
def test_a_world_without_examples_has_a_page_too(rows: tuple[object, ...], contract: str) -> None:
    ask = asking(*rows)  # type: ignore[arg-type]  # rows of several kinds

    page = ask.send("GET", "/", contract, headers=BROWSER)

    assert page.status == 200


@in_every_contract
def test_no_link_of_any_world_is_refused(contract: str) -> None:
    ask = asking()

    page = ask.send("GET", "/", contract, headers=BROWSER)

    statuses = {ask.send("GET", target, contract).status for target in links(page.text)}
    assert statuses <= {200, 404}


def test_in_a_generated_world_the_example_of_a_replay_is_of_a_score_that_has_one() -> None:
    with Bancho(seed=3, players=2, beatmapsets=1) as bancho:
        page = bancho.get("/", headers=dict(BROWSER))
        (example,) = [link for link in links(page.body.decode()) if "/get_replay" in link]

        assert bancho.get(example).status == 200
