"""Asking a server: what counts as an answer, what is asked again, and where it is not followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from werkzeug import Response

from mockbancho import clock
from mockbancho.errors import Mistake
from mockbancho.learning.address import Address
from mockbancho.learning.connection import Connection
from mockbancho.learning.pace import Pace
from mockbancho.learning.questions import Deferred, Reply, Unanswered, Unreachable, ask
from mockbancho.learning.server import find_server
from tests.learning.playing import StoppedTimer, address_of, bare_server, nobody, server_at, silent_server, url_of

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer

COUNT = ask("get_player_count")
COUNTS = b'{"status":"success","counts":{"online":1,"total":2}}'
SUCCESS = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"


@pytest.fixture
def timer() -> StoppedTimer:
    return StoppedTimer()


def test_an_answer_is_given_back_as_it_came(httpserver: HTTPServer, timer: StoppedTimer) -> None:
    query = {"id": "3", "scope": "all"}
    httpserver.expect_request("/v1/get_player_info", query_string=query).respond_with_json({"status": "no"}, 404)

    with server_at(url_of(httpserver), timer) as server:
        reply = server.ask(ask("get_player_info", id=3, scope="all"))

    assert reply == Reply(404, "application/json", b'{\n    "status": "no"\n}')
    assert timer.slept == []


def test_the_server_is_told_who_asks(httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_request("/v1/get_player_count").respond_with_data(COUNTS, content_type="application/json")

    with server_at(url_of(httpserver), timer) as server:
        server.ask(COUNT)

    request, _ = httpserver.log[0]
    assert (request.method, request.headers["User-Agent"].startswith("mockbancho/")) == ("GET", True)


@pytest.mark.parametrize(
    ("retry_after", "seconds"), [({"Retry-After": "7"}, 7.0), ({"Retry-After": "Mon, 01 Jul 2024 12:00:09 GMT"}, 9.0)]
)
def test_a_server_that_is_asked_too_much_is_left_alone_as_long_as_it_says(
    retry_after: dict[str, str], seconds: float, httpserver: HTTPServer, timer: StoppedTimer
) -> None:
    httpserver.expect_ordered_request("/v1/get_player_count").respond_with_data("", 429, retry_after)
    httpserver.expect_ordered_request("/v1/get_player_count").respond_with_json({})

    with server_at(url_of(httpserver), timer) as server:
        reply = server.ask(COUNT)

    assert (reply.body, timer.slept) == (b"{}", [seconds])


def test_a_server_that_asks_for_an_hour_is_not_asked_again(httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_request("/v1/get_player_count").respond_with_data("", 429, {"Retry-After": "3600"})

    with (
        server_at(url_of(httpserver), timer) as server,
        pytest.raises(Deferred, match=r"^status 429, and the server asks to wait 3,600 seconds$"),
    ):
        server.ask(COUNT)

    assert (len(httpserver.log), timer.slept) == (1, [])


@pytest.mark.parametrize(("status", "kind"), [(500, Unanswered), (503, Unreachable), (429, Unreachable)])
def test_a_broken_server_is_asked_four_times_in_growing_distances(
    status: int, kind: type[Exception], httpserver: HTTPServer, timer: StoppedTimer
) -> None:
    httpserver.expect_request("/v1/get_player_count").respond_with_data("Internal Server Error", status)

    with server_at(url_of(httpserver), timer) as server, pytest.raises(Unanswered) as unanswered:
        server.ask(COUNT)

    assert (type(unanswered.value), str(unanswered.value)) == (kind, f"status {status}, 4 times")
    assert (len(httpserver.log), timer.slept) == (4, [1.0, 2.0, 4.0])


def test_a_server_that_recovers_answers(httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_ordered_request("/v1/get_player_count").respond_with_data("", 502)
    httpserver.expect_ordered_request("/v1/get_player_count").respond_with_data(COUNTS)

    with server_at(url_of(httpserver), timer) as server:
        reply = server.ask(COUNT)

    assert (reply.body, timer.slept) == (COUNTS, [1.0])


def test_a_page_where_json_should_be_is_no_answer(httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_request("/v1/get_player_count").respond_with_data("<html>", content_type="text/html")

    with (
        server_at(url_of(httpserver), timer) as server,
        pytest.raises(Unanswered, match=r"^status 200 with text/html that is no JSON$"),
    ):
        server.ask(COUNT)

    assert len(httpserver.log) == 1


def test_an_avatar_need_not_be_json(httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_request("/3").respond_with_data(b"\x89PNG", content_type="image/png")

    with server_at(url_of(httpserver), timer) as server:
        reply = server.ask(ask("avatar", "/3"))

    assert reply == Reply(200, "image/png", b"\x89PNG")


def test_a_redirect_on_the_same_host_is_followed(httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_request("/v1/get_player_count").respond_with_response(
        Response(status=307, headers={"location": "/v2/count?old=1"})
    )
    httpserver.expect_request("/v2/count", query_string="old=1").respond_with_data(COUNTS)

    with server_at(url_of(httpserver), timer) as server:
        reply = server.ask(COUNT)

    assert reply.body == COUNTS


def test_a_redirect_to_another_host_is_not_followed(httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_request("/v1/get_player_count").respond_with_response(
        Response(status=301, headers={"location": "https://evil.example/v1/get_player_count"})
    )

    with server_at(url_of(httpserver), timer) as server, pytest.raises(Unanswered) as unanswered:
        server.ask(COUNT)

    assert str(unanswered.value) == f"it leads to https://evil.example, and only {url_of(httpserver)} is asked"


@pytest.mark.parametrize("location", [b"http://[", b"http://127.0.0.1:port/"])
def test_a_redirect_to_nowhere_is_not_followed(location: bytes, timer: StoppedTimer) -> None:
    redirect = b"HTTP/1.1 301 Moved\r\nlocation: %b\r\ncontent-length: 0\r\n\r\n" % location

    with (
        bare_server(redirect) as address,
        server_at(address.url, timer) as server,
        pytest.raises(Unanswered, match=r", which is no address$"),
    ):
        server.ask(COUNT)


def test_a_reason_has_nothing_in_it_that_a_terminal_obeys() -> None:
    with (
        bare_server(b"\x1b[31mhello\r\n\r\n") as address,
        pytest.raises(Unreachable, match=r"^broken HTTP: BadStatusLine \N{REPLACEMENT CHARACTER}\[31mhello"),
    ):
        Connection(address, timeout=5).get("/")


@pytest.mark.parametrize("body", [b"[" * 100_000 + b"]" * 100_000, b"1" * 5_000, b"1e999", b"\xff"])
def test_json_that_nobody_could_mean_is_no_answer(body: bytes, httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_request("/v1/get_player_count").respond_with_data(body, content_type="application/json")

    with server_at(url_of(httpserver), timer) as server, pytest.raises(Unanswered, match=r"that is no JSON$"):
        server.ask(COUNT)


def test_a_redirect_in_a_circle_ends(httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_request("/v1/get_player_count").respond_with_response(
        Response(status=302, headers={"location": "/v1/get_player_count"})
    )

    with server_at(url_of(httpserver), timer) as server, pytest.raises(Unanswered, match=r"^it leads on and on"):
        server.ask(COUNT)

    assert len(httpserver.log) == 6


def test_a_huge_answer_is_not_read_to_its_end(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/big").respond_with_data(b" " * 5000)
    connection = Connection(address_of(httpserver), timeout=5, largest=1000)

    with pytest.raises(Unanswered, match=r"^the answer has more than 1,000 bytes$"):
        connection.get("/big")


def test_an_answer_that_comes_in_drops_is_not_waited_for_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter(range(0, 100, 10))
    monkeypatch.setattr(clock, "monotonic", lambda: float(next(seconds)))

    with (
        bare_server(SUCCESS) as address,
        pytest.raises(Unanswered, match=r"^the answer was not whole after 9 seconds$"),
    ):
        Connection(address, timeout=3).get("/")


def test_an_answer_that_is_cut_off_is_none() -> None:
    cut = SUCCESS.replace(b"content-length: 2", b"content-length: 99")

    with bare_server(cut) as address, pytest.raises(Unreachable, match=r"^broken HTTP: IncompleteRead"):
        Connection(address, timeout=5).get("/")


def test_what_is_no_http_is_no_answer() -> None:
    with (
        bare_server(b"hello\r\n\r\n") as address,
        pytest.raises(Unreachable, match=r"^broken HTTP: BadStatusLine hello"),
    ):
        Connection(address, timeout=5).get("/")


def test_a_connection_that_the_server_closed_is_opened_again() -> None:
    with bare_server(SUCCESS, SUCCESS) as address:
        connection = Connection(address, timeout=5)
        bodies = [connection.get("/").body, connection.get("/").body]
        connection.close()

    assert bodies == [b"{}", b"{}"]


def test_a_server_that_says_nothing_is_not_waited_for_forever() -> None:
    with silent_server() as address, pytest.raises(Unreachable, match=r"^no answer within 0\.05 seconds$"):
        Connection(address, timeout=0.05).get("/")


def test_a_server_that_does_not_speak_tls_is_said_so() -> None:
    with bare_server(SUCCESS) as plain, pytest.raises(Unreachable, match=r"^no secure connection: "):
        Connection(Address("https", plain.host, plain.port), timeout=5).get("/")


@pytest.mark.parametrize("prefix", ["/v1", "", "/api/v1", "/api"])
def test_the_prefix_is_found_by_asking(prefix: str, httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_request(f"{prefix}/get_player_count").respond_with_data(COUNTS)
    httpserver.expect_request(f"{prefix}/get_clan").respond_with_data("{}")

    server = find_server(address_of(httpserver), Pace(1e9, timer))
    reply = server.ask(ask("get_clan"))
    server.close()

    assert (server.prefix, reply.body) == (prefix, b"{}")


def test_a_prefix_that_is_given_is_the_only_one_tried(httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_request("/v1/get_player_count").respond_with_data(COUNTS)

    with pytest.raises(Mistake) as mistake:
        find_server(address_of(httpserver), Pace(1e9, timer), prefix="/other")

    assert str(mistake.value).startswith(
        f"{address_of(httpserver).url} does not answer as bancho.py does:\n  /other/get_"
    )
    assert {request.path for request, _ in httpserver.log} == {"/other/get_player_count"}


def test_a_server_of_another_kind_is_named_with_all_that_was_tried(httpserver: HTTPServer, timer: StoppedTimer) -> None:
    httpserver.expect_request("/v1/get_player_count").respond_with_json({"detail": "Not Found"}, 404)
    httpserver.expect_request("/get_player_count").respond_with_data("<html>", content_type="text/html")
    httpserver.expect_request("/api/v1/get_player_count").respond_with_json({"hello": 1})
    httpserver.expect_request("/api/get_player_count").respond_with_data("", 500)

    with pytest.raises(Mistake) as mistake:
        find_server(address_of(httpserver), Pace(1e9, timer))

    assert str(mistake.value).splitlines() == [
        f"{address_of(httpserver).url} does not answer as bancho.py does:",
        '  /v1/get_player_count: status 404, \'{\\n    "detail": "Not Found"\\n}\'',
        "  /get_player_count: status 200 with text/html that is no JSON",
        "  /api/v1/get_player_count: status 200, '{\\n    \"hello\": 1\\n}'",
        "  /api/get_player_count: status 500, 2 times",
    ]


def test_an_unreachable_host_is_tried_once_again_and_no_other_prefix(timer: StoppedTimer) -> None:
    with nobody() as address, pytest.raises(Mistake) as mistake:
        find_server(address, Pace(1e9, timer))

    assert str(mistake.value) == (
        f"{address.url} does not answer as bancho.py does:\n  /v1/get_player_count: Connection refused, 2 times"
    )
    assert timer.slept == [1.0]
