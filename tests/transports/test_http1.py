"""HTTP/1.1 in memory: requests are read however their bytes are cut, answers are written as the bytes they are."""

from __future__ import annotations

import pytest

from mockbancho.api.wire import Delivery, head_of
from mockbancho.transports.exchange import Request
from mockbancho.transports.http1 import Reader

SERVER = ("api.example", 443)
LENGTH = b"PUT /set_avatar?a=1 HTTP/1.1\r\nHost: api.example\r\nContent-Length: 6\r\n\r\nabcdef"
CHUNKED = (
    b"PUT /set_avatar?a=1 HTTP/1.1\r\nHost: api.example\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5;note=x\r\n0\r\n\r\n\r\n6\r\nabcdef\r\n0\r\n\r\n"
)


@pytest.fixture
def reader() -> Reader:
    """The server's end of a new connection."""
    return Reader("https", SERVER)


def requests_in(reader: Reader, pieces: list[bytes]) -> list[Request]:
    """What is read from pieces that come one after the other."""
    return [request for request in map(reader.feed, pieces) if request is not None]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_a_body_with_a_length_is_read_in_any_pieces(size: int, reader: Reader) -> None:
    pieces = [LENGTH[at : at + size] for at in range(0, len(LENGTH), size)]

    headers = [(b"host", b"api.example"), (b"content-length", b"6")]
    assert requests_in(reader, pieces) == [Request("PUT", b"/set_avatar?a=1", headers, b"abcdef", "https", SERVER)]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_a_chunked_body_is_read_in_any_pieces(size: int, reader: Reader) -> None:
    pieces = [CHUNKED[at : at + size] for at in range(0, len(CHUNKED), size)]

    headers = [(b"host", b"api.example"), (b"transfer-encoding", b"chunked")]
    (request,) = requests_in(reader, pieces)
    assert request == Request("PUT", b"/set_avatar?a=1", headers, b"0\r\n\r\nabcdef", "https", SERVER)


def test_one_request_follows_another(reader: Reader) -> None:
    read = requests_in(reader, [LENGTH, b"GET / HTTP/1.1\r\nHost: b.example\r\n\r\n", CHUNKED])

    assert [(request.method, request.body) for request in read] == [
        ("PUT", b"abcdef"),
        ("GET", b""),
        ("PUT", b"0\r\n\r\nabcdef"),
    ]


@pytest.mark.parametrize(
    ("target", "path"),
    [(b"/a?b=//c", b"/a?b=//c"), (b"http://api.example/a?b=1", b"/a?b=1"), (b"http://api.example:8000", b"/")],
)
def test_a_target_for_a_proxy_is_its_path(target: bytes, path: bytes, reader: Reader) -> None:
    (request,) = requests_in(reader, [b"GET " + target + b" HTTP/1.1\r\n\r\n"])

    assert request.target == path


def test_who_waits_for_leave_is_noticed(reader: Reader) -> None:
    assert reader.feed(b"PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n") is None
    assert reader.expects_continue


@pytest.mark.parametrize(("status", "line"), [(200, b"HTTP/1.1 200 OK"), (599, b"HTTP/1.1 599 ")])
def test_a_head_is_a_line_and_headers(status: int, line: bytes) -> None:
    delivery = Delivery(status=status, headers=[(b"a", b"1"), (b"a", b"2")], body=b"")

    assert head_of(delivery) == line + b"\r\na: 1\r\na: 2\r\n\r\n"
