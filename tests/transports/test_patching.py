"""Patches lead clients that know nothing of a fake to one, and leave nothing behind."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from socket import AF_UNIX, socket
from threading import Thread
from typing import Any

import aiohttp
import httpx
import httpx2
import pytest
import requests
from requests.adapters import HTTPAdapter

from mockbancho import Bancho, Mistake
from mockbancho.transports.patching import Patch
from tests.transports.ways import over_the_network

COUNT = "https://api.someserver.example/get_player_count"
PATCHED: list[tuple[type, str]] = [
    (httpx.HTTPTransport, "handle_request"),
    (httpx.AsyncHTTPTransport, "handle_async_request"),
    (httpx2.HTTPTransport, "handle_request"),
    (httpx2.AsyncHTTPTransport, "handle_async_request"),
    (HTTPAdapter, "send"),
    (HTTPAdapter, "get_connection_with_tls_context"),
    (aiohttp.TCPConnector, "connect"),
]
CLIENTS = ["httpx", "httpx2", "requests", "httpx async", "httpx2 async", "aiohttp"]


def found() -> list[object]:
    """What stands now where the libraries connect, None for what a class only inherits."""
    return [vars(owner).get(name) for owner, name in PATCHED]


def total(url: str = COUNT) -> int:
    """Ask how many players there are."""
    players: int = requests.get(url, timeout=5).json()["counts"]["total"]
    return players


@pytest.fixture
def empty() -> Iterator[Bancho]:
    """Another server, with a world of nobody."""
    with Bancho(players=0) as bancho:
        yield bancho


def test_the_libraries_get_back_what_was_found(server: Bancho) -> None:
    before = found()

    with server.patch():
        during = found()

    assert [now is then for now, then in zip(during, before, strict=True)] == [False] * 7
    assert found() == before
    assert "connect" not in vars(aiohttp.TCPConnector)


def test_an_error_in_the_block_ends_the_patch(server: Bancho) -> None:
    before = found()

    with pytest.raises(ZeroDivisionError), server.patch():
        raise ZeroDivisionError

    assert found() == before


def test_without_hosts_every_host_but_this_machine_is_taken(server: Bancho, empty: Bancho) -> None:
    with server.patch():
        assert total() == 60
        assert total("http://192.0.2.1:8080/get_player_count") == 60
        assert total(f"{empty.url}/get_player_count") == 0


@pytest.mark.parametrize("client", CLIENTS)
def test_a_port_of_this_machine_is_left_alone(client: str, server: Bancho, empty: Bancho) -> None:
    with over_the_network(empty.url, client, here=True) as way, server.patch(others="refuse"):
        assert way.ask("/get_player_count").body == b'{"status":"success","counts":{"online":0,"total":0}}'


def test_this_machine_can_be_named(server: Bancho, empty: Bancho) -> None:
    with server.patch("127.0.0.1"):
        assert total(f"{empty.url}/get_player_count") == 60


@pytest.mark.parametrize("client", CLIENTS)
def test_another_host_can_be_refused(client: str, server: Bancho) -> None:
    with (
        over_the_network("https://osu.ppy.example", client) as way,
        server.patch("*.someserver.example", "b.example", others="refuse"),
        pytest.raises(Mistake) as told,
    ):
        way.ask("/api?k=1")

    assert str(told.value) == (
        "GET https://osu.ppy.example/api?k=1 is refused by bancho.patch(others='refuse'); "
        "patched are: *.someserver.example, b.example"
    )


def test_two_servers_have_their_own_hosts(server: Bancho, empty: Bancho) -> None:
    with server.patch("api.someserver.example"), empty.patch("api.other.example"):
        assert (total(), total("https://API.other.example/get_player_count")) == (60, 0)


def test_of_two_patches_for_a_host_the_newer_one_has_it(server: Bancho, empty: Bancho) -> None:
    with server.patch():
        with empty.patch():
            inner = total()
        outer = total()

    assert (inner, outer) == (0, 60)


def test_patches_may_end_in_any_order(server: Bancho, empty: Bancho) -> None:
    before = found()
    first, second = server.patch("api.someserver.example"), empty.patch("api.other.example")

    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    left = total("https://api.other.example/get_player_count")
    second.__exit__(None, None, None)

    assert (left, found() == before) == (0, True)


def test_a_patch_can_be_used_again_and_within_itself(server: Bancho) -> None:
    before = found()
    patch = server.patch()

    with patch, patch:
        pass
    with patch:
        players = total()

    assert (players, found() == before) == (60, True)


def test_what_somebody_else_put_there_meanwhile_stays(server: Bancho, monkeypatch: pytest.MonkeyPatch) -> None:
    def theirs(*_: object, **__: object) -> None:
        """Stand for another library's patch."""

    with monkeypatch.context() as other:
        with server.patch():
            other.setattr(HTTPAdapter, "send", theirs)
        assert vars(HTTPAdapter)["send"] is theirs


def test_it_decorates_functions(server: Bancho) -> None:
    @server.patch("api.someserver.example")
    def count() -> int:
        """Say what is asked."""
        return total()

    assert (count(), count.__doc__) == (60, "Say what is asked.")


def test_it_decorates_coroutine_functions(server: Bancho) -> None:
    @server.patch("api.someserver.example")
    async def count() -> int:
        async with httpx.AsyncClient() as client:
            status: int = (await client.get(COUNT)).status_code
            return status

    assert asyncio.run(count()) == 200


def test_retries_of_a_session_are_kept(server: Bancho) -> None:
    with requests.Session() as session:
        session.mount("https://", HTTPAdapter(max_retries=3))
        with server.patch():
            retries: Any = session.get(COUNT, timeout=5).connection.max_retries

    assert retries.total == 3


@pytest.fixture
def unix_socket(tmp_path: Path) -> Iterator[str]:
    """A Unix socket whose server says that it is a teapot, once."""
    path = str(tmp_path / "s")
    with socket(AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(2**16)
                connection.sendall(b"HTTP/1.1 418 I'm a teapot\r\nContent-Length: 0\r\n\r\n")

        thread = Thread(target=answer)
        thread.start()
        yield path
        thread.join(10)


def test_a_unix_socket_has_no_host(unix_socket: str, server: Bancho) -> None:
    with httpx.Client(transport=httpx.HTTPTransport(uds=unix_socket)) as client, server.patch(others="refuse"):
        assert client.get("http://docker/version").status_code == 418


def test_a_mock_of_requests_that_lets_a_request_through_lets_it_come_here(server: Bancho) -> None:
    kept = HTTPAdapter.send  # as `responses` does when it is imported

    with server.patch("api.someserver.example", others="refuse"), requests.Session() as session:
        answer = kept(HTTPAdapter(), session.prepare_request(requests.Request("GET", COUNT)), timeout=5)
        other = session.prepare_request(requests.Request("GET", "https://osu.example/"))
        with pytest.raises(Mistake, match=r"GET https://osu\.example/ is refused"):
            kept(HTTPAdapter(), other, timeout=5)

    assert answer.json()["counts"]["total"] == 60


def test_a_transport_of_ones_own_is_not_touched(server: Bancho) -> None:
    own = httpx.MockTransport(lambda _: httpx.Response(418))

    with httpx.Client(transport=own) as client, server.patch():
        assert client.get(COUNT).status_code == 418


@pytest.mark.parametrize(
    ("hosts", "sentence"),
    [
        (("https://api.x.example/v1",), "patch takes names of hosts such as 'api.someserver.example' or '*.example', not 'https://api.x.example/v1'; did you mean 'api.x.example'?"),
        (("api.x.example:8000",), "patch takes names of hosts such as 'api.someserver.example' or '*.example', not 'api.x.example:8000'; did you mean 'api.x.example'?"),
        (("api x",), "patch takes names of hosts such as 'api.someserver.example' or '*.example', not 'api x'"),
        ((3,), "patch takes names of hosts, not 3"),
    ],
)  # fmt: skip
def test_what_is_no_host_is_a_mistake(hosts: tuple[Any, ...], sentence: str, server: Bancho) -> None:
    with pytest.raises(Mistake) as told:
        server.patch(*hosts)

    assert str(told.value) == sentence


def test_other_words_for_the_others_are_a_mistake(server: Bancho) -> None:
    word: Any = "refused"

    with pytest.raises(Mistake, match=r"^others is 'pass' or 'refuse', not 'refused'; did you mean 'refuse'\?$"):
        server.patch(others=word)


def test_a_class_cannot_be_decorated(server: Bancho) -> None:
    with pytest.raises(Mistake, match=r"^a patch decorates functions, and Bot is a class or a generator$"):

        @server.patch()
        class Bot:
            """Be no function."""


@pytest.mark.parametrize("host", ["localhost", "bot.localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_this_machine_has_many_names(host: str, server: Bancho) -> None:
    assert not Patch(server.asgi).takes(host)


@pytest.mark.parametrize(
    ("pattern", "host"),
    [("api.x.example", "API.x.example"), ("*.x.example", "a.b.x.example"), ("bücher.example", "xn--bcher-kva.example")],
)
def test_a_host_is_taken_by_its_pattern(pattern: str, host: str, server: Bancho) -> None:
    assert Patch(server.asgi, (pattern,)).takes(host)


def test_a_star_is_not_the_bare_name(server: Bancho) -> None:
    assert not Patch(server.asgi, ("*.x.example",)).takes("x.example")


def test_a_patch_tells_what_it_takes(server: Bancho) -> None:
    assert repr(server.patch()) == "<Patch of every host but this machine, others pass>"
    assert repr(server.patch("a.example", others="refuse")) == "<Patch of a.example, others refuse>"


def test_a_library_that_is_imported_in_the_block_is_patched_too() -> None:
    script = """
import sys
from mockbancho import Bancho
with Bancho() as bancho, bancho.patch():
    print(sorted({"httpx", "httpx2", "requests", "aiohttp"} & sys.modules.keys()))
    import asyncio, aiohttp, httpx, httpx2, requests
    url = "https://api.someserver.example/get_player_count"
    async def main():
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status
    print(httpx.get(url).status_code, httpx2.get(url).status_code, requests.get(url).status_code, asyncio.run(main()))
print("connect" in vars(aiohttp.TCPConnector), [type(each).__name__ for each in sys.meta_path if "Watch" in repr(each)])
"""

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout == "[]\n200 200 200 200\nFalse []\n"
