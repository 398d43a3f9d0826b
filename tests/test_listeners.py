"""Listeners: a port per application, one thread for all, nothing left behind."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from mockbancho import Mistake
from mockbancho.api.app import Api
from mockbancho.server import listeners
from mockbancho.server.listeners import Listener
from mockbancho.world.world import World
from tests.leaks import held

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A listener before an empty world."""
    made = Listener(Api(World.build()))
    yield made
    made.close()


def connect(listener: Listener) -> socket.socket:
    """Open a connection to a listener."""
    parts = urlsplit(listener.url)
    return socket.create_connection((parts.hostname, parts.port or 0), timeout=10)


def ask(listener: Listener, path: str = "/get_player_count") -> tuple[int, bytes]:
    """Ask once, over a connection of its own."""
    connection = HTTPConnection(urlsplit(listener.url).netloc, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_a_listener_answers_on_a_port_of_this_machine(listener: Listener) -> None:
    assert urlsplit(listener.url).hostname == "127.0.0.1"
    assert ask(listener) == (200, b'{"status":"success","counts":{"online":0,"total":0}}')


def test_small_answers_do_not_wait_for_acknowledgements(listener: Listener) -> None:
    with connect(listener) as connection:
        connection.sendall(b"GET /get_player_count HTTP/1.1\r\nHost: x\r\n\r\n")
        connection.recv(1)
        (served,) = listener.state.connections
        accepted = served.transport.get_extra_info("socket")

        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_nothing_is_logged_about_a_request(listener: Listener, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    ask(listener)

    assert [record.name for record in caplog.records if record.name.startswith("uvicorn")] == []


def test_two_listeners_have_two_ports_and_one_thread() -> None:
    before = held().threads

    with ExitStack() as stack:
        made = [Listener(Api(World.build())) for _ in range(2)]
        for each in made:
            stack.callback(each.close)

        assert len({each.url for each in made}) == 2
        assert threading.active_count() == before


def test_a_port_that_is_taken_is_a_mistake(listener: Listener) -> None:
    port = urlsplit(listener.url).port or 0

    with pytest.raises(Mistake, match=rf"^cannot listen on 127\.0\.0\.1:{port}: Address already in use; "):
        Listener(Api(World.build()), port=port)


def test_a_host_that_cannot_be_one_is_a_mistake() -> None:
    with pytest.raises(Mistake, match=r"^cannot listen on host 'x{64}': "):
        Listener(Api(World.build()), host="x" * 64)


def test_nobody_listens_after_closing(listener: Listener) -> None:
    listener.close()

    with pytest.raises(ConnectionRefusedError):
        connect(listener)


def test_closing_again_does_nothing(listener: Listener) -> None:
    listener.close()
    listener.close()

    assert not listener.is_open


def test_closing_drops_the_connections_that_are_kept_alive(listener: Listener) -> None:
    connection = HTTPConnection(urlsplit(listener.url).netloc, timeout=10)
    connection.request("GET", "/get_player_count")
    connection.getresponse().read()

    listener.close()

    assert connection.sock.recv(1) == b""
    connection.close()


def test_closing_cancels_what_is_being_answered() -> None:
    begun, cancelled = threading.Event(), threading.Event()

    async def hanging(scope: object, receive: object, send: object) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    listener = Listener(hanging)
    with connect(listener) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert begun.wait(10)
        listener.close()

    assert cancelled.is_set()


def test_a_connection_that_was_accepted_while_closing_is_dropped(listener: Listener) -> None:
    class Transport(asyncio.Transport):
        aborted = False

        def abort(self) -> None:
            self.aborted = True

    async def arrive_late(transport: Transport) -> None:
        listeners._Connection(listener).connection_made(transport)

    listener.close()
    transport = Transport()
    asyncio.run(arrive_late(transport))

    assert transport.aborted


def test_a_connection_without_a_transport_yet_is_dropped_too(listener: Listener) -> None:
    async def accept_and_close() -> socket.socket:
        client = connect(listener)
        for _ in ("it is accepted", "its transport is to be made next"):
            await asyncio.sleep(0)
        listener.is_open = False
        await listener._close()
        return client

    with listeners._run(accept_and_close()) as client:
        client.settimeout(1)

        assert client.recv(1) == b""


def test_an_opening_that_fails_leaves_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(work: Any) -> None:  # noqa: ANN401  # a coroutine of any kind
        work.close()
        raise TimeoutError

    before = held()
    with monkeypatch.context() as patch:
        patch.setattr(listeners, "_run", fail)
        with pytest.raises(TimeoutError):
            Listener(Api(World.build()))

    assert held() == before


def test_hundreds_of_listeners_leave_nothing_behind() -> None:
    before = held()

    with ExitStack() as stack:
        made = [Listener(Api(World.build())) for _ in range(200)]
        for each in made:
            stack.callback(each.close)
        assert {ask(each)[0] for each in made} == {200}

    assert held() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_has_a_thread_of_its_own() -> None:
    script = r"""
import os
from mockbancho import Bancho
from urllib.request import urlopen
with Bancho() as before:
    before.url
    child = os.fork()
    with Bancho() as bancho:
        os.write(1, b"%d\n" % urlopen(f"{bancho.url}/get_player_count").status)
    if child:
        os.waitpid(child, 0)
    else:
        os._exit(0)
"""

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True, timeout=30
    )

    assert (done.stdout, done.stderr) == ("200\n200\n", "")
