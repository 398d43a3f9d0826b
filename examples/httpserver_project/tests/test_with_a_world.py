"""The same beside a world: the server answers by itself, and the chat stays an expectation."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer, RequestMatcher
from weekly_post import Job, NotPosted

from mockbancho import Bancho


@pytest.fixture(autouse=True)
def world(bancho: Bancho, httpserver: HTTPServer) -> None:
    """Every endpoint of bancho.py answers at `httpserver`, out of this test's world."""
    bancho.mount(httpserver)


def test_the_three_best_are_posted_in_order(job: Job, bancho: Bancho, httpserver: HTTPServer) -> None:
    bancho.create.stats(bancho.create.player(name="Ben"), pp=5000)
    bancho.create.stats(bancho.create.player(name="Aika"), pp=7210)
    bancho.create.stats(bancho.create.player(name="Mira"), pp=6100)
    bancho.create.stats(bancho.create.player(name="Kai"), pp=10)
    bancho.create.clan(name="Reds", tag="RED", owner="Aika")
    told = "1. [RED] Aika 7,210pp\n2. Mira 6,100pp\n3. Ben 5,000pp"
    httpserver.expect_oneshot_request("/webhook", method="POST", json={"content": told}).respond_with_data()

    job.run()

    httpserver.check()
    httpserver.assert_request_made(RequestMatcher("/v1/get_leaderboard"), count=1)
    bancho.calls.get_leaderboard(sort="pp", limit=3).once()


def test_a_server_without_players(job: Job, httpserver: HTTPServer) -> None:
    told = {"content": "Nobody has a rank yet."}
    httpserver.expect_request("/webhook", method="POST", json=told).respond_with_data()

    job.run()

    httpserver.check()


def test_a_chat_that_refuses(job: Job, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/webhook").respond_with_data("no such webhook", 404)

    with pytest.raises(NotPosted, match="404"):
        job.run()


def test_an_outage_of_the_server_posts_nothing(job: Job, bancho: Bancho, httpserver: HTTPServer) -> None:
    bancho.faults.add("get_leaderboard", status=502)

    with pytest.raises(NotPosted, match="502"):
        job.run()

    httpserver.assert_request_made(RequestMatcher("/webhook"), count=0)


def test_one_answer_of_its_own_before_the_world_goes_on(job: Job, bancho: Bancho, httpserver: HTTPServer) -> None:
    httpserver.expect_oneshot_request("/v1/get_leaderboard").respond_with_data("down", 503)
    httpserver.expect_request("/webhook").respond_with_data()

    with pytest.raises(NotPosted, match="503"):
        job.run()
    job.run()

    assert [call.endpoint for call in bancho.journal] == ["get_leaderboard"]
