"""Uploads over real sockets: endless ones are ended, and many at once are all taken."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
import requests

from mockbancho import Bancho
from mockbancho.world.world import World
from tests.api.uploading import FORM, KEY, PNG, part, picture
from tests.rows import avatar, player

MIB = 2**20
GIB = 2**30
MANY = 20
HEAD = f"POST /set_avatar HTTP/1.1\r\nHost: a\r\nAuthorization: {KEY}\r\nContent-Type: {FORM}\r\n"


@pytest.fixture
def bancho() -> Iterator[Bancho]:
    """Player 3 has a key and a picture."""
    with Bancho(world=World.build([player(3, api_key=KEY), avatar("3.png", PNG)])) as bancho:
        yield bancho


def connected(bancho: Bancho) -> socket.socket:
    url = urlsplit(bancho.url)
    return socket.create_connection((url.hostname, url.port), timeout=10)


def pushed(client: socket.socket, piece: bytes, times: int) -> int:
    """Send a piece so often, unless the server ends it; return how often it went."""
    for sent in range(times):
        try:
            client.sendall(piece)
        except OSError:
            return sent
    return times


def heard(client: socket.socket) -> bytes:
    """What the server says until it closes the connection."""
    said = b""
    with suppress(ConnectionResetError):
        while piece := client.recv(65536):
            said += piece
    return said


def in_chunk(piece: bytes) -> bytes:
    """A piece as chunked transfer sends it."""
    return b"%x\r\n%b\r\n" % (len(piece), piece)


@pytest.mark.parametrize(
    ("header", "framed"),
    [(f"Content-Length: {GIB}", bytes), ("Transfer-Encoding: chunked", in_chunk)],
    ids=["declared", "chunked"],
)
def test_an_upload_of_a_gibibyte_is_ended_early(header: str, framed: Callable[[bytes], bytes], bancho: Bancho) -> None:
    with connected(bancho) as client:
        client.sendall(f"{HEAD}{header}\r\n\r\n".encode() + framed(part("avatar", PNG, "me.png")))
        sent = pushed(client, framed(bytes(MIB)), GIB // MIB)
        said = heard(client)

    assert said.startswith(b"HTTP/1.1 400 ")
    assert said.endswith(b'{"status":"avatar file too large (max 4MB)."}')
    assert sent < 100
    assert bancho.get("/3").body == PNG


def test_an_upload_that_is_cut_off_changes_nothing(bancho: Bancho) -> None:
    with connected(bancho) as client:
        client.sendall(f"{HEAD}Content-Length: 500000\r\n\r\n".encode() + part("avatar", PNG + b" new", "me.png"))
        client.shutdown(socket.SHUT_WR)
        said = heard(client)

    assert said == b""
    assert bancho.get("/3").body == PNG


def test_many_at_once_are_all_taken_whole(bancho: Bancho) -> None:
    url = bancho.url
    pictures = [PNG + bytes([number]) * 200_000 for number in range(MANY)]

    def upload(content: bytes) -> int:
        headers = {"Authorization": KEY, "Content-Type": FORM}
        return requests.put(f"{url}/set_avatar", data=picture(content), headers=headers, timeout=30).status_code

    with ThreadPoolExecutor(MANY) as clients:
        statuses = list(clients.map(upload, pictures))

    assert statuses == [200] * MANY
    assert bancho.get("/3").body in pictures
    assert len(bancho.events) == MANY
