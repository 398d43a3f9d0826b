"""Who may ask the control API, and who may not."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from mockbancho.control.front import Front
from mockbancho.server.listeners import Listener
from tests.control.asking import Asker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho import Bancho

TOKEN = "a-token-of-the-test"


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "127.8.9.1", "[::1]:8000", "api.localhost:1", "a.localhost"],
)
def test_this_machines_own_names_are_served(control: Asker, host: str) -> None:
    assert control.ask("GET", "/state", headers={"host": host}).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evillocalhost",
        "10.0.0.1:8000",
        "0.0.0.0:8000",
        "[::2]",
        "localhost@evil.example",
        "localhost:8000/x",
        "localhost:port",
        "[::1",
        "",
    ],
)
def test_a_foreign_host_is_refused(control: Asker, host: str) -> None:
    reply = control.ask("GET", "/state", headers={"host": host})

    assert reply.status == 403


def test_the_host_that_was_bound_is_served(bancho: Bancho) -> None:
    control = Asker(bancho, host="192.0.2.7", token=TOKEN)
    named = {"authorization": f"Bearer {TOKEN}"}

    statuses = [
        control.ask("GET", "/state", headers={"host": host, **named}).status for host in ("192.0.2.7:80", "192.0.2.8")
    ]

    assert statuses == [200, 403]


def test_a_server_bound_to_all_addresses_goes_by_its_token_alone(bancho: Bancho) -> None:
    control = Asker(bancho, host="0.0.0.0", token=TOKEN)

    with_token = control.ask("GET", "/state", headers={"host": "box.example", "authorization": f"Bearer {TOKEN}"})
    without = control.ask("GET", "/state", headers={"host": "box.example"})

    assert (with_token.status, without.status) == (200, 401)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8001"},
        {"origin": "http://127.0.0.1:8000.evil.example"},
        {"origin": "http://localhost:8000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "Cross-Site"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/state"), ("POST", "/clock/step"), ("GET", "/"), ("GET", "/health")]
)
def test_pages_of_other_origins_are_refused(control: Asker, method: str, path: str, headers: dict[str, str]) -> None:
    assert control.ask(method, path, headers=headers).status == 403


@pytest.mark.parametrize(
    "headers", [{"origin": "http://127.0.0.1:8000"}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}]
)
def test_its_own_page_may_ask(control: Asker, headers: dict[str, str]) -> None:
    reply = control.ask("GET", "/state", headers=headers)

    assert reply.status == 200
    assert not [name for name in reply.headers if name.startswith("access-control")]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_that_a_form_could_send_is_refused(control: Asker, kind: str) -> None:
    reply = control.ask("POST", "/clock/advance", headers={"content-type": kind}, data=b'{"by": 60}')

    assert reply.status == 415
    assert control.bancho.director.elapsed == 0


def test_without_the_token_nothing_is_told_but_that_the_server_is_well(bancho: Bancho) -> None:
    control = Asker(bancho, token=TOKEN)

    statuses = {
        path: control.ask("GET", path).status for path in ("/state", "/", "/app.js", "/docs", "/nothing", "/health")
    }

    assert statuses == {"/state": 401, "/": 401, "/app.js": 401, "/docs": 401, "/nothing": 401, "/health": 200}


@pytest.mark.parametrize(
    "given", ["Bearer wrong", "Bearer", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer \xff"]
)
def test_a_wrong_token_is_none(bancho: Bancho, given: str) -> None:
    reply = Asker(bancho, token=TOKEN).ask("GET", "/state", headers={"authorization": given})

    assert (reply.status, reply.headers["www-authenticate"]) == (401, "Bearer")


def test_a_browser_changes_the_token_of_its_address_for_a_cookie(bancho: Bancho) -> None:
    control = Asker(bancho, token=TOKEN)

    reply = control.ask("GET", f"/?token={TOKEN}")
    cookie, *attributes = reply.headers["set-cookie"].split("; ")

    assert (reply.status, reply.headers["location"]) == (303, "/_mock/")
    assert sorted(attributes) == ["HttpOnly", "Path=/_mock", "SameSite=strict"]
    assert control.ask("GET", "/state", headers={"cookie": f"other=1; {cookie}"}).status == 200
    assert control.ask("GET", "/state", headers={"cookie": f"{cookie}x"}).status == 401
    assert control.ask("GET", "/?token=wrong").status == 401


def test_a_cookie_does_not_help_a_page_of_another_site(bancho: Bancho) -> None:
    control = Asker(bancho, token=TOKEN)
    cookie = control.ask("GET", f"/?token={TOKEN}").headers["set-cookie"].partition(";")[0]

    reply = control.ask("POST", "/reset", headers={"cookie": cookie, "origin": "http://evil.example"})

    assert reply.status == 403


@pytest.fixture
def address(bancho: Bancho) -> Iterator[tuple[str, int]]:
    """A socket with the fake API and the control API on it."""
    listener = Listener(Front(bancho.asgi, lambda: Asker(bancho).control))
    host, _, port = listener.url.removeprefix("http://").rpartition(":")
    yield host, int(port)
    listener.close()


def first_line(address: tuple[str, int], request: str) -> str:
    """Send raw bytes, and return the first line of what comes."""
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(request.replace("\n", "\r\n").encode("latin-1"))
        return connection.makefile("rb").readline().decode().strip()


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        ("GET /_mock/state HTTP/1.1\nHost: evil.example\n\n", "HTTP/1.1 403 Forbidden"),
        ("GET /_mock/state HTTP/1.1\n\n", "HTTP/1.1 403 Forbidden"),
        ("GET /_mock/state HTTP/1.0\n\n", "HTTP/1.1 403 Forbidden"),
        ("GET /_mock/state HTTP/1.1\nHost: localhost\nHost: evil.example\n\n", "HTTP/1.1 403 Forbidden"),
        ("GET http://localhost/_mock/state HTTP/1.1\nHost: evil.example\n\n", "HTTP/1.1 403 Forbidden"),
        ("GET /_mock/state HTTP/1.1\nHost: evil.example\nX-Forwarded-Host: localhost\n\n", "HTTP/1.1 403 Forbidden"),
        ("GET /%5Fmock/state HTTP/1.1\nHost: evil.example\n\n", "HTTP/1.1 403 Forbidden"),
        ("GET /%5Fmock/state HTTP/1.1\nHost: localhost\n\n", "HTTP/1.1 404 Not Found"),
        ("GET /_mock/../_mock/state HTTP/1.1\nHost: localhost\n\n", "HTTP/1.1 404 Not Found"),
        ("GET /_mock/../../pyproject.toml HTTP/1.1\nHost: localhost\n\n", "HTTP/1.1 404 Not Found"),
        ("GET /_mock/..%2fworlds.py HTTP/1.1\nHost: localhost\n\n", "HTTP/1.1 404 Not Found"),
        ("GET /_mock/%2e%2e/worlds.py HTTP/1.1\nHost: localhost\n\n", "HTTP/1.1 404 Not Found"),
        ("GET /_mock/state HTTP/1.1\nHost: localhost\n\n", "HTTP/1.1 200 OK"),
        ("OPTIONS /_mock/state HTTP/1.1\nHost: localhost\nOrigin: http://evil.example\n\n", "HTTP/1.1 403 Forbidden"),
        ("OPTIONS /_mock/state HTTP/1.1\nHost: localhost\n\n", "HTTP/1.1 405 Method Not Allowed"),
    ],
)
def test_forged_requests_on_a_socket(address: tuple[str, int], request_text: str, answer: str) -> None:
    assert first_line(address, request_text) == answer


def test_a_body_that_is_too_large_is_refused_with_an_answer(address: tuple[str, int]) -> None:
    head = "POST /_mock/clock/advance HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 1048577\n\n"

    assert first_line(address, head + " " * 1_048_577)[:12] == "HTTP/1.1 413"


def test_a_chunked_body_is_measured_too(address: tuple[str, int]) -> None:
    head = "POST /_mock/clock/advance HTTP/1.1\nHost: localhost\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n"
    chunk = f"10000\n{' ' * 65_536}\n"

    assert first_line(address, f"{head}{chunk * 17}0\n\n")[:12] == "HTTP/1.1 413"
