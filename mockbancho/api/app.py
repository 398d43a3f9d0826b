"""The ASGI application: a world under a contract."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING, Final

from starlette.datastructures import URL
from starlette.responses import RedirectResponse

from mockbancho.api.answers import METHOD_NOT_ALLOWED, NOT_FOUND, Answer, failure, success
from mockbancho.api.avatars import PATH, avatar
from mockbancho.api.cors import CorsPolicy, preflight
from mockbancho.api.front_page import front_page
from mockbancho.api.routes import paths_of
from mockbancho.contract import ANY, Contract, Cors, Rule
from mockbancho.errors import ApiError
from mockbancho.world.journal import Call, Journal, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Receive, Scope, Send

    from mockbancho.api.answers import Header
    from mockbancho.api.routes import Found
    from mockbancho.world.world import World

log: Final = logging.getLogger("mockbancho")
AVATAR_HOST: Final = b"a."
_SEEN_AT_MOST: Final = 1_000
"""Unknown paths and ignored parameters that are logged once each; later ones are not logged."""


class Api:
    """Answers HTTP requests from a world; changes nothing in it."""

    def __init__(
        self,
        world: World,
        contract: Contract = ANY,
        *,
        cors: Cors | None = None,
        world_name: str = "a world",
        journal: Journal | None = None,
        on_call: Callable[[Call], None] | None = None,
    ) -> None:
        """Take the world and the contract.

        *cors* is the contract's own unless given; *world_name* is what the front page calls the world; *on_call* hears
        of each call.
        """
        self.world = world
        self.contract = contract
        self.world_name = world_name
        self.journal = Journal() if journal is None else journal
        self.before_call: Callable[[], None] | None = None
        """What is called before each answer: it lets the world catch up with a clock that moves by itself."""
        self.paths = paths_of(contract)
        self._on_call = on_call
        self._cors = CorsPolicy(cors or contract.cors, contract)
        self._version: Header = (b"bancho-version", contract.version.encode())
        self._seen: set[object] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await _decline(scope, receive, send)
            return
        started = perf_counter()
        host = origin = None
        for name, value in scope["headers"]:
            if name == b"host":
                host = value
            elif name == b"origin":
                origin = value
        answer = self._answer(scope, host, origin)
        seconds = perf_counter() - started
        self._note(scope, answer, seconds)  # before it is sent: whoever has the answer finds the call in the journal
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": self._headers(answer, origin, seconds),
            }
        )
        body = b"" if scope["method"] == "HEAD" else answer.body
        await send({"type": "http.response.body", "body": body})

    def _answer(self, scope: Scope, host: bytes | None, origin: bytes | None) -> Answer:
        """Return the answer, in the order in which the real server and the proxy before it decide."""
        if self.before_call is not None:
            self.before_call()
        path: str = scope["path"]
        if host is not None and host[:2].lower() == AVATAR_HOST:
            return avatar(self.world, scope["method"], path)
        found = self.paths.find(path)
        if found is None:
            return self._beside(scope, path)
        if scope["method"] not in found.bound.endpoint.methods:
            return self._wrong_method(scope, found, origin)
        world = self.world
        question = (self.contract, path, scope["query_string"])
        with world.lock:
            answer: Answer | None = world.answers.by_question.get(question)
            if answer is None:
                answer = self._ask(found, scope["query_string"])
                world.answers.add(question, answer, len(path) + len(scope["query_string"]) + len(answer.body))
        if answer.ignored:
            self._warn_of_ignored(found, answer.ignored)
        if answer.source is Source.UPSTREAM_CRASH:
            self._warn_of_crash(answer)
        return answer

    def _ask(self, found: Found, query_string: bytes) -> Answer:
        name = found.bound.endpoint.name
        try:
            body, ignored = found.bound.ask(self.world, query_string, found.path)
        except ApiError as error:
            return failure(error, name)
        return success(body, name, ignored)

    def _wrong_method(self, scope: Scope, found: Found, origin: bytes | None) -> Answer:
        """Answer a preflight, if the contract does, and otherwise refuse the method."""
        asked = dict(scope["headers"])
        endpoint = found.bound.endpoint
        if (
            scope["method"] == "OPTIONS"
            and self._cors.answers_preflight
            and origin is not None
            and b"access-control-request-method" in asked
        ):
            headers = preflight(asked.get(b"access-control-request-headers"))
            return Answer(200, b"OK", b"text/plain; charset=utf-8", headers, Source.BESIDE, endpoint=endpoint.name)
        allow = ((b"allow", ", ".join(endpoint.methods).encode()),)
        named = allow if Rule.ALLOW_HEADER in self.contract.rules else ()
        return Answer(405, METHOD_NOT_ALLOWED, headers=named, endpoint=endpoint.name)

    def _beside(self, scope: Scope, path: str) -> Answer:
        """Answer a path that no endpoint has."""
        bare = path.rstrip("/")
        if bare != path and self.paths.find(bare):
            return _redirect(scope, bare)
        if PATH.fullmatch(path):
            return avatar(self.world, scope["method"], path)
        if (
            path == "/"
            and scope["method"] in {"GET", "HEAD"}
            and any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
        ):
            return front_page(self.world, self.contract, self.world_name)
        self._warn_of_unknown(path)
        return Answer(404, NOT_FOUND, source=Source.NOT_FOUND)

    def _headers(self, answer: Answer, origin: bytes | None, seconds: float) -> list[Header]:
        headers = [(b"content-length", b"%d" % len(answer.body)), self._version, *answer.headers]
        if answer.content_type is not None:
            headers.append((b"content-type", answer.content_type))
        if answer.status != 500:
            headers.append((b"process-time", b"%.4f" % (seconds * 1000)))
        headers.extend(self._cors.headers(answer.status, origin))
        return headers

    def _note(self, scope: Scope, answer: Answer, seconds: float) -> None:
        call = Call(
            self.world.now,
            scope["method"],
            scope["path"],
            scope["query_string"],
            answer.endpoint,
            answer.status,
            answer.source,
            answer.reason,
            answer.ignored,
            seconds,
        )
        self.journal.add(call)
        if self._on_call is not None:
            self._on_call(call)

    def _warn_of_ignored(self, found: Found, names: tuple[str, ...]) -> None:
        endpoint = found.bound.endpoint
        takes = ", ".join(parameter.name for parameter in endpoint.parameters) or "none"
        for name in names:
            if self._is_first((endpoint.name, name)):
                log.warning("%s ignores the parameter %r, as bancho.py does; it takes: %s", endpoint.name, name, takes)

    def _warn_of_crash(self, answer: Answer) -> None:
        if self._is_first((answer.endpoint, answer.reason)):
            release = self.contract.version
            log.warning(
                "%s: bancho.py %s crashes here, so this is its 500: %s", answer.endpoint, release, answer.reason
            )

    def _warn_of_unknown(self, path: str) -> None:
        if self._is_first(path):
            near = self.paths.nearest(path)
            hint = f"; did you mean {near}?" if near else ""
            log.warning("nothing answers %r in contract %s%s", path, self.contract.name, hint)

    def _is_first(self, occasion: object) -> bool:
        """Whether a hint is due: once for each occasion, and not for ever more of them."""
        if occasion in self._seen or len(self._seen) >= _SEEN_AT_MOST:
            return False
        self._seen.add(occasion)
        return True


def _redirect(scope: Scope, path: str) -> Answer:
    """Lead a path with slashes at its end to the one without; unescaped bytes of the query count as Latin-1."""
    query = scope["query_string"].decode("latin-1").encode()
    response = RedirectResponse(str(URL(scope={**scope, "path": path, "query_string": query})))
    location = response.headers["location"].encode("latin-1")
    return Answer(307, b"", None, ((b"location", location),), Source.BESIDE)


async def _decline(scope: Scope, receive: Receive, send: Send) -> None:
    """Take part in the server's start and stop, and close WebSockets: the real server has none here."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000})
        return
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})
