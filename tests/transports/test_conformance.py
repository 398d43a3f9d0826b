"""The same tests for every way into a server: whatever a client is made of, it meets the same API."""

from __future__ import annotations

import pytest

from mockbancho import Bancho
from tests.transports.ways import Way, each_way

FOLLOWS_NOTHING = "a direct call follows no redirects: its caller gets the 307 itself"
TAKES_TARGETS = "a direct call takes a target that is percent-encoded, or values by keyword"
READS_WHOLE = "a direct call has the whole body"
LEADS_ELSEWHERE = "the mounted handlers are chosen by path alone: an unknown one is pytest-httpserver's to explain"


@each_way()
def test_an_answer_is_what_the_server_sent(way: Way, server: Bancho) -> None:
    expected = server.get("/get_player_info?id=3&scope=all")

    seen = way.ask("/get_player_info?id=3&scope=all")

    assert (seen.status, seen.body) == (200, expected.body)
    assert seen.headers["bancho-version"] == expected.headers["bancho-version"]
    assert seen.headers["content-type"] == "application/json"
    assert seen.headers["content-length"] == str(len(expected.body))


@each_way()
def test_the_address_of_the_answer_is_the_one_asked(way: Way) -> None:
    assert way.ask("/get_player_count?page=1").url == f"{way.base}/get_player_count?page=1"


@each_way(direct=FOLLOWS_NOTHING)
def test_a_redirect_is_followed(way: Way) -> None:
    seen = way.ask("/get_player_count/?page=1")

    assert (seen.status, seen.hops, seen.url) == (200, (307,), f"{way.base}/get_player_count?page=1")


@each_way()
def test_a_query_arrives_as_it_was_written(way: Way, server: Bancho) -> None:
    way.ask("/get_player_count?mods=HD&mods=DT&name=%E3%81%82%20%26%2B&empty=")

    (call,) = server.journal
    assert (call.path, call.query) == ("/get_player_count", b"mods=HD&mods=DT&name=%E3%81%82%20%26%2B&empty=")


@each_way(direct=TAKES_TARGETS)
def test_letters_of_other_scripts_arrive_percent_encoded(way: Way, server: Bancho) -> None:
    way.ask("/get_player_info?scope=info&name=あい")

    (call,) = server.journal
    assert (call.query, call.status) == (b"scope=info&name=%E3%81%82%E3%81%84", 404)


@each_way()
def test_a_wrong_method_is_refused_however_much_is_sent(way: Way) -> None:
    refused = way.ask("/get_player_count", "POST", body=bytes(5 * 2**20))
    then = way.ask("/get_player_count")

    assert (refused.status, refused.body) == (405, b'{"detail":"Method Not Allowed"}')
    assert then.status == 200


@each_way()
def test_head_has_headers_and_no_body(way: Way, server: Bancho) -> None:
    picture = server.get("/3.png").body

    seen = way.ask("/3.png", "HEAD")

    assert (seen.status, seen.headers["content-length"], seen.body) == (200, str(len(picture)), b"")


@each_way()
def test_an_avatar_is_on_a_host_of_its_own(way: Way, server: Bancho) -> None:
    seen = way.ask("/3", host="a")

    assert (seen.status, seen.headers["content-type"]) == (200, "image/png")
    assert seen.body == server.get("/3.png").body


@each_way(httpserver=LEADS_ELSEWHERE)
def test_an_unknown_path_is_a_404(way: Way) -> None:
    seen = way.ask("/nowhere")

    assert (seen.status, seen.body) == (404, b'{"detail":"Not Found"}')


@each_way(direct=READS_WHOLE)
def test_a_body_can_be_read_in_pieces(way: Way, server: Bancho) -> None:
    path = "/get_player_scores?id=3&scope=best&limit=50"

    seen = way.ask(path)

    assert seen.reads >= len(seen.body) / 1000 > 10
    assert seen.body == server.get(path).body


@each_way()
def test_many_ask_at_the_same_time(way: Way, server: Bancho) -> None:
    paths = [f"/get_player_info?id={number}&scope=info" for number in range(3, 23)]

    seen = way.ask_at_once(paths)

    assert [each.body for each in seen] == [server.get(path).body for path in paths]


@pytest.mark.parametrize("way", ["httpx", "requests", "aiohttp", "socket httpx"], indirect=True)
def test_no_answer_sets_a_cookie(way: Way) -> None:
    assert "set-cookie" not in way.ask("/get_player_count").headers
