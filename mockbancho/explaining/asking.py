"""A request that is to be explained, put to its endpoint once more: nothing is noted, counted, hit or remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import msgspec

from mockbancho.api.answers import Answer, failure, success
from mockbancho.api.dialects import Entry
from mockbancho.api.params import reader_of
from mockbancho.contract.queries import split_query
from mockbancho.errors import ApiError, InvalidParameters, Mistake
from mockbancho.world.queries.question import Reading, heard

if TYPE_CHECKING:
    from mockbancho.api.app import Api
    from mockbancho.api.endpoint import BoundReading
    from mockbancho.api.routes import Found
    from mockbancho.contract import Contract, Endpoint
    from mockbancho.world.world import World

_STANDS = "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~\\"
"""What stands in a query as it is; letters outside ASCII are escaped."""


class Request(msgspec.Struct, frozen=True):
    """A request: its path as the server reads it, its query as it was sent."""

    method: str
    path: str
    query: bytes = b""
    authorization: str | None = None

    @classmethod
    def of(cls, target: str, *, method: str = "GET", authorization: str | None = None) -> Request:
        """Read a path with its query, or a whole address; raises `Mistake` for what is neither."""
        parts = urlsplit(target.strip())
        if not parts.path.startswith("/"):
            raise Mistake(f"{target!r} is no path; give one such as /get_player_info?id=3&scope=all")
        query = quote(parts.query, safe=_STANDS).encode()
        return cls(method.upper(), unquote(parts.path), query, authorization)

    @property
    def target(self) -> str:
        """The path with its query."""
        path = quote(self.path, safe="/:@!$&'()*+,;=~")
        return f"{path}?{self.query.decode('latin-1')}" if self.query else path

    @property
    def sent(self) -> dict[str, str]:
        """The last text of each parameter."""
        return split_query(self.query)

    def changed(self, **texts: object) -> Request:
        """Return the same request with parameters set, or with None left out."""
        pairs = parse_qsl(self.query.decode("latin-1"), keep_blank_values=True, errors="replace")
        there = {name for name, _ in pairs}
        found = [(name, texts.get(name, text)) for name, text in pairs]
        found += [(name, value) for name, value in texts.items() if name not in there]
        query = urlencode([(name, value) for name, value in found if value is not None])
        return msgspec.structs.replace(self, query=query.encode())

    def moved(self, path: str) -> Request:
        """Return the same request to another path."""
        return msgspec.structs.replace(self, path=path)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A request to an endpoint that reads the world, its answer, and what that was made of."""

    world: World
    contract: Contract
    request: Request
    endpoint: Endpoint
    answer: Answer
    readings: tuple[Reading[Any], ...]
    """The lists that were read."""
    values: dict[str, Any]
    """The parameters; empty if some are wrong."""
    entries: tuple[Entry, ...] = ()
    """What is wrong with them."""

    @property
    def shown(self) -> int:
        """How many rows of lists there are in the answer."""
        return sum(len(reading.rows) for reading in self.readings)


def ask(api: Api, found: Found, bound: BoundReading, request: Request) -> Asked:
    """Ask an endpoint again; the world is locked meanwhile."""
    world, endpoint = api.world, bound.endpoint
    entries: tuple[Entry, ...] = ()
    with world.lock, heard() as readings:
        try:
            body, ignored = bound.ask(world, request.query, found.path, request.authorization)
            answer = success(body, endpoint.name, ignored)
        except ApiError as error:
            answer = failure(error, endpoint.name)
            entries = tuple(error.entries) if isinstance(error, InvalidParameters) else ()
    return Asked(
        world=world,
        contract=api.contract,
        request=request,
        endpoint=endpoint,
        answer=api.variations.reshaped(endpoint.name, answer),
        readings=tuple(readings),
        values={} if entries else _values(api.contract, endpoint, found, request),
        entries=entries,
    )


def _values(contract: Contract, endpoint: Endpoint, found: Found, request: Request) -> dict[str, Any]:
    names = (parameter.name for parameter in endpoint.parameters)
    values = reader_of(endpoint, contract.dialect)(request.query, found.path).values
    return dict(zip(names, values, strict=True))
