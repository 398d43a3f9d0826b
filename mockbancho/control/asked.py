"""One request to the control API, taken apart and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.api.bodies import Incoming, declared_length
from mockbancho.contract.queries import split_query
from mockbancho.errors import Mistake, TooLarge, WrongType, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope

    from mockbancho.bancho import Bancho
    from mockbancho.control.declared import Route
    from mockbancho.control.worlds import Served, Worlds

MIB: Final = 2**20


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a route's function is given: which world, and what was sent."""

    worlds: Worlds
    served: Served
    path: Mapping[str, str]
    query: Any = None
    body: Any = None
    headers: Mapping[str, str]
    base: str
    """The address of the server as the client knows it: `http://127.0.0.1:8000`."""

    @property
    def bancho(self) -> Bancho:
        """The server of the world that is asked for."""
        return self.served.bancho


def headers_of(scope: Scope) -> dict[str, str]:
    """Return the headers by lower-case name, the last of each name."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def read_query(route: Route, query_string: bytes) -> Any:  # noqa: ANN401  # a struct of the route's own
    """Return the query as the route declares it; a parameter that is empty counts as not given."""
    if route.query is None:
        return None
    given = {name: text for name, text in split_query(query_string).items() if text}
    return _converted(given, route.query, "query", is_strict=False)


async def read_body(route: Route, scope: Scope, receive: Receive, headers: Mapping[str, str]) -> Any:  # noqa: ANN401  # as declared
    """Return the body as the route declares it; raises `Refusal`, and `Mistake` that names the place."""
    if route.takes is None:
        return None
    incoming = Incoming(receive, declared_length(dict(scope["headers"])))
    data = await _whole(incoming, route)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if (data or route.takes is bytes) and kind not in route.accepts:
        known = " or ".join(route.accepts)
        raise WrongType(f"the body is to be sent as Content-Type: {known}, not {kind or 'without one'}")
    return data if route.takes is bytes else _decoded(data or b"{}", route.takes)


async def _whole(incoming: Incoming, route: Route) -> bytes:
    body = bytearray()
    while True:
        message = await incoming()
        body += message.get("body", b"")
        if len(body) > route.most:
            await incoming.linger()  # a client that sends before it reads gets its answer
            raise TooLarge(f"a body has at most {route.most // MIB} MiB here ({route.most:,} bytes)")
        if not message.get("more_body", False):
            return bytes(body)


def _decoded(data: bytes, wanted: Any) -> Any:  # noqa: ANN401  # as declared
    try:
        raw: object = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Mistake(f"the body is no JSON: {str(error).removeprefix('JSON is malformed: ')}") from None
    if not isinstance(raw, dict):
        raise Mistake("the body is to be a JSON object")
    return raw if wanted is dict else _converted(raw, wanted, "body", is_strict=True)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # names of JSON are texts


def _converted(given: dict[str, Any], wanted: type[msgspec.Struct], what: str, *, is_strict: bool) -> Any:  # noqa: ANN401  # as declared
    known = [field.encode_name for field in msgspec.structs.fields(wanted)]
    for name in given:
        if name not in known:
            takes = f"known: {', '.join(known)}" if known else "it takes nothing"
            raise Mistake(f"the {what} has no {name!r} here{nearest(name, known)}; {takes}")
    try:
        return msgspec.convert(given, wanted, strict=is_strict)
    except msgspec.ValidationError as error:
        sentence, _, place = str(error).partition(" - at ")
        where = place.strip("`").removeprefix("$.")
        raise Mistake(f"the {what}: {f'{where}: ' if where else ''}{sentence[:1].lower()}{sentence[1:]}") from None
