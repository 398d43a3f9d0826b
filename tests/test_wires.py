"""What really comes over a socket when something goes wrong: bytes, and how the connection ends."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable, Iterator
from inspect import signature
from time import monotonic
from typing import Any, Final

import pytest
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockbancho import Bancho
from mockbancho.api.wire import Delivery, Ending, deliver, wait_for_leaving
from mockbancho.server.certificates import Certificates, make_certificates
from mockbancho.server.listeners import Listener
from mockbancho.world.world import World

ASK: Final = b"GET /get_player_count HTTP/1.1\r\nHost: api.localhost\r\n\r\n"
UPLOAD: Final = b"POST /set_avatar HTTP/1.1\r\nHost: api.localhost\r\nContent-Length: 300000\r\n\r\n" + b"x" * 300_000
COUNTS: Final = b'{"status":"success","counts":{"online":0,"total":0}}'
GARBAGE: Final = b"\x00\x01mockbancho: this is no HTTP\r\n\xff\xfe\r\n\r\n"
TRUSTING: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE
SOON: Final = 5
"""Seconds after which what should have come has not."""
MOMENT: Final = 0.05
"""Seconds in which nothing comes from who hangs."""


@pytest.fixture
def bancho() -> Iterator[Bancho]:
    with Bancho(world=World.build()) as made:
        yield made


def address(url: str) -> tuple[str, int]:
    host, _, port = url.rpartition("/")[2].partition(":")
    return host, int(port)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what a server does in its own thread."""
    end = monotonic() + SOON
    while not is_so():
        assert monotonic() < end, "this takes too long"


class Client:
    """A bare connection."""

    def __init__(self, url: str) -> None:
        self.socket: socket.socket = socket.create_connection(address(url), SOON)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def ask(self, request: bytes = ASK) -> None:
        """Send a request."""
        self.socket.sendall(request)

    def reply(self) -> tuple[bytes, bytes]:
        """Return head and body of one answer, as long as its head says."""
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.socket.recv(1)
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        body = b""
        while len(body) < length:
            body += self.socket.recv(length - len(body))
        return head, body

    def rest(self) -> tuple[bytes, str]:
        """Return all that comes, and how it ends."""
        came = b""
        try:
            while piece := self.socket.recv(2**16):
                came += piece
        except ConnectionResetError:
            return came, "reset"
        except TimeoutError:
            return came, "open"
        return came, "closed"


def ended(bancho: Bancho, request: bytes = ASK) -> tuple[bytes, str]:
    """Return what comes on a request behind the head, and how the connection ends."""
    with Client(bancho.url) as client:
        client.ask(request)
        came, ending = client.rest()
    return came.rpartition(b"\r\n\r\n")[2] if came.startswith(b"HTTP/1.1 200 OK\r\n") else came, ending


@pytest.mark.parametrize(
    ("reply", "came"),
    [
        ("empty_reply", (b"", "closed")),
        ("truncated", (COUNTS[:26], "closed")),
        ("reset", (b"", "reset")),
        ("reset_in_body", (COUNTS[:26], "reset")),
        ("garbage", (GARBAGE, "closed")),
    ],
)
def test_a_connection_ends_as_the_fault_says(reply: Any, came: tuple[bytes, str], bancho: Bancho) -> None:  # noqa: ANN401  # one of many literals
    bancho.faults.add(reply=reply)

    assert ended(bancho) == came


@pytest.mark.parametrize("reply", ["truncated", "reset_in_body"])
def test_half_an_answer_announces_the_whole(reply: Any, bancho: Bancho) -> None:  # noqa: ANN401  # one of many literals
    bancho.faults.add(reply=reply)

    with Client(bancho.url) as client:
        client.ask()
        head, _, _ = client.rest()[0].partition(b"\r\n\r\n")

    assert head.split(b"\r\n")[:2] == [b"HTTP/1.1 200 OK", b"content-length: 52"]


@pytest.mark.parametrize(
    ("reply", "ending"),
    [("empty_reply", "closed"), ("truncated", "closed"), ("reset", "reset"), ("garbage", "closed")],
)
def test_what_a_client_still_sends_does_not_change_how_the_connection_ends(
    reply: Any,  # noqa: ANN401  # one of many literals
    ending: str,
    bancho: Bancho,
) -> None:
    bancho.faults.add(reply=reply)

    assert ended(bancho, UPLOAD)[1] == ending


def test_who_hangs_says_nothing_and_keeps_the_connection(bancho: Bancho) -> None:
    bancho.faults.add(reply="hang")

    with Client(bancho.url) as client:
        client.ask()
        client.socket.settimeout(MOMENT)
        came = client.rest()

    assert came == (b"", "open")


@pytest.mark.parametrize(
    ("given", "status", "body"),
    [
        ({"status": 503, "body": "Later."}, b"503 Service Unavailable", b"Later."),
        ({"status": 599, "body": "Later."}, b"599", b"Later."),
        ({"quota": 0, "body": "Later."}, b"429 Too Many Requests", b"Later."),
        ({"reply": "bad_json"}, b"200 OK", COUNTS[:-1] + b","),
        ({"reply": "wrong_type"}, b"200 OK", COUNTS),
        ({"reply": "empty_body"}, b"200 OK", b""),
        ({"latency": 0.02}, b"200 OK", COUNTS),
        ({"drip": 0.02}, b"200 OK", COUNTS),
    ],
)
def test_a_connection_lives_on_where_the_answer_is_whole(
    given: dict[str, Any], status: bytes, body: bytes, bancho: Bancho
) -> None:
    bancho.faults.add(**given, first=1)

    with Client(bancho.url) as client:
        client.ask()
        hit = client.reply()
        client.ask()
        after = client.reply()

    assert (hit[0].partition(b" ")[2].partition(b"\r\n")[0].strip(), hit[1]) == (status, body)
    assert after[1] == COUNTS


def test_a_connection_lives_on_after_an_upload_that_is_refused(bancho: Bancho) -> None:
    bancho.faults.add("set_avatar", status=503, body="Later.")

    with Client(bancho.url) as client:
        client.ask(UPLOAD)
        refused = client.reply()
        client.ask()
        after = client.reply()

    assert (refused[1], after[1]) == (b"Later.", COUNTS)


def test_an_answer_comes_late(bancho: Bancho) -> None:
    bancho.faults.add(latency=MOMENT)

    with Client(bancho.url) as client:
        began = monotonic()
        client.ask()
        client.socket.recv(1)

    assert monotonic() - began >= MOMENT


@pytest.mark.parametrize(("reply", "came"), [(None, COUNTS), ("truncated", COUNTS[:26])])
def test_a_body_comes_in_drips(reply: Any, came: bytes, bancho: Bancho) -> None:  # noqa: ANN401  # a literal or none
    bancho.faults.add(drip=2 * MOMENT)
    bancho.faults.add(reply=reply or "wrong_type")
    pieces: list[bytes] = []

    with Client(bancho.url) as client:
        began = monotonic()
        client.ask()
        while len(b"".join(pieces).partition(b"\r\n\r\n")[2]) < len(came):
            pieces.append(client.socket.recv(2**16))

    assert b"".join(pieces).endswith(came)
    assert len(pieces) > 5
    assert monotonic() - began >= 2 * MOMENT


@pytest.mark.parametrize("given", [{"latency": "10m"}, {"drip": "10m"}, {"reply": "hang"}])
def test_closing_waits_for_nobody_whose_answer_is_held_back(
    given: dict[str, Any], bancho: Bancho, caplog: pytest.LogCaptureFixture
) -> None:
    bancho.faults.add(**given)
    caplog.set_level(logging.WARNING)

    with Client(bancho.url) as client:
        client.ask()
        until(lambda: list(bancho.journal) != [])
        began = monotonic()
        bancho.close()
        ending = client.rest()[1]

    assert ending in {"closed", "reset"}
    assert caplog.messages == []
    assert monotonic() - began < SOON / 2


def test_a_client_who_gives_up_leaves_nothing_behind(bancho: Bancho) -> None:
    bancho.faults.add(reply="hang", nth=1)
    bancho.faults.add(latency="10m", nth=2)
    bancho.faults.add(latency="10m", reply="reset", nth=3)
    listener = Listener(bancho.asgi)

    for _ in range(3):
        with Client(listener.url) as client:
            client.ask()
            client.socket.settimeout(MOMENT)
            client.rest()

    until(lambda: listener.state.tasks == set())
    listener.close()


def test_a_server_that_stops_drops_what_is_held_back_and_ends_idle_connections(bancho: Bancho) -> None:
    bancho.faults.add(reply="hang", first=1)
    listener = Listener(bancho.asgi)

    with Client(listener.url) as hanging, Client(listener.url) as idle:
        hanging.ask()
        until(lambda: list(bancho.journal) != [])
        idle.ask()
        idle.reply()
        for connection in list(listener.state.connections):
            connection.loop.call_soon_threadsafe(connection.shutdown)
        endings = {hanging.rest(), idle.rest()}
    listener.close()

    assert endings == {(b"", "closed")}


def test_a_status_without_a_name_is_half_an_answer_too() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401  # ASGI's
        delivery = Delivery(status=599, headers=[(b"x-mine", b"1")], body=b"1234", sent=2, ending=Ending.CLOSE)
        await deliver(delivery, scope, receive, send)

    listener = Listener(app)
    with Client(listener.url) as client:
        client.ask()
        came = client.rest()
    listener.close()

    assert came == (b"HTTP/1.1 599 \r\nx-mine: 1\r\n\r\n12", "closed")


def test_waiting_for_a_client_to_leave_passes_over_what_it_still_sends() -> None:
    heard = iter(({"type": "http.request"}, {"type": "http.request"}, {"type": "http.disconnect"}))

    async def receive() -> Any:  # noqa: ANN401  # a message of ASGI
        return next(heard)

    asyncio.run(wait_for_leaving(receive))

    assert list(heard) == []


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"), "127.0.0.1")


@pytest.fixture
def secure(bancho: Bancho, certificates: Certificates) -> Iterator[Listener]:
    """The same server behind TLS."""
    listener = Listener(bancho.asgi, tls=certificates.context())
    yield listener
    listener.close()


@pytest.mark.parametrize(
    ("reply", "ending"),
    [("reset", "reset"), ("reset_in_body", "reset"), ("hang", "open")],
)
def test_a_connection_under_tls_is_reset_or_hangs(
    reply: Any,  # noqa: ANN401  # one of many literals
    ending: str,
    bancho: Bancho,
    secure: Listener,
) -> None:
    bancho.faults.add(reply=reply)

    with Client(secure.url) as client:
        secured = TRUSTING.wrap_socket(client.socket)
        secured.sendall(ASK)
        client.socket = socket.socket(fileno=secured.detach())  # `ssl` takes a reset for an end
        client.socket.settimeout(MOMENT if ending == "open" else SOON)
        found = client.rest()[1]

    assert found == ending


@pytest.mark.parametrize(("reply", "came"), [("empty_reply", b""), ("truncated", COUNTS[:26]), ("garbage", GARBAGE)])
def test_a_connection_under_tls_is_closed(
    reply: Any,  # noqa: ANN401  # one of many literals
    came: bytes,
    bancho: Bancho,
    secure: Listener,
) -> None:
    bancho.faults.add(reply=reply)

    with Client(secure.url) as client:
        client.socket = TRUSTING.wrap_socket(client.socket)
        client.ask()
        found = client.rest()

    assert (found[0][len(found[0]) - len(came) :], found[1]) == (came, "closed")


def test_uvicorn_has_what_the_wire_relies_on() -> None:
    methods = {name: list(signature(getattr(HttpToolsProtocol, name)).parameters) for name in RELIED_ON}

    assert methods == RELIED_ON
    assert list(signature(FlowControl.drain).parameters) == ["self"]


RELIED_ON: Final = {
    "connection_made": ["self", "transport"],
    "on_message_begin": ["self"],
    "shutdown": ["self"],
}
"""What the wire overrides, with the parameters that it passes on."""


def test_a_scope_has_the_wire_of_its_own_connection(bancho: Bancho) -> None:
    seen: list[Any] = []

    async def app(scope: Any, _receive: Any, send: Any) -> None:  # noqa: ANN401  # ASGI's
        seen.append(scope["extensions"]["mockbancho.wire"])
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    listener = Listener(app)
    for _ in range(2):
        with Client(listener.url) as client:
            for _ in range(2):
                client.ask()
                client.reply()
    listener.close()

    assert [seen[0] is seen[1], seen[1] is seen[2], seen[2] is seen[3]] == [True, False, True]
