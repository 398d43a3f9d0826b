"""Servers that are played: a timer that does not wait, answers by pytest-httpserver, and bytes by a bare socket."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any

from mockbancho.clock import START
from mockbancho.learning.address import Address, parse_address
from mockbancho.learning.pace import Pace
from mockbancho.learning.questions import Question, Reply, Unanswered
from mockbancho.learning.server import Server

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer

    from mockbancho import Bancho

ANY_PORT = ("127.0.0.1", 0)


class StoppedTimer:
    """Time that passes by being slept through alone."""

    def __init__(self) -> None:
        """Begin when worlds begin."""
        self.slept: list[float] = []

    def monotonic(self) -> float:
        """Return the seconds slept through."""
        return sum(self.slept)

    def sleep(self, seconds: float, /) -> None:
        """Note that time would pass."""
        self.slept.append(seconds)

    def wall_clock(self) -> int:
        """Return the moment at which worlds begin, and what was slept since."""
        return START + round(sum(self.slept) * 1_000_000)


class Answering:
    """A server without a network: what it answers to each question, an exception for no answer."""

    def __init__(self, answers: Mapping[str, Reply | Unanswered]) -> None:
        """Take the answers by what is asked, in words."""
        self._answers = answers
        self.asked: list[str] = []

    def ask(self, question: Question) -> Reply:
        """Answer, or do not."""
        self.asked.append(str(question))
        answer = self._answers.get(str(question), json_reply(b'{"status":"Not there."}', status=404))
        if isinstance(answer, Unanswered):
            raise answer
        return answer


def json_reply(body: bytes, status: int = 200) -> Reply:
    """Make an answer in JSON."""
    return Reply(status, "application/json", body)


@contextmanager
def server_at(url: str, timer: StoppedTimer, prefix: str = "/v1", timeout: float = 5.0) -> Iterator[Server]:
    """Give a server to ask at an address, as fast as it answers."""
    with closing(Server(parse_address(url), prefix, Pace(1e9, timer), timeout=timeout)) as server:
        yield server


def address_of(httpserver: HTTPServer) -> Address:
    """Where pytest-httpserver's server is."""
    return parse_address(url_of(httpserver))


def url_of(httpserver: HTTPServer) -> str:
    """The address of pytest-httpserver's server."""
    return httpserver.url_for("").rstrip("/")


@contextmanager
def bare_server(*answers: bytes) -> Iterator[Address]:
    """Play a server that sends these bytes, one connection after the other, and closes each."""
    with socket.create_server(ANY_PORT) as listening:
        thread = Thread(target=_send_each, args=(listening, answers))
        thread.start()
        yield Address("http", "127.0.0.1", listening.getsockname()[1])
        thread.join(5)


def _send_each(listening: socket.socket, answers: tuple[bytes, ...]) -> None:
    for answer in answers:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(answer)


@contextmanager
def silent_server() -> Iterator[Address]:
    """Play a server that takes connections and says nothing."""
    with socket.create_server(ANY_PORT) as listening:
        yield Address("http", "127.0.0.1", listening.getsockname()[1])


@contextmanager
def nobody() -> Iterator[Address]:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(ANY_PORT)
        yield Address("http", "127.0.0.1", taken.getsockname()[1])


class Direct:
    """Another mockbancho, asked without a network, and what it was asked."""

    def __init__(self, bancho: Bancho) -> None:
        """Take it; its contract says below which prefix it answers."""
        self._bancho = bancho
        self.asked: list[str] = []

    def ask(self, question: Question) -> Reply:
        """Answer as it does."""
        self.asked.append(str(question))
        reply = self._bancho.get(question.target(self._bancho.asgi.contract.prefixes[0]))
        return Reply(reply.status, reply.headers.get("content-type", ""), reply.body)

    def expect(self, question: Question) -> tuple[int, Any]:
        """Answer with status and JSON."""
        reply = self.ask(question)
        return reply.status, reply.json()
