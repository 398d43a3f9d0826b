"""Routes of your own: endpoints that only some servers have, and answers to parameters that only some of them take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import msgspec
from starlette.routing import Match, Route

from mockbancho.api.answers import Answer, failure
from mockbancho.api.fragments import encode
from mockbancho.api.routes import Target
from mockbancho.contract.queries import split_query
from mockbancho.errors import ApiError, Mistake
from mockbancho.world.journal import Source

if TYPE_CHECKING:
    from starlette.types import Scope

    from mockbancho.contract import Contract

ANYTHING: Final = "*"
"""The value of a parameter that only has to be there."""
METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
MOST_BODY: Final = 4 * 2**20
"""Bytes of a request's body that a route is given at most."""


class OwnRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a route's function is told of a request."""

    method: str
    path: str
    query: dict[str, str]
    """The parameters, the last value of each."""
    params: dict[str, Any]
    """What stands in the path where the route has `{name}`."""
    body: bytes
    authorization: str | None
    ask: Callable[..., Any]
    """Ask the server itself: `request.ask("/get_player_info", id=3, scope="info")` returns the JSON of the answer.

    Raises `ApiError` for one that is not a 200.
    """

    def json(self) -> Any:  # noqa: ANN401  # whatever was sent
        """Return the JSON of the body; raises `msgspec.DecodeError` if it is none."""
        return msgspec.json.decode(self.body)


Answerer = Callable[[OwnRequest], Any]
"""Returns what the answer's JSON is, bytes for something else, or a pair of status and one of these."""


class OwnRoute:
    """A path, parameters that a request must have, and what answers it."""

    def __init__(
        self,
        path: str,
        answer: object,
        *,
        status: int = 200,
        methods: tuple[str, ...] = ("GET",),
        where: Mapping[str, object] | None = None,
        content_type: str | None = None,
    ) -> None:
        """Take what is answered: JSON, bytes, or a function of an `OwnRequest`.

        Raises `Mistake` for what cannot be a route. A path without one of a contract's prefixes has all of them there.
        """
        _check(path, status, methods)
        self.path = path
        self.methods = methods
        self.where = {name: str(value) for name, value in (where or {}).items()}
        self._answer = answer
        self._status = status
        self._content_type = content_type.encode() if content_type else None
        if not callable(answer) and not isinstance(answer, bytes):
            _encoded(path, answer)
        self._routes: dict[Contract, list[Route]] = {}

    def find(self, scope: Scope, contract: Contract) -> dict[str, Any] | None:
        """Return what stands in a request's path, or None if the route is not about it."""
        if scope["method"] not in self.methods:
            return None
        if self.where:
            sent = split_query(scope["query_string"])
            if any(name not in sent or value not in (ANYTHING, sent[name]) for name, value in self.where.items()):
                return None
        routes = self._routes.get(contract)
        if routes is None:
            routes = self._routes[contract] = [Route(each, Target()) for each in _paths(self.path, contract)]
        for route in routes:
            match, child = route.matches({"type": "http", "path": scope["path"], "method": "GET"})
            if match is Match.FULL:
                return dict(child["path_params"])
        return None

    def answer(self, request: OwnRequest) -> Answer:
        """Return the answer to a request."""
        try:
            made: Any = self._answer(request) if callable(self._answer) else self._answer
        except ApiError as error:
            found = failure(error, self.path)
            return msgspec.structs.replace(found, source=Source.ROUTE)
        status: int = self._status
        if isinstance(made, tuple):
            status, made = _pair(made)
        if isinstance(made, bytes):
            body, content_type = made, self._content_type or b"application/octet-stream"
        else:
            body, content_type = _encoded(self.path, made), self._content_type or b"application/json"
        return Answer(status, body, content_type, (), Source.ROUTE, endpoint=self.path)

    def __repr__(self) -> str:
        """Tell method and path, and what a request must have."""
        needed = f" with {', '.join(f'{name}={value}' for name, value in self.where.items())}" if self.where else ""
        return f"<route {'|'.join(self.methods)} {self.path}{needed}>"


def _paths(path: str, contract: Contract) -> list[str]:
    """Return the paths of a route in a contract."""
    prefixes = [prefix for prefix in contract.prefixes if prefix]
    if any(path.startswith(f"{prefix}/") for prefix in (*prefixes, "/v2")):
        return [path]
    return [prefix + path for prefix in contract.prefixes]


def _check(path: object, status: object, methods: object) -> None:
    if not isinstance(path, str) or not path.startswith("/"):
        raise Mistake(f"a route's path begins with /, such as '/get_countries'; got {path!r}")
    try:
        Route(path, Target())
    except (AssertionError, ValueError) as error:
        raise Mistake(f"route {path}: {error}") from None
    if not isinstance(status, int) or status not in set(HTTPStatus) or status < HTTPStatus.OK:
        raise Mistake(f"route {path}: status: expected one of HTTP's from 200 on, got {status!r}")
    if not isinstance(methods, tuple) or not methods or set(methods) - set(METHODS):  # pyright: ignore[reportUnknownArgumentType]  # of anything
        raise Mistake(f"route {path}: methods: expected some of {', '.join(METHODS)}; got {methods!r}")


def _pair(made: Any) -> tuple[int, Any]:  # noqa: ANN401  # what somebody's function has returned
    status, answer = made
    return status, answer


def _encoded(path: str, answer: object) -> bytes:
    try:
        return encode(answer)
    except (TypeError, ValueError, OverflowError) as error:
        raise Mistake(f"route {path}: the answer is no JSON: {error}") from None
