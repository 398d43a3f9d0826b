"""A real server, asked politely: paced, patient, and no other host than the one that was named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from mockbancho.errors import Mistake
from mockbancho.learning.address import PORTS
from mockbancho.learning.connection import Connection
from mockbancho.learning.pace import LONGEST_WAIT, Pace, backoff
from mockbancho.learning.questions import Deferred, Reply, Unanswered, Unreachable, ask
from mockbancho.world.files.expectations import shortened

if TYPE_CHECKING:
    from mockbancho.learning.address import Address
    from mockbancho.learning.connection import Response
    from mockbancho.learning.questions import Question

PREFIXES: Final = ("/v1", "", "/api/v1", "/api")
"""Where bancho.py and its forks have their endpoints, the likeliest first."""
ATTEMPTS: Final = 4
_OK: Final = 200
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS: Final = 5
_TOO_MANY: Final = 429
_BROKEN: Final = 500
"""From this status on an answer is none."""
_PROBE: Final = ask("get_player_count")


class Server:
    """A server that answers questions below one prefix."""

    def __init__(self, address: Address, prefix: str, pace: Pace, *, timeout: float = 20.0) -> None:
        """Take where it is; nothing is opened yet."""
        self.address = address
        self.prefix = prefix
        self._pace = pace
        self._api = Connection(address, timeout=timeout)
        self._avatars = Connection(address.of_avatars, timeout=timeout)

    def ask(self, question: Question, *, attempts: int = ATTEMPTS) -> Reply:
        """Return the answer, whatever its status is below 500.

        A server that is busy, broken or silent is asked again. Raises `Unanswered` with the last reason, `Unreachable`
        if it was silent.
        """
        connection = self._avatars if question.endpoint == "avatar" else self._api
        target = question.target(self.prefix)
        problem = Unanswered("never asked")
        for attempt in range(attempts):
            wait = backoff(attempt)
            try:
                response = self._followed(connection, target)
                if response.status != _TOO_MANY and response.status < _BROKEN:
                    return _reply(question, response)
                problem, wait = self._excuse(response, wait)
            except Unreachable as silence:
                problem = silence
            if attempt + 1 < attempts:
                self._pace.wait(wait)
        raise type(problem)(f"{problem}{f', {attempts} times' if attempts > 1 else ''}")

    def _excuse(self, response: Response, wait: float) -> tuple[Unanswered, float]:
        """Return why a response is no answer and how long to wait; raises `Deferred` if that is too long.

        A 500 is about one question, as bancho.py has bugs; others are about the server.
        """
        told = self._pace.asked_to_wait(response.retry_after)
        if told is not None and told > LONGEST_WAIT:
            raise Deferred(f"status {response.status}, and the server asks to wait {told:,.0f} seconds")
        kind = Unanswered if response.status == _BROKEN else Unreachable
        return kind(f"status {response.status}"), wait if told is None else told

    def _followed(self, connection: Connection, target: str) -> Response:
        """Ask, and go where the same host leads; raises `Unanswered` for any other."""
        for _ in range(_MOST_REDIRECTS + 1):
            self._pace.turn()
            response = connection.get(target)
            if response.status not in _REDIRECTS or response.location is None:
                return response
            target = _target_on(connection.address, target, response.location)
        raise Unanswered(f"it leads on and on, at last to {target}")

    def close(self) -> None:
        """Close what is open."""
        self._api.close()
        self._avatars.close()


def _target_on(address: Address, target: str, location: str) -> str:
    """Return where a redirect leads on the same host."""
    here = (address.scheme, address.host, address.port)
    try:
        there = urlsplit(urljoin(f"{address.url}{target}", location))
        is_here = (there.scheme, there.hostname, there.port or PORTS.get(there.scheme)) == here
    except ValueError:
        raise Unanswered(f"it leads to {shortened(location)}, which is no address") from None
    if not is_here:
        raise Unanswered(f"it leads to {there.scheme}://{there.netloc}, and only {address.url} is asked")
    return there._replace(scheme="", netloc="").geturl()


def _reply(question: Question, response: Response) -> Reply:
    """Return a response as the answer to a question; raises `Unanswered` for a page where JSON should be."""
    reply = Reply(response.status, response.content_type, response.body)
    if question.endpoint not in {"avatar", "get_replay"} and not reply.is_json:
        kind = reply.content_type or "nothing that has a type"
        raise Unanswered(f"status {reply.status} with {kind} that is no JSON")
    return reply


def find_server(address: Address, pace: Pace, *, prefix: str | None = None, timeout: float = 20.0) -> Server:
    """Return the server at an address, with the prefix that is given or else found by asking for the player count.

    Raises `Mistake` if nobody answers, or nobody who speaks as bancho.py does.
    """
    given = address.prefix or None if prefix is None else prefix
    tried: list[str] = []
    for each in PREFIXES if given is None else (given,):
        server = Server(address, each, pace, timeout=timeout)
        problem = _problem(server)
        if problem is None:
            return server
        server.close()
        tried.append(f"{_PROBE.target(each)}: {problem}")
        if isinstance(problem, (Unreachable, Deferred)):
            break  # it is the host, whatever the path
    told = "".join(f"\n  {line}" for line in tried)
    raise Mistake(f"{address.url} does not answer as bancho.py does:{told}")


def _problem(server: Server) -> Unanswered | None:
    """Return why a server cannot be asked below its prefix, None if it can."""
    try:
        reply = server.ask(_PROBE, attempts=2)
    except Unanswered as problem:
        return problem
    body = reply.json() if reply.status == _OK else None
    if isinstance(body, dict) and "counts" in body:
        return None
    return Unanswered(f"status {reply.status}, {shortened(reply.body.decode(errors='replace'))}")
