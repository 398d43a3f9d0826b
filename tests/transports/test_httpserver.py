"""A world inside somebody's pytest-httpserver, beside what they expect."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from pytest_httpserver import HTTPServer, RequestMatcher

from mockbancho import Bancho, Mistake


def get(httpserver: HTTPServer, path: str) -> requests.Response:
    """Ask over the network."""
    return requests.get(httpserver.url_for(path), timeout=5)


@pytest.fixture
def mounted(server: Bancho, httpserver: HTTPServer) -> HTTPServer:
    """A pytest-httpserver that has the world."""
    server.mount(httpserver)
    return httpserver


def test_every_endpoint_has_a_handler(mounted: HTTPServer, server: Bancho) -> None:
    told = repr([handler.matcher for handler in mounted.handlers])

    assert [name for name in server.asgi.contract.endpoints if f"<bancho {name} at /" not in told] == []


@pytest.mark.parametrize("path", ["/get_player_info?id=3&scope=all", "/v2/players/3", "/3.png", "/get_player_info"])
def test_the_world_answers(path: str, mounted: HTTPServer, server: Bancho) -> None:
    answer, expected = get(mounted, path), server.get(path)

    assert (answer.status_code, answer.content) == (expected.status, expected.body)
    assert answer.headers["content-type"] == expected.headers["content-type"]


def test_the_world_moves_on(mounted: HTTPServer, server: Bancho) -> None:
    server.create.player(name="Mira")

    assert get(mounted, "/get_player_info?name=mira&scope=info").json()["player"]["info"]["name"] == "Mira"


@pytest.mark.parametrize("expect", ["expect_request", "expect_oneshot_request"])
def test_an_expectation_comes_first_although_it_was_added_later(expect: str, mounted: HTTPServer) -> None:
    getattr(mounted, expect)("/get_player_count").respond_with_json({"mine": True})

    assert get(mounted, "/get_player_count").json() == {"mine": True}


def test_an_expectation_with_another_query_leaves_the_path_to_the_world(mounted: HTTPServer) -> None:
    mounted.expect_request("/get_player_count", query_string="page=2").respond_with_json({"mine": True})

    assert get(mounted, "/get_player_count").json()["counts"]["total"] == 60
    assert get(mounted, "/get_player_count?page=2").json() == {"mine": True}


def test_what_is_expected_once_is_expected_once(mounted: HTTPServer) -> None:
    mounted.expect_oneshot_request("/get_player_count").respond_with_data("down", 503)

    assert [get(mounted, "/get_player_count").status_code for _ in range(2)] == [503, 200]


def test_the_order_of_requests_is_expected_as_ever(mounted: HTTPServer) -> None:
    mounted.expect_ordered_request("/login").respond_with_json({"token": "t"})
    mounted.expect_ordered_request("/me").respond_with_json({"id": 3})

    seen = [get(mounted, path).status_code for path in ("/login", "/me", "/get_player_count")]
    mounted.check_assertions()

    assert seen == [200, 200, 200]


def test_a_request_out_of_order_fails_as_ever(mounted: HTTPServer) -> None:
    mounted.expect_ordered_request("/login").respond_with_json({"token": "t"})

    assert get(mounted, "/get_player_count").status_code == 500
    with pytest.raises(AssertionError, match="No handler found for request"):
        mounted.check_assertions()


def test_requests_to_the_world_are_verified_as_others(mounted: HTTPServer) -> None:
    get(mounted, "/get_player_count")

    mounted.assert_request_made(RequestMatcher("/get_player_count", method="GET"), count=1)
    with pytest.raises(AssertionError, match="Matching request found 1 times but expected 2 times"):
        mounted.assert_request_made(RequestMatcher("/get_player_count"), count=2)


def test_a_route_of_ones_own_is_answered_too(mounted: HTTPServer, server: Bancho) -> None:
    server.route("/get_countries", {"jp": 12})

    assert get(mounted, "/v1/get_countries").json() == {"jp": 12}


def test_requests_to_the_world_are_in_its_journal(mounted: HTTPServer, server: Bancho) -> None:
    get(mounted, "/get_player_count?page=2")

    (call,) = server.journal
    assert (call.endpoint, call.ignored) == ("get_player_count", ("page",))


def test_an_unknown_path_is_explained_by_pytest_httpserver(mounted: HTTPServer) -> None:
    answer = get(mounted, "/get_player_cuont")

    assert answer.status_code == 500
    assert answer.text.startswith("No handler found for request <Request ")
    assert "\n    <bancho get_player_count at /get_player_count or /v1/get_player_count or " in answer.text


def test_clearing_takes_the_world_away(mounted: HTTPServer, server: Bancho) -> None:
    mounted.clear()
    gone = get(mounted, "/get_player_count").status_code
    mounted.clear()
    server.mount(mounted)

    assert (gone, get(mounted, "/get_player_count").status_code) == (500, 200)


def test_one_world_is_enough(mounted: HTTPServer, server: Bancho) -> None:
    with pytest.raises(Mistake, match=r"^this httpserver has a world already; its clear\(\) takes that away, and all"):
        server.mount(mounted)


def test_anything_else_cannot_be_mounted_on(server: Bancho) -> None:
    address: Any = "http://localhost:5000"

    with pytest.raises(Mistake) as told:
        server.mount(address)

    assert str(told.value) == (
        "mount takes the fixture httpserver, a pytest_httpserver.HTTPServer, not 'http://localhost:5000'"
    )
